//! Stop-the-world.
//!
//! | step | who | what |
//! |---|---|---|
//! | 1 | stopper, under the lock | `stopping = true`; idle Ps stop at once, its own counts as stopped; asks every M that holds one |
//! | 2 | stopper | one heavy fence for all requests; those in C lose their Ps |
//! | 3 | a running M | meets `stopping` in its scheduler, or the request at its exit from C, and gives its P up |
//! | 4 | stopper | looks again at those that went into C since, until none is left |
//! | 5 | stopper, under the lock | `stopping = false`; every P to an M that wants one, to work, or idle |
//!
//! While the world stops, no M is given a P and nobody else asks for one: the requests of step 1 reach all who may run
//! Rust, they stand until they are met, and one fence is enough, however often step 4 looks.
//!
//! C goes on all the while; a thread that comes back from it waits. Rust code that neither calls C nor waits is
//! not interrupted: the stopper waits for it.

use std::ptr::null_mut;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use super::m::M;
use super::p::P;
use super::{MAX_PROCS, Sched, schedule, this_p, threads};
use crate::boundary::{accounting, membarrier};
use crate::stack;

/// Stops every P but the caller's own. One stopper at a time: the caller sees to that.
pub(crate) fn stop(sched: &'static Sched) {
    let own = this_p().map(|(_, p)| p);
    let running = begin(sched, own);
    membarrier::heavy_fence(sched.fenced);
    loop {
        let mut central = sched.lock();
        for m in &running {
            take_if_in_c(sched, &mut central, m);
        }
        if central.to_stop == 0 {
            return;
        }
        drop(central);
        sched.monitor.world_stopped.sleep(Some(Instant::now() + Duration::from_micros(50)));
    }
}

/// Step 1. The Ms whose Ps have yet to stop, each with a request.
fn begin(sched: &'static Sched, own: Option<&'static P>) -> Vec<&'static M> {
    let mut central = sched.lock();
    sched.stopping.store(true, Ordering::SeqCst);
    while let Some(p) = central.idle_ps.pop() {
        sched.wake.p_busy();
        central.stopped.push(p);
    }
    let own = own.map_or(std::ptr::null(), std::ptr::from_ref);
    // SAFETY: Ms are never freed.
    let held = |p: &P| unsafe { p.m.load(Ordering::Relaxed).as_ref() };
    let running: Vec<_> = sched.all_ps().filter(|p| !std::ptr::eq(*p, own)).filter_map(held).collect();
    for m in &running {
        accounting::request(&m.hot.evt);
    }
    // A P is idle, or held, or on its way from one to the other: counted by what has not stopped yet.
    central.to_stop = sched.procs() - central.stopped.len() - usize::from(!own.is_null());
    running
}

fn take_if_in_c(sched: &'static Sched, central: &mut super::central::Central, m: &'static M) {
    let Some(p) = m.p() else { return };
    if accounting::take(&m.hot.state, &m.hot.evt) {
        central.detach(m, p);
        central.stop(sched, p);
    }
}

/// Step 3, in the scheduler.
#[cold]
pub(crate) fn stop_here(sched: &'static Sched, m: &'static M, p: &'static P) {
    let mut central = sched.lock();
    if !sched.stopping.load(Ordering::Relaxed) {
        return;
    }
    central.detach(m, p);
    central.stop(sched, p);
    if m.spinning.replace(false) {
        sched.wake.unclaim();
    }
}

/// Step 5.
pub(crate) fn start(sched: &'static Sched) {
    let mut central = sched.lock();
    sched.stopping.store(false, Ordering::SeqCst);
    let stopped = std::mem::take(&mut central.stopped);
    if let Some((m, _)) = this_p() {
        accounting::reset(&m.hot.evt);
    }
    drop(central);
    for p in stopped {
        threads::pass_on(sched, sched.lock(), p);
    }
    threads::wake_for_work(sched);
    // It may have gone to sleep while no P was held, and what has just been passed on woke nobody.
    sched.monitor.nudge();
}

/// With the world stopped: makes it `n` Ps.
pub(crate) fn resize(sched: &'static Sched, n: usize) {
    let n = n.clamp(1, MAX_PROCS);
    let old = sched.procs();
    sched.grow(n);
    let mut central = sched.lock();
    for i in old..n {
        central.stopped.push(sched.p(i));
    }
    drop(central);
    for i in n..old {
        let p = sched.p(i);
        if this_p().is_some_and(|(_, own)| std::ptr::eq(own, p)) {
            trade_own(sched, p);
        }
        retire(sched, p);
    }
}

/// The stopper's own P is to go: it takes P 0 instead.
fn trade_own(sched: &'static Sched, p: &'static P) {
    let Some((m, _)) = this_p() else { return };
    let mut central = sched.lock();
    let zero = sched.p(0);
    central.stopped.retain(|s| !std::ptr::eq(*s, zero));
    m.p.store(null_mut(), Ordering::Relaxed);
    p.m.store(null_mut(), Ordering::Relaxed);
    central.assign(m, zero);
    central.stopped.push(p);
}

fn retire(sched: &'static Sched, p: &'static P) {
    sched.lock().stopped.retain(|s| !std::ptr::eq(*s, p));
    schedule::empty_into_global(sched, &p.runq);
    p.timers.move_to(&sched.p(0).timers, 0);
    // SAFETY: the world is stopped and nobody holds this P.
    stack::drain(unsafe { &mut *p.stacks.get() });
}
