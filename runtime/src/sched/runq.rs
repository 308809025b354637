//! A P's run queue: a ring that its owner pushes to and pops from, and that others steal from.
//!
//! Go's algorithm, biased to the owner. `head` is advanced by whoever takes (owner or thief), `tail` is stored by the
//! owner alone. Slots are atomic pointers, so a thief's racy read is no undefined behaviour; what it read counts
//! only if its compare-and-swap of `head` succeeds. Indices run freely and wrap; 32 bits suffice, since a thief
//! would have to sleep through 2³² operations between its load of `head` and its compare-and-swap.
//!
//! `next` holds the goroutine to run before all others: one that was just readied by the running one, so that a
//! pair that talks to each other needs no trip through the ring.
//!
//! # The bias
//!
//! Most queues are seldom stolen from, and a locked instruction costs their owner as much as all the rest of a pop. So the
//! owner takes by plain loads and stores while no thief is about. `thief` says whether one is:
//!
//! | `thief` | the owner takes | left by |
//! |---|---|---|
//! | BIASED | plainly, `owner` raised meanwhile | a thief, to STEALING |
//! | STEALING | by locked instructions | that thief, to FRESH; or, if it gave up, back to BIASED |
//! | FRESH | by locked instructions | a thief, to STEALING; the owner, after [`QUIET`] pops, to OLD |
//! | OLD | by locked instructions | a thief, to STEALING; the owner, after as many again, to BIASED |
//! | UNBIASED | by locked instructions | nobody: there is no membarrier |
//!
//! A thief steals by locked instructions, in STEALING: one at a time, and others pass by (in UNBIASED any number at once).
//! Only on the way from BIASED does it need a heavy fence, between its STEALING and its look at `owner`: either it sees
//! `owner` raised, and waits until that operation is over, or the owner's next look at `thief` comes after the fence. What the
//! owner did plainly before is seen with `owner` lowered (Release, Acquire), and handed on from thief to thief and back to the
//! owner by `thief` itself. So queues that are stolen from all the time, and those that never are, see no fences at all.
//!
//! The owner's locked instructions are right in every state, since thieves use nothing else. Its `push` needs none anyway.

use std::cell::Cell;
use std::ptr::null_mut;

use crate::shim::atomic::{AtomicPtr, AtomicU32, Ordering};
use crate::shim::{LOOKS, QUIET, RING, heavy_fence, light_fence, ring, window};

const MASK: u32 = RING as u32 - 1;

/// Values of [`RunQueue::thief`].
const BIASED: u32 = 0;
const STEALING: u32 = 1;
const FRESH: u32 = 2;
const OLD: u32 = 3;
const UNBIASED: u32 = 4;

pub(crate) struct RunQueue<T> {
    head: AtomicU32,
    tail: AtomicU32,
    next: AtomicPtr<T>,
    /// 1 while the owner takes plainly.
    owner: AtomicU32,
    thief: AtomicU32,
    /// The owner's: pops since the last theft, or since OLD.
    quiet: Cell<u32>,
    slots: [AtomicPtr<T>; RING],
}

impl<T> RunQueue<T> {
    /// `biased` if there is a heavy fence.
    pub(crate) fn new(biased: bool) -> RunQueue<T> {
        RunQueue {
            head: AtomicU32::new(0),
            tail: AtomicU32::new(0),
            next: AtomicPtr::new(null_mut()),
            owner: AtomicU32::new(0),
            thief: AtomicU32::new(if biased { BIASED } else { UNBIASED }),
            quiet: Cell::new(0),
            slots: ring(),
        }
    }

    fn slot(&self, i: u32) -> &AtomicPtr<T> {
        &self.slots[(i & MASK) as usize]
    }

    /// Owner: may it take plainly? If so, [`RunQueue::lower`] ends that.
    #[inline(always)]
    fn raise(&self) -> bool {
        self.owner.store(1, Ordering::Relaxed);
        light_fence(); // pairs with the heavy one in `enter`
        // Acquire: a thief that gave up may have stored it. Of those that stole the owner knows since `age`.
        if self.thief.load(Ordering::Acquire) == BIASED {
            return true;
        }
        self.lower();
        false
    }

    #[inline(always)]
    fn lower(&self) {
        self.owner.store(0, Ordering::Release); // pairs with `enter`
    }

    /// Owner: puts `g` into `next` and what was there to the ring's end.
    #[inline]
    pub(crate) fn push_next(
        &self,
        g: *mut T,
        overflow: impl FnOnce(*mut T, &mut dyn Iterator<Item = *mut T>),
    ) {
        let kicked = if self.raise() {
            let kicked = self.next.load(Ordering::Relaxed);
            self.next.store(g, Ordering::Release); // for glances; a thief sees it with `owner`
            self.lower();
            kicked
        } else {
            // Only thieves take from `next` besides the owner; AcqRel hands the goroutine's contents over either way.
            self.next.swap(g, Ordering::AcqRel)
        };
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
        const HALF: u32 = RING as u32 / 2;
        let taken = head.wrapping_add(HALF);
        if self.head.compare_exchange(head, taken, Ordering::AcqRel, Ordering::Relaxed).is_ok() {
            // Nobody but the owner, who is here, puts anything into slots: they keep what they held.
            overflow(g, &mut (0..HALF).map(|i| self.slot(head.wrapping_add(i)).load(Ordering::Relaxed)));
        } else {
            // Thieves made room, and nobody but the owner fills it.
            self.push(g, overflow);
        }
    }

