//! P: the right to run Rust code, and what goes with it.

use std::cell::{Cell, UnsafeCell};
use std::ptr::null_mut;
use std::sync::atomic::{AtomicBool, AtomicPtr, AtomicU64, Ordering};

use super::g::G;
use super::m::M;
use super::runq::RunQueue;
use super::timers::Timers;
use crate::stack;

/// One of `max_procs`. Fields marked *own* belong to the M that holds the P.
#[repr(C, align(128))]
pub(crate) struct P {
    pub(crate) id: usize,
    /// The M that holds it, or null. Written under the scheduler's lock.
    pub(crate) m: AtomicPtr<M>,
    pub(crate) runq: RunQueue<G>,
    pub(crate) timers: Timers,
    /// *own*: counts turns of the scheduler on this P. sysmon reads it.
    pub(crate) tick: AtomicU64,
    /// *own*: counts goroutines that have ended on this P. sysmon reads it.
    pub(crate) ended: AtomicU64,
    /// *own*: free stacks.
    pub(crate) stacks: UnsafeCell<stack::Cache>,
    /// *own*: goroutine ids yet to be given out.
    pub(crate) ids: Cell<(u64, u64)>,
    /// *own*: goroutines run in a row because they were readied last.
    pub(crate) nexts: Cell<u32>,
    /// sysmon has seen timers go by: look at them, and at the global queue, now.
    pub(crate) overdue: AtomicBool,
    /// sysmon asks for the P at the next return from C, since others have waited for it for long.
    pub(crate) give_way: AtomicBool,
    /// Its goroutines are over in less time than it takes to steal one: they are left to it. Set by sysmon and cleared with
    /// the P, under the scheduler's lock.
    pub(crate) brisk: AtomicBool,
    /// sysmon's own notes: `ended` at the last measurement of that, and when it was,
    pub(crate) measured: Cell<(u64, u64)>,
    /// calls and ticks at its last look,
    pub(crate) seen: Cell<(u64, u64)>,
    /// looks for which they have been the same, with the thread in C,
    pub(crate) same: Cell<u32>,
    /// whether calls have begun between the last two looks,
    pub(crate) calling: Cell<bool>,
    /// and since when the scheduler has had no turn.
    pub(crate) turn_since: Cell<u64>,
}

// SAFETY: fields marked *own* are handed over with the P, under the scheduler's lock or by the accounting protocol.
unsafe impl Sync for P {}
// SAFETY: as above.
unsafe impl Send for P {}

impl P {
    /// `fenced` where membarrier is not to be had.
    pub(crate) fn new(id: usize, fenced: bool) -> P {
        P {
            id,
            m: AtomicPtr::new(null_mut()),
            runq: RunQueue::new(!fenced),
            timers: Timers::new(),
            tick: AtomicU64::new(0),
            ended: AtomicU64::new(0),
            stacks: UnsafeCell::new(stack::Cache::new()),
            ids: Cell::new((0, 0)),
            nexts: Cell::new(0),
            overdue: AtomicBool::new(false),
            give_way: AtomicBool::new(false),
            brisk: AtomicBool::new(false),
            measured: Cell::new((0, 0)),
            seen: Cell::new((0, 0)),
            same: Cell::new(0),
            calling: Cell::new(false),
            turn_since: Cell::new(0),
        }
    }

    /// Has it goroutines that another P might run?
    #[inline]
    pub(crate) fn offers(&self) -> bool {
        !self.runq.is_empty() && !self.brisk.load(Ordering::Relaxed)
    }

    /// *own*: adds one without a locked instruction, for there is one writer.
    #[inline]
    pub(crate) fn bump(counter: &AtomicU64) -> u64 {
        let n = counter.load(Ordering::Relaxed).wrapping_add(1);
        counter.store(n, Ordering::Relaxed);
        n
    }

    /// *own*: a fresh goroutine id.
    #[inline]
    pub(crate) fn next_id(&self) -> u64 {
        let (next, end) = self.ids.get();
        if next == end {
            return self.refill_ids();
        }
        self.ids.set((next + 1, end));
        next
    }

    #[cold]
    fn refill_ids(&self) -> u64 {
        const BATCH: u64 = 16;
        let first = super::take_ids(BATCH);
        self.ids.set((first + 1, first + BATCH));
        first
    }
}
