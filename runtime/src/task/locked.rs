//! `lock_os_thread`.

use std::marker::PhantomData;
use std::ptr::null_mut;
use std::sync::atomic::Ordering;

use super::wait::{Here, here};
use crate::sched::g::G;
use crate::sched::m::M;
use crate::sched::{sched, this_m};

/// Wires the calling goroutine to its thread until the guard is dropped; guards nest.
///
/// The thread then runs no other goroutine, but for those that are bound to it already. For state that the operating
/// system or a library keeps by thread: namespaces, signal masks, a GL context. A goroutine that ends while it is
/// wired (its guard forgotten) ends its thread too, so that nobody inherits what it did to it. Off a goroutine it
/// does nothing: a plain thread is its own.
///
/// ```
/// # fn main() { cgocall::run(|| {
/// let _guard = cgocall::lock_os_thread();
/// let before = std::thread::current().id();
/// cgocall::yield_now();
/// assert_eq!(std::thread::current().id(), before);
/// # }) }
/// ```
pub fn lock_os_thread() -> OsThreadGuard {
    if let Some((m, g)) = wirable() {
        lock(m, g);
    }
    OsThreadGuard(PhantomData)
}

/// The goroutine that calls, on whichever stack, and its M.
fn wirable() -> Option<(&'static M, &'static G)> {
    match here() {
        Here::Goroutine(_, g) | Here::System(g) => this_m().map(|m| (m, g)),
        Here::Thread => None,
    }
}

fn lock(m: &'static M, g: &'static G) {
    let locks = g.locks.load(Ordering::Relaxed);
    g.locks.store(locks + 1, Ordering::Relaxed);
    if locks > 0 {
        return;
    }
    m.wired.set(m.wired.get() + 1);
    if g.bound.load(Ordering::Relaxed).is_null() {
        g.bound.store(std::ptr::from_ref(m).cast_mut(), Ordering::Relaxed);
        m.binds();
    }
}

fn unlock(m: &'static M, g: &'static G) {
    let locks = g.locks.load(Ordering::Relaxed) - 1;
    g.locks.store(locks, Ordering::Relaxed);
    if locks > 0 {
        return;
    }
    m.wired.set(m.wired.get() - 1);
    if sched().config.migrating && !g.pinned.get() {
        g.bound.store(null_mut(), Ordering::Relaxed);
        m.unbinds();
    }
}

/// See [`lock_os_thread`].
#[must_use = "the goroutine is wired only while the guard lives"]
#[derive(Debug)]
pub struct OsThreadGuard(PhantomData<*const ()>);

impl Drop for OsThreadGuard {
    fn drop(&mut self) {
        if let Some((m, g)) = wirable() {
            unlock(m, g);
        }
    }
}