    /// Owner: the goroutine to run next, and whether it came from `next` (and so inherits the time slice).
    #[inline(always)]
    pub(crate) fn pop(&self) -> Option<(*mut T, bool)> {
        if !self.raise() {
            return self.pop_shared();
        }
        let next = self.next.load(Ordering::Relaxed);
        let popped = if next.is_null() {
            self.pop_ring_plainly().map(|g| (g, false))
        } else {
            self.next.store(null_mut(), Ordering::Relaxed);
            Some((next, true))
        };
        self.lower();
        popped
    }

    /// Owner: the oldest of the ring, leaving `next` alone.
    #[inline(never)]
    pub(crate) fn pop_ring(&self) -> Option<*mut T> {
        if !self.raise() {
            return self.pop_ring_shared();
        }
        let popped = self.pop_ring_plainly();
        self.lower();
        popped
    }

    #[inline(always)]
    fn pop_ring_plainly(&self) -> Option<*mut T> {
        let head = self.head.load(Ordering::Relaxed); // the thieves' last is known, by `thief`
        if head == self.tail.load(Ordering::Relaxed) {
            return None;
        }
        let g = self.slot(head).load(Ordering::Relaxed);
        self.head.store(head.wrapping_add(1), Ordering::Release);
        Some(g)
    }

    #[inline(never)]
    fn pop_shared(&self) -> Option<(*mut T, bool)> {
        if !self.next.load(Ordering::Relaxed).is_null() {
            let g = self.next.swap(null_mut(), Ordering::AcqRel);
            if !g.is_null() {
                self.age();
                return Some((g, true));
            }
        }
        self.pop_ring_shared().map(|g| (g, false))
    }

    fn pop_ring_shared(&self) -> Option<*mut T> {
        self.age();
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

    /// Owner, at each pop that is not plain: on the way back to the bias.
    fn age(&self) {
        let quiet = self.quiet.get() + 1;
        self.quiet.set(quiet);
        if quiet >= QUIET {
            self.quiet.set(0);
            let (from, to) = match self.thief.load(Ordering::Relaxed) {
                FRESH => (FRESH, OLD),
                OLD => (OLD, BIASED),
                _ => return,
            };
            // Acquire pairs with `leave`: from here on the owner relies on the thieves' last `head` and `next`. Release
            // pairs with `enter`.
            let _ = self.thief.compare_exchange(from, to, Ordering::AcqRel, Ordering::Relaxed);
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

    /// Anyone: is a thief at work that keeps others out?
    pub(crate) fn is_stolen_from(&self) -> bool {
        self.thief.load(Ordering::Relaxed) == STEALING
    }

    /// Thief, owner of `to` and not of `self`: moves half of the ring (at least one) over and returns one of them to
    /// run. With `also_next`, an otherwise empty queue yields its `next`. `None` also where another thief is at work.
    pub(crate) fn steal_into(&self, to: &RunQueue<T>, also_next: bool) -> Option<*mut T> {
        if self.ring_len() == 0 && (!also_next || self.next.load(Ordering::Relaxed).is_null()) {
            return None; // not worth a fence
        }
        if !self.enter() {
            return None;
        }
        let tail = to.tail.load(Ordering::Relaxed);
        let n = self.grab(to, tail);
        let next = if n == 0 && also_next { self.steal_next() } else { None };
        self.leave();
        let Some(n) = n.checked_sub(1) else { return next };
        let g = to.slot(tail.wrapping_add(n)).load(Ordering::Relaxed);
        if n > 0 {
            // Room is certain: a thief's own ring is empty, and half of a ring fits.
            to.tail.store(tail.wrapping_add(n), Ordering::Release);
        }
        Some(g)
    }

    /// Thief: sees to it that the owner takes by locked instructions. False: not now.
    fn enter(&self) -> bool {
        let found = self.thief.load(Ordering::Relaxed);
        if found == UNBIASED {
            return true;
        }
        // Acquire pairs with the last thief's `leave`, or with the owner's `age`.
        if found == STEALING
            || self.thief.compare_exchange(found, STEALING, Ordering::AcqRel, Ordering::Relaxed).is_err()
        {
            return false;
        }
        if found != BIASED {
            return true;
        }
        heavy_fence(); // pairs with the light one in `raise`
        for _ in 0..LOOKS {
            if self.owner.load(Ordering::Acquire) == 0 {
                return true;
            }
            std::hint::spin_loop();
        }
        // The kernel has probably put it off its processor, in the middle of a pop.
        self.thief.store(BIASED, Ordering::Release);
        false
    }

    /// Thief: done.
    fn leave(&self) {
        // Not in UNBIASED.
        if self.thief.load(Ordering::Relaxed) == STEALING {
            self.thief.store(FRESH, Ordering::Release); // pairs with `enter` and `age`
        }
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
