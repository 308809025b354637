//! Mutual exclusion that parks.

use std::fmt;
use std::ops::{Deref, DerefMut};

use crate::task::block_on;

/// A mutual-exclusion lock that parks the goroutine while it waits, and may be held across a park.
///
/// There is no poisoning: a panic while the lock is held unlocks it. Fairness is eventual: a newcomer may
/// overtake those who wait, until one of them has waited for half a millisecond and is then served next.
///
/// Locking it again while holding it waits forever.
///
/// ```
/// use cgocall::sync::Mutex;
/// static HITS: Mutex<u32> = Mutex::new(0);
/// cgocall::run(|| {
///     let tasks: Vec<_> = (0..10).map(|_| cgocall::spawn(|| *HITS.lock() += 1)).collect();
///     tasks.into_iter().for_each(|task| task.join().unwrap());
///     assert_eq!(*HITS.lock(), 10);
/// });
/// ```
#[derive(Default)]
pub struct Mutex<T: ?Sized> {
    inner: async_lock::Mutex<T>,
}

/// The lock of a [`Mutex`], held until this is dropped.
#[must_use = "the mutex unlocks when the guard is dropped"]
pub struct MutexGuard<'a, T: ?Sized> {
    inner: async_lock::MutexGuard<'a, T>,
}

impl<T> Mutex<T> {
    /// A mutex that nobody holds.
    ///
    /// ```
    /// static TABLE: cgocall::sync::Mutex<Vec<u8>> = cgocall::sync::Mutex::new(Vec::new());
    /// assert!(TABLE.lock().is_empty());
    /// ```
    pub const fn new(value: T) -> Mutex<T> {
        Mutex { inner: async_lock::Mutex::new(value) }
    }

    /// The value, without its mutex.
    ///
    /// ```
    /// assert_eq!(cgocall::sync::Mutex::new(7).into_inner(), 7);
    /// ```
    pub fn into_inner(self) -> T {
        self.inner.into_inner()
    }
}

impl<T: ?Sized> Mutex<T> {
    /// Locks, waiting until the mutex is free.
    ///
    /// # Panics
    ///
    /// If it has to wait where parking is forbidden, as under [`NoPark`](crate::NoPark).
    ///
    /// ```
    /// let mutex = cgocall::sync::Mutex::new(1);
    /// *mutex.lock() += 1;
    /// assert_eq!(*mutex.lock(), 2);
    /// ```
    #[inline]
    #[track_caller]
    pub fn lock(&self) -> MutexGuard<'_, T> {
        match self.try_lock() {
            Some(guard) => guard,
            None => self.lock_contended(),
        }
    }

    #[cold]
    #[track_caller]
    fn lock_contended(&self) -> MutexGuard<'_, T> {
        MutexGuard { inner: block_on(self.inner.lock()) }
    }

    /// Locks if the mutex is free.
    ///
    /// ```
    /// let mutex = cgocall::sync::Mutex::new(1);
    /// let guard = mutex.try_lock().unwrap();
    /// assert!(mutex.try_lock().is_none());
    /// # drop(guard);
    /// ```
    #[inline]
    pub fn try_lock(&self) -> Option<MutexGuard<'_, T>> {
        self.inner.try_lock().map(|inner| MutexGuard { inner })
    }

    /// The value. No lock is taken: nobody else can hold it.
    ///
    /// ```
    /// let mut mutex = cgocall::sync::Mutex::new(1);
    /// *mutex.get_mut() = 2;
    /// assert_eq!(*mutex.lock(), 2);
    /// ```
    pub fn get_mut(&mut self) -> &mut T {
        self.inner.get_mut()
    }
}

impl<'a, T: ?Sized> MutexGuard<'a, T> {
    /// Unlocks for the time of `wait`, then locks again: what a condition variable does.
    #[track_caller]
    pub(super) fn unlocked_for<R>(self, wait: impl FnOnce() -> R) -> (MutexGuard<'a, T>, R) {
        let mutex = async_lock::MutexGuard::source(&self.inner);
        drop(self);
        let result = wait();
        let inner = mutex.try_lock().unwrap_or_else(|| block_on(mutex.lock()));
        (MutexGuard { inner }, result)
    }
}

impl<T: ?Sized> Deref for MutexGuard<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.inner
    }
}

impl<T: ?Sized> DerefMut for MutexGuard<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.inner
    }
}

impl<T> From<T> for Mutex<T> {
    fn from(value: T) -> Mutex<T> {
        Mutex::new(value)
    }
}

impl<T: fmt::Debug + ?Sized> fmt::Debug for Mutex<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = f.debug_struct("Mutex");
        match self.try_lock() {
            Some(guard) => out.field("data", &&*guard),
            None => out.field("data", &format_args!("<locked>")),
        };
        out.finish()
    }
}

impl<T: fmt::Debug + ?Sized> fmt::Debug for MutexGuard<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl<T: fmt::Display + ?Sized> fmt::Display for MutexGuard<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}
