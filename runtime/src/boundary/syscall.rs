//! entersyscall and exitsyscall, but for their fast halves, which are in the assembly.
//!
//! A C call is never a point of migration: whoever lost the P in C waits for one here, on the same thread.

use std::sync::MutexGuard;
use std::sync::atomic::Ordering;

use super::accounting::{self, BLOCKED, RUN};
use super::errno::Kept;
use super::panic::Pending;
use super::site::Site;
use super::{blocking, callback};
use crate::arch::{Hot, mark};
use crate::observe::trace;
use crate::sched::central::Central;
use crate::sched::m::M;
use crate::sched::places::{self, PlaceWaiter};
use crate::sched::{Sched, clock, sched, threads};
use crate::task::wait;

/// Threads that wait for a place in C, beside one for each P. They go on without a P when they are granted one; goroutines
/// that wait without their thread do not. There are never many: none is started for work while some wait.
const MAX_WAITING_THREADS: usize = 64;

/// A learned site whose call lasted less did not block.
const SHORT_NS: u64 = 20_000;

static WAITING_FOR_A_PLACE: Site = Site::named("(waiting for a thread: Builder::max_threads are in C)");

fn m_of(hot: &Hot) -> &'static M {
    // SAFETY: the assembly passes the `hot` of an M, its first field; Ms are never freed.
    unsafe { &*std::ptr::from_ref(hot).cast::<M>() }
}

/// Before a call that is known to block: hands the P on. On the goroutine's stack, all arguments saved. The answer is the
/// trampoline that makes the call.
pub(crate) extern "C" fn enter_blocking(hot: &Hot, site: &'static Site) -> *const () {
    let _errno = Kept::new();
    let (sched, m) = (sched(), m_of(hot));
    if m.curg().is_some_and(|g| g.stops_world.get()) {
        return site.plain_trampoline(); // nobody could use the P, and none would be given back
    }
    crate::shim::window();
    sched.counts.handoffs.fetch_add(1, Ordering::Relaxed);
    let mut central = sched.lock();
    if central.take_place(sched, m) {
        give_p(sched, central, m);
    } else {
        wait_for_place(sched, central, m);
    }
    if trace::on() {
        trace::call_begins(m, site);
    }
    if site.learned() {
        m.entered.set(clock::now()); // last: the handing on is no part of the call
    }
    site.plain_trampoline()
}

/// Hands the P on; this thread goes on without one.
fn give_p(sched: &'static Sched, mut central: MutexGuard<'_, Central>, m: &'static M) {
    let p = m.p().expect("a running goroutine's M holds a P");
    accounting::give(&m.hot.evt);
    central.detach(m, p);
    threads::pass_on(sched, central, p);
}

/// A callback goes back to a call that is known to block: hands the P on again. Nobody waits for a place here: what the
/// others in C wait for may be this call.
pub(crate) fn hand_on(sched: &'static Sched, m: &'static M) {
    if m.curg().is_some_and(|g| g.stops_world.get()) {
        return;
    }
    sched.counts.handoffs.fetch_add(1, Ordering::Relaxed);
    let mut central = sched.lock();
    central.add_place(m);
    give_p(sched, central, m);
}

/// After a call whose exit was not fast. On the goroutine's stack, C's results saved.
///
/// `exit` is what the call's frame, at `frame`, has for its M.
pub(crate) unsafe extern "C-unwind" fn exit_slow(exit: *const Hot, frame: usize) {
    let errno = Kept::new();
    // SAFETY: the assembly passes an M, or what looks like one.
    let pending = unsafe { (*exit).evt.load(Ordering::Relaxed) == mark::PANIC }
        // SAFETY: by its mark.
        .then(|| unsafe { Pending::take(exit) });
    let exit = pending.as_ref().map_or(exit, |pending| pending.was);
    // SAFETY: an M or its exit.
    let m = unsafe {
        if (*exit).evt.load(Ordering::Relaxed) == mark::BLOCKED {
            let m = m_of(Hot::of_blocked_exit(exit));
            callback::discard_below(&m.hot, frame);
            blocking::resume(m);
            m
        } else {
            let m = m_of(&*exit);
            callback::discard_below(&m.hot, frame);
            leave_c(m, pending.is_some());
            m
        }
    };
    drop(errno);
    if let Some(pending) = pending {
        // SAFETY: sites are static; the newest call's is set.
        pending.resume(m, unsafe { &*m.hot.site.load(Ordering::Relaxed) });
    }
}

/// A call of `m` has ended by unwinding, outside of callbacks; the state is still C's.
pub(super) fn leave_unwound(m: &'static M) {
    leave_c(m, true);
}

