//! Work for libuv's thread pool.

use crate::event_loop::Loop;
use crate::ffi::*;
use cgocall::cgo_export;
use std::ffi::c_int;
use std::io;
use std::mem::MaybeUninit;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

#[repr(C)]
struct Work {
    uv: MaybeUninit<uv_work_t>,
    state: State,
}

/// What is to be done next.
enum State {
    /// On a thread of the pool.
    Work(Box<dyn FnOnce() -> After + Send>),
    /// On the loop's goroutine.
    After(After),
    Nothing,
}

type After = Box<dyn FnOnce() + Send>;

impl Loop {
    /// Does `work` on a thread of libuv's pool, and waits for its result. It may wait itself, for other goroutines, too; the
    /// thread waits with it. A panic goes on here.
    pub fn work<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> io::Result<T> {
        let result = self.ask(move |here, reply| {
            let state = State::Work(Box::new(move || {
                let result = catch_unwind(AssertUnwindSafe(work));
                Box::new(move || reply.send(Ok(result)))
            }));
            let request = Box::into_raw(Box::new(Work { uv: MaybeUninit::uninit(), state }));
            // SAFETY: the loop is here. The request is libuv's until it calls back, or at once ours if it refuses.
            unsafe {
                if uv_queue_work(here.uv(), request.cast(), Some(works), Some(worked)) < 0 {
                    drop(Box::from_raw(request));
                }
            }
        })?;
        Ok(result.unwrap_or_else(|panic| resume_unwind(panic)))
    }
}

/// On a thread of the pool, which libuv has made: its first callback has attached it.
#[cgo_export(implements = uv_work_cb)]
unsafe extern "C" fn works(request: *mut uv_work_t) {
    // SAFETY: libuv passes what `Loop::work` gave it, and nobody else looks at it before this returns.
    let state = unsafe { &mut (*request.cast::<Work>()).state };
    if let State::Work(work) = std::mem::replace(state, State::Nothing) {
        *state = State::After(work());
    }
}

/// On the loop's goroutine.
#[cgo_export(implements = uv_after_work_cb)]
unsafe extern "C" fn worked(request: *mut uv_work_t, _: c_int) {
    // SAFETY: libuv gives back what `Loop::work` gave it, once.
    let work = unsafe { Box::from_raw(request.cast::<Work>()) };
    if let State::After(after) = work.state {
        after();
    }
}
