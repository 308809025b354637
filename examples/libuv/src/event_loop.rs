//! The loop, whoever runs it, and how others hand it work.

use crate::ffi::*;
use crate::handle::{self, Handle};
use crate::status::{check, stopped};
use cgocall::cgo_export;
use cgocall::sync::{Mutex, Sender, channel};
use std::ffi::c_void;
use std::io;
use std::mem::MaybeUninit;
use std::ptr::null_mut;
use std::sync::Arc;

/// An event loop, as other goroutines see it.
#[derive(Clone)]
pub struct Loop(Arc<Shared>);

struct Shared {
    jobs: Mutex<Jobs>,
}

struct Jobs {
    waiting: Vec<Job>,
    /// None: the loop has been stopped.
    wake: Option<Wake>,
}

/// What is done on the loop's goroutine.
type Job = Box<dyn FnOnce(&Here) + Send>;

/// What wakes the loop.
type Wake = Handle<uv_async_t, Arc<Shared>>;

/// The right to use a loop: it is on this goroutine, in one of its callbacks.
pub(crate) struct Here(*mut uv_loop_t);

/// Where an answer goes. Dropped, it says that the loop has been stopped.
pub(crate) struct Reply<T>(Sender<io::Result<T>>);

/// What runs the loop.
#[must_use = "nothing happens before it runs"]
pub struct Runner {
    here: Here,
    shared: Arc<Shared>,
}

// SAFETY: a loop may be run on any thread, by one at a time.
unsafe impl Send for Runner {}

impl Loop {
    /// A new loop, and what runs it.
    pub fn new() -> io::Result<(Loop, Runner)> {
        let uv = Box::into_raw(Box::new(MaybeUninit::<uv_loop_t>::uninit())).cast::<uv_loop_t>();
        let shared = Arc::new(Shared { jobs: Mutex::new(Jobs { waiting: Vec::new(), wake: None }) });
        // SAFETY: room for a loop, which nobody else knows.
        if let Err(error) = check(unsafe { uv_loop_init(uv) }) {
            // SAFETY: the box from above.
            drop(unsafe { Box::from_raw(uv.cast::<MaybeUninit<uv_loop_t>>()) });
            return Err(error);
        }
        let runner = Runner { here: Here(uv), shared: Arc::clone(&shared) };
        // SAFETY: the loop is there, and so is room for the handle.
        let wake = Handle::new(Arc::clone(&shared), |wake| unsafe { uv_async_init(uv, wake, Some(woken)) })?;
        shared.jobs.lock().wake = Some(wake);
        Ok((Loop(shared), runner))
    }

    /// Ends all connections, timers and waits of the loop, and then the loop.
    pub fn stop(&self) {
        let shared = Arc::clone(&self.0);
        let _ = self.post(Box::new(move |here| here.stop(&shared))); // or it has been stopped
    }

    /// Does `job` on the loop's goroutine, and waits for the answer.
    pub(crate) fn ask<T>(&self, job: impl FnOnce(&Here, Reply<T>) + Send + 'static) -> io::Result<T>
    where
        T: Send + 'static,
    {
        let (reply, answer) = channel(1);
        self.post(Box::new(move |here| job(here, Reply(reply))))?;
        answer.recv().unwrap_or_else(|_| Err(stopped()))
    }

    /// Has `job` done on the loop's goroutine.
    pub(crate) fn post(&self, job: Job) -> io::Result<()> {
        let mut jobs = self.0.jobs.lock();
        let wake = jobs.wake.ok_or_else(stopped)?;
        jobs.waiting.push(job);
        if jobs.waiting.len() == 1 {
            // SAFETY: who closes it takes it out first, and waits for this lock.
            check(unsafe { uv_async_send(wake.uv()) })?;
        }
        Ok(())
    }
}

#[cgo_export(implements = uv_async_cb)]
unsafe extern "C" fn woken(uv: *mut uv_async_t) {
    // SAFETY: the loop passes its own, which `Loop::new` has made.
    let (here, wake) = unsafe { (Here(uv_handle_get_loop(uv.cast())), Wake::of(uv)) };
    // SAFETY: it is not closed before this returns, and its state never changes.
    let shared = Arc::clone(unsafe { &*wake.state() });
    let jobs = std::mem::take(&mut shared.jobs.lock().waiting);
    for job in jobs {
        job(&here);
        // SAFETY: as above.
        if unsafe { uv_is_closing(uv.cast()) } != 0 {
            return; // what comes after the end is dropped
        }
    }
}

impl Here {
    /// The one that a handle belongs to.
    ///
    /// # Safety
    /// libuv passes the handle to a callback.
    pub(crate) unsafe fn of(handle: *const uv_handle_t) -> Here {
        // SAFETY: the caller's promise.
        Here(unsafe { uv_handle_get_loop(handle) })
    }

    /// What libuv's functions take.
    pub(crate) fn uv(&self) -> *mut uv_loop_t {
        self.0
    }

    fn stop(&self, shared: &Shared) {
        let dropped = {
            let mut jobs = shared.jobs.lock();
            jobs.wake = None;
            std::mem::take(&mut jobs.waiting)
        };
        drop(dropped);
        // SAFETY: the loop is here.
        unsafe { uv_walk(self.0, Some(closes), null_mut()) };
    }
}

#[cgo_export(implements = uv_walk_cb)]
unsafe extern "C" fn closes(handle: *mut uv_handle_t, _: *mut c_void) {
    // SAFETY: all handles of the loop come from `Handle::new`.
    unsafe { handle::close(handle) };
}

impl<T> Reply<T> {
    /// There is room for one, so that it does not wait. Nobody may be waiting for it any more.
    pub(crate) fn send(self, answer: io::Result<T>) {
        let _ = self.0.send(answer);
    }
}

impl Runner {
    /// Runs the loop until it is stopped. Its callbacks run on this goroutine; on a plain thread, on that thread's.
    pub fn run(self) {
        // SAFETY: nobody else runs the loop.
        unsafe { uv_run(self.here.uv(), UV_RUN_DEFAULT) };
    }
}

impl Drop for Runner {
    /// Closes what is open still, which is nothing after `run`.
    fn drop(&mut self) {
        self.here.stop(&self.shared);
        // SAFETY: the loop's last user.
        unsafe {
            uv_run(self.here.uv(), UV_RUN_DEFAULT);
            let status = uv_loop_close(self.here.uv());
            assert_eq!(status, 0, "a handle of the loop is open still");
            drop(Box::from_raw(self.here.uv().cast::<MaybeUninit<uv_loop_t>>()));
        }
    }
}
