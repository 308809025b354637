//! sysmon: the thread that needs no P.
//!
//! Every tick it looks at the Ps whose M is in C. One that has been in the same call since the last tick, while
//! there is work, loses its P. The tick is 20 µs while that happens, doubles to 1 ms while it does not, and the thread
//! sleeps without a tick when no P is held at all. It also starts threads that a wake was withheld for
//! (`ready::push`) or the system refused, sees to late timers, and returns the memory of idle stacks.

use std::sync::atomic::{AtomicBool, Ordering, fence};
use std::time::{Duration, Instant};

use super::futex::ThreadParker;
use super::m::M;
use super::p::P;
use super::timers::NEVER;
use super::{Sched, clock, places, sched, schedule, threads};
use crate::stack;

const SHORT: Duration = Duration::from_micros(20);
const LONG: Duration = Duration::from_millis(1);
/// Ticks without a retake before the tick grows.
const PATIENCE: u32 = 50;
/// A free stack gives its memory back after this long.
const STACK_IDLE: Duration = Duration::from_secs(5);
/// So many at a time, and no sooner again than after this, so that no retake waits for it.
const STACKS_A_TICK: usize = 64;
const STACK_PAUSE: Duration = Duration::from_millis(10);
/// So many goroutines that end in a microsecond, on the average of a measurement, make a P brisk: one every 200 ns. To steal
/// one takes the thief, and then its former P, several transfers of cache lines of about 100 ns each, once in its life; so
/// turns do not count, which those that live long may have as often.
const BRISK: u64 = 5;
/// A measurement takes so long at least.
const MEASURE_NS: u64 = 500_000;
/// A P that one goroutine has had for so long, calling C again and again, is asked for.
const SLICE_NS: u64 = 10_000_000;
/// A thread that C made keeps the P of its last callback for so many looks, if nobody wants it.
const FOREIGN_LOOKS: u32 = 64;

/// sysmon's bed, and that of whoever stops the world.
pub(crate) struct Monitor {
    parker: ThreadParker,
    asleep: AtomicBool,
    pub(crate) world_stopped: ThreadParker,
}

impl Monitor {
    pub(crate) fn new() -> Monitor {
        Monitor {
            parker: ThreadParker::new(),
            asleep: AtomicBool::new(false),
            world_stopped: ThreadParker::new(),
        }
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
    let spawned =
        std::thread::Builder::new().name("cgocall-sysmon".into()).stack_size(256 << 10).spawn(|| {
            let _alt_stack = crate::stack::overflow::ensure_alt_stack();
            clock::sharpen(); // for the tick
            watch(sched());
        });
    if let Err(e) = spawned {
        crate::fatal!("the system refuses the one thread that the scheduler cannot do without (sysmon): {e}");
    }
}

fn watch(sched: &'static Sched) -> ! {
    let mut idle_ticks = 0;
    let mut delay = SHORT;
    let mut stacks_due = Instant::now() + STACK_IDLE;
    let mut standstill = Standstill::new();
    loop {
        std::thread::sleep(delay);
        clock::refresh();
        let busy = look(sched, &mut standstill);
        if busy {
            idle_ticks = 0;
            delay = SHORT;
        } else {
            idle_ticks += 1;
            if idle_ticks > PATIENCE {
                delay = (delay * 2).min(LONG);
            }
        }
        if Instant::now() >= stacks_due {
            stacks_due = reclaim_stacks().unwrap_or_else(|| Instant::now() + STACK_IDLE);
        }
        if sched.wake.idle_ps() == sched.procs() && !sleep_if_all_idle(sched) {
            idle_ticks = 0;
            delay = SHORT;
        }
    }
}

/// No P is held. Sleeps until one is, waking now and then only while stacks have memory to give back. True if it
/// was not worth it.
fn sleep_if_all_idle(sched: &'static Sched) -> bool {
    sched.monitor.asleep.store(true, Ordering::SeqCst);
    // Pairs with the one in `Wake::p_busy`, after which comes `nudge`: one of the two sees the other.
    fence(Ordering::SeqCst);
    if sched.wake.idle_ps() != sched.procs() || schedule::work_waits(sched) {
        sched.monitor.asleep.store(false, Ordering::SeqCst);
        return true;
    }
    while sched.monitor.asleep.load(Ordering::SeqCst) {
        sched.monitor.parker.sleep(reclaim_stacks());
    }
    clock::refresh();
    false
}

/// Returns the memory of some idle stacks, and when to come again, if any have memory left.
fn reclaim_stacks() -> Option<Instant> {
    let now = Instant::now();
    stack::reclaim(STACK_IDLE, now, STACKS_A_TICK).map(|due| due.max(now + STACK_PAUSE))
}

/// One tick. True if it changed something.
fn look(sched: &'static Sched, standstill: &mut Standstill) -> bool {
    if sched.stopping.load(Ordering::Relaxed) {
        return true;
    }
    late_timers(sched);
    measure(sched);
    places::take_unused(sched);
    let work = schedule::work_waits(sched);
    if standstill.lasts(sched, work) {
        sched.queues_first.store(true, Ordering::Relaxed);
        threads::wake_for_work_at_cap(sched);
    }
    let stuck = stuck_in_c(sched);
    ask_hogs(sched, work);
    if sched.wake.idle_ps() > 0 {
        // Work that nobody was told of: a lone goroutine behind a busy one, or a thread that the system refused.
        if work && sched.wake.spinning() == 0 {
            threads::wake_for_work(sched);
        }
        let take: Vec<&'static M> = stuck
            .into_iter()
            .filter(|m| m.p().is_some_and(|p| !p.runq.is_empty() || is_left(m, p)))
            .collect();
        return !take.is_empty() && threads::retake(sched, &take) > 0;
    }
    let wanted = work
        || (sched.poll_until.load(Ordering::Relaxed) == NEVER
            && sched.all_ps().any(|p| p.timers.first() != NEVER));
    let take: Vec<&'static M> =
        stuck.into_iter().filter(|m| wanted || m.p().is_some_and(|p| is_left(m, p))).collect();
    !take.is_empty() && threads::retake(sched, &take) > 0
}

/// How long do goroutines live on each P?
fn measure(sched: &'static Sched) {
    let now = clock::now();
    for p in sched.all_ps() {
        let (before, then) = p.measured.get();
        let elapsed = now.saturating_sub(then);
        if elapsed < MEASURE_NS {
            continue;
        }
        let ended = p.ended.load(Ordering::Relaxed);
        p.measured.set((ended, now));
        let brisk = ended.wrapping_sub(before) * 1000 > BRISK * elapsed;
        if brisk != p.brisk.load(Ordering::Relaxed) {
            let _central = sched.lock();
            p.brisk.store(brisk && !p.m.load(Ordering::Relaxed).is_null(), Ordering::Relaxed);
        }
    }
}

/// Has a thread that C made, and that may never call back again, left its P lying?
fn is_left(m: &M, p: &P) -> bool {
    m.foreign && p.same.get() > FOREIGN_LOOKS
}

/// Ps that are in no call for long, but in calls or callbacks all the time, while others wait: their goroutines give way
/// at the next return from C, or into a callback.
fn ask_hogs(sched: &'static Sched, work: bool) {
    if !work {
        return;
    }
    let now = clock::now();
    let waited = now.saturating_sub(sched.wanting_since.load(Ordering::Relaxed)) > schedule::SERVE_AFTER_NS;
    for p in sched.all_ps() {
        if p.calling.get() && (waited || now.saturating_sub(p.turn_since.get()) > SLICE_NS) {
            threads::ask_to_give_way(sched, p);
        }
    }
}

/// Work waits, and no P has had a turn of the scheduler since the last looks.
///
/// Threads that come back from C go before the queues, since they serve them, too: at the thread cap no others are
/// started. If they do not (their goroutines call C again and again), this tells.
struct Standstill {
    turns: u64,
    since: Instant,
    /// Doubles while it does not help: what is started at the cap goes there, too.
    patience: Duration,
}

impl Standstill {
    const LONGEST: Duration = Duration::from_millis(128);

