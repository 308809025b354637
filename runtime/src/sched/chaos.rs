//! The chaos mode (`CGOCALL_CHAOS=1` in a build with the feature `chaos`): every park migrates, and race windows last.
//!
//! In a migrating program each goroutine that is woken, or that yields, goes through the global queue
//! (`sched::scatter`), and no M takes from there what parked on it, as long as another M is to be had. An M that finds
//! nothing else gives its P to another. Bound goroutines stay where they are.

use std::cell::Cell;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use super::central::Central;
use super::futex::futex_wait;
use super::g::G;
use super::m::M;
use super::p::P;
use super::{Sched, threads};

/// Is it on?
pub(crate) fn enabled() -> bool {
    static ON: OnceLock<bool> = OnceLock::new();
    *ON.get_or_init(|| std::env::var_os("CGOCALL_CHAOS").is_some_and(|v| v != "0"))
}

/// How far into the global queue an M looks for a goroutine that parked elsewhere.
const LOOK: usize = 64;

/// From the global queue for `m`: one that did not park on it, if it need not make do with one that did.
pub(crate) fn pop_global(central: &mut Central, m: &'static M) -> Option<*mut G> {
    // SAFETY: goroutines in a queue live.
    let parked_elsewhere = |g: *mut G| unsafe { !std::ptr::eq((*g).m.load(Ordering::Relaxed), m) };
    let found = central.global.pop_first(LOOK, parked_elsewhere);
    if found.is_none() && !another_is_to_be_had(central) {
        return central.global.pop();
    }
    found
}

fn another_is_to_be_had(central: &Central) -> bool {
    !central.idle_ms.is_empty() || !threads::refused()
}

/// Gives `p` to another M, since everything in the global queue parked on this one. False if the queue is empty.
pub(crate) fn leave_to_another(sched: &'static Sched, m: &'static M, p: &'static P) -> bool {
    let central = sched.lock();
    if central.global.is_empty() || sched.stopping.load(Ordering::Relaxed) {
        return false;
    }
    if m.spinning.replace(false) {
        sched.wake.unclaim();
    }
    threads::start_another(sched, central, m, p);
    true
}

/// Loses some time, now and then much.
pub(crate) fn window() {
    if !enabled() {
        return;
    }
    thread_local! {
        // SAFETY: a plain system call.
        static RANDOM: Cell<u32> = Cell::new(unsafe { libc::gettid() } as u32 | 1);
    }
    let mut x = RANDOM.get();
    x ^= x << 13;
    x ^= x >> 17;
    x ^= x << 5;
    RANDOM.set(x);
    match x % 64 {
        // Not `thread::sleep`: that is a point of cancellation, which the runtime has none of otherwise.
        0 => {
            let end = Instant::now() + Duration::from_micros(u64::from(x >> 24));
            futex_wait(&AtomicU32::new(0), 0, Some(end));
        }
        1..8 => std::thread::yield_now(),
        n => (0..n).for_each(|_| std::hint::spin_loop()),
    }
}
