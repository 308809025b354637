//! Waiting for each other: channels and locks that park the goroutine and leave its thread to others.
//!
//! The names and meanings are those of [`std::sync`], so that replacing one path by the other is the whole
//! port. What differs is who waits: on a goroutine a wait parks the goroutine; anywhere else (a plain thread,
//! a thread of C's) it blocks the thread. The two kinds may share one channel or one lock in any mixture.
//!
//! A standard-library lock works on goroutines too, but while it waits it holds up the thread, and with it
//! every goroutine that the thread could have run. It is the right choice for critical sections in which
//! nothing parks.
//!
//! | item | in place of |
//! |---|---|
//! | [`channel()`], [`unbounded()`] | [`std::sync::mpsc`], with receivers that clone |
//! | [`Mutex`], [`RwLock`] | the same, without poisoning |
//! | [`Condvar`] | the same, without spurious wake-ups |
//! | [`OnceLock`], [`Barrier`] | the same |
//! | [`Semaphore`] | |
//!
//! The channel is this crate's own, because its speed is the scheduler's. The locks wait through
//! [`async_lock`] and [`event_listener`].
//!
//! ```
//! use std::sync::Arc;
//! use cgocall::sync::{channel, Mutex};
//!
//! cgocall::run(|| {
//!     let total = Arc::new(Mutex::new(0));
//!     let (jobs, queue) = channel::<u64>(4);
//!     let workers: Vec<_> = (0..3)
//!         .map(|_| {
//!             let (queue, total) = (queue.clone(), total.clone());
//!             cgocall::spawn(move || queue.iter().for_each(|job| *total.lock() += job))
//!         })
//!         .collect();
//!     (1..=100).for_each(|job| jobs.send(job).unwrap());
//!     drop(jobs);
//!     workers.into_iter().for_each(|worker| worker.join().unwrap());
//!     assert_eq!(*total.lock(), 5050);
//! });
//! ```

mod barrier;
mod channel;
mod condvar;
pub(crate) mod gate;
mod mutex;
mod once_lock;
mod rwlock;
mod semaphore;
mod spin_lock;

pub use barrier::{Barrier, BarrierWaitResult};
pub use channel::{
    IntoIter, Iter, Receiver, RecvError, RecvTimeoutError, SendError, SendTimeoutError, Sender, TryIter,
    TryRecvError, TrySendError, channel, unbounded,
};
pub use condvar::{Condvar, WaitTimeoutResult};
pub use mutex::{Mutex, MutexGuard};
pub use once_lock::OnceLock;
pub use rwlock::{RwLock, RwLockReadGuard, RwLockWriteGuard};
pub use semaphore::{Semaphore, SemaphoreGuard};

/// The instant `patience` from now; `None` for one so far away that nobody will live to see it.
fn deadline_after(patience: std::time::Duration) -> Option<std::time::Instant> {
    std::time::Instant::now().checked_add(patience)
}
