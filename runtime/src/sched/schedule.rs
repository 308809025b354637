//! The choice of the next goroutine. All of it runs on an M's g0.

use std::ptr::null_mut;
use std::sync::atomic::Ordering;

use super::g::{G, status};
use super::m::M;
use super::p::P;
use super::ready::{Turn, ready};
use super::runq::RunQueue;
use super::timers::NEVER;
use super::{Sched, clock, held, leave_to_another, rest, scatter, sched, threads, world};
use crate::arch::state;
use crate::boundary::accounting::is_takeable;
use crate::observe::trace;

/// Every so many turns the global queue goes first, lest two goroutines that ready each other starve it. Prime, so
/// that it falls into step with no program's own period.
const GLOBAL_TURN: u64 = 61;

/// So many times in a row the goroutine that was readied last goes before the others of its P.
const NEXTS_IN_A_ROW: u32 = 64;

/// A busy P is handed to an M that comes back from C after the M has waited this long for one.
pub(crate) const SERVE_AFTER_NS: u64 = 500_000;

/// With timers armed, the clock is read every so many turns of a busy P.
const TIMER_TURN: u64 = 8;

/// The M's goroutine has left its stack. Whoever lets it be seen as waiting has called [`held::hold`] before.
#[inline]
pub(crate) fn leave(m: &M) {
    if trace::on() {
        trace::left(m);
    }
    m.hot.state.store(state::NONE, Ordering::Relaxed);
    m.hot.curg.store(null_mut(), Ordering::Relaxed);
}

/// Is `m` in C, or in `blocking(f)`, at this moment?
pub(crate) fn is_in_c(m: &M) -> bool {
    is_takeable(m.hot.state.load(Ordering::Relaxed))
}

/// Finds a goroutine for `m` and makes it current: the stack pointer to go on at. Null: the thread is to end.
pub(crate) fn schedule(m: &'static M) -> *mut u8 {
    #[cfg(debug_assertions)]
    check_fp_control(m);
    let sched = sched();
    loop {
        let Some(p) = m.p() else {
            if rest::rest(sched, m) {
                continue;
            }
            held::back_to_own_stack(m);
            return null_mut();
        };
        if sched.stopping.load(Ordering::Relaxed) {
            world::stop_here(sched, m, p);
            continue;
        }
        if m.met_cap.get() {
            m.met_cap.set(false);
            // The next goroutine would probably meet it, too, and be bound to this thread like the last.
            threads::hand_off(sched, m, p);
            continue;
        }
        let tick = P::bump(&p.tick);
        if p.timers.first() != NEVER && tick.is_multiple_of(TIMER_TURN) {
            run_timers(p);
        }
        if p.overdue.load(Ordering::Relaxed)
            && let Some(g) = see_to_overdue(sched, m, p)
        {
            return execute(sched, m, p, g);
        }
        if let Some(g) = next_here(sched, m, p, tick) {
            return execute(sched, m, p, g);
        }
        if m.p().is_none() {
            continue;
        }
        if let Some(g) = next_elsewhere(sched, m, p) {
            return execute(sched, m, p, g);
        }
    }
}

/// sysmon has seen timers of this P, or of a P that cannot see to them itself, go by.
#[cold]
fn see_to_overdue(sched: &'static Sched, m: &'static M, p: &'static P) -> Option<*mut G> {
    p.overdue.store(false, Ordering::Relaxed);
    run_timers(p);
    if reserved(m) || sched.global_len.load(Ordering::Relaxed) == 0 {
        return None;
    }
    sched.lock().pop_global(sched, m)
}

/// From this M's and this P's own queues. May give the P away instead.
#[inline]
fn next_here(sched: &'static Sched, m: &'static M, p: &'static P, tick: u64) -> Option<*mut G> {
    m.drain();
    // An M that was served serves no other before it has run something, or they would only pass the P round.
    if sched.p_wanted() && !m.served.get() && serve(sched, m, p) {
        return None;
    }
    // SAFETY: our own queue.
    let local = unsafe { m.local() };
    if reserved(m) {
        return local.pop();
    }
    if sched.global_len.load(Ordering::Relaxed) > 0 && tick.is_multiple_of(GLOBAL_TURN) {
        let mut central = sched.lock();
        if let Some(g) = central.pop_global(sched, m) {
            return Some(g);
        }
    }
    // Bound goroutines and free ones take turns.
    if tick.is_multiple_of(2)
        && let Some(g) = local.pop()
    {
        return Some(g);
    }
    from_own_queue(p).or_else(|| local.pop())
}

