//! A goroutine may run: into which queue it goes, and who is told.

use std::sync::atomic::Ordering;

use super::g::{G, status};
use super::m::{M, rest};
use super::p::P;
use super::{Sched, sched, this_p, threads};
use crate::arch::NO_RECORD;
use crate::observe::hint;

/// Where in the queue.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Turn {
    /// Before all others of this P: it was woken by the goroutine that runs here, which will probably wait soon.
    Next,
    /// Behind the others.
    Last,
    /// As `Next`, and before all others in the global queue, too: its timer has gone off.
    Now,
}

/// Puts a goroutine that is in no queue and on no M into the right one. From any thread.
pub(crate) fn ready(g: &G, turn: Turn) {
    g.set_status(status::RUNNABLE);
    let bound = g.bound.load(Ordering::Relaxed);
    let here = this_p();
    if !bound.is_null() {
        // SAFETY: Ms are never freed.
        let m = unsafe { &*bound };
        return match here {
            // SAFETY: our own thread's queue.
            Some((this, _)) if std::ptr::eq(this, m) => unsafe { m.local().push(g.ptr()) },
            _ => post(m, g),
        };
    }
    match here {
        Some((m, p)) if !crate::sched::scatter() => push(m, p, g, turn),
        _ => push_global(g, turn),
    }
}

/// Into this thread's P's queue. A lone goroutine there is left to this P, and so are any that live no longer than it takes
/// to steal one: sysmon tells others if they have to wait. Not so in a callback, which goes back to C when it has readied somebody.
#[inline]
pub(crate) fn push(m: &M, p: &P, g: &G, turn: Turn) {
    match turn {
        Turn::Next | Turn::Now => p.runq.push_next(g.ptr(), overflow),
        Turn::Last => p.runq.push(g.ptr(), overflow),
    }
    let others = p.runq.ring_len() > 0 && !p.brisk.load(Ordering::Relaxed);
    if others || m.hot.record.load(Ordering::Relaxed) != NO_RECORD {
        wake_another();
    }
}

/// Tells another M of work, if one is to be told.
#[inline]
pub(crate) fn wake_another() {
    let sched = sched();
    if sched.wake.idle_ps() > 0 && sched.wake.spinning() == 0 {
        threads::wake_for_work(sched);
    }
}

#[cold]
pub(crate) fn overflow(g: *mut G, half: &mut dyn Iterator<Item = *mut G>) {
    let sched = sched();
    let mut central = sched.lock();
    for g in half {
        central.global.push(g);
    }
    central.push_global(sched, g);
}

/// Into the global queue: no P here, or none that may be used.
#[inline(never)]
pub(crate) fn push_global(g: &G, turn: Turn) {
    let sched = sched();
    let mut central = sched.lock();
    match turn {
        Turn::Now => central.global.push_front(g.ptr()),
        Turn::Next | Turn::Last => central.global.push(g.ptr()),
    }
    sched.global_len.store(central.global.len(), Ordering::SeqCst);
    drop(central);
    threads::wake_for_work(sched);
}

/// To the M that alone may run it.
#[inline(never)]
fn post(m: &'static M, g: &G) {
    let sched = sched();
    let hint = hint::BoundWait::of(sched, m, g); // now: once it is posted, `g` may run, end, and be another
    crate::shim::window();
    // SAFETY: whoever readies a goroutine owns it.
    if unsafe { m.inbox.post(g.ptr()) } {
        crate::shim::window();
        wake_for_mail(sched, m);
    } else if super::schedule::is_in_c(m) {
        sched.counts.bound_waits.fetch_add(1, Ordering::Relaxed);
        if let Some(hint) = hint {
            hint.say(m);
        }
    }
}

/// `m` sleeps and has mail: it needs a P.
fn wake_for_mail(sched: &'static Sched, m: &'static M) {
    let mut central = sched.lock();
    match m.rest.load(Ordering::Relaxed) {
        rest::IDLE => central.remove_idle_m(m),
        rest::RESERVED => {}
        _ => return, // somebody gave it a P meanwhile, or it is in the queue for one
    }
    match central.take_idle_p(sched) {
        Some(p) => {
            central.assign(m, p);
            drop(central);
            m.parker.wake();
        }
        None => central.want_p(sched, m),
    }
}
