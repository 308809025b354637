//! Time as the scheduler counts it.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

static START: OnceLock<Instant> = OnceLock::new();

/// Milliseconds since the start as sysmon last saw them: for `dump`'s "how long", at the price of a load.
static COARSE: AtomicU64 = AtomicU64::new(0);

fn start() -> Instant {
    *START.get_or_init(Instant::now)
}

/// Nanoseconds since the runtime's start.
pub(crate) fn now() -> u64 {
    start().elapsed().as_nanos() as u64
}

/// The same for a point in time; those before the start are 0, those beyond 500 years the end of time.
pub(crate) fn nanos(t: Instant) -> u64 {
    u64::try_from(t.saturating_duration_since(start()).as_nanos()).unwrap_or(u64::MAX - 1)
}

/// Back again.
pub(crate) fn instant(nanos: u64) -> Instant {
    start() + Duration::from_nanos(nanos)
}

#[inline]
pub(crate) fn coarse_ms() -> u64 {
    COARSE.load(Ordering::Relaxed)
}

/// Sets the coarse clock.
pub(crate) fn refresh() {
    COARSE.store(now() / 1_000_000, Ordering::Relaxed);
}

/// Has the calling thread's sleeps end when they should: 1 ns of timer slack instead of 50 µs.
pub(crate) fn sharpen() {
    let (slack, unused): (libc::c_ulong, libc::c_ulong) = (1, 0);
    // SAFETY: a plain system call.
    unsafe { libc::prctl(libc::PR_SET_TIMERSLACK, slack, unused, unused, unused) };
}
