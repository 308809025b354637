//! Waiting for a condition under a mutex.

use std::fmt;
use std::time::Duration;

use event_listener::{Event, listener};

use super::{MutexGuard, deadline_after};
use crate::task::{block_on, block_on_until};

/// A condition variable for [`Mutex`](super::Mutex): waits without its lock, parked, until notified.
///
/// Unlike the standard library's it does not wake spuriously; yet what was true at the notification may be so
/// no longer once the lock is held again, which [`Condvar::wait_while`] takes care of. Waiters are notified
/// in the order they came.
///
/// ```
/// use std::sync::Arc;
/// use cgocall::sync::{Condvar, Mutex};
///
/// cgocall::run(|| {
///     let gate = Arc::new((Mutex::new(false), Condvar::new()));
///     let opener = gate.clone();
///     cgocall::spawn(move || {
///         *opener.0.lock() = true;
///         opener.1.notify_all();
///     });
///     let open = gate.1.wait_while(gate.0.lock(), |open| !*open);
///     assert!(*open);
/// });
/// ```
#[derive(Default)]
pub struct Condvar {
    event: Event,
}

/// Whether a [`Condvar::wait_timeout`] ended because its time was up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WaitTimeoutResult {
    timed_out: bool,
}

impl WaitTimeoutResult {
    /// True if the time was up before a notification came.
    ///
    /// ```
    /// use std::time::Duration;
    /// use cgocall::sync::{Condvar, Mutex};
    /// let (mutex, never) = (Mutex::new(()), Condvar::new());
    /// let (_guard, result) = never.wait_timeout(mutex.lock(), Duration::from_millis(1));
    /// assert!(result.timed_out());
    /// ```
    pub fn timed_out(&self) -> bool {
        self.timed_out
    }
}

impl Condvar {
    /// A condition variable that nobody waits for.
    ///
    /// ```
    /// static READY: cgocall::sync::Condvar = cgocall::sync::Condvar::new();
    /// READY.notify_one(); // nobody there, nothing kept
    /// ```
    pub const fn new() -> Condvar {
        Condvar { event: Event::new() }
    }

    /// Unlocks, waits for a notification and locks again. No notification is missed between the unlocking and
    /// the waiting.
    ///
    /// # Panics
    ///
    /// Where parking is forbidden, as under [`NoPark`](crate::NoPark).
    ///
    /// ```
    /// use std::sync::Arc;
    /// use cgocall::sync::{Condvar, Mutex};
    /// cgocall::run(|| {
    ///     let pair = Arc::new((Mutex::new(0), Condvar::new()));
    ///     let mut guard = pair.0.lock();
    ///     let other = pair.clone();
    ///     cgocall::spawn(move || {
    ///         *other.0.lock() = 1;
    ///         other.1.notify_one();
    ///     });
    ///     while *guard == 0 {
    ///         guard = pair.1.wait(guard);
    ///     }
    /// });
    /// ```
    #[track_caller]
    pub fn wait<'a, T: ?Sized>(&self, guard: MutexGuard<'a, T>) -> MutexGuard<'a, T> {
        listener!(self.event => notified);
        guard.unlocked_for(|| block_on(notified)).0
    }

    /// Waits until `condition` is false; not at all if it is already. The lock is held while `condition` is
    /// asked.
    ///
    /// # Panics
    ///
    /// As [`Condvar::wait`].
    ///
    /// ```
    /// use cgocall::sync::{Condvar, Mutex};
    /// let mutex = Mutex::new(Some("job"));
    /// let mut job = Condvar::new().wait_while(mutex.lock(), |job| job.is_none());
    /// assert_eq!(job.take(), Some("job"));
    /// ```
    #[track_caller]
    pub fn wait_while<'a, T: ?Sized>(
        &self,
        mut guard: MutexGuard<'a, T>,
        mut condition: impl FnMut(&mut T) -> bool,
    ) -> MutexGuard<'a, T> {
        while condition(&mut guard) {
            guard = self.wait(guard);
        }
        guard
    }

    /// As [`Condvar::wait`], but for at most `patience`. The time to get the lock again comes on top.
    ///
    /// A notification that arrives just as the time is up goes to another waiter.
    ///
    /// # Panics
    ///
    /// As [`Condvar::wait`].
    ///
    /// ```
    /// use std::time::Duration;
    /// use cgocall::sync::{Condvar, Mutex};
    /// let mutex = Mutex::new(5);
    /// let (guard, result) = Condvar::new().wait_timeout(mutex.lock(), Duration::from_millis(1));
    /// assert!(result.timed_out());
    /// assert_eq!(*guard, 5);
    /// ```
    #[track_caller]
    pub fn wait_timeout<'a, T: ?Sized>(
        &self,
        guard: MutexGuard<'a, T>,
        patience: Duration,
    ) -> (MutexGuard<'a, T>, WaitTimeoutResult) {
        let Some(deadline) = deadline_after(patience) else {
            return (self.wait(guard), WaitTimeoutResult { timed_out: false });
        };
        listener!(self.event => notified);
        let (guard, woken) = guard.unlocked_for(|| block_on_until(notified, deadline));
        (guard, WaitTimeoutResult { timed_out: woken.is_none() })
    }

    /// As [`Condvar::wait_while`], but for at most `patience` in all.
    ///
    /// The result says timed out only if `condition` is still true.
    ///
    /// # Panics
    ///
    /// As [`Condvar::wait`].
    ///
    /// ```
    /// use std::time::Duration;
    /// use cgocall::sync::{Condvar, Mutex};
    /// let mutex = Mutex::new(0);
    /// let patience = Duration::from_millis(1);
    /// let (_, result) = Condvar::new().wait_timeout_while(mutex.lock(), patience, |n| *n == 0);
    /// assert!(result.timed_out());
    /// ```
    #[track_caller]
    pub fn wait_timeout_while<'a, T: ?Sized>(
        &self,
        mut guard: MutexGuard<'a, T>,
        patience: Duration,
        mut condition: impl FnMut(&mut T) -> bool,
    ) -> (MutexGuard<'a, T>, WaitTimeoutResult) {
        let Some(deadline) = deadline_after(patience) else {
            return (self.wait_while(guard, condition), WaitTimeoutResult { timed_out: false });
        };
        let mut timed_out = false;
        while condition(&mut guard) {
            if timed_out {
                return (guard, WaitTimeoutResult { timed_out });
            }
            listener!(self.event => notified);
            let (locked, woken) = guard.unlocked_for(|| block_on_until(notified, deadline));
            guard = locked;
            timed_out = woken.is_none();
        }
        (guard, WaitTimeoutResult { timed_out: false })
    }

    /// Wakes the one that has waited longest, if anybody waits.
    ///
    /// ```
    /// cgocall::sync::Condvar::new().notify_one();
    /// ```
    pub fn notify_one(&self) {
        // `notify` would count a waiter that is notified but has not run yet, so two calls would wake but one.
        self.event.notify_additional(1);
    }

    /// Wakes all who wait now.
    ///
    /// ```
    /// cgocall::sync::Condvar::new().notify_all();
    /// ```
    pub fn notify_all(&self) {
        self.event.notify(usize::MAX);
    }
}

impl fmt::Debug for Condvar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Condvar").finish_non_exhaustive()
    }
}
