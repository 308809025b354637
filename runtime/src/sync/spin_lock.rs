//! The lock inside a channel, and inside a gate.
//!
//! It guards a few dozen instructions that move pointers and one value, never a wait and never user code, so
//! it is nearly always free. What counts is the free case, and there a spin lock needs one locked instruction
//! where a lock with a futex needs two: its release has to ask whether somebody sleeps, ours is a plain
//! store. A round trip over a channel takes four of these locks, and a locked instruction costs as much as
//! the goroutine switch itself.
//!
//! What a spin lock is bad at is a holder that the kernel has preempted. A waiter therefore spins only for
//! the time that a live holder could need, then offers its processor, and then sleeps, so that even a holder
//! of lower real-time priority gets to finish.

use std::cell::UnsafeCell;
use std::hint::spin_loop;
use std::ops::{Deref, DerefMut};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use crate::boundary::errno::Kept;

/// Doublings of the pause between two looks: some 250 `pause` instructions in all, a few microseconds.
const SPIN_ROUNDS: u32 = 7;
/// Offers of the processor, once a live holder would have been done.
const YIELD_ROUNDS: u32 = 32;
/// The pause after those: shorter than a time slice, long enough to let any other thread run.
const NAP: Duration = Duration::from_micros(50);

pub(super) struct SpinLock<T> {
    held: AtomicBool,
    value: UnsafeCell<T>,
}

// SAFETY: `lock` gives out one guard at a time, so sharing the lock moves `T` from thread to thread and
// shares nothing.
unsafe impl<T: Send> Sync for SpinLock<T> {}

impl<T> SpinLock<T> {
    pub(super) const fn new(value: T) -> SpinLock<T> {
        SpinLock { held: AtomicBool::new(false), value: UnsafeCell::new(value) }
    }

    #[inline]
    pub(super) fn lock(&self) -> SpinGuard<'_, T> {
        if !self.try_acquire() {
            self.contend();
        }
        SpinGuard { lock: self }
    }

    /// Locks, if nobody holds it at this moment.
    #[inline]
    pub(super) fn try_lock(&self) -> Option<SpinGuard<'_, T>> {
        self.try_acquire().then(|| SpinGuard { lock: self })
    }

    /// Acquire: pairs with the release store in the drop of the guard.
    #[inline]
    fn try_acquire(&self) -> bool {
        !self.held.swap(true, Ordering::Acquire)
    }

    #[cold]
    fn contend(&self) {
        let _errno = Kept::new(); // of a C call that has just returned, perhaps
        let mut round = 0;
        loop {
            match round {
                0..SPIN_ROUNDS => (0..1 << round).for_each(|_| spin_loop()),
                SPIN_ROUNDS..YIELD_ROUNDS => thread::yield_now(),
                _ => thread::sleep(NAP),
            }
            round = (round + 1).min(YIELD_ROUNDS);
            // Looking before swapping leaves the cache line with the holder, who needs it most.
            if !self.held.load(Ordering::Relaxed) && self.try_acquire() {
                return;
            }
        }
    }
}

pub(super) struct SpinGuard<'a, T> {
    lock: &'a SpinLock<T>,
}

impl<T> Deref for SpinGuard<'_, T> {
    type Target = T;

    #[inline]
    fn deref(&self) -> &T {
        // SAFETY: this guard holds the lock, so nobody else reaches the value while it lives.
        unsafe { &*self.lock.value.get() }
    }
}

impl<T> DerefMut for SpinGuard<'_, T> {
    #[inline]
    fn deref_mut(&mut self) -> &mut T {
        // SAFETY: this guard holds the lock and is borrowed mutably, so this is the only way to the value.
        unsafe { &mut *self.lock.value.get() }
    }
}

impl<T> Drop for SpinGuard<'_, T> {
    #[inline]
    fn drop(&mut self) {
        // Release: pairs with the acquiring swap of the next holder.
        self.lock.held.store(false, Ordering::Release);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn increments_under_the_lock_are_never_lost() {
        let counter = SpinLock::new(0u32);
        thread::scope(|s| {
            for _ in 0..4 {
                s.spawn(|| (0..20_000).for_each(|_| *counter.lock() += 1));
            }
        });
        assert_eq!(*counter.lock(), 80_000);
    }

    #[test]
    fn a_holder_that_sleeps_keeps_the_others_out() {
        let value = SpinLock::new(0u32);
        let guard = value.lock();
        thread::scope(|s| {
            s.spawn(|| *value.lock() *= 2);
            thread::sleep(NAP * 20);
            let mut guard = guard;
            *guard = 21;
        });
        assert_eq!(*value.lock(), 42);
    }
}
