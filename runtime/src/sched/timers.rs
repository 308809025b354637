//! The timers of a P: a heap of goroutines by deadline.
//!
//! A goroutine has at most one timer. The heap is behind a lock, since a wake from anywhere may cancel; its earliest
//! deadline is also in an atomic, so that the scheduler's look at an empty heap is one load.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::g::{G, NO_TIMER};

/// No timer.
pub(crate) const NEVER: u64 = u64::MAX;

pub(crate) struct Timers {
    heap: Mutex<Vec<Entry>>,
    /// The earliest deadline, or NEVER. Stored under the lock.
    first: AtomicU64,
}

struct Entry {
    when: u64,
    g: *mut G,
}

// SAFETY: the goroutines are parked while they are in the heap, and the lock decides who wakes them.
unsafe impl Send for Entry {}

impl Timers {
    pub(crate) fn new() -> Timers {
        Timers { heap: Mutex::new(Vec::new()), first: AtomicU64::new(NEVER) }
    }

    fn lock(&self) -> MutexGuard<'_, Vec<Entry>> {
        self.heap.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Anyone: the earliest deadline.
    #[inline]
    pub(crate) fn first(&self) -> u64 {
        self.first.load(Ordering::SeqCst)
    }

    /// Arms the timer of `g`, which has none, for `when`; on this P, number `p`.
    pub(crate) fn add(&self, p: usize, g: &G, when: u64) {
        let mut heap = self.lock();
        g.timer_p.store(p as u32, Ordering::Relaxed);
        heap.push(Entry { when, g: g.ptr() });
        let last = heap.len() - 1;
        up(&mut heap, last);
        self.publish(&heap);
    }

    /// Disarms the timer of `g`, armed on this P. False if it has gone off.
    pub(crate) fn remove(&self, g: &G) -> bool {
        let mut heap = self.lock();
        let i = g.timer_slot.get();
        if i == NO_TIMER {
            return false;
        }
        remove_at(&mut heap, i as usize - 1);
        self.publish(&heap);
        true
    }

    /// Takes a goroutine whose deadline is not after `now`. Its wait may have ended otherwise by the time it is woken:
    /// waits bear that.
    pub(crate) fn expire(&self, now: u64) -> Option<*mut G> {
        if self.first() > now {
            return None;
        }
        let mut heap = self.lock();
        if heap.first()?.when > now {
            return None;
        }
        let g = remove_at(&mut heap, 0);
        self.publish(&heap);
        Some(g)
    }

    /// Moves all timers to `to`, number `p`. The world is stopped.
    pub(crate) fn move_to(&self, to: &Timers, p: usize) {
        let entries = std::mem::take(&mut *self.lock());
        self.first.store(NEVER, Ordering::SeqCst);
        for e in entries {
            // SAFETY: a goroutine in a heap is parked and has not ended.
            unsafe { to.add(p, &*e.g, e.when) };
        }
    }

    fn publish(&self, heap: &[Entry]) {
        self.first.store(heap.first().map_or(NEVER, |e| e.when), Ordering::SeqCst);
    }
}

/// Four children a node: shallower than two, and the four lie in one cache line.
const WIDTH: usize = 4;

fn place(heap: &[Entry], i: usize) {
    // SAFETY: the heap's lock is held, and goroutines in it have not ended.
    unsafe { (*heap[i].g).timer_slot.set(i as u32 + 1) };
}

fn up(heap: &mut [Entry], mut i: usize) {
    while i > 0 && heap[i].when < heap[(i - 1) / WIDTH].when {
        heap.swap(i, (i - 1) / WIDTH);
        place(heap, i);
        i = (i - 1) / WIDTH;
    }
    place(heap, i);
}

fn down(heap: &mut [Entry], mut i: usize) {
    loop {
        let first = i * WIDTH + 1;
        let children = first..heap.len().min(first + WIDTH);
        match children.min_by_key(|&c| heap[c].when) {
            Some(c) if heap[c].when < heap[i].when => {
                heap.swap(i, c);
                place(heap, i);
                i = c;
            }
            _ => break,
        }
    }
    place(heap, i);
}

fn remove_at(heap: &mut Vec<Entry>, i: usize) -> *mut G {
    let gone = heap.swap_remove(i);
    // SAFETY: as in `place`.
    unsafe { (*gone.g).timer_slot.set(NO_TIMER) };
    if i < heap.len() {
        // The entry moved here may be later than its children or earlier than its parent, not both.
        down(heap, i);
        up(heap, i);
    }
    gone.g
}
