//! M: an OS thread that runs goroutines.

use std::cell::{Cell, UnsafeCell};
use std::ptr::{null, null_mut};
use std::sync::atomic::{AtomicBool, AtomicPtr, AtomicU8, AtomicU32, AtomicUsize, Ordering};

use super::futex::ThreadParker;
use super::g::{G, GList};
use super::held::CStacks;
use super::inbox::Inbox;
use super::p::P;
use crate::arch::Hot;
use crate::boundary::limit::Lent;
use crate::boundary::on_thread::Server;
use crate::stack::overflow::SpareAltStack;

/// [`M::rest`] values; changed under the scheduler's lock.
pub(crate) mod rest {
    /// Has a P, or is in C, or waits for the world.
    pub(crate) const BUSY: u8 = 0;
    /// Asleep in the list of idle Ms: any P may wake it.
    pub(crate) const IDLE: u8 = 1;
    /// Asleep for its own goroutines alone: one is wired to it, or it is about to end.
    pub(crate) const RESERVED: u8 = 2;
    /// Queued for a P.
    pub(crate) const WANTS_P: u8 = 3;
}

/// An OS thread of the scheduler. Never freed: a thread that ends leaves its M to the next.
#[repr(C)]
pub(crate) struct M {
    /// The words that the assembly knows. First.
    pub(crate) hot: Hot,
    pub(crate) id: u32,
    /// The P it holds. Written under the scheduler's lock, or by the owner.
    pub(crate) p: AtomicPtr<P>,
    pub(crate) rest: AtomicU8,
    /// Index in the list of idle Ms while `rest` is IDLE; under the lock.
    pub(crate) idle_slot: Cell<usize>,
    /// Where the thread sleeps.
    pub(crate) parker: ThreadParker,
    /// *own*: runnable goroutines bound to this M.
    pub(crate) local: UnsafeCell<GList>,
    /// Goroutines bound to this M that others have readied.
    pub(crate) inbox: Inbox<G>,
    /// Goroutines bound to it that have not ended. Written by the owner, on whom they run.
    pub(crate) bound: AtomicUsize,
    /// *own*: how many goroutines have wired it (`lock_os_thread`): several bound to it may.
    pub(crate) wired: Cell<u32>,
    /// *own*: how many goroutines wait that are panicking. The standard library's count of panics is the thread's.
    pub(crate) panicking: Cell<u32>,
    /// A wired goroutine ended: the thread ends when no goroutine is bound to it.
    pub(crate) dying: AtomicBool,
    /// *own*: counted in `Wake`.
    pub(crate) spinning: Cell<bool>,
    /// Holds one of the places in C (`sched/places.rs`). Changed under the scheduler's lock.
    pub(crate) in_c_place: AtomicBool,
    /// Since when it keeps that place without being in C; under the scheduler's lock.
    pub(crate) kept_since: Cell<u64>,
    /// Its P was taken by sysmon: set by it, cleared by the owner, both under the scheduler's lock.
    pub(crate) retaken: Cell<bool>,
    /// *own*: when it entered a call that is treated as blocking on suspicion.
    pub(crate) entered: Cell<u64>,
    /// *own*: xorshift, for the order of victims.
    pub(crate) random: Cell<u32>,
    /// The OS's id of the thread, for `dump`.
    pub(crate) tid: AtomicU32,
    /// Since when it is queued for a P; under the scheduler's lock.
    pub(crate) wants_since: Cell<u64>,
    /// It has wanted its P, or was started for work, and not run a goroutine with it yet. Set with the P, cleared by the
    /// owner.
    pub(crate) served: Cell<bool>,
    /// *own*: goroutines bound to it that wait, parked, for a place in C.
    pub(crate) place_waits: Cell<u32>,
    /// *own*: its goroutine has just parked because of the thread cap.
    pub(crate) met_cap: Cell<bool>,
    /// *own*: the stacks that C runs on.
    pub(crate) c_stacks: CStacks,
    /// *own*: a panic has been let go on by the C call that it waited for: it passes an import's guard.
    pub(crate) resumes: Cell<bool>,
    /// A thread that C made, or one that is there for certain calls only. Fixed.
    pub(crate) foreign: bool,
    /// *own*, of a foreign M: the calls that its thread is there for.
    pub(crate) server: Cell<Option<&'static Server>>,
    /// *own*: what the caller holds for whom it makes a call.
    pub(crate) lent: Cell<*const Lent>,
    /// *own*, of a foreign M: lent to its threads.
    pub(crate) alt_stack: UnsafeCell<SpareAltStack>,
    #[cfg(debug_assertions)]
    pub(crate) fp_control: Cell<u32>,
    /// *own*: for the stack of C.
    #[cfg(cgocall_sanitized)]
    pub(crate) sanitizer: super::sanitizer::Kept,
    /// *own*: of the goroutine that has ended last.
    #[cfg(cgocall_tsan)]
    pub(crate) dead_fiber: super::sanitizer::Kept,
}

