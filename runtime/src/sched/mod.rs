//! The scheduler: G, M, P, and who runs what.
//!
//! | file | noun |
//! |---|---|
//! | `g` `m` `p` | goroutine, thread, the right to run |
//! | `name` | what a goroutine is called |
//! | `runq` `timers` | what a P holds |
//! | `central` | what all share, under one lock: idle Ps and Ms, the global queue |
//! | `inbox` | what others have readied for one M |
//! | `wake` | when to start a thread for new work |
//! | `ready` | a goroutine may run: into which queue |
//! | `schedule` | the choice of the next goroutine, on g0 |
//! | `places` | how many threads may be in C, and who waits for that |
//! | `rest` | threads without work: sleep, timers, reaping |
//! | `threads` | making Ms |
//! | `sysmon` | the watcher: retakes Ps from C, late timers, idle memory |
//! | `origin` | what Ms' threads do not inherit from who starts them |
//! | `held` | what a goroutine that waits within a callback leaves on its M |
//! | `world` | stop-the-world, `set_max_procs` |
//!
//! The scheduler runs on g0 and is entered only through `arch::mcall` or a goroutine's end, each time on fresh frames at
//! `g0_sp`; it answers with the stack to go on at, and leaves no frame behind. It is no loop that is resumed: such a
//! loop's frame would lie in the middle of g0, and a C call whose callback parked would have put its own frames below
//! it. That is the seed invariant.

pub(crate) mod central;
#[cfg(feature = "chaos")]
pub(crate) mod chaos;
pub(crate) mod clock;
pub(crate) mod futex;
pub(crate) mod g;
pub(crate) mod held;
pub(crate) mod inbox;
pub(crate) mod m;
pub(crate) mod name;
pub(crate) mod origin;
pub(crate) mod p;
pub(crate) mod places;
pub(crate) mod ready;
pub(crate) mod rest;
pub(crate) mod runq;
#[cfg(cgocall_sanitized)]
pub(crate) mod sanitizer;
pub(crate) mod schedule;
pub(crate) mod sysmon;
pub(crate) mod threads;
pub(crate) mod timers;
pub(crate) mod wake;
pub(crate) mod world;

use std::ptr::null_mut;
use std::sync::atomic::{AtomicBool, AtomicPtr, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::Duration;

use central::Central;
use origin::Origin;
use p::P;
use wake::Wake;

use crate::arch;
use g::{End, G};
use m::M;

use crate::fatal;
use crate::task::join;

/// Ps at most.
pub(crate) const MAX_PROCS: usize = 1024;

/// What `Builder` decides.
#[derive(Clone, Debug)]
pub(crate) struct Config {
    pub(crate) max_procs: usize,
    pub(crate) stack_size: usize,
    pub(crate) c_stack_size: usize,
    pub(crate) max_threads: usize,
    pub(crate) idle_timeout: Duration,
    pub(crate) migrating: bool,
    pub(crate) dump_on_sigquit: bool,
}

/// The one scheduler of the process.
pub(crate) struct Sched {
    pub(crate) config: Config,
    /// Of the thread that started it.
    pub(crate) origin: Origin,
    /// The protocol without membarrier is in force.
    pub(crate) fenced: bool,
    central: Mutex<Central>,
    pub(crate) wake: Wake,
    ps: [AtomicPtr<P>; MAX_PROCS],
    procs: AtomicUsize,
    /// Since when the first of the Ms queued for a P waits; the end of time if there is none.
    pub(crate) wanting_since: AtomicU64,
    /// Length of the global queue, at a glance.
    pub(crate) global_len: AtomicUsize,
    /// The queues have stood still: the next P that comes free is theirs, not of a thread that comes back from C.
    pub(crate) queues_first: AtomicBool,
    /// Two threads can run at one time. Asked at the start: to ask is a point of cancellation for threads that C made.
    pub(crate) has_cores: bool,
    /// When a goroutine has last parked within a callback, if so: see `rest::LINGER_NS`.
    pub(crate) callback_parked_at: AtomicU64,
    /// The world is to stop.
    pub(crate) stopping: AtomicBool,
    /// The deadline for which an idle M sleeps, or NEVER.
    pub(crate) poll_until: AtomicU64,
    pub(crate) monitor: sysmon::Monitor,
    pub(crate) counts: Counts,
}

/// Sums since the start, written on slow paths only.
#[derive(Default)]
pub(crate) struct Counts {
    pub(crate) handoffs: AtomicU64,
    pub(crate) retakes: AtomicU64,
    pub(crate) bound_waits: AtomicU64,
}

static SCHED: OnceLock<Sched> = OnceLock::new();
static NEXT_ID: AtomicU64 = AtomicU64::new(1);

/// A block of fresh goroutine ids; the first of them.
pub(crate) fn take_ids(n: u64) -> u64 {
    NEXT_ID.fetch_add(n, Ordering::Relaxed)
}

/// The scheduler, started with the defaults if nobody has started it.
#[inline]
pub(crate) fn sched() -> &'static Sched {
    match SCHED.get() {
        Some(s) => s,
        None => start_with_defaults(),
    }
}

