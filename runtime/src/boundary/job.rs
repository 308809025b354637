//! A closure that runs elsewhere while its caller waits: on another stack of the thread, or on another thread.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// The closure, and then what has come of it. Lies on the caller's frame.
pub(super) struct Job<T, F> {
    f: Option<F>,
    result: Option<Result<T, Box<dyn Any + Send>>>,
}

impl<T, F: FnOnce() -> T> Job<T, F> {
    pub(super) fn new(f: F) -> Job<T, F> {
        Job { f: Some(f), result: None }
    }

    /// What the closure returned, or the panic that left it.
    pub(super) fn into_result(self) -> Result<T, Box<dyn Any + Send>> {
        self.result.expect("the job ran")
    }

    /// Runs the closure. No panic leaves it: whoever runs it has books to keep.
    ///
    /// # Safety
    /// `job` is such a job, has not run, and is nobody else's meanwhile.
    pub(super) unsafe extern "C-unwind" fn run(job: *mut u8) {
        // SAFETY: the caller's promise.
        let job = unsafe { &mut *job.cast::<Job<T, F>>() };
        let f = job.f.take().expect("run once");
        job.result = Some(catch_unwind(AssertUnwindSafe(f)));
    }
}