    fn new() -> Standstill {
        Standstill { turns: 0, since: Instant::now(), patience: LONG }
    }

    fn lasts(&mut self, sched: &'static Sched, work: bool) -> bool {
        let turns = sched.all_ps().map(|p| p.tick.load(Ordering::Relaxed)).sum();
        if !work || self.turns != turns {
            if !sched.lock().at_cap(sched) {
                self.patience = LONG;
            }
            self.turns = turns;
            self.since = Instant::now();
        } else if self.since.elapsed() >= self.patience {
            self.since = Instant::now();
            self.patience = (self.patience * 2).min(Standstill::LONGEST);
            return true;
        }
        false
    }
}

/// The Ms that hold a P and have been in one C call since the last tick.
fn stuck_in_c(sched: &'static Sched) -> Vec<&'static M> {
    let mut stuck = Vec::new();
    for p in sched.all_ps() {
        // SAFETY: Ms are never freed.
        let Some(m) = (unsafe { p.m.load(Ordering::Acquire).as_ref() }) else { continue };
        let calls = m.hot.calls.load(Ordering::Relaxed) + m.hot.callbacks.load(Ordering::Relaxed);
        let now = (calls, p.tick.load(Ordering::Relaxed));
        let before = p.seen.replace(now);
        p.calling.set(before.0 != now.0);
        if before.1 != now.1 {
            p.turn_since.set(clock::now());
        }
        if before != now {
            p.same.set(0);
        } else if schedule::is_in_c(m) {
            p.same.set(p.same.get() + 1);
            stuck.push(m);
        }
    }
    stuck
}

/// Timers of Ps that are too busy to look: such a P is told, and one that does not react loses them to all.
fn late_timers(sched: &'static Sched) {
    let now = clock::now();
    let late = LONG.as_nanos() as u64;
    let mut moved = false;
    for p in sched.all_ps() {
        let first = p.timers.first();
        if first <= now {
            p.overdue.store(true, Ordering::Relaxed);
        }
        if first.saturating_add(late) < now {
            moved |= schedule::run_timers(p);
        }
    }
    if moved {
        sched.all_ps().for_each(|p| p.overdue.store(true, Ordering::Relaxed));
    }
}