/// A call of `m` has ended, and its callbacks; `in_c` says that the state does not.
fn leave_c(m: &'static M, in_c: bool) {
    // SAFETY: sites are static; the newest call's is set.
    let site = unsafe { &*m.hot.site.load(Ordering::Relaxed) };
    if trace::on() {
        trace::call_ends(m, site);
    }
    if site.learned() && clock::now().saturating_sub(m.entered.get()) < SHORT_NS {
        site.was_short();
    }
    if !in_c || !accounting::exit(&m.hot.state, &m.hot.evt) {
        regain(sched(), m, Some(site));
    }
}

/// After an exit that was not fast: keeps the P, or gets one on this thread.
pub(crate) fn regain(sched: &'static Sched, m: &'static M, site: Option<&Site>) {
    if accounting::settle(&m.hot.evt) {
        if m.curg().is_some_and(|g| g.stops_world.get()) {
            return; // nobody else runs
        }
        let p = m.p().expect("settled as kept");
        if !sched.stopping.load(Ordering::Relaxed) {
            if !p.give_way.swap(false, Ordering::Relaxed) || !threads::give_way(sched, m, p) {
                return;
            }
        } else {
            let mut central = sched.lock();
            if !sched.stopping.load(Ordering::Relaxed) {
                return;
            }
            central.detach(m, p);
            central.stop(sched, p);
        }
    }
    if take_p_in_place(sched, m)
        && let Some(site) = site
    {
        site.retaken();
    }
}

/// Who holds a P often needs it for microseconds only, and often this thread's return from C has just interrupted it.
const YIELDS: u32 = 4;

/// Gets a P for an M that has none, without leaving the thread or the goroutine's stack. True if sysmon had taken its
/// own.
fn take_p_in_place(sched: &'static Sched, m: &'static M) -> bool {
    if trace::on() {
        trace::waits_for_p(m);
    }
    crate::shim::window();
    let mut central = sched.lock();
    let retaken = m.retaken.replace(false);
    let granted = central.keep_place(m);
    let mut p = central.take_idle_p(sched);
    for _ in 0..YIELDS {
        if p.is_some() {
            break;
        }
        central.seeking += 1;
        drop(central);
        std::thread::yield_now();
        central = sched.lock();
        central.seeking -= 1;
        p = central.take_idle_p(sched);
    }
    match p {
        Some(p) => central.assign(m, p),
        None => central.want_p(sched, m),
    }
    drop(central);
    granted.into_iter().for_each(PlaceWaiter::wake);
    // Acquire pairs with `Central::assign`.
    while m.p.load(Ordering::Acquire).is_null() {
        m.parker.sleep(m.in_c_place.load(Ordering::Relaxed).then(places::keep_until));
        let mut central = sched.lock();
        if m.p().is_none() {
            let next = central.try_wanted(sched, m);
            let granted = if m.p().is_none() { central.release_if_unused(m) } else { None };
            drop(central);
            next.into_iter().for_each(|m| m.parker.wake());
            granted.into_iter().for_each(PlaceWaiter::wake);
        }
    }
    if trace::on() {
        trace::has_p(m);
    }
    retaken
}

/// As many threads as may be are in C.
///
/// The first few goroutines wait with their thread, which has given its P away: when a place is granted they go on into
/// C at once. Further ones park, bound to their threads. Either way nobody holds a P: what they leave idle is for threads
/// that come back from C, and, if there is work and none comes, for one that sysmon wakes (`sysmon::Standstill`).
#[cold]
fn wait_for_place(sched: &'static Sched, mut central: MutexGuard<'_, Central>, m: &'static M) {
    let threads = central.threads_waiting_for_places();
    // A thread whose goroutines wait for places must be there for them.
    if m.place_waits.get() > 0 || threads >= MAX_WAITING_THREADS.min(sched.config.max_threads) + sched.procs()
    {
        let g = m.curg().expect("on a goroutine");
        central.wait_for_place(PlaceWaiter::Goroutine(g.ptr()));
        drop(central);
        m.place_waits.set(m.place_waits.get() + 1);
        while !g.placed.swap(false, Ordering::Acquire) {
            m.met_cap.set(true);
            wait::park_bound(m, g);
        }
        m.place_waits.set(m.place_waits.get() - 1);
        places::give_back(sched, m); // what it kept from another goroutine's call would be a second one
        let central = sched.lock();
        m.in_c_place.store(true, Ordering::Relaxed);
        return give_p(sched, central, m);
    }
    central.wait_for_place(PlaceWaiter::Thread(m));
    let site = m.hot.site.swap(std::ptr::from_ref(&WAITING_FOR_A_PLACE).cast_mut(), Ordering::Relaxed);
    accounting::enter(&m.hot.state, BLOCKED);
    give_p(sched, central, m);
    while !m.in_c_place.load(Ordering::Acquire) {
        m.parker.sleep(None);
    }
    m.hot.state.store(RUN, Ordering::Relaxed); // for the trampoline, which calls C now
    m.hot.site.store(site, Ordering::Relaxed);
}
