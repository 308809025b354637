//! Many readers or one writer, parking.

use std::fmt;
use std::ops::{Deref, DerefMut};

use crate::task::block_on;

/// A lock that many may hold for reading, or one for writing. It parks the goroutine while it waits, and may
/// be held across a park.
///
/// There is no poisoning. Writers go first: once one waits, new readers wait behind it. So a goroutine that
/// already reads may wait forever if it reads again.
///
/// ```
/// use cgocall::sync::RwLock;
/// let prices = RwLock::new(vec![3, 4]);
/// {
///     let (one, two) = (prices.read(), prices.read());
///     assert_eq!(one[0] + two[1], 7);
/// }
/// prices.write().push(5);
/// assert_eq!(prices.read().len(), 3);
/// ```
#[derive(Default)]
pub struct RwLock<T: ?Sized> {
    inner: async_lock::RwLock<T>,
}

/// A [`RwLock`] held for reading, until this is dropped.
#[must_use = "the lock is released when the guard is dropped"]
pub struct RwLockReadGuard<'a, T: ?Sized> {
    inner: async_lock::RwLockReadGuard<'a, T>,
}

/// A [`RwLock`] held for writing, until this is dropped.
#[must_use = "the lock is released when the guard is dropped"]
pub struct RwLockWriteGuard<'a, T: ?Sized> {
    inner: async_lock::RwLockWriteGuard<'a, T>,
}

impl<T> RwLock<T> {
    /// A lock that nobody holds.
    ///
    /// ```
    /// static NAMES: cgocall::sync::RwLock<Vec<String>> = cgocall::sync::RwLock::new(Vec::new());
    /// assert!(NAMES.read().is_empty());
    /// ```
    pub const fn new(value: T) -> RwLock<T> {
        RwLock { inner: async_lock::RwLock::new(value) }
    }

    /// The value, without its lock.
    ///
    /// ```
    /// assert_eq!(cgocall::sync::RwLock::new(7).into_inner(), 7);
    /// ```
    pub fn into_inner(self) -> T {
        self.inner.into_inner()
    }
}

impl<T: ?Sized> RwLock<T> {
    /// Locks for reading, waiting while somebody writes or waits to write.
    ///
    /// # Panics
    ///
    /// If it has to wait where parking is forbidden, as under [`NoPark`](crate::NoPark); or if there are
    /// more readers than an `isize` counts.
    ///
    /// ```
    /// let lock = cgocall::sync::RwLock::new(1);
    /// assert_eq!(*lock.read(), 1);
    /// ```
    #[inline]
    #[track_caller]
    pub fn read(&self) -> RwLockReadGuard<'_, T> {
        match self.try_read() {
            Some(guard) => guard,
            None => self.read_contended(),
        }
    }

    #[cold]
    #[track_caller]
    fn read_contended(&self) -> RwLockReadGuard<'_, T> {
        RwLockReadGuard { inner: block_on(self.inner.read()) }
    }

    /// Locks for reading if nobody writes or waits to write.
    ///
    /// ```
    /// let lock = cgocall::sync::RwLock::new(1);
    /// let reading = lock.try_read().unwrap();
    /// assert!(lock.try_read().is_some());
    /// assert!(lock.try_write().is_none());
    /// # drop(reading);
    /// ```
    #[inline]
    pub fn try_read(&self) -> Option<RwLockReadGuard<'_, T>> {
        self.inner.try_read().map(|inner| RwLockReadGuard { inner })
    }

    /// Locks for writing, waiting until nobody reads or writes.
    ///
    /// # Panics
    ///
    /// If it has to wait where parking is forbidden, as under [`NoPark`](crate::NoPark).
    ///
    /// ```
    /// let lock = cgocall::sync::RwLock::new(1);
    /// *lock.write() += 1;
    /// assert_eq!(*lock.read(), 2);
    /// ```
    #[inline]
    #[track_caller]
    pub fn write(&self) -> RwLockWriteGuard<'_, T> {
        match self.try_write() {
            Some(guard) => guard,
            None => self.write_contended(),
        }
    }

    #[cold]
    #[track_caller]
    fn write_contended(&self) -> RwLockWriteGuard<'_, T> {
        RwLockWriteGuard { inner: block_on(self.inner.write()) }
    }

    /// Locks for writing if nobody reads or writes.
    ///
    /// ```
    /// let lock = cgocall::sync::RwLock::new(1);
    /// let writing = lock.try_write().unwrap();
    /// assert!(lock.try_read().is_none());
    /// # drop(writing);
    /// ```
    #[inline]
    pub fn try_write(&self) -> Option<RwLockWriteGuard<'_, T>> {
        self.inner.try_write().map(|inner| RwLockWriteGuard { inner })
    }

    /// The value. No lock is taken: nobody else can hold it.
    ///
    /// ```
    /// let mut lock = cgocall::sync::RwLock::new(1);
    /// *lock.get_mut() = 2;
    /// assert_eq!(*lock.read(), 2);
    /// ```
    pub fn get_mut(&mut self) -> &mut T {
        self.inner.get_mut()
    }
}

impl<'a, T: ?Sized> RwLockWriteGuard<'a, T> {
    /// Goes from writing to reading without letting a writer in between.
    ///
    /// ```
    /// use cgocall::sync::{RwLock, RwLockWriteGuard};
    /// let lock = RwLock::new(1);
    /// let mut writing = lock.write();
    /// *writing = 2;
    /// let reading = RwLockWriteGuard::downgrade(writing);
    /// assert_eq!((*reading, *lock.read()), (2, 2));
    /// ```
    pub fn downgrade(this: RwLockWriteGuard<'a, T>) -> RwLockReadGuard<'a, T> {
        RwLockReadGuard { inner: async_lock::RwLockWriteGuard::downgrade(this.inner) }
    }
}

impl<T: ?Sized> Deref for RwLockReadGuard<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.inner
    }
}

impl<T: ?Sized> Deref for RwLockWriteGuard<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.inner
    }
}

impl<T: ?Sized> DerefMut for RwLockWriteGuard<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.inner
    }
}

impl<T> From<T> for RwLock<T> {
    fn from(value: T) -> RwLock<T> {
        RwLock::new(value)
    }
}

impl<T: fmt::Debug + ?Sized> fmt::Debug for RwLock<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = f.debug_struct("RwLock");
        match self.try_read() {
            Some(guard) => out.field("data", &&*guard),
            None => out.field("data", &format_args!("<locked>")),
        };
        out.finish()
    }
}

impl<T: fmt::Debug + ?Sized> fmt::Debug for RwLockReadGuard<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl<T: fmt::Debug + ?Sized> fmt::Debug for RwLockWriteGuard<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl<T: fmt::Display + ?Sized> fmt::Display for RwLockReadGuard<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl<T: fmt::Display + ?Sized> fmt::Display for RwLockWriteGuard<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}
