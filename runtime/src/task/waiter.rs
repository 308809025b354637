//! One wait of the library: who waits, and who wakes.

use std::cell::Cell;
use std::mem::ManuallyDrop;
use std::panic::Location;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::Thread;
use std::time::Instant;

use super::wait::{Here, Which, commit_on_g0, here, leave, park, wake};
use crate::boundary::accounting::RUN;
use crate::sched::g::G;
use crate::sched::m::M;
use crate::sched::ready::{Turn, ready};
use crate::sched::this_m;

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
            Here::Thread => Some(Waiter::of_this_thread()),
        }
    }

    /// For whoever calls, wherever that is: the thread blocks. The current goroutine, if there is one, goes with it.
    pub(crate) fn of_this_thread() -> Waiter {
        Waiter::of(Who::Thread(std::thread::current()))
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
        leave(m, g, commit_on_g0::<F>, (&raw const commit).expose_provenance());
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
        unsafe { self.wake_in_turn(Turn::Next) };
    }

    /// The same; `turn` is for a goroutine that has parked for good.
    ///
    /// # Safety
    /// As [`Waker::wake`].
    #[inline]
    pub(crate) unsafe fn wake_in_turn(self, turn: Turn) {
        // SAFETY: the caller's promise.
        let waiter = unsafe { &*self.0 };
        match &waiter.who {
            Who::Goroutine(g) if waiter.parked.get() => {
                let g = *g;
                crate::shim::window();
                ready(g, turn);
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
