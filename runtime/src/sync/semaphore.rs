//! A number of permits.

use std::sync::atomic::{AtomicUsize, Ordering};

use event_listener::{Event, listener};

use crate::task::block_on;

/// A number of permits to do something, of which each holder has one. Waiting for one parks.
///
/// A permit that comes free wakes the one that has waited longest, but a newcomer may take it first, and
/// whoever then comes too late waits again behind the others.
///
/// ```
/// use std::sync::Arc;
/// use cgocall::sync::Semaphore;
///
/// cgocall::run(|| {
///     let connections = Arc::new(Semaphore::new(2));
///     let queries: Vec<_> = (0..10)
///         .map(|_| {
///             let connections = connections.clone();
///             cgocall::spawn(move || {
///                 let _connection = connections.acquire();
///                 // at most two of us are here at a time
///             })
///         })
///         .collect();
///     queries.into_iter().for_each(|query| query.join().unwrap());
/// });
/// ```
// Not the semaphore of `async_lock`: as of 3.5, two permits that come free one right after the other wake but
// one waiter, and the other sleeps beside a free permit until the first gives its own back.
#[derive(Debug)]
pub struct Semaphore {
    free: AtomicUsize,
    freed: Event,
}

/// One permit of a [`Semaphore`], given back when this is dropped.
#[derive(Debug)]
#[must_use = "the permit goes back when the guard is dropped"]
pub struct SemaphoreGuard<'a> {
    semaphore: &'a Semaphore,
}

impl Semaphore {
    /// A semaphore with `permits` permits.
    ///
    /// ```
    /// static SLOTS: cgocall::sync::Semaphore = cgocall::sync::Semaphore::new(8);
    /// let _slot = SLOTS.acquire();
    /// ```
    pub const fn new(permits: usize) -> Semaphore {
        Semaphore { free: AtomicUsize::new(permits), freed: Event::new() }
    }

    /// Takes a permit, waiting until there is one.
    ///
    /// # Panics
    ///
    /// If it has to wait where parking is forbidden, as under [`NoPark`](crate::NoPark).
    ///
    /// ```
    /// let semaphore = cgocall::sync::Semaphore::new(1);
    /// drop(semaphore.acquire());
    /// drop(semaphore.acquire());
    /// ```
    #[inline]
    #[track_caller]
    pub fn acquire(&self) -> SemaphoreGuard<'_> {
        match self.try_acquire() {
            Some(guard) => guard,
            None => self.acquire_contended(),
        }
    }

    #[cold]
    #[track_caller]
    fn acquire_contended(&self) -> SemaphoreGuard<'_> {
        loop {
            listener!(self.freed => freed);
            // A permit that came free before we listened has notified somebody else, or nobody.
            if let Some(guard) = self.try_acquire() {
                return guard;
            }
            block_on(freed);
        }
    }

    /// Takes a permit if there is one.
    ///
    /// ```
    /// let semaphore = cgocall::sync::Semaphore::new(1);
    /// let permit = semaphore.try_acquire().unwrap();
    /// assert!(semaphore.try_acquire().is_none());
    /// # drop(permit);
    /// ```
    #[inline]
    pub fn try_acquire(&self) -> Option<SemaphoreGuard<'_>> {
        // Acquire: pairs with the release in `give`, so that a holder sees what the holder before it did.
        self.free
            .fetch_update(Ordering::Acquire, Ordering::Relaxed, |free| free.checked_sub(1))
            .ok()
            .map(|_| SemaphoreGuard { semaphore: self })
    }

    /// Adds permits to those there are.
    ///
    /// # Panics
    ///
    /// If there are then more free permits than a `usize` counts.
    ///
    /// ```
    /// let semaphore = cgocall::sync::Semaphore::new(0);
    /// semaphore.add_permits(1);
    /// assert!(semaphore.try_acquire().is_some());
    /// ```
    pub fn add_permits(&self, permits: usize) {
        self.give(permits);
    }

    #[track_caller]
    fn give(&self, permits: usize) {
        // Release: pairs with the acquire in `try_acquire`. Listening and notifying are critical sections of
        // one lock in `Event`, so either the waiter's look after listening sees this, or the notification
        // below sees the waiter.
        self.free
            .fetch_update(Ordering::Release, Ordering::Relaxed, |free| free.checked_add(permits))
            .expect("a semaphore has more permits than can be counted");
        // Not `notify`, which would count a waiter that an earlier permit has woken and that has not run yet.
        self.freed.notify_additional(permits);
    }
}

impl SemaphoreGuard<'_> {
    /// Uses the permit up: it does not go back.
    ///
    /// ```
    /// let semaphore = cgocall::sync::Semaphore::new(1);
    /// semaphore.acquire().forget();
    /// assert!(semaphore.try_acquire().is_none());
    /// ```
    pub fn forget(self) {
        std::mem::forget(self);
    }
}

impl Drop for SemaphoreGuard<'_> {
    fn drop(&mut self) {
        self.semaphore.give(1);
    }
}
