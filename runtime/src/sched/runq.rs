//! A P's run queue: a ring that its owner pushes to and pops from, and that others steal from.
//!
//! Go's algorithm. `head` is advanced by compare-and-swap by whoever takes (owner or thief), `tail` is stored by the
//! owner alone. Slots are atomic pointers, so a thief's racy read is no undefined behaviour; what it read counts
//! only if its compare-and-swap of `head` succeeds. Indices run freely and wrap; 32 bits suffice, since a thief
//! would have to sleep through 2³² operations between its load of `head` and its compare-and-swap.
//!
//! `next` holds the goroutine to run before all others: one that was just readied by the running one, so that a
//! pair that talks to each other needs no trip through the ring.

use std::ptr::null_mut;

use crate::shim::atomic::{AtomicPtr, AtomicU32, Ordering};
use crate::shim::{RING, window};

const MASK: u32 = RING as u32 - 1;

pub(crate) struct RunQueue<T> {
    head: AtomicU32,
    tail: AtomicU32,
    next: AtomicPtr<T>,
    slots: [AtomicPtr<T>; RING],
}

impl<T> RunQueue<T> {
    pub(crate) fn new() -> RunQueue<T> {
        RunQueue {
            head: AtomicU32::new(0),
            tail: AtomicU32::new(0),
            next: AtomicPtr::new(null_mut()),
            slots: std::array::from_fn(|_| AtomicPtr::new(null_mut())),
        }
    }

    fn slot(&self, i: u32) -> &AtomicPtr<T> {
        &self.slots[(i & MASK) as usize]
    }

    /// Owner: puts `g` into `next` and what was there to the ring's end.
    pub(crate) fn push_next(
        &self,
        g: *mut T,
        overflow: impl FnOnce(*mut T, &mut dyn Iterator<Item = *mut T>),
    ) {
        // Only thieves take from `next` besides the owner; AcqRel hands the goroutine's contents over either way.
        let kicked = self.next.swap(g, Ordering::AcqRel);
        if !kicked.is_null() {
            self.push(kicked, overflow);
        }
    }

    /// Owner: puts `g` at the ring's end. If the ring is full, half of it and `g` go to `overflow`.
    #[inline]
    pub(crate) fn push(&self, g: *mut T, overflow: impl FnOnce(*mut T, &mut dyn Iterator<Item = *mut T>)) {
        let head = self.head.load(Ordering::Acquire); // pairs with takers' CAS: their slot reads are over
        let tail = self.tail.load(Ordering::Relaxed); // only the owner stores it
        if tail.wrapping_sub(head) < RING as u32 {
            self.slot(tail).store(g, Ordering::Relaxed);
            self.tail.store(tail.wrapping_add(1), Ordering::Release); // pairs with `grab`'s load: publishes slot and g
        } else {
            self.push_full(g, head, overflow);
        }
    }

    #[cold]
    fn push_full(
        &self,
        g: *mut T,
        head: u32,
        overflow: impl FnOnce(*mut T, &mut dyn Iterator<Item = *mut T>),
    ) {
        const HALF: usize = RING / 2;
        let mut batch = [null_mut(); HALF];
        for (i, b) in batch.iter_mut().enumerate() {
            *b = self.slot(head.wrapping_add(i as u32)).load(Ordering::Relaxed);
        }
        let taken = head.wrapping_add(HALF as u32);
        if self.head.compare_exchange(head, taken, Ordering::AcqRel, Ordering::Relaxed).is_ok() {
            overflow(g, &mut batch.into_iter());
        } else {
            // Thieves made room, and nobody but the owner fills it.
            self.push(g, overflow);
        }
    }

    /// Owner: the goroutine to run next, and whether it came from `next` (and so inherits the time slice).
    #[inline]
    pub(crate) fn pop(&self) -> Option<(*mut T, bool)> {
        if !self.next.load(Ordering::Relaxed).is_null() {
            let g = self.next.swap(null_mut(), Ordering::AcqRel);
            if !g.is_null() {
                return Some((g, true));
            }
        }
        self.pop_ring().map(|g| (g, false))
    }

    /// Owner: the oldest of the ring, leaving `next` alone.
    #[inline]
    pub(crate) fn pop_ring(&self) -> Option<*mut T> {
        let mut head = self.head.load(Ordering::Acquire);
        loop {
            let tail = self.tail.load(Ordering::Relaxed); // only the owner stores it
            if head == tail {
                return None;
            }
            let g = self.slot(head).load(Ordering::Relaxed);
            // Release: a later `push` into this slot, by us, comes after; Acquire on failure: see a thief's head.
            match self.head.compare_exchange(head, head.wrapping_add(1), Ordering::AcqRel, Ordering::Acquire)
            {
                Ok(_) => return Some(g),
                Err(now) => head = now,
            }
        }
    }

    /// Anyone: a glance. Exact for the owner but for thieves at work.
    pub(crate) fn is_empty(&self) -> bool {
        self.ring_len() == 0 && self.next.load(Ordering::Acquire).is_null()
    }

    /// Anyone: the length of the ring at a glance, without `next`.
    pub(crate) fn ring_len(&self) -> usize {
        // `head` first: it can only grow, so the difference is never negative.
        let head = self.head.load(Ordering::Acquire);
        let tail = self.tail.load(Ordering::Acquire);
        (tail.wrapping_sub(head) as usize).min(RING)
    }

    /// Thief, owner of `to` and not of `self`: moves half of the ring (at least one) over and returns one of them to
    /// run. With `also_next`, an otherwise empty queue yields its `next`.
    pub(crate) fn steal_into(&self, to: &RunQueue<T>, also_next: bool) -> Option<*mut T> {
        let tail = to.tail.load(Ordering::Relaxed);
        let n = self.grab(to, tail);
        if n == 0 {
            return if also_next { self.steal_next() } else { None };
        }
        let n = n - 1;
        let g = to.slot(tail.wrapping_add(n)).load(Ordering::Relaxed);
        if n > 0 {
            // Room is certain: a thief's own ring is empty, and half of a ring fits.
            to.tail.store(tail.wrapping_add(n), Ordering::Release);
        }
        Some(g)
    }

    fn steal_next(&self) -> Option<*mut T> {
        let g = self.next.swap(null_mut(), Ordering::AcqRel);
        (!g.is_null()).then_some(g)
    }

    /// Copies half of the ring behind `to`'s tail without publishing it there.
    fn grab(&self, to: &RunQueue<T>, to_tail: u32) -> u32 {
        loop {
            let head = self.head.load(Ordering::Acquire);
            let tail = self.tail.load(Ordering::Acquire); // pairs with `push`
            let len = tail.wrapping_sub(head);
            let n = len - len / 2;
            if n == 0 {
                return 0;
            }
            if n > RING as u32 / 2 {
                continue; // head and tail are of different moments
            }
            for i in 0..n {
                let g = self.slot(head.wrapping_add(i)).load(Ordering::Relaxed);
                to.slot(to_tail.wrapping_add(i)).store(g, Ordering::Relaxed);
            }
            window();
            let moved = head.wrapping_add(n);
            if self.head.compare_exchange(head, moved, Ordering::AcqRel, Ordering::Relaxed).is_ok() {
                return n;
            }
        }
    }
}
