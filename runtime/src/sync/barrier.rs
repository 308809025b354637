//! A meeting point.

use crate::task::block_on;

/// A point at which a number of goroutines or threads wait, parked, until the last has come.
///
/// It can be used again as soon as all have met.
///
/// ```
/// use std::sync::Arc;
/// use cgocall::sync::Barrier;
///
/// cgocall::run(|| {
///     let barrier = Arc::new(Barrier::new(3));
///     let tasks: Vec<_> = (0..3)
///         .map(|_| {
///             let barrier = barrier.clone();
///             cgocall::spawn(move || barrier.wait().is_leader())
///         })
///         .collect();
///     assert_eq!(tasks.into_iter().filter_map(|task| task.join().ok()).filter(|&leads| leads).count(), 1);
/// });
/// ```
#[derive(Debug)]
pub struct Barrier {
    inner: async_lock::Barrier,
}

/// What [`Barrier::wait`] tells about the meeting.
#[derive(Debug)]
pub struct BarrierWaitResult {
    is_leader: bool,
}

impl Barrier {
    /// A barrier for `parties` goroutines or threads; with 0 or 1 nobody waits.
    ///
    /// ```
    /// static START: cgocall::sync::Barrier = cgocall::sync::Barrier::new(1);
    /// assert!(START.wait().is_leader());
    /// ```
    pub const fn new(parties: usize) -> Barrier {
        Barrier { inner: async_lock::Barrier::new(parties) }
    }

    /// Waits until all have come.
    ///
    /// # Panics
    ///
    /// If it has to wait where parking is forbidden, as under [`NoPark`](crate::NoPark).
    ///
    /// ```
    /// let barrier = cgocall::sync::Barrier::new(1);
    /// assert!(barrier.wait().is_leader());
    /// ```
    #[track_caller]
    pub fn wait(&self) -> BarrierWaitResult {
        BarrierWaitResult { is_leader: block_on(self.inner.wait()).is_leader() }
    }
}

impl BarrierWaitResult {
    /// True for exactly one of those who met.
    ///
    /// ```
    /// assert!(cgocall::sync::Barrier::new(1).wait().is_leader());
    /// ```
    pub fn is_leader(&self) -> bool {
        self.is_leader
    }
}
