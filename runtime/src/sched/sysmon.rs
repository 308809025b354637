//! sysmon: the thread that needs no P.
//!
//! Every tick it looks at the Ps whose M is in C. One that has been in the same call since the last tick, while
//! there is work, loses its P. The tick is 20 µs while that happens, doubles to 1 ms while it does not, and the thread
//! sleeps without a tick when no P is held at all. It also starts threads that a wake was withheld for
//! (`ready::push`) or the system refused, sees to late timers, and returns the memory of idle stacks.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use super::futex::ThreadParker;
use super::m::M;
use super::timers::NEVER;
use super::{Sched, clock, sched, schedule, threads};
use crate::boundary::syscall;
use crate::stack;

const SHORT: Duration = Duration::from_micros(20);
const LONG: Duration = Duration::from_millis(1);
/// Ticks without a retake before the tick grows.
const PATIENCE: u32 = 50;
/// A free stack gives its memory back after this long.
const STACK_IDLE: Duration = Duration::from_secs(5);
const STACKS_A_BATCH: usize = 64;
/// From one batch to the next: some 100 µs of work each, which delay a tick.
const RECLAIM_BUSY: Duration = Duration::from_millis(5);
/// From one look for long-idle stacks to the next.
const RECLAIM_IDLE: Duration = Duration::from_secs(1);

/// sysmon's bed, and that of whoever stops the world.
pub(crate) struct Monitor {
    parker: ThreadParker,
    asleep: AtomicBool,
    pub(crate) world_stopped: ThreadParker,
}

impl Monitor {
    pub(crate) fn new() -> Monitor {
        Monitor { parker: ThreadParker::new(), asleep: AtomicBool::new(false), world_stopped: ThreadParker::new() }
    }

    /// A P leaves idleness: sysmon has something to watch.
    #[inline]
    pub(crate) fn nudge(&self) {
        if self.asleep.load(Ordering::Relaxed) && self.asleep.swap(false, Ordering::SeqCst) {
            self.parker.wake();
        }
    }
}

pub(crate) fn start() {
    let spawned = std::thread::Builder::new().name("cgocall-sysmon".into()).stack_size(256 << 10).spawn(|| {
        // SAFETY: a plain system call: 1 ns of timer slack, for the tick.
        unsafe { libc::prctl(libc::PR_SET_TIMERSLACK, 1) };
        watch(sched());
    });
    if let Err(e) = spawned {
        crate::fatal!("the system refuses the one thread that the scheduler cannot do without (sysmon): {e}");
    }
}

fn watch(sched: &'static Sched) -> ! {
    let mut idle_ticks = 0;
    let mut delay = SHORT;
    let mut reclaim_at = Instant::now();
    let mut at_cap = (0, reclaim_at);
    loop {
        std::thread::sleep(delay);
        clock::refresh();
        let busy = look(sched, &mut at_cap);
        if busy {
            idle_ticks = 0;
            delay = SHORT;
        } else {
            idle_ticks += 1;
            if idle_ticks > PATIENCE {
                delay = (delay * 2).min(LONG);
            }
        }
        let now = Instant::now();
        if reclaim_at <= now {
            let left = stack::reclaim(STACK_IDLE, now, STACKS_A_BATCH);
            reclaim_at = now + if left > 0 { RECLAIM_BUSY } else { RECLAIM_IDLE };
        }
        if sched.wake.idle_ps() == sched.procs() && !sleep_if_all_idle(sched) {
            idle_ticks = 0;
            delay = SHORT;
        }
    }
}

/// No P is held. Sleeps until one is, but for giving back the memory of stacks, which now holds nobody up. True if it
/// was not worth it.
fn sleep_if_all_idle(sched: &'static Sched) -> bool {
    sched.monitor.asleep.store(true, Ordering::SeqCst);
    // Pairs with `nudge`, which comes after the count: one of the two sees the other.
    if sched.wake.idle_ps() != sched.procs() || schedule::work_waits(sched) {
        sched.monitor.asleep.store(false, Ordering::SeqCst);
        return true;
    }
    while sched.monitor.asleep.load(Ordering::SeqCst) {
        if stack::reclaim(STACK_IDLE, Instant::now(), STACKS_A_BATCH) > 0 {
            continue;
        }
        sched.monitor.parker.sleep(stack::reclaimable().then(|| Instant::now() + STACK_IDLE));
    }
    clock::refresh();
    false
}

/// One tick. True if it changed something.
fn look(sched: &'static Sched, at_cap: &mut (u64, Instant)) -> bool {
    if sched.stopping.load(Ordering::Relaxed) {
        return true;
    }
    late_timers(sched);
    let stuck = stuck_in_c(sched);
    if sched.wake.idle_ps() > 0 {
        // Work that nobody was told of: a lone goroutine behind a busy one, or a thread that the system refused.
        if schedule::work_waits(sched) && sched.wake.spinning() == 0 {
            threads::wake_for_work(sched);
            stagnation(sched, at_cap);
        }
        let own_work: Vec<&'static M> =
            stuck.into_iter().filter(|m| m.p().is_some_and(|p| !p.runq.is_empty())).collect();
        return !own_work.is_empty() && threads::retake(sched, &own_work) > 0;
    }
    let wanted = schedule::work_waits(sched)
        || (sched.poll_until.load(Ordering::Relaxed) == NEVER
            && sched.all_ps().any(|p| p.timers.first() != NEVER));
    wanted && !stuck.is_empty() && threads::retake(sched, &stuck) > 0
}

/// At the thread cap, work waits for threads that come back from C. If none has for a while, a thread is started all
/// the same: it may be work that needs no C.
fn stagnation(sched: &'static Sched, last: &mut (u64, Instant)) {
    let turns = sched.all_ps().map(|p| p.tick.load(Ordering::Relaxed)).sum();
    if last.0 != turns {
        *last = (turns, Instant::now());
    } else if last.1.elapsed() >= LONG {
        threads::wake_for_work_at_cap(sched);
    }
}

/// The Ms that hold a P and have been in one C call since the last tick.
fn stuck_in_c(sched: &'static Sched) -> Vec<&'static M> {
    let mut stuck = Vec::new();
    for p in sched.all_ps() {
        // SAFETY: Ms are never freed.
        let Some(m) = (unsafe { p.m.load(Ordering::Acquire).as_ref() }) else { continue };
        let now = (m.hot.calls.load(Ordering::Relaxed), p.tick.load(Ordering::Relaxed));
        if p.seen.replace(now) == now && schedule::is_in_c(m) && !syscall::waits_for_place(m) {
            stuck.push(m);
        }
    }
    stuck
}

/// Timers of Ps that are too busy to look, or that nobody sleeps for.
fn late_timers(sched: &'static Sched) {
    let first = sched.all_ps().map(|p| p.timers.first()).min().unwrap_or(NEVER);
    if first == NEVER {
        return;
    }
    let late = Duration::from_millis(1).as_nanos() as u64;
    if first.saturating_add(late) < clock::now() {
        for p in sched.all_ps() {
            schedule::run_timers(p);
        }
    }
}
