//! Handles: what libuv and Rust keep together, from its making to the day that libuv has closed it.

use crate::event_loop::Here;
use crate::ffi::*;
use crate::status::check;
use cgocall::cgo_export;
use std::ffi::{c_int, c_void};
use std::io;
use std::mem::MaybeUninit;
use std::ptr::NonNull;

/// A handle of libuv's, `U`, and what Rust keeps with it. Whoever has a copy may name it; it is used on the loop's goroutine.
pub(crate) struct Handle<U, S>(NonNull<Kept<U, S>>);

#[repr(C)]
struct Kept<U, S> {
    /// First: the two have one address.
    uv: MaybeUninit<U>,
    state: S,
}

// SAFETY: it is dereferenced only where the loop is, which is on one goroutine.
unsafe impl<U, S: Send> Send for Handle<U, S> {}
// SAFETY: the same.
unsafe impl<U, S: Send> Sync for Handle<U, S> {}

impl<U, S> Clone for Handle<U, S> {
    fn clone(&self) -> Handle<U, S> {
        *self
    }
}

impl<U, S> Copy for Handle<U, S> {}

/// How a handle is given back: libuv keeps this as the handle's data.
type Free = unsafe fn(*mut uv_handle_t);

impl<U, S> Handle<U, S> {
    /// A handle that `init` has made known to its loop.
    pub(crate) fn new(state: S, init: impl FnOnce(*mut U) -> c_int) -> io::Result<Handle<U, S>> {
        let kept = Box::into_raw(Box::new(Kept { uv: MaybeUninit::<U>::uninit(), state }));
        if let Err(error) = check(init(kept.cast())) {
            // SAFETY: its own box, of which nobody knows.
            drop(unsafe { Box::from_raw(kept) });
            return Err(error);
        }
        // SAFETY: a handle begins with what all handles have.
        unsafe { uv_handle_set_data(kept.cast(), free::<U, S> as *mut c_void) };
        // SAFETY: a box is never null.
        Ok(Handle(unsafe { NonNull::new_unchecked(kept) }))
    }

    /// The one that libuv passes to a callback, or keeps.
    ///
    /// # Safety
    /// It was made by `new` with these types, and is not closed yet.
    pub(crate) unsafe fn of(uv: *mut U) -> Handle<U, S> {
        // SAFETY: the caller's promise.
        Handle(unsafe { NonNull::new_unchecked(uv.cast()) })
    }

    /// What libuv's functions take.
    pub(crate) fn uv(self) -> *mut U {
        self.0.as_ptr().cast()
    }

    /// What Rust keeps. It is the loop's goroutine that looks at it.
    ///
    /// # Safety
    /// The handle is not given back yet.
    pub(crate) unsafe fn state(self) -> *mut S {
        // SAFETY: the caller's promise.
        unsafe { &raw mut (*self.0.as_ptr()).state }
    }

    /// Closes it, unless that has begun. libuv gives it back later.
    ///
    /// # Safety
    /// It is not given back yet.
    pub(crate) unsafe fn close(self, _: &Here) {
        // SAFETY: the caller's promise.
        unsafe { close(self.uv().cast()) }
    }
}

/// Closes a handle of any type.
///
/// # Safety
/// [`Handle::new`] has made it, and it is not given back yet. The loop is on this goroutine.
pub(crate) unsafe fn close(handle: *mut uv_handle_t) {
    // SAFETY: the caller's promise.
    unsafe {
        if uv_is_closing(handle) == 0 {
            uv_close(handle, Some(closed));
        }
    }
}

#[cgo_export(implements = uv_close_cb)]
unsafe extern "C" fn closed(handle: *mut uv_handle_t) {
    // SAFETY: the data is what `Handle::new` has set, and libuv's last word about a handle is this call.
    unsafe {
        let free = std::mem::transmute::<*mut c_void, Free>(uv_handle_get_data(handle));
        free(handle);
    }
}

/// # Safety
/// A handle of these types, with which libuv is done.
unsafe fn free<U, S>(handle: *mut uv_handle_t) {
    // SAFETY: the caller's promise.
    drop(unsafe { Box::from_raw(handle.cast::<Kept<U, S>>()) });
}