#[cold]
fn start_with_defaults() -> &'static Sched {
    let _ = start(Config::from_environment());
    SCHED.get().expect("just started")
}

/// The scheduler, if it has been started.
pub(crate) fn started() -> Option<&'static Sched> {
    SCHED.get()
}

/// Starts the scheduler. False if it has been started before.
pub(crate) fn start(config: Config) -> bool {
    let mut fresh = false;
    SCHED.get_or_init(|| {
        fresh = true;
        clock::refresh();
        if let Err(e) = crate::stack::init(config.stack_size) {
            fatal!("no memory for goroutine stacks: {e}");
        }
        crate::stack::overflow::install(crate::observe::dump::describe_for_overflow);
        crate::boundary::fork::watch();
        crate::boundary::library::pin();
        let procs = config.max_procs;
        let sched = Sched {
            origin: Origin::of_this_thread(),
            fenced: !crate::boundary::membarrier::available(),
            central: Mutex::new(Central::new()),
            wake: Wake::new(),
            ps: [const { AtomicPtr::new(null_mut()) }; MAX_PROCS],
            procs: AtomicUsize::new(0),
            wanting_since: AtomicU64::new(u64::MAX),
            global_len: AtomicUsize::new(0),
            queues_first: AtomicBool::new(false),
            has_cores: std::thread::available_parallelism().is_ok_and(|cores| cores.get() > 1),
            callback_parked_at: AtomicU64::new(0),
            stopping: AtomicBool::new(false),
            poll_until: AtomicU64::new(timers::NEVER),
            monitor: sysmon::Monitor::new(),
            counts: Counts::default(),
            config,
        };
        sched.grow(procs);
        let mut central = sched.lock();
        for i in (0..procs).rev() {
            central.idle_ps.push(sched.p(i));
            sched.wake.p_idle();
        }
        drop(central);
        sched
    });
    if fresh {
        sysmon::start();
        crate::observe::trace::start();
        if sched().config.dump_on_sigquit {
            crate::observe::sigquit::start();
        }
        // Last, so that the handlers which the above have registered run after this one.
        crate::boundary::exit::watch();
    }
    fresh
}

impl Config {
    /// The defaults, and what the environment says.
    pub(crate) fn from_environment() -> Config {
        let cores = std::thread::available_parallelism().map_or(1, |n| n.get());
        let max_procs =
            std::env::var("CGOCALL_MAXPROCS").ok().and_then(|v| v.trim().parse().ok()).unwrap_or(cores);
        Config {
            max_procs: max_procs.clamp(1, MAX_PROCS),
            stack_size: crate::stack::DEFAULT_SIZE,
            c_stack_size: 8 << 20,
            max_threads: 512,
            idle_timeout: Duration::from_secs(10),
            migrating: false,
            dump_on_sigquit: false,
        }
    }
}

impl Sched {
    /// The scheduler's lock. Short holds only; a panic under it aborts the process anyway, so poison says nothing.
    ///
    /// Aborts in a forked child, where whoever held it is gone, and so are those for whom the caller would wait.
    pub(crate) fn lock(&self) -> MutexGuard<'_, Central> {
        crate::boundary::fork::check();
        self.central.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Does an M want a P?
    #[inline]
    pub(crate) fn p_wanted(&self) -> bool {
        self.wanting_since.load(Ordering::Relaxed) != u64::MAX
    }

