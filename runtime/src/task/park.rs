//! `park`, `unpark`, `sleep`, `yield_now`: as in `std::thread`.

use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use super::bound::Panicking;
use super::no_park::refuse_on_system_stack;
use super::wait::{self, Here, Which, here};
use crate::arch;
use crate::boundary::accounting::RUN;
use crate::sched::g::{G, status};
use crate::sched::m::M;
use crate::sched::timers::NEVER;
use crate::sched::{Sched, held, sched, schedule};

/// Waits until somebody calls [`Goroutine::unpark`](crate::Goroutine::unpark), or has called it since the last park. May
/// return without reason. Off a goroutine it is `std::thread::park`.
///
/// # Panics
/// Within [`on_system_stack`](crate::on_system_stack), while a [`NoPark`](crate::NoPark) lives, and while the goroutine
/// holds the world stopped.
///
/// ```
/// # fn main() { cgocall::run(|| {
/// let me = cgocall::current();
/// cgocall::spawn(move || me.unpark());
/// cgocall::park();
/// # }) }
/// ```
#[track_caller]
pub fn park() {
    match here() {
        Here::Goroutine(m, g) => wait::park(m, g, Which::User, None),
        Here::System(g) => refuse_on_system_stack(g),
        Here::Thread => std::thread::park(),
    }
}

/// [`park`] for at most `d`.
///
/// # Panics
/// As [`park`].
#[track_caller]
pub fn park_timeout(d: Duration) {
    match here() {
        Here::Goroutine(m, g) => wait::park(m, g, Which::User, Some(deadline(d))),
        Here::System(g) => refuse_on_system_stack(g),
        Here::Thread => std::thread::park_timeout(d),
    }
}

/// Waits for at least `d`. Off a goroutine it is `std::thread::sleep`.
///
/// # Panics
/// As [`park`].
#[track_caller]
pub fn sleep(d: Duration) {
    match here() {
        Here::Thread => std::thread::sleep(d),
        _ => sleep_until(deadline(d)),
    }
}

/// Waits until `t` is past.
///
/// # Panics
/// As [`park`].
#[track_caller]
pub fn sleep_until(t: Instant) {
    loop {
        let left = t.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return;
        }
        match here() {
            Here::Goroutine(m, g) => wait::park(m, g, Which::Wait, Some(t)),
            Here::System(g) => refuse_on_system_stack(g),
            Here::Thread => std::thread::sleep(left),
        }
    }
}

/// Ages from now, if `d` does not fit.
fn deadline(d: Duration) -> Instant {
    const AGES: Duration = Duration::from_secs(100 * 365 * 24 * 3600);
    let now = Instant::now();
    now.checked_add(d.min(AGES)).unwrap_or(now)
}

/// Lets other runnable goroutines go first. Off a goroutine it is `std::thread::yield_now`.
///
/// # Panics
/// As [`park`], where another goroutine is there to go first.
#[track_caller]
#[inline]
pub fn yield_now() {
    match here() {
        Here::Goroutine(m, g) => yield_goroutine(m, g),
        Here::System(g) => refuse_on_system_stack(g),
        Here::Thread => std::thread::yield_now(),
    }
}

#[track_caller]
#[inline(never)]
fn yield_goroutine(m: &'static M, g: &'static G) {
    if alone(sched(), m) {
        return;
    }
    if g.no_parks.get() > 0 || g.stops_world.get() {
        super::no_park::refuse(g);
    }
    if m.hot.state.load(Ordering::Relaxed) == RUN && !std::thread::panicking() {
        // SAFETY: on the goroutine's stack, in state RUN.
        unsafe { arch::mcall(&m.hot, g.ptr(), yield_on_g0, 0) };
    } else {
        yield_slowly(m, g);
    }
}

/// Within `blocking`, or while unwinding.
#[cold]
#[inline(never)]
fn yield_slowly(m: &'static M, g: &'static G) {
    let _interrupted = crate::boundary::blocking::interrupt(m);
    let _panic = Panicking::new(g);
    let m = crate::sched::this_m().expect("on an M");
    // SAFETY: on the goroutine's stack, in state RUN.
    unsafe { arch::mcall(&m.hot, g.ptr(), yield_on_g0, 0) };
}

/// Is there nobody to go first, as far as this M can see?
#[inline]
fn alone(sched: &'static Sched, m: &M) -> bool {
    let Some(p) = m.p() else { return false };
    // SAFETY: our own queue, looked at.
    unsafe { m.local() }.is_empty()
        && p.runq.is_empty()
        && m.inbox.is_quiet()
        && sched.global_len.load(Ordering::Relaxed) == 0
        && !sched.p_wanted()
        && p.timers.first() == NEVER
        && !sched.stopping.load(Ordering::Relaxed)
}

extern "C" fn yield_on_g0(m: &'static M, g: *mut G, _: usize) -> *mut u8 {
    schedule::leave(m);
    // SAFETY: the goroutine that was left; it is in no queue yet.
    let g = unsafe { &*g };
    held::hold(m, g);
    g.set_status(status::RUNNABLE);
    if !g.bound.load(Ordering::Relaxed).is_null() {
        // SAFETY: bound to this M, for it ran here; our own queue.
        unsafe { m.local().push(g.ptr()) };
        schedule::give_way(m);
    } else if let Some(p) = m.p()
        && !crate::sched::scatter()
    {
        p.runq.push(g.ptr(), crate::sched::ready::overflow);
    } else {
        crate::sched::ready::push_global(g, crate::sched::ready::Turn::Last);
    }
    schedule::schedule(m)
}
