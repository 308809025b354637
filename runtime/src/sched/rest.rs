//! An M without work: how it gives up its P, sleeps, keeps time for all, and ends.

use std::sync::LazyLock;
use std::sync::atomic::Ordering;
use std::time::Instant;

use super::central::Central;
use super::m::{M, rest as at};
use super::p::P;
use super::timers::NEVER;
use super::{Sched, clock, places, schedule, threads};

/// A goroutine that parks within a callback keeps its thread, and whoever wakes it is on another one. Such a pair talks
/// through two threads; were both put to sleep by the system at each turn, that would cost ten times the work. So the
/// thread of the callback looks for mail for so long before it sleeps, and so does one that has run out of work since.
const LINGER_NS: u64 = 15_000;

/// Does somebody who is about to wait for mail, or for work, probably not wait long?
pub(crate) fn lingers(sched: &'static Sched) -> bool {
    clock::now().saturating_sub(sched.callback_parked_at.load(Ordering::Relaxed)) < LINGER_NS
        && !sched.stopping.load(Ordering::Relaxed)
}

/// Looks for mail for a moment, if the goroutine that has just left waits within a callback.
fn linger_for_mail(sched: &'static Sched, m: &'static M) {
    if m.c_stacks.is_lent() && *HAS_CORES {
        sched.callback_parked_at.store(clock::now(), Ordering::Relaxed);
        while m.inbox.is_quiet() && lingers(sched) {
            std::hint::spin_loop();
        }
    }
}

/// To look for something while somebody else brings it about takes a second processor.
static HAS_CORES: LazyLock<bool> =
    LazyLock::new(|| std::thread::available_parallelism().is_ok_and(|cores| cores.get() > 1));

/// Gives up `p`, for which there is nothing to do; looks at every queue once more (`sched/wake.rs`).
pub(crate) fn release(sched: &'static Sched, m: &'static M, p: &'static P) {
    let mut central = sched.lock();
    if sched.stopping.load(Ordering::Relaxed) || !central.global.is_empty() {
        return; // the caller's loop sees to it
    }
    central.detach(m, p);
    threads::put_away(sched, central, p);
    if !m.spinning.replace(false) {
        return;
    }
    crate::shim::window();
    sched.wake.stop_spinning();
    if schedule::queues_wait(sched) {
        let mut central = sched.lock();
        if let Some(p) = central.take_idle_p(sched) {
            central.assign(m, p);
            m.spinning.set(true);
            sched.wake.resume_spinning();
        }
    }
}

/// Without a P: sleeps until there is one. False: the thread is to end.
#[cold]
pub(crate) fn rest(sched: &'static Sched, m: &'static M) -> bool {
    places::give_back(sched, m);
    linger_for_mail(sched, m);
    let idle_since = Instant::now();
    loop {
        let mut central = sched.lock();
        if m.rest.load(Ordering::Relaxed) == at::WANTS_P {
            let next = central.try_wanted(sched, m);
            if m.p().is_some() {
                drop(central);
                next.into_iter().for_each(|m| m.parker.wake());
                return true;
            }
        }
        if m.p().is_some() {
            return true;
        }
        if m.rest.load(Ordering::Relaxed) == at::BUSY && !lie_down(sched, &mut central, m) {
            return m.p().is_some();
        }
        let timer = keep_time(sched, &mut central, m);
        drop(central);
        // Whoever keeps time stays for it.
        let reap = (timer.is_none() && can_end(m)).then(|| idle_since + sched.config.idle_timeout);
        m.parker.sleep([timer, reap].into_iter().flatten().min());
        if m.p.load(Ordering::Acquire).is_null() {
            let now = Instant::now();
            if timer.is_some_and(|t| t <= now) {
                time_has_come(sched, m);
            } else if reap.is_some_and(|r| r <= now) && end_idle(sched, m) {
                return false;
            }
        }
        if !m.p.load(Ordering::Acquire).is_null() {
            // Under the lock until `assign` is over.
            drop(sched.lock());
            if m.rest.load(Ordering::Relaxed) == at::BUSY {
                return true;
            }
        }
    }
}

/// Enters the list that fits. False: no sleep, because there is a P now or the thread is to end.
fn lie_down(sched: &'static Sched, central: &mut Central, m: &'static M) -> bool {
    let own_only = schedule::reserved(m);
    // SAFETY: our own queue.
    if !unsafe { m.local() }.is_empty() || !m.inbox.fall_asleep() {
        match central.take_idle_p(sched) {
            Some(p) => {
                central.assign(m, p);
                return false;
            }
            None => central.want_p(sched, m),
        }
    } else if m.dying.load(Ordering::Relaxed) && m.bound.load(Ordering::Relaxed) == 0 {
        return false;
    } else if own_only {
        m.rest.store(at::RESERVED, Ordering::Relaxed);
    } else {
        central.push_idle_m(m);
    }
    true
}

/// One idle M sleeps no longer than until the earliest timer of all. Its deadline, if `m` is the one.
fn keep_time(sched: &'static Sched, central: &mut Central, m: &'static M) -> Option<Instant> {
    let mut first = sched.all_ps().map(|p| p.timers.first()).min().unwrap_or(NEVER);
    let another = central.timer_m.is_some_and(|t| !std::ptr::eq(t, m));
    let covered = first == NEVER || another && first >= sched.poll_until.load(Ordering::SeqCst);
    // With no P to be had, those who hold them see to the timers.
    if m.rest.load(Ordering::Relaxed) != at::IDLE || central.idle_ps.is_empty() || covered {
        central.forget_timer_m(m); // or others would go on relying on it
        return None;
    }
    central.timer_m = Some(m);
    // Pairs with `see_to_timers`: a timer armed after our look is seen there against this deadline.
    sched.poll_until.store(first, Ordering::SeqCst);
    first = first.min(sched.all_ps().map(|p| p.timers.first()).min().unwrap_or(NEVER));
    Some(clock::instant(first))
}

/// The deadline for which `m` slept is here: with a P, it readies whoever is due.
fn time_has_come(sched: &'static Sched, m: &'static M) {
    let mut central = sched.lock();
    if m.p().is_some() || m.rest.load(Ordering::Relaxed) != at::IDLE {
        return;
    }
    match central.take_idle_p(sched) {
        Some(p) => {
            central.remove_idle_m(m);
            central.assign(m, p);
            drop(central);
            for p in sched.all_ps() {
                schedule::run_timers(p);
            }
        }
        None => {
            central.timer_m = None;
            sched.poll_until.store(NEVER, Ordering::SeqCst);
        }
    }
}

/// A busy P has timers: is somebody asleep for a later one only? Called when the P goes on with something else.
#[cold]
pub(crate) fn see_to_timers(sched: &'static Sched, p: &P) {
    if p.timers.first() < sched.poll_until.load(Ordering::SeqCst) && sched.wake.idle_ps() > 0 {
        let central = sched.lock();
        let sleeper = central.timer_m.or_else(|| central.idle_ms.last().copied());
        drop(central);
        match sleeper {
            Some(m) => m.parker.wake(),
            None => threads::wake_for_work(sched),
        }
    }
}

/// Has an M nothing to wait for but work?
fn can_end(m: &M) -> bool {
    m.rest.load(Ordering::Relaxed) == at::IDLE && m.bound.load(Ordering::Relaxed) == 0
}

/// Idle for too long: leaves the list for good, unless it has just been called.
fn end_idle(sched: &'static Sched, m: &'static M) -> bool {
    let mut central = sched.lock();
    let ends = m.p().is_none() && can_end(m);
    if ends {
        central.remove_idle_m(m);
    }
    ends
}
