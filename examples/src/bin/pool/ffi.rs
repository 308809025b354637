//! `pool.h`, and its safe face.

use std::ffi::c_void;
use std::ptr::NonNull;

use cgocall::{cgo_export, cgo_import};

#[allow(non_camel_case_types)]
/// A pool, known to C only.
#[repr(C)]
struct pool {
    _opaque: [u8; 0],
}

#[cgo_import]
#[link(name = "pool", kind = "static")]
unsafe extern "C" {
    fn pool_new(threads: usize) -> *mut pool;
    fn pool_submit(pool: *mut pool, job: unsafe extern "C" fn(*mut c_void), data: *mut c_void);
    /// Waits for the jobs.
    #[cgo(blocking)]
    fn pool_free(pool: *mut pool);
}

type Job = Box<dyn FnOnce() + Send>;

/// Threads that C made.
pub(crate) struct Pool(NonNull<pool>);

impl Pool {
    /// A pool of so many threads, unless the system refuses them.
    pub(crate) fn new(threads: usize) -> Option<Pool> {
        // SAFETY: any number will do.
        NonNull::new(unsafe { pool_new(threads) }).map(Pool)
    }

    /// Lets one of the threads run `job`, soon.
    pub(crate) fn submit(&self, job: impl FnOnce() + Send + 'static) {
        let job: Box<Job> = Box::new(Box::new(job));
        // SAFETY: the pool is not freed yet, and calls `run` once with what it gets here.
        unsafe { pool_submit(self.0.as_ptr(), run, Box::into_raw(job).cast()) };
    }
}

impl Drop for Pool {
    /// Waits until every job is done.
    fn drop(&mut self) {
        // SAFETY: the pool is freed here only.
        unsafe { pool_free(self.0.as_ptr()) };
    }
}

/// On a thread of the pool, and on the stack of the goroutine that stands for it.
#[cgo_export]
unsafe extern "C" fn run(job: *mut c_void) {
    // SAFETY: `submit` has given it away, and it comes back once.
    let job = unsafe { Box::from_raw(job.cast::<Job>()) };
    job();
}
