//! Places in C: how many threads may be there without a P (`Builder::max_threads`), and who waits for that.
//!
//! | a thread | has a place |
//! |---|---|
//! | goes into C without its P | takes one; or waits, without its P, until it is granted one |
//! | comes back, nobody waits | gives it back |
//! | comes back, others wait | if it is ours: keeps it while it gets a P, ends its goroutine, and takes the next one into C |
//! | has kept it for [`KEEP_NS`], or lies down | gives it to who waits |
//!
//! Where many goroutines block, each return from C is soon followed by the next call. A thread that keeps its place goes
//! there at once. One that gave it away would wake another thread for the call, and go to sleep itself when its own next
//! goroutine wants to block: two futex calls and two changes of threads more for each call.
//!
//! Who has waited for [`UNFAIR_NS`] goes first again.

use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use super::central::Central;
use super::g::G;
use super::m::M;
use super::{Sched, clock, schedule, threads};
use crate::task::wait;

/// A place is kept for so long without being used.
const KEEP_NS: u64 = 1_000_000;

/// While the first in the queue has waited for less, places are kept.
const UNFAIR_NS: u64 = 10_000_000;

/// Who waits for a place.
pub(crate) enum PlaceWaiter {
    /// A thread, asleep without a P.
    Thread(&'static M),
    /// A goroutine, parked.
    Goroutine(*mut G),
}

impl PlaceWaiter {
    /// Tells it that it has been granted one. Not under the scheduler's lock.
    pub(crate) fn wake(self) {
        match self {
            PlaceWaiter::Thread(m) => m.parker.wake(),
            // SAFETY: a goroutine that waits for a place has not ended.
            PlaceWaiter::Goroutine(g) => wait::wake(unsafe { &*g }),
        }
    }

    /// Can it make use of a place at once? Who is bound to a thread that is in C cannot.
    fn is_free(&self) -> bool {
        match *self {
            PlaceWaiter::Thread(_) => true,
            PlaceWaiter::Goroutine(g) => {
                // SAFETY: it waits, so it has not ended; and while it waits it is bound. Ms are never freed.
                let m = unsafe { (*g).bound.load(Ordering::Relaxed).as_ref() };
                m.is_none_or(|m| !schedule::is_in_c(m))
            }
        }
    }
}

impl Central {
    /// Are as many threads in C as may be?
    pub(crate) fn at_cap(&self, sched: &'static Sched) -> bool {
        self.in_c >= sched.config.max_threads
    }

    /// A place for `m`, which is about to block: the one it has kept, or a free one. False: it has to wait.
    pub(crate) fn take_place(&mut self, sched: &'static Sched, m: &'static M) -> bool {
        if m.in_c_place.load(Ordering::Relaxed) {
            return true;
        }
        if self.at_cap(sched) || !self.place_waiters.is_empty() {
            return false;
        }
        self.add_place(m);
        true
    }

    /// A place for `m`, whatever the cap.
    pub(crate) fn add_place(&mut self, m: &'static M) {
        if !m.in_c_place.swap(true, Ordering::Relaxed) {
            self.in_c += 1;
        }
    }

    pub(crate) fn wait_for_place(&mut self, who: PlaceWaiter) {
        self.place_waiters.push_back((clock::now(), who));
    }

    pub(crate) fn threads_waiting_for_places(&self) -> usize {
        self.place_waiters.iter().filter(|(_, who)| matches!(who, PlaceWaiter::Thread(_))).count()
    }

    /// `m` comes back from C: keeps its place, or gives it back. Whom the caller is to wake.
    ///
    /// A foreign thread keeps none: it runs no goroutine but its own, and does not lie down before us when that is done.
    pub(crate) fn keep_place(&mut self, m: &'static M) -> Option<PlaceWaiter> {
        if !m.foreign
            && let Some((since, _)) = self.place_waiters.front()
        {
            let now = clock::now();
            if now.saturating_sub(*since) < UNFAIR_NS {
                m.kept_since.set(now);
                return None;
            }
        }
        self.release_place(m)
    }

    /// `m` has kept its place for as long as it may without going into C: gives it back. Whom the caller is to wake.
    pub(crate) fn release_if_unused(&mut self, m: &'static M) -> Option<PlaceWaiter> {
        let kept = clock::now().saturating_sub(m.kept_since.get());
        if kept < KEEP_NS { None } else { self.release_place(m) }
    }

    /// `m` gives back its place, if it has one: to the first who waits, whom the caller wakes, or to the count.
    pub(crate) fn release_place(&mut self, m: &'static M) -> Option<PlaceWaiter> {
        if !m.in_c_place.swap(false, Ordering::Relaxed) {
            return None;
        }
        let Some(next) = self.next_place_waiter() else {
            self.in_c -= 1;
            return None;
        };
        match next {
            PlaceWaiter::Thread(m) => m.in_c_place.store(true, Ordering::Release),
            // SAFETY: it waits, so it has not ended.
            PlaceWaiter::Goroutine(g) => unsafe { (*g).placed.store(true, Ordering::Release) },
        }
        Some(next)
    }

    /// The first that can make use of a place at once; else the first.
    fn next_place_waiter(&mut self) -> Option<PlaceWaiter> {
        const LOOK: usize = 32;
        let at = self.place_waiters.iter().take(LOOK).position(|(_, who)| who.is_free());
        self.place_waiters.remove(at.unwrap_or(0)).map(|(_, who)| who)
    }
}

/// When a place that is kept from now on is to be given back.
pub(crate) fn keep_until() -> Instant {
    Instant::now() + Duration::from_nanos(KEEP_NS)
}

/// `m` neither is in C nor will soon be: its place, if it has kept one, is for others.
pub(crate) fn give_back(sched: &'static Sched, m: &'static M) {
    if !m.in_c_place.load(Ordering::Relaxed) {
        return;
    }
    let granted = sched.lock().release_place(m);
    match granted {
        Some(waiter) => waiter.wake(),
        // At the cap no thread was started for it.
        None if schedule::queues_wait(sched) => threads::wake_for_work(sched),
        None => {}
    }
}

/// sysmon: takes the places of those that hold a P and do not go into C.
pub(crate) fn take_unused(sched: &'static Sched) {
    let mut central = sched.lock();
    if central.place_waiters.is_empty() {
        return;
    }
    // SAFETY: Ms are never freed.
    let holders = sched.all_ps().filter_map(|p| unsafe { p.m.load(Ordering::Relaxed).as_ref() });
    let granted: Vec<PlaceWaiter> = holders.filter_map(|m| central.release_if_unused(m)).collect();
    drop(central);
    granted.into_iter().for_each(PlaceWaiter::wake);
}
