//! The host's functions, which are C: to be called on a thread's stack.
//!
//! An import has a name, and the host's function is known by its address only. So the one that is imported is ours, and
//! calls the other.

use cgocall::cgo_import;
use std::ffi::c_void;

/// `chan_function` of the header.
pub(crate) type Function = unsafe extern "C" fn(i64, *mut c_void) -> i64;

/// A function of the host, with the data that it wants.
pub(crate) struct Context {
    function: Function,
    data: *mut c_void,
}

// SAFETY: whoever made it has promised that any thread may call the function, also at the same time as others.
unsafe impl Sync for Context {}

impl Context {
    /// # Safety
    ///
    /// `function` may be called with `data` on any thread, on several at one time, while this lives.
    pub(crate) unsafe fn new(function: Function, data: *mut c_void) -> Context {
        Context { function, data }
    }

    pub(crate) fn call(&self, value: i64) -> i64 {
        // SAFETY: the promise made to `new`.
        unsafe { chan_call(self.function, value, self.data) }
    }
}

#[cgo_import]
unsafe extern "C" {
    fn chan_call(function: Function, value: i64, data: *mut c_void) -> i64;
}

/// What the import above finds.
mod by_address {
    use super::{Function, c_void};

    #[unsafe(no_mangle)]
    unsafe extern "C" fn chan_call(function: Function, value: i64, data: *mut c_void) -> i64 {
        // SAFETY: the caller's promise.
        unsafe { function(value, data) }
    }
}