// SAFETY: fields marked *own* are touched by the M's thread alone; the rest are atomics or under the scheduler's lock.
unsafe impl Sync for M {}
// SAFETY: as above.
unsafe impl Send for M {}

impl M {
    pub(crate) fn new(id: u32, fenced: bool, foreign: bool) -> M {
        let hot = Hot::new();
        if fenced {
            hot.evt.store(crate::boundary::accounting::FENCED, Ordering::Relaxed);
        }
        M {
            hot,
            id,
            p: AtomicPtr::new(null_mut()),
            rest: AtomicU8::new(rest::BUSY),
            idle_slot: Cell::new(0),
            parker: ThreadParker::new(),
            local: UnsafeCell::new(GList::new()),
            inbox: Inbox::new(),
            // A foreign thread runs its own goroutine only.
            bound: AtomicUsize::new(usize::from(foreign)),
            wired: Cell::new(u32::from(foreign)),
            panicking: Cell::new(0),
            dying: AtomicBool::new(false),
            spinning: Cell::new(false),
            in_c_place: AtomicBool::new(false),
            kept_since: Cell::new(0),
            retaken: Cell::new(false),
            entered: Cell::new(0),
            random: Cell::new(id.wrapping_mul(0x9e37_79b9) | 1),
            tid: AtomicU32::new(0),
            wants_since: Cell::new(0),
            served: Cell::new(false),
            place_waits: Cell::new(0),
            met_cap: Cell::new(false),
            c_stacks: CStacks::new(),
            resumes: Cell::new(false),
            foreign,
            server: Cell::new(None),
            lent: Cell::new(null()),
            alt_stack: UnsafeCell::new(SpareAltStack::new()),
            #[cfg(debug_assertions)]
            fp_control: Cell::new(0),
            #[cfg(cgocall_sanitized)]
            sanitizer: Cell::new(null_mut()),
            #[cfg(cgocall_tsan)]
            dead_fiber: Cell::new(null_mut()),
        }
    }

    /// The P it holds, if any. Meaningful to the M's own thread, and to others under the scheduler's lock.
    #[inline]
    pub(crate) fn p(&self) -> Option<&'static P> {
        // SAFETY: Ps are never freed.
        unsafe { self.p.load(Ordering::Relaxed).as_ref() }
    }

    #[inline]
    pub(crate) fn curg(&self) -> Option<&'static G> {
        // SAFETY: the current goroutine of an M lives.
        unsafe { self.hot.curg.load(Ordering::Relaxed).as_ref() }
    }

    /// *own*: the queue of bound goroutines. No reference to it may be kept.
    #[inline]
    #[allow(clippy::mut_from_ref)]
    pub(crate) unsafe fn local(&self) -> &mut GList {
        // SAFETY: the caller is the M's thread and keeps no second reference.
        unsafe { &mut *self.local.get() }
    }

    /// *own*: one more goroutine is bound to it.
    #[inline]
    pub(crate) fn binds(&self) {
        self.bound.store(self.bound.load(Ordering::Relaxed) + 1, Ordering::Relaxed);
    }

    /// *own*: one less.
    #[inline]
    pub(crate) fn unbinds(&self) {
        self.bound.store(self.bound.load(Ordering::Relaxed) - 1, Ordering::Relaxed);
    }

    /// *own*: moves what was posted to the local queue, oldest first.
    #[inline]
    pub(crate) fn drain(&self) {
        // SAFETY: our own queue; the reference ends with each push.
        self.inbox.drain(|g| unsafe { self.local() }.push(g));
    }

    pub(crate) fn next_random(&self) -> u32 {
        let mut x = self.random.get();
        x ^= x << 13;
        x ^= x >> 17;
        x ^= x << 5;
        self.random.set(x);
        x
    }
}
