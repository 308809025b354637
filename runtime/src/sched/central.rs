//! What all Ms share, under the scheduler's lock.

use std::collections::VecDeque;
use std::ptr::null_mut;
use std::sync::atomic::Ordering;

use super::g::{G, GList};
use super::m::{M, rest};
use super::p::P;
use super::places::PlaceWaiter;
use super::{Sched, clock, pop_scattered, scatter, sched};
use crate::boundary::accounting;

/// An M that has wanted a P for longer is given the next one that comes free.
const UNFAIR_NS: u64 = 10_000_000;

pub(crate) struct Central {
    pub(crate) idle_ps: Vec<&'static P>,
    pub(crate) idle_ms: Vec<&'static M>,
    /// Ms that want a P, first come first served.
    pub(crate) wanting: VecDeque<&'static M>,
    /// So many Ps have gone to those of them with a goroutine queued, since what others may run had one.
    pub(crate) passed_over: u32,
    /// Threads, awake, that take the next P they see idle (`boundary/syscall.rs`).
    pub(crate) seeking: usize,
    pub(crate) global: GList,
    /// Every M ever made.
    pub(crate) all_ms: Vec<&'static M>,
    /// Ms whose thread has ended.
    pub(crate) free_ms: Vec<&'static M>,
    /// Threads alive.
    pub(crate) threads: usize,
    /// Those of them that have yet to run.
    pub(crate) launching: usize,
    /// Places in C that are taken: `max_threads` bounds it.
    pub(crate) in_c: usize,
    /// Who waits for one, and since when.
    pub(crate) place_waiters: VecDeque<(u64, PlaceWaiter)>,
    /// The idle M that sleeps until the next timer.
    pub(crate) timer_m: Option<&'static M>,
    /// Ps that the stopped world holds.
    pub(crate) stopped: Vec<&'static P>,
    /// Ps that have yet to stop.
    pub(crate) to_stop: usize,
}

// SAFETY: goroutines in the queues are owned by them.
unsafe impl Send for Central {}

impl Central {
    pub(crate) const fn new() -> Central {
        Central {
            idle_ps: Vec::new(),
            idle_ms: Vec::new(),
            wanting: VecDeque::new(),
            passed_over: 0,
            seeking: 0,
            global: GList::new(),
            all_ms: Vec::new(),
            free_ms: Vec::new(),
            threads: 0,
            launching: 0,
            in_c: 0,
            place_waiters: VecDeque::new(),
            timer_m: None,
            stopped: Vec::new(),
            to_stop: 0,
        }
    }

    pub(crate) fn new_m(&mut self, sched: &'static Sched, foreign: bool) -> &'static M {
        let m = Box::leak(Box::new(M::new(self.all_ms.len() as u32 + 1, sched.fenced, foreign)));
        self.all_ms.push(m);
        m
    }

    /// Gives `p`, which nobody holds, to `m`. The caller wakes the thread if it sleeps.
    pub(crate) fn assign(&mut self, m: &'static M, p: &'static P) {
        debug_assert!(m.p().is_none());
        p.m.store(std::ptr::from_ref(m).cast_mut(), Ordering::Relaxed);
        accounting::reset(&m.hot.evt);
        m.rest.store(rest::BUSY, Ordering::Relaxed);
        // Release pairs with the sleeper's look at its P without the lock.
        m.p.store(std::ptr::from_ref(p).cast_mut(), Ordering::Release);
    }

    /// Takes `p` from `m`; nobody holds it then.
    pub(crate) fn detach(&mut self, m: &'static M, p: &'static P) {
        m.p.store(null_mut(), Ordering::Relaxed);
        p.m.store(null_mut(), Ordering::Relaxed);
        p.brisk.store(false, Ordering::Relaxed); // what is left there is for others
    }

    /// Is there an idle P that no thread is about to take?
    pub(crate) fn has_idle_p(&self, sched: &'static Sched) -> bool {
        self.idle_ps.len() > self.seeking && !sched.stopping.load(Ordering::Relaxed)
    }

    /// An idle P, no longer counted idle.
    pub(crate) fn take_idle_p(&mut self, sched: &'static Sched) -> Option<&'static P> {
        if sched.stopping.load(Ordering::Relaxed) {
            return None;
        }
        let p = self.idle_ps.pop()?;
        sched.wake.p_busy();
        sched.monitor.nudge();
        Some(p)
    }

    /// Puts away a P that nobody holds. The M to wake, if any.
    ///
    /// An M that wants a P is woken to take it, not given it: until the system has run that thread the P would stand
    /// still, and behind a loaded processor that is milliseconds. Whoever comes back from C first may have it; only
    /// one that has waited for long is given it.
    pub(crate) fn put_p(&mut self, sched: &'static Sched, p: &'static P) -> Option<&'static M> {
        if sched.stopping.load(Ordering::Relaxed) {
            self.stop(sched, p);
            return None;
        }
        let first = self.wanting.front().copied();
        if let Some(m) = first
            && clock::now().saturating_sub(m.wants_since.get()) > UNFAIR_NS
        {
            self.wants_no_more(sched, m);
            self.assign(m, p);
            return Some(m);
        }
        self.push_idle_p(sched, p);
        first
    }

    pub(crate) fn push_idle_p(&mut self, sched: &'static Sched, p: &'static P) {
        self.idle_ps.push(p);
        sched.wake.p_idle();
    }

    /// A P has stopped for the world.
    pub(crate) fn stop(&mut self, sched: &'static Sched, p: &'static P) {
        self.stopped.push(p);
        self.to_stop -= 1;
        if self.to_stop == 0 {
            sched.monitor.world_stopped.wake();
        }
    }

    /// Queues `m` for a P.
    pub(crate) fn want_p(&mut self, sched: &'static Sched, m: &'static M) {
        m.rest.store(rest::WANTS_P, Ordering::Relaxed);
        m.wants_since.set(clock::now());
        self.wanting.push_back(m);
        self.publish_wanting(sched);
    }

    /// `m`, which is queued for a P and awake, takes one if it can. The next M to wake, if there is a P for it, too.
    pub(crate) fn try_wanted(&mut self, sched: &'static Sched, m: &'static M) -> Option<&'static M> {
        let p = self.take_idle_p(sched)?;
        self.wants_no_more(sched, m);
        self.assign(m, p);
        if self.idle_ps.is_empty() { None } else { self.wanting.front().copied() }
    }

