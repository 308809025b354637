//! Threads for Ps: waking, making, handing off.

use std::sync::MutexGuard;
use std::sync::atomic::{AtomicBool, Ordering};

use super::central::Central;
use super::m::M;
use super::p::P;
use super::{Sched, clock, origin, sched, schedule};
use crate::arch;
use crate::boundary::accounting;
use crate::observe::trace;

/// So many new threads at most have yet to run. More than one, since the system may put one behind a busy thread.
const MAX_LAUNCHING: usize = 4;

/// Every so many Ps go to what is queued, though Ms want one for what they alone may run.
const PASSED_OVER: u32 = 8;

/// Starts a spinning M for new work, if there is a P for it and none spins yet.
pub(crate) fn wake_for_work(sched: &'static Sched) {
    wake_thread(sched, |central| !central.at_cap(sched));
}

/// The same at the thread cap, too: sysmon's last resort.
pub(crate) fn wake_for_work_at_cap(sched: &'static Sched) {
    wake_thread(sched, |_| true);
}

fn wake_thread(sched: &'static Sched, may: impl FnOnce(&Central) -> bool) {
    if !sched.wake.claim() {
        return;
    }
    let central = sched.lock();
    let may = may(&central);
    if may && central.has_idle_p(sched) {
        return start(sched, central, true);
    }
    // Under the lock: whoever submits after the next P went idle must not take us for a spinner.
    sched.wake.unclaim();
    drop(central);
    if !may {
        sched.monitor.nudge();
    }
}

/// Finds a thread for an idle P, which there is: an idle one, or a new one.
///
/// An idle thread is given the P. A new one takes it when it runs, if it is still there: until then it is for whoever
/// comes back from C. To make a thread takes some 100 µs, and where the system puts it behind a busy one, milliseconds.
fn start(sched: &'static Sched, mut central: MutexGuard<'_, Central>, spinning: bool) {
    if let Some(m) = central.pop_idle_m() {
        let p = central.take_idle_p(sched).expect("the caller has seen it");
        m.spinning.set(spinning);
        m.served.set(true); // or it would hand the P on before it has run what it was started for
        central.assign(m, p);
        drop(central);
        return m.parker.wake();
    }
    if central.launching >= MAX_LAUNCHING {
        if spinning {
            sched.wake.unclaim();
        }
        return;
    }
    let m = central.free_ms.pop().unwrap_or_else(|| central.new_m(sched, false));
    m.spinning.set(spinning);
    central.threads += 1;
    central.launching += 1;
    drop(central);
    // A thread that was asked for before the refusal is no recovery.
    let was_refused = REFUSED.load(Ordering::Relaxed);
    if let Err(e) = launch(sched, m) {
        let mut central = sched.lock();
        central.threads -= 1;
        central.launching -= 1;
        central.free_ms.push(m);
        if m.spinning.replace(false) {
            sched.wake.unclaim();
        }
        let wanting = central.wanting.front().copied();
        drop(central);
        // The P is for others. If there are none, sysmon tries again while there is work.
        wanting.into_iter().for_each(|m| m.parker.wake());
        sched.monitor.nudge();
        report_refusal(&e);
    } else if was_refused {
        REFUSED.store(false, Ordering::Relaxed);
    }
}