    pub(crate) fn procs(&self) -> usize {
        self.procs.load(Ordering::Acquire)
    }

    /// P number `i`, below `procs()` or retired.
    pub(crate) fn p(&self, i: usize) -> &'static P {
        // SAFETY: stored by `grow` before `procs` passed it, and never freed.
        unsafe { &*self.ps[i].load(Ordering::Acquire) }
    }

    pub(crate) fn all_ps(&self) -> impl Iterator<Item = &'static P> {
        (0..self.procs()).map(|i| self.p(i))
    }

    /// Makes sure that Ps up to `n` exist and sets their number.
    pub(crate) fn grow(&self, n: usize) {
        for (i, slot) in self.ps[..n].iter().enumerate() {
            if slot.load(Ordering::Acquire).is_null() {
                slot.store(Box::leak(Box::new(P::new(i, self.fenced))), Ordering::Release);
            }
        }
        self.procs.store(n, Ordering::Release);
    }
}

/// This thread's M; `None` on a thread that is no M. Never inlined: see `arch::current_m`.
#[inline(never)]
pub(crate) fn this_m() -> Option<&'static M> {
    let hot = arch::current_m();
    if std::ptr::eq(hot, &arch::NO_M) {
        return None;
    }
    // SAFETY: an M's `hot` is its first field, and Ms are never freed.
    Some(unsafe { &*hot.cast::<M>() })
}

/// The P that this thread may use right now: not in C, where it may be taken at any time.
#[inline]
pub(crate) fn this_p() -> Option<(&'static M, &'static P)> {
    let m = this_m()?;
    if schedule::is_in_c(m) {
        return None;
    }
    Some((m, m.p()?))
}

/// Are woken goroutines to be scattered over all threads (the chaos mode)?
#[inline(always)]
pub(crate) fn scatter() -> bool {
    #[cfg(feature = "chaos")]
    return chaos::enabled();
    #[cfg(not(feature = "chaos"))]
    false
}

#[cfg(feature = "chaos")]
pub(crate) use chaos::{leave_to_another, pop_global as pop_scattered};

/// Without the chaos mode nothing is scattered.
#[cfg(not(feature = "chaos"))]
mod order {
    use super::central::Central;
    use super::{G, M, P, Sched};

    pub(crate) fn pop_scattered(central: &mut Central, _: &'static M) -> Option<*mut G> {
        central.global.pop()
    }

    pub(crate) fn leave_to_another(_: &'static Sched, _: &'static M, _: &'static P) -> bool {
        false
    }
}
#[cfg(not(feature = "chaos"))]
pub(crate) use order::{leave_to_another, pop_scattered};

/// First frame of every goroutine, called by the assembly on its stack: when it starts, and once more for each time that
/// `goexit` could not end it.
pub(crate) extern "C" fn goroutine_main() {
    let g = this_m().and_then(M::curg).expect("a goroutine starts on an M");
    if g.end.get() == End::Running {
        // SAFETY: this is the goroutine's first frame.
        unsafe { crate::task::spawn::run_packet(g) };
    }
    join::before_end(g);
}

/// On g0, after a goroutine's last frame has returned: ends it.
pub(crate) extern "C" fn goexit(m: &'static M, g: *mut G, _: usize) -> *mut u8 {
    // SAFETY: it has not ended.
    let goroutine = unsafe { &*g };
    schedule::leave(m);
    let bound = !goroutine.bound.load(Ordering::Relaxed).is_null();
    let locked = goroutine.locks.load(Ordering::Relaxed) > 0;
    goroutine.set_status(g::status::DEAD);
    if let Some(p) = m.p() {
        P::bump(&p.ended);
    }
    if goroutine.end.get() == End::Ended {
        crate::task::spawn::release(goroutine);
    } else if !join::finish(goroutine) {
        goroutine.end.set(End::Ending);
        crate::task::spawn::restart(goroutine);
        ready::ready(goroutine, ready::Turn::Next);
        return schedule::schedule(m);
    }
    // Here it may be gone.
    if bound {
        m.unbinds();
    }
    if locked {
        m.dying.store(true, Ordering::Relaxed); // and stays wired, until the thread ends
    }
    schedule::schedule(m)
}
