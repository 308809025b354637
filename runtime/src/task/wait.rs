//! Leaving the processor until somebody wakes us: what every wait of the library stands on.

use std::cell::Cell;
use std::mem::ManuallyDrop;
use std::panic::Location;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::Thread;
use std::time::Instant;

use super::token::Token;
use crate::arch::{self, state};
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
        // SAFETY: on the goroutine's stack, in state RUN.
        unsafe { arch::mcall(&m.hot, g.ptr(), park_on_g0, which as usize) };
        which.of(g).resume();
    } else {
        park_slowly(m, g, which, deadline);
    }
}

/// With a deadline, within `blocking`, or while unwinding.
#[inline(never)]
fn park_slowly(m: &'static M, g: &'static G, which: Which, deadline: Option<Instant>) {
    // Takes a P back if need be; when it is dropped, we may be on another M.
    let _interrupted = blocking::interrupt(m);
    // The panic count belongs to the thread: stay on it, and keep others off it.
    let _wired = std::thread::panicking().then(|| Wired::new(g));
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
extern "C" fn commit_on_g0<F: FnOnce() -> bool>(m: &'static M, g: *mut G, commit: usize) -> *mut u8 {
    // SAFETY: from `Waiter::wait_with`, whose frame stays until the goroutine is resumed. Moved out here, because that
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
    let _wired = std::thread::panicking().then(|| Wired::new(g));
    if !g.wait.consume() {
        // SAFETY: on the goroutine's stack, in state RUN.
        unsafe { arch::mcall(&m.hot, g.ptr(), park_on_g0, Which::Wait as usize) };
        g.wait.resume();
    }
}

/// Binds a goroutine to its M for a while. Of no effect on one that is bound.
pub(crate) struct Bound(Option<&'static G>);

impl Bound {
    pub(crate) fn new(g: &'static G) -> Bound {
        if !g.bound.load(Ordering::Relaxed).is_null() {
            return Bound(None);
        }
        let m = this_m().expect("on an M");
        g.bound.store(std::ptr::from_ref(m).cast_mut(), Ordering::Relaxed);
        m.binds();
        Bound(Some(g))
    }
}

impl Drop for Bound {
    fn drop(&mut self) {
        if let Some(g) = self.0 {
            // SAFETY: Ms are never freed.
            let m = unsafe { &*g.bound.swap(std::ptr::null_mut(), Ordering::Relaxed) };
            m.unbinds();
        }
    }
}

/// Binds a goroutine to its M for a while, and keeps goroutines off it that are not bound to it already.
pub(crate) struct Wired(#[expect(dead_code, reason = "held for its drop")] Bound, &'static M);

impl Wired {
    pub(crate) fn new(g: &'static G) -> Wired {
        let m = this_m().expect("on an M");
        m.wired.set(m.wired.get() + 1);
        Wired(Bound::new(g), m)
    }
}

impl Drop for Wired {
    fn drop(&mut self) {
        self.1.wired.set(self.1.wired.get() - 1);
    }
}

/// The waiting side of one wait. Lives on the waiter's stack.
///
/// A goroutine waits in one of two ways. With a **token** it may be woken at any time, before it parks, too, and time may
/// run out; that is 4 locked instructions. **Parked for good** ([`Waiter::wait_with`]) it leaves its stack first and lets
/// the waker find it afterwards, so that the waker has but to ready it.
pub(crate) struct Waiter {
    who: Who,
    /// Parked for good. Set before the waiter is to be found.
    parked: Cell<bool>,
    woken: AtomicBool,
}

enum Who {
    Goroutine(&'static G),
    Thread(Thread),
}

impl Waiter {
    fn of(who: Who) -> Waiter {
        Waiter { who, parked: Cell::new(false), woken: AtomicBool::new(false) }
    }

    /// For whoever calls; `None` where a wait would be a mistake: [`cannot_park`] tells it, after the caller's locks have
    /// been released. A wait on what this returns does not unwind.
    #[inline]
    pub(crate) fn try_new() -> Option<Waiter> {
        match here() {
            Here::Goroutine(_, g) if g.no_parks.get() > 0 || g.stops_world.get() => None,
            Here::Goroutine(_, g) => Some(Waiter::of(Who::Goroutine(g))),
            Here::System(_) => None,
            Here::Thread => Some(Waiter::of(Who::Thread(std::thread::current()))),
        }
    }

    #[inline]
    pub(crate) fn waker(&self) -> Waker {
        Waker(self)
    }

    /// Returns after the one wake.
    #[inline]
    #[track_caller]
    pub(crate) fn wait(&self) {
        // Acquire pairs with `Waker::wake`.
        while !self.woken.load(Ordering::Acquire) {
            match &self.who {
                Who::Goroutine(g) => park(this_m().expect("on an M"), g, Which::Wait, None),
                Who::Thread(_) => std::thread::park(),
            }
        }
    }

    /// Runs `commit`, which lets the waker find this waiter, and returns after the one wake; at once if `commit` says
    /// that there is none to wait for. `commit` may run on g0: it must not panic, nor run code of the user's.
    ///
    /// On a goroutine in the middle of it all, `commit` runs when the goroutine has left its stack. Whoever finds the
    /// waiter then may run the goroutine on at once, so nothing is left to agree upon.
    #[inline]
    #[track_caller]
    pub(crate) fn wait_with(&self, commit: impl FnOnce() -> bool) {
        match &self.who {
            Who::Goroutine(g) if !std::thread::panicking() => {
                let m = this_m().expect("on an M");
                if m.hot.state.load(Ordering::Relaxed) == RUN {
                    return self.park_for_good(m, g, commit);
                }
            }
            _ => {}
        }
        if commit() {
            self.wait();
        }
    }

    #[inline]
    #[track_caller]
    fn park_for_good<F: FnOnce() -> bool>(&self, m: &'static M, g: &'static G, commit: F) {
        self.parked.set(true);
        g.place.store(std::ptr::from_ref(Location::caller()).cast_mut(), Ordering::Relaxed);
        let commit = ManuallyDrop::new(commit); // moved out by `commit_on_g0`
        // SAFETY: on the goroutine's stack, in state RUN.
        unsafe { arch::mcall(&m.hot, g.ptr(), commit_on_g0::<F>, (&raw const commit).expose_provenance()) };
    }

    /// True: woken. False: `deadline` came first. Either way others have had their turn.
    #[track_caller]
    pub(crate) fn wait_until(&self, deadline: Instant) -> bool {
        while !self.woken.load(Ordering::Acquire) {
            let left = deadline.saturating_duration_since(Instant::now());
            if left.is_zero() {
                // Even a wait that never parked lets others go first: a loop of short time-outs must not keep the
                // goroutine it waits for from running.
                super::park::yield_now();
                return self.woken.load(Ordering::Acquire);
            }
            match &self.who {
                Who::Goroutine(g) => park(this_m().expect("on an M"), g, Which::Wait, Some(deadline)),
                Who::Thread(_) => std::thread::park_timeout(left),
            }
        }
        true
    }
}

/// For callers that could not bear a panic once they have begun.
///
/// # Panics
/// If a wait would be a mistake now.
#[track_caller]
pub(crate) fn ensure_can_park() {
    if Waiter::try_new().is_none() {
        cannot_park();
    }
}

/// Says why [`Waiter::try_new`] gave none.
///
/// # Panics
/// Always.
#[cold]
#[track_caller]
pub(crate) fn cannot_park() -> ! {
    match here() {
        Here::Goroutine(_, g) => super::no_park::refuse(g),
        Here::System(g) => super::no_park::refuse_on_system_stack(g),
        Here::Thread => unreachable!("a plain thread may always wait"),
    }
}

/// The waking side of one wait.
#[derive(Clone, Copy)]
pub(crate) struct Waker(*const Waiter);

// SAFETY: `wake` is for any thread; that the waiter still waits is the caller's promise.
unsafe impl Send for Waker {}

impl Waker {
    /// Ends the wait. Touches nothing of the waiter afterwards.
    ///
    /// # Safety
    /// The waiter waits, or will: it has not been woken yet, and does not go away before it is.
    #[inline]
    pub(crate) unsafe fn wake(self) {
        // SAFETY: the caller's promise.
        let waiter = unsafe { &*self.0 };
        match &waiter.who {
            Who::Goroutine(g) if waiter.parked.get() => {
                let g = *g;
                crate::shim::window();
                ready(g, Turn::Next);
            }
            Who::Goroutine(g) => {
                let g = *g;
                // Release pairs with `wait`. From here on the waiter may be gone. The goroutine may have ended, too, but
                // its memory stays, and a wake too many is borne by whoever lives there now.
                waiter.woken.store(true, Ordering::Release);
                crate::shim::window();
                wake(g);
            }
            Who::Thread(t) => {
                let t = t.clone();
                waiter.woken.store(true, Ordering::Release);
                t.unpark();
            }
        }
    }
}