    /// The M that has waited longest for a P is given `p`, which the caller holds no more.
    pub(crate) fn serve(&mut self, sched: &'static Sched, p: &'static P) -> Option<&'static M> {
        let m = self.wanting.front().copied()?;
        self.wants_no_more(sched, m);
        self.assign(m, p);
        Some(m)
    }

    fn wants_no_more(&mut self, sched: &'static Sched, m: &'static M) {
        if let Some(i) = self.wanting.iter().position(|w| std::ptr::eq(*w, m)) {
            self.wanting.remove(i);
        }
        self.publish_wanting(sched);
        m.served.set(true);
    }

    fn publish_wanting(&self, sched: &'static Sched) {
        let since = self.wanting.front().map_or(u64::MAX, |m| m.wants_since.get());
        sched.wanting_since.store(since, Ordering::SeqCst);
    }

    pub(crate) fn push_idle_m(&mut self, m: &'static M) {
        m.rest.store(rest::IDLE, Ordering::Relaxed);
        m.idle_slot.set(self.idle_ms.len());
        self.idle_ms.push(m);
    }

    pub(crate) fn pop_idle_m(&mut self) -> Option<&'static M> {
        let m = self.idle_ms.pop()?;
        self.forget_timer_m(m);
        Some(m)
    }

    /// Takes an idle M out of the list.
    pub(crate) fn remove_idle_m(&mut self, m: &'static M) {
        let i = m.idle_slot.get();
        self.idle_ms.swap_remove(i);
        if let Some(moved) = self.idle_ms.get(i) {
            moved.idle_slot.set(i);
        }
        m.rest.store(rest::BUSY, Ordering::Relaxed);
        self.forget_timer_m(m);
    }

    /// `m` does not keep time, or no longer.
    pub(crate) fn forget_timer_m(&mut self, m: &'static M) {
        if self.timer_m.is_some_and(|t| std::ptr::eq(t, m)) {
            self.timer_m = None;
            sched().poll_until.store(super::timers::NEVER, Ordering::SeqCst);
        }
    }

    pub(crate) fn push_global(&mut self, sched: &'static Sched, g: *mut G) {
        self.global.push(g);
        sched.global_len.store(self.global.len(), Ordering::SeqCst);
    }

    /// The next of the global queue, for `m`.
    pub(crate) fn pop_global(&mut self, sched: &'static Sched, m: &'static M) -> Option<*mut G> {
        let g = if scatter() { pop_scattered(self, m) } else { self.global.pop() };
        sched.global_len.store(self.global.len(), Ordering::SeqCst);
        g
    }
}
