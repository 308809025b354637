//! entersyscall and exitsyscall, but for their fast halves, which are in the assembly.
//!
//! A C call is never a point of migration: whoever lost the P in C waits for one here, on the same thread.

use std::sync::MutexGuard;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use super::accounting::{self, BLOCKED};
use super::errno::Kept;
use super::site::Site;
use crate::arch::Hot;
use crate::sched::central::{Central, PlaceWaiter};
use crate::sched::m::M;
use crate::sched::{Sched, clock, sched, schedule, threads};
use crate::task::wait;

/// A learned site whose call lasted less did not block.
const SHORT_NS: u64 = 20_000;

static WAITING_FOR_A_PLACE: Site = Site::named("(waiting for a thread: Builder::max_threads are in C)");

fn m_of(hot: &Hot) -> &'static M {
    // SAFETY: the assembly passes the `hot` of an M, its first field; Ms are never freed.
    unsafe { &*std::ptr::from_ref(hot).cast::<M>() }
}

/// Before a call that is known to block: hands the P on. On the goroutine's stack, all arguments saved.
pub(crate) extern "C" fn enter_blocking(hot: &Hot, site: &'static Site) {
    let _errno = Kept::new();
    let (sched, m) = (sched(), m_of(hot));
    if m.curg().is_some_and(|g| g.stops_world.get()) {
        return; // nobody could use the P, and none would be given back
    }
    crate::shim::window();
    let mut central = sched.lock();
    if !central.at_cap(sched) && central.place_waiters.is_empty() {
        central.in_c += 1;
        m.in_c_place.store(true, Ordering::Relaxed);
    } else {
        central = wait_for_place(sched, m, central);
    }
    if site.learned() {
        m.entered.set(clock::now());
    }
    let p = m.p().expect("a running goroutine's M holds a P");
    accounting::give(&m.hot.evt);
    central.detach(m, p);
    sched.counts.handoffs.fetch_add(1, Ordering::Relaxed);
    threads::pass_on(sched, central, p);
}

/// After a call whose exit was not fast. On the goroutine's stack, C's results saved.
pub(crate) extern "C" fn exit_slow(hot: &Hot) {
    let _errno = Kept::new();
    let (sched, m) = (sched(), m_of(hot));
    // SAFETY: sites are static; the newest call's is set.
    let site = unsafe { &*hot.site.load(Ordering::Relaxed) };
    if site.learned() && clock::now().saturating_sub(m.entered.get()) < SHORT_NS {
        site.was_short();
    }
    regain(sched, m, Some(site));
}

/// After an exit that was not fast: keeps the P, or gets one on this thread.
pub(crate) fn regain(sched: &'static Sched, m: &'static M, site: Option<&Site>) {
    if !keeps_p(sched, m, site) {
        take_p_in_place(sched, m, true);
    }
}

/// Is the P still there, and not wanted for stopping the world?
fn keeps_p(sched: &'static Sched, m: &'static M, site: Option<&Site>) -> bool {
    if accounting::settle(&m.hot.evt) {
        if !sched.stopping.load(Ordering::Relaxed) {
            return true;
        }
        let mut central = sched.lock();
        let p = m.p().expect("settled as kept");
        if !sched.stopping.load(Ordering::Relaxed) {
            return true;
        }
        central.detach(m, p);
        central.stop(sched, p);
    } else if let Some(site) = site
        && m.retaken.replace(false)
    {
        site.retaken();
    }
    false
}

/// Gets a P for an M that has none, without leaving the thread or the goroutine's stack. Whoever comes from C gives its
/// place there back.
fn take_p_in_place(sched: &'static Sched, m: &'static M, from_c: bool) {
    crate::shim::window();
    let mut central = sched.lock();
    let granted = if from_c { central.release_place(m) } else { None };
    match central.take_idle_p(sched) {
        Some(p) => central.assign(m, p),
        None => central.want_p(sched, m),
    }
    drop(central);
    match granted {
        Some(PlaceWaiter::Thread(m)) => m.parker.wake(),
        // SAFETY: a goroutine that waits for a place has not ended.
        Some(PlaceWaiter::Goroutine(g)) => wait::wake(unsafe { &*g }),
        None => {}
    }
    // Acquire pairs with `Central::assign`.
    while m.p.load(Ordering::Acquire).is_null() {
        m.parker.sleep(None);
    }
}

/// As many threads as may be are in C. Keeps the P, and the thread asleep, as long as nobody else could use it; then
/// parks the goroutine, bound to this thread, so that others run meanwhile.
#[cold]
fn wait_for_place(
    sched: &'static Sched,
    m: &'static M,
    mut central: MutexGuard<'static, Central>,
) -> MutexGuard<'static, Central> {
    const LONGEST_MS: u32 = 128;
    central.place_waiters.push_back(PlaceWaiter::Thread(m));
    m.waits_for_place.set(true);
    drop(central);
    let site = m.hot.site.swap(std::ptr::from_ref(&WAITING_FOR_A_PLACE).cast_mut(), Ordering::Relaxed);
    loop {
        // The world may stop meanwhile.
        accounting::enter(&m.hot.state, BLOCKED);
        let patience = Duration::from_millis(m.patience.get().into());
        m.parker.sleep(Some(Instant::now() + patience));
        if !accounting::exit(&m.hot.state, &m.hot.evt) {
            // Not from C: a place that was granted meanwhile stays ours.
            if !keeps_p(sched, m, None) {
                take_p_in_place(sched, m, false);
            }
        }
        if m.in_c_place.load(Ordering::Acquire) {
            m.patience.set(1);
            break;
        }
        let others = schedule::has_own_work(m) || schedule::work_waits(sched);
        if others && wait_parked(sched, m) {
            m.patience.set((m.patience.get() * 2).min(LONGEST_MS));
            break;
        }
    }
    m.waits_for_place.set(false);
    m.hot.site.store(site, Ordering::Relaxed);
    sched.lock()
}

/// The goroutine waits in the thread's stead. False if the thread's turn has come.
fn wait_parked(sched: &'static Sched, m: &'static M) -> bool {
    let g = m.curg().expect("on a goroutine");
    let mut central = sched.lock();
    let ours = |w: &PlaceWaiter| matches!(w, PlaceWaiter::Thread(t) if std::ptr::eq(*t, m));
    let Some(i) = central.place_waiters.iter().position(ours) else { return false };
    central.place_waiters[i] = PlaceWaiter::Goroutine(g.ptr());
    m.waits_for_place.set(false);
    drop(central);
    while !g.placed.swap(false, Ordering::Acquire) {
        wait::park_bound(m, g);
    }
    m.in_c_place.store(true, Ordering::Relaxed);
    true
}

/// Is `m` asleep for a place, with a P that sysmon shall leave it?
pub(crate) fn waits_for_place(m: &M) -> bool {
    std::ptr::eq(m.hot.site.load(Ordering::Relaxed), &WAITING_FOR_A_PLACE)
}
