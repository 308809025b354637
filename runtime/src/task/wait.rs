//! Leaving the processor until somebody wakes us: what every wait of the library stands on.

use std::panic::Location;
use std::sync::atomic::Ordering;
use std::time::Instant;

use super::bound::{Bound, Panicking};
use super::token::Token;
use crate::arch::{self, OnG0, state};
use crate::boundary::accounting::{BLOCKED, RUN};
use crate::boundary::blocking;
use crate::sched::g::{G, status};
use crate::sched::m::M;
use crate::sched::ready::{Turn, ready};
use crate::sched::{clock, held, schedule, this_m, this_p};

/// Which of a goroutine's two tokens.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Which {
    /// `park` and `unpark`.
    User,
    /// Waits of the library.
    Wait,
}

impl Which {
    fn of(self, g: &G) -> &Token {
        match self {
            Which::User => &g.token,
            Which::Wait => &g.wait,
        }
    }
}

/// Where the calling code runs, as far as waiting goes.
pub(crate) enum Here {
    /// On a goroutine's stack: it can park.
    Goroutine(&'static M, &'static G),
    /// On g0 within `on_system_stack`: a wait is a mistake.
    System(&'static G),
    /// On a plain thread, or in C: a wait blocks the thread.
    Thread,
}

#[inline]
pub(crate) fn here() -> Here {
    let Some(m) = this_m() else { return Here::Thread };
    let Some(g) = m.curg() else { return Here::Thread };
    match m.hot.state.load(Ordering::Relaxed) {
        RUN | BLOCKED => Here::Goroutine(m, g),
        state::SYSTEM => Here::System(g),
        _ => Here::Thread,
    }
}

/// Parks the current goroutine on one of its tokens, until a wake or `deadline`. May return early.
///
/// # Panics
/// If the goroutine may not park: `NoPark`, a stopped world, `on_system_stack`.
#[track_caller]
#[inline]
pub(crate) fn park(m: &'static M, g: &'static G, which: Which, deadline: Option<Instant>) {
    if which.of(g).consume() {
        return;
    }
    g.place.store(std::ptr::from_ref(Location::caller()).cast_mut(), Ordering::Relaxed);
    if g.no_parks.get() > 0 || g.stops_world.get() {
        super::no_park::refuse(g);
    }
    if deadline.is_none() && m.hot.state.load(Ordering::Relaxed) == RUN && !std::thread::panicking() {
        leave(m, g, park_on_g0, which as usize);
        which.of(g).resume();
    } else {
        park_slowly(m, g, which, deadline);
    }
}

/// Leaves the goroutine's stack, in state RUN. Never inlined, for [`park`] and [`commit_on_g0`] may be: see `arch::mcall`.
#[inline(never)]
pub(super) fn leave(m: &'static M, g: &'static G, on_g0: OnG0, arg: usize) {
    // SAFETY: the rule above.
    unsafe { arch::mcall(&m.hot, g.ptr(), on_g0, arg) };
}

/// With a deadline, within `blocking`, or while unwinding.
#[inline(never)]
fn park_slowly(m: &'static M, g: &'static G, which: Which, deadline: Option<Instant>) {
    // Takes a P back if need be; when it is dropped, we may be on another M.
    let _interrupted = blocking::interrupt(m);
    let _panic = Panicking::new(g);
    let timer = deadline.map(|d| arm(g, which, clock::nanos(d)));
    let m = this_m().expect("on an M");
    // SAFETY: on the goroutine's stack, in state RUN.
    unsafe { arch::mcall(&m.hot, g.ptr(), park_on_g0, which as usize) };
    which.of(g).resume();
    if timer.is_some() {
        disarm(g);
    }
}

fn arm(g: &G, which: Which, when: u64) {
    let (_, p) = this_p().expect("a running goroutine has a P");
    g.timer_waits.set(which == Which::Wait);
    p.timers.add(p.id, g, when);
    crate::shim::window();
}

fn disarm(g: &G) {
    crate::sched::sched().p(g.timer_p.load(Ordering::Relaxed) as usize).timers.remove(g);
}

/// On g0: parks on a token, unless its wake has come.
extern "C" fn park_on_g0(m: &'static M, g: *mut G, which: usize) -> *mut u8 {
    let which = if which == Which::User as usize { Which::User } else { Which::Wait };
    park_if(m, g, |g| which.of(g).settle())
}

/// On g0: parks if the closure at `commit`, which is called once, says so.
pub(super) extern "C" fn commit_on_g0<F: FnOnce() -> bool>(
    m: &'static M,
    g: *mut G,
    commit: usize,
) -> *mut u8 {
    // SAFETY: from `Waiter::wait_with` (`waiter.rs`), whose frame stays until the goroutine is resumed. Moved out here, because that
    // may be while `commit` still runs.
    let commit = unsafe { std::ptr::with_exposed_provenance::<F>(commit).read() };
    park_if(m, g, |_| commit())
}

/// On g0, the goroutine's registers saved: `commit` lets others find it parked, or says that there is nothing to wait
/// for.
#[inline(always)]
fn park_if(m: &'static M, g: *mut G, commit: impl FnOnce(&G) -> bool) -> *mut u8 {
    // SAFETY: the goroutine that was left; it has not ended.
    let goroutine = unsafe { &*g };
    held::hold(m, goroutine);
    goroutine.set_status(status::PARKED);
    if !commit(goroutine) {
        held::take_up(m, goroutine);
        goroutine.set_status(status::RUNNING);
        return goroutine.sp.get();
    }
    // From here on it may run elsewhere: not ours any more.
    schedule::leave(m);
    schedule::schedule(m)
}

/// Wakes a goroutine from a wait of the library.
#[inline]
pub(crate) fn wake(g: &G) {
    if g.wait.wake() {
        ready(g, Turn::Next);
    }
}

/// Parks, to go on on this very M.
pub(crate) fn park_bound(m: &'static M, g: &'static G) {
    let _bound = Bound::new(g);
    let _panic = Panicking::new(g);
    g.place.store(std::ptr::null_mut(), Ordering::Relaxed); // within a call of C's
    if !g.wait.consume() {
        // SAFETY: on the goroutine's stack, in state RUN.
        unsafe { arch::mcall(&m.hot, g.ptr(), park_on_g0, Which::Wait as usize) };
        g.wait.resume();
    }
}
