//! `blocking(f)`: the accounting of a C call without its change of stacks.

use std::ptr::null_mut;
use std::sync::atomic::Ordering;

use super::accounting::{self, BLOCKED, RUN};
use super::site::Site;
use super::syscall::regain;
use crate::sched::m::M;
use crate::sched::{sched, this_m};

static BLOCKING: Site = Site::named("(blocking)");

/// Runs `f`, which may block the thread, so that the other goroutines go on meanwhile.
///
/// For Rust code that waits on the operating system or on another library's lock: `std::fs`, `std::net`, a driver's
/// own FFI. `f` runs in place, on the goroutine's stack; if it lasts longer than a tick of the monitor (20 µs to 1 ms)
/// and somebody has work, another thread takes over the goroutine's processor, and when `f` has ended the goroutine
/// waits for one on the same thread.
///
/// Inside, everything works: imported functions run on the system stack, and waiting (a channel, [`sleep`](crate::sleep))
/// takes a processor back for its time. Off a goroutine, and nested in itself, it just runs `f`.
///
/// # Panics
/// With whatever `f` panics with.
///
/// ```
/// # fn main() { cgocall::run(|| {
/// let text = cgocall::blocking(|| std::fs::read_to_string("/proc/self/comm")).unwrap();
/// assert!(text.ends_with('\n'));
/// # }) }
/// ```
pub fn blocking<T>(f: impl FnOnce() -> T) -> T {
    let Some(m) = this_m().filter(|m| m.hot.state.load(Ordering::Relaxed) == RUN) else { return f() };
    enter(m);
    let _leave = Leave;
    f()
}

#[inline(never)]
pub(super) fn enter(m: &M) {
    let calls = m.hot.calls.load(Ordering::Relaxed);
    m.hot.calls.store(calls + 1, Ordering::Relaxed);
    m.hot.site.store(std::ptr::from_ref(&BLOCKING).cast_mut(), Ordering::Relaxed);
    accounting::enter(&m.hot.state, BLOCKED);
}

/// An imported function that was called in `f` has returned: its thread has been in C all the time, for the
/// accounting.
pub(super) fn resume(m: &M) {
    m.hot.site.store(std::ptr::from_ref(&BLOCKING).cast_mut(), Ordering::Relaxed);
    accounting::enter(&m.hot.state, BLOCKED);
}

#[inline(never)]
pub(super) fn leave(m: &'static M) {
    if !accounting::exit(&m.hot.state, &m.hot.evt) {
        regain(sched(), m, None);
    }
    m.hot.site.store(null_mut(), Ordering::Relaxed);
}

/// Leaves `blocking` however `f` ends.
struct Leave;

impl Drop for Leave {
    fn drop(&mut self) {
        // A park inside `f` may have moved the goroutine: look anew.
        if let Some(m) = this_m() {
            leave(m);
        }
    }
}

/// Something inside `blocking` that needs the P for a while: a wait.
pub(crate) struct Interrupted(());

/// If the goroutine is in `blocking`, takes a P back until the value is dropped.
#[inline]
pub(crate) fn interrupt(m: &'static M) -> Option<Interrupted> {
    if m.hot.state.load(Ordering::Relaxed) != BLOCKED {
        return None;
    }
    leave(m);
    Some(Interrupted(()))
}

impl Drop for Interrupted {
    fn drop(&mut self) {
        if let Some(m) = this_m() {
            enter(m);
        }
    }
}