/// The next of the P's queue. Goroutines that ready each other do not keep the others waiting for ever.
#[inline(always)]
fn from_own_queue(p: &P) -> Option<*mut G> {
    let nexts = p.nexts.replace(0);
    if nexts >= NEXTS_IN_A_ROW
        && let Some(g) = p.runq.pop_ring()
    {
        return Some(g);
    }
    let (g, was_next) = p.runq.pop()?;
    if was_next && nexts < NEXTS_IN_A_ROW {
        p.nexts.set(nexts + 1);
    }
    Some(g)
}

/// May `m` run its own goroutines only?
pub(crate) fn reserved(m: &M) -> bool {
    m.wired.get() > 0
}

/// A goroutine yields on an M that may run no others: where others wait, the P goes to a thread that may.
pub(crate) fn give_way(m: &'static M) {
    let sched = sched();
    if reserved(m)
        && let Some(p) = m.p()
        && (!p.runq.is_empty() || sched.global_len.load(Ordering::Relaxed) > 0)
        && !sched.stopping.load(Ordering::Relaxed)
    {
        threads::hand_off(sched, m, p);
    }
}

/// Gives `p` to the M that has waited longest for one, if it has waited for long. Others come in when a P is free.
#[cold]
fn serve(sched: &'static Sched, m: &'static M, p: &'static P) -> bool {
    let since = sched.wanting_since.load(Ordering::Relaxed);
    if clock::now().saturating_sub(since) < SERVE_AFTER_NS {
        return false;
    }
    let mut central = sched.lock();
    if central.wanting.is_empty() || sched.stopping.load(Ordering::Relaxed) {
        return false; // or it would run where a stopper does not look for it
    }
    central.detach(m, p);
    let next = central.serve(sched, p);
    drop(central);
    next.into_iter().for_each(|m| m.parker.wake());
    if m.spinning.replace(false) {
        // It was woken for work, which is still there.
        sched.wake.unclaim();
        threads::wake_for_work(sched);
    }
    true
}

/// From the global queue, other Ps and their timers. If there is nothing, the M is left without its P.
#[cold]
fn next_elsewhere(sched: &'static Sched, m: &'static M, p: &'static P) -> Option<*mut G> {
    if reserved(m) {
        threads::hand_off(sched, m, p);
        return None;
    }
    if let Some(g) = from_global(sched, m, p) {
        return Some(g);
    }
    if scatter() && leave_to_another(sched, m, p) {
        return None;
    }
    run_timers(p);
    if let Some((g, _)) = p.runq.pop() {
        return Some(g);
    }
    // SAFETY: our own queue.
    if let Some(g) = unsafe { m.local() }.pop() {
        return Some(g); // a timer's
    }
    if !m.spinning.get() && sched.wake.start_spinning(sched.procs()) {
        m.spinning.set(true);
    }
    if m.spinning.get()
        && let Some(g) = steal(sched, m, p)
    {
        return Some(g);
    }
    while m.spinning.get() && rest::lingers(sched) && !sched.p_wanted() {
        if let Some(g) = from_global(sched, m, p).or_else(|| steal(sched, m, p)) {
            return Some(g);
        }
    }
    rest::release(sched, m, p);
    None
}

/// A fair share of the global queue.
fn from_global(sched: &'static Sched, m: &'static M, p: &P) -> Option<*mut G> {
    if sched.global_len.load(Ordering::SeqCst) == 0 {
        return None;
    }
    let mut central = sched.lock();
    // What is scattered has been chosen for this M alone, and a thief may be one that it parked on.
    let share =
        if scatter() { 1 } else { (central.global.len() / sched.procs() + 1).min(crate::shim::RING / 2) };
    let first = central.pop_global(sched, m)?;
    for _ in 1..share {
        let Some(g) = central.pop_global(sched, m) else { break };
        p.runq.push(g, |g, _| central_overflow(g));
    }
    Some(first)
}

/// The ring was empty and takes half of its length: it cannot overflow.
fn central_overflow(_: *mut G) {
    crate::fatal!("a run queue overflowed from half its length");
}