/// An M for a thread that C makes.
pub(crate) fn new_foreign_m(sched: &'static Sched) -> &'static M {
    sched.lock().new_m(sched, true)
}

/// The thread of `m`, in C, ends: the P that it may still have goes to others.
pub(crate) fn give_up_p(sched: &'static Sched, m: &'static M) {
    let kept = accounting::exit(&m.hot.state, &m.hot.evt) || accounting::settle(&m.hot.evt);
    let mut central = sched.lock();
    match m.p() {
        Some(p) if kept => {
            central.detach(m, p);
            pass_on(sched, central, p);
        }
        _ => debug_assert!(!m.in_c_place.load(Ordering::Relaxed), "only Ms of ours have places"),
    }
}

/// A new thread's first act: takes a P, if one is idle.
fn arrive(sched: &'static Sched, m: &'static M) {
    let mut central = sched.lock();
    central.launching -= 1;
    match central.take_idle_p(sched) {
        Some(p) => {
            m.served.set(true); // as in `start`
            central.assign(m, p);
        }
        None if m.spinning.replace(false) => sched.wake.unclaim(),
        None => {}
    }
}

fn launch(sched: &'static Sched, m: &'static M) -> std::io::Result<()> {
    spawn_thread(sched, format!("cgocall-m{}", m.id), move || thread_main(m))
}

/// A thread that C runs on, whoever starts it.
pub(crate) fn spawn_thread(
    sched: &'static Sched,
    name: String,
    main: impl FnOnce() + Send + 'static,
) -> std::io::Result<()> {
    let started_by_others = origin::is_of_others();
    let body = move || {
        clock::sharpen(); // so that sleeping goroutines wake when they asked to
        sched.origin.adopt(started_by_others);
        main();
    };
    std::thread::Builder::new().name(name).stack_size(sched.config.c_stack_size).spawn(body).map(drop)
}

/// The life of an M's thread.
fn thread_main(m: &'static M) {
    let _alt_stack = crate::stack::overflow::ensure_alt_stack();
    // SAFETY: a plain system call.
    m.tid.store(unsafe { libc::gettid() } as u32, Ordering::Relaxed);
    #[cfg(debug_assertions)]
    m.fp_control.set(arch::fp_control());
    // SAFETY: Ms are never freed.
    unsafe { arch::set_current_m(&m.hot) };
    arrive(sched(), m);
    let sp = schedule::schedule(m);
    if !sp.is_null() {
        #[cfg(cgocall_asan)]
        let _c_stack = super::sanitizer::enters(m);
        #[cfg(cgocall_tsan)]
        super::sanitizer::thread::enters(m);
        // SAFETY: `schedule` made a goroutine current, and this is where it goes on.
        unsafe { arch::enter_scheduler(&m.hot, sp) };
    }
    // SAFETY: NO_M is static.
    unsafe { arch::set_current_m(&arch::NO_M) };
    retire(m);
}

/// The thread ends; its M waits for another.
fn retire(m: &'static M) {
    let sched = sched();
    m.dying.store(false, Ordering::Relaxed);
    m.wired.set(0);
    m.tid.store(0, Ordering::Relaxed);
    m.c_stacks.forget_thread();
    m.inbox.clear(); // nothing is bound to it
    let mut central = sched.lock();
    if let Some(p) = m.p() {
        central.detach(m, p);
        let woken = central.put_p(sched, p);
        if let Some(woken) = woken {
            woken.parker.wake();
        }
    }
    m.rest.store(super::m::rest::BUSY, Ordering::Relaxed);
    central.threads -= 1;
    central.free_ms.push(m);
}

/// The system has refused a thread, and given none since.
static REFUSED: AtomicBool = AtomicBool::new(false);

/// Says once, and again after each recovery, that the system gives no threads.
fn report_refusal(e: &std::io::Error) {
    if !REFUSED.swap(true, Ordering::Relaxed) {
        eprintln!(
            "cgocall: the system refuses another thread ({e}); goroutines wait until one is to be had.\n\
             help: raise the limit (ulimit -u, the cgroup's pids.max) or lower Builder::max_threads"
        );
    }
}

/// `m` gives `p` away, to a thread if there is work for it.
pub(crate) fn hand_off(sched: &'static Sched, m: &'static M, p: &'static P) {
    let mut central = sched.lock();
    if m.spinning.replace(false) {
        sched.wake.unclaim();
    }
    central.detach(m, p);
    pass_on(sched, central, p);
}

/// `m` gives `p` away, to any other thread.
#[cfg(feature = "chaos")]
pub(crate) fn start_another(
    sched: &'static Sched,
    mut central: MutexGuard<'_, Central>,
    m: &'static M,
    p: &'static P,
) {
    central.detach(m, p);
    pass_to_thread(sched, central, p);
}

/// Does the system refuse threads at present?
#[cfg(feature = "chaos")]
pub(crate) fn refused() -> bool {
    REFUSED.load(Ordering::Relaxed)
}

/// A P that nobody holds: to a thread if there is work for it, else among the idle.
///
/// Ms that want one go before what is queued. Those that come back from C soon want it no more, and many run what is queued
/// themselves; new threads in their stead would soon be in C, too, and back, so that ever more want a P. Those with
/// callbacks run their own goroutines only, and if these do nothing but yield there can be hundreds of them to whom the P
/// goes in turn: so the queues have one in so many.
pub(crate) fn pass_on(sched: &'static Sched, mut central: MutexGuard<'_, Central>, p: &'static P) {
    if !sched.stopping.load(Ordering::Relaxed) && has_work(sched, &central, p) {
        if queues_are_first(sched) || is_turn_of_queues(&mut central) {
            return pass_to_queues(sched, central, p);
        }
        if central.wanting.is_empty() {
            return pass_to_thread(sched, central, p);
        }
    }
    put_away(sched, central, p);
}

/// Work is queued: has it been passed over often enough for goroutines that are queued at their Ms?
fn is_turn_of_queues(central: &mut Central) -> bool {
    // Whoever comes back from C has a goroutine on its stack.
    if central.wanting.front().is_none_or(|m| m.curg().is_some()) {
        return false;
    }
    central.passed_over += 1;
    let enough = central.passed_over == PASSED_OVER;
    if enough {
        central.passed_over = 0;
    }
    enough
}

/// The queues have stood still: is the P in hand theirs? Only once.
fn queues_are_first(sched: &'static Sched) -> bool {
    sched.queues_first.load(Ordering::Relaxed) && sched.queues_first.swap(false, Ordering::Relaxed)
}

/// A P that nobody holds, to a thread that runs what is queued, whoever else wants it or seeks one.
fn pass_to_queues(sched: &'static Sched, mut central: MutexGuard<'_, Central>, p: &'static P) {
    central.push_idle_p(sched, p);
    start(sched, central, false);
}

/// A P that nobody holds, to a thread.
fn pass_to_thread(sched: &'static Sched, mut central: MutexGuard<'_, Central>, p: &'static P) {
    central.push_idle_p(sched, p);
    if central.has_idle_p(sched) {
        start(sched, central, false);
    }
}

/// Puts a P away that nobody holds, and wakes whoever is to take it.
pub(crate) fn put_away(sched: &'static Sched, mut central: MutexGuard<'_, Central>, p: &'static P) {
    let woken = central.put_p(sched, p);
    drop(central);
    if let Some(m) = woken {
        m.parker.wake();
    }
}

fn has_work(sched: &'static Sched, central: &Central, p: &P) -> bool {
    let poll_until = sched.poll_until.load(Ordering::SeqCst);
    if sched.all_ps().any(|p| p.timers.first() < poll_until) {
        return true; // a timer that nobody sleeps for
    }
    if central.at_cap(sched) {
        // A thread that comes back from C takes this P, its place, and the work, without a wake; another thread would
        // probably run into the cap. sysmon sees to it that this is not for long.
        return false;
    }
    !p.runq.is_empty()
        || !central.global.is_empty()
        || (sched.wake.spinning() == 0 && sched.all_ps().any(|p| p.offers() && p.runq.ring_len() > 0))
}

/// Asks the M that holds `p` to give way at its next return from C (`boundary/syscall.rs`). No fence: it will see it soon.
pub(crate) fn ask_to_give_way(sched: &'static Sched, p: &'static P) {
    let _central = sched.lock();
    // SAFETY: Ms are never freed.
    if let Some(m) = unsafe { p.m.load(Ordering::Relaxed).as_ref() }
        && !sched.stopping.load(Ordering::Relaxed)
    {
        p.give_way.store(true, Ordering::Relaxed);
        accounting::request(&m.hot.evt);
    }
}

/// `m`, back from C, gives `p` to whoever waits. False if nobody does.
pub(crate) fn give_way(sched: &'static Sched, m: &'static M, p: &'static P) -> bool {
    let mut central = sched.lock();
    let queues_wait = schedule::queues_wait(sched);
    if sched.stopping.load(Ordering::Relaxed) || (central.wanting.is_empty() && !queues_wait) {
        return false;
    }
    central.detach(m, p);
    if queues_wait && (central.wanting.is_empty() || queues_are_first(sched)) {
        pass_to_queues(sched, central, p);
    } else if let Some(next) = central.serve(sched, p) {
        drop(central);
        next.parker.wake();
    }
    true
}

/// Takes the Ps of those Ms in C for which `wanted` says so: raise the requests, one barrier for all, take.
pub(crate) fn retake(sched: &'static Sched, candidates: &[&'static M]) -> usize {
    let mut central = sched.lock();
    if sched.stopping.load(Ordering::Relaxed) {
        return 0; // a withdrawal of ours would take the stopper's request along
    }
    let mut asked: Vec<&'static M> = Vec::with_capacity(candidates.len());
    asked.extend(candidates.iter().filter(|m| m.p().is_some() && accounting::request(&m.hot.evt)));
    if asked.is_empty() {
        return 0;
    }
    crate::boundary::membarrier::heavy_fence(sched.fenced);
    let mut freed = Vec::new();
    for m in asked {
        // A thread of C's takes no place, and one that kept its place has one.
        let room = m.foreign
            || m.in_c_place.load(Ordering::Relaxed)
            || central.in_c < sched.config.max_threads + sched.procs();
        if room && accounting::take(&m.hot.state, &m.hot.evt) {
            let p = m.p().expect("what is taken was held");
            central.detach(m, p);
            if !m.foreign {
                central.add_place(m);
            }
            m.retaken.set(true);
            if trace::on() {
                trace::retaken(m, p);
            }
            freed.push(p);
        } else {
            accounting::withdraw(&m.hot.evt);
        }
    }
    drop(central);
    sched.counts.retakes.fetch_add(freed.len() as u64, Ordering::Relaxed);
    for &p in &freed {
        pass_on(sched, sched.lock(), p);
    }
    freed.len()
}