/// Rounds through the other Ps; the last round takes what the others keep for next, and late timers.
fn steal(sched: &'static Sched, m: &'static M, p: &'static P) -> Option<*mut G> {
    const ROUNDS: usize = 4;
    let procs = sched.procs();
    for round in 0..ROUNDS {
        let last = round + 1 == ROUNDS;
        let start = m.next_random() as usize % procs;
        for i in 0..procs {
            let victim = sched.p((start + i) % procs);
            if std::ptr::eq(victim, p) {
                continue;
            }
            if last
                && run_timers(victim)
                && let Some(g) = taken_from_timers(m, p)
            {
                return Some(g);
            }
            if !victim.offers() {
                continue;
            }
            if last {
                // Its owner is perhaps about to run it.
                std::thread::yield_now();
            }
            if let Some(g) = victim.runq.steal_into(&p.runq, last) {
                return Some(g);
            }
        }
        std::hint::spin_loop();
    }
    None
}

fn taken_from_timers(m: &'static M, p: &P) -> Option<*mut G> {
    m.drain();
    // SAFETY: our own queue.
    p.runq.pop().map(|(g, _)| g).or_else(|| unsafe { m.local() }.pop())
}

/// Readies the goroutines of `p` whose time has come. True if there were any.
pub(crate) fn run_timers(p: &P) -> bool {
    if p.timers.first() == NEVER {
        return false;
    }
    let now = clock::now();
    let mut any = false;
    // The first goes before the queue; the others behind it, or the last would overtake them.
    let mut turn = Turn::Now;
    while let Some(g) = p.timers.expire(now) {
        // SAFETY: a goroutine in a heap has not ended; one that ended since leaves its memory in place, and a wake
        // too many is borne by every wait.
        let g = unsafe { &*g };
        crate::shim::window();
        let token = if g.timer_waits.get() { &g.wait } else { &g.token };
        if token.wake() {
            ready(g, turn);
            turn = Turn::Last;
        }
        any = true;
    }
    any
}

/// Makes `g` current on `m`.
#[inline]
fn execute(sched: &'static Sched, m: &'static M, p: &'static P, g: *mut G) -> *mut u8 {
    if m.spinning.get() {
        m.spinning.set(false);
        if sched.wake.found_work() {
            threads::wake_for_work(sched);
        }
    }
    if p.timers.first() != NEVER {
        rest::see_to_timers(sched, p);
    }
    // SAFETY: it came out of a queue, which owned it.
    let g = unsafe { &*g };
    if g.bound.load(Ordering::Relaxed).is_null() && (!sched.config.migrating || g.pinned.get()) {
        g.bound.store(std::ptr::from_ref(m).cast_mut(), Ordering::Relaxed);
        m.binds();
    }
    m.served.set(false);
    g.m.store(std::ptr::from_ref(m).cast_mut(), Ordering::Relaxed);
    g.set_status(status::RUNNING);
    if trace::on() {
        trace::runs(m, p, g);
    }
    m.hot.curg.store(g.ptr(), Ordering::Relaxed);
    held::take_up(m, g);
    m.hot.state.store(state::RUN, Ordering::Relaxed);
    g.sp.get()
}

/// Is anything runnable that no P has at hand? For sysmon, and for who waits with a P in hand.
pub(crate) fn work_waits(sched: &'static Sched) -> bool {
    sched.p_wanted() || queues_wait(sched)
}

/// Is a goroutine in any queue, that another P should come for?
pub(crate) fn queues_wait(sched: &'static Sched) -> bool {
    // A thief at work keeps others out, and sees to it that somebody comes for what it leaves.
    let waits = |p: &P| p.offers() && !p.runq.is_stolen_from();
    sched.global_len.load(Ordering::Relaxed) > 0 || sched.all_ps().any(waits)
}

/// Takes what `to` can hold from `from`; used when a P retires.
pub(crate) fn empty_into_global(sched: &'static Sched, from: &RunQueue<G>) {
    while let Some((g, _)) = from.pop() {
        sched.lock().push_global(sched, g);
    }
}

/// C must leave the floating-point control word as it found it; a debug build looks and mends.
#[cfg(debug_assertions)]
fn check_fp_control(m: &M) {
    let now = crate::arch::fp_control();
    if now != m.fp_control.get() {
        crate::arch::set_fp_control(m.fp_control.get());
        crate::observe::hint::fp_control_changed(m, now);
    }
}
