//! The C fixtures, bound to a thread.

use std::cell::UnsafeCell;
use std::ffi::{c_char, c_int, c_void};
use std::io;
use std::sync::atomic::AtomicI32;

use cgocall::{Errno, cgo_import};

use crate::closure::{Run, RunUnwinding};
use crate::support::ffi::Record;

/// What `bound.c` keeps of one library: C's alone.
#[repr(C)]
#[derive(Default)]
pub(crate) struct Library(UnsafeCell<[i64; 3]>);

// SAFETY: C looks into it on the library's thread only, and says so if it is called on another.
unsafe impl Sync for Library {}

#[cgo_import(thread = "a library's own")]
unsafe extern "C" {
    pub(crate) safe fn bound_open(library: &Library);
    #[cgo(errno)]
    pub(crate) safe fn bound_use(library: &Library) -> io::Result<i64>;
    #[cgo(errno)]
    pub(crate) fn bound_call(library: &Library, f: Run, data: *mut c_void) -> io::Result<i64>;
    /// Leaves the library's thread, which C notices.
    #[cgo(errno, thread = any)]
    #[link_name = "bound_use"]
    pub(crate) safe fn bound_use_anywhere(library: &Library) -> io::Result<i64>;

    pub(crate) safe fn gettid() -> c_int;
    #[cgo(thread = "another")]
    #[link_name = "gettid"]
    pub(crate) safe fn gettid_of_another() -> c_int;
    pub(crate) safe fn pthread_self() -> usize;
    pub(crate) fn pthread_getname_np(thread: usize, name: *mut c_char, size: usize) -> c_int;
    pub(crate) safe fn fixture_meet(here: &AtomicI32, flag: &AtomicI32);

    pub(crate) safe fn fixture_increment(p: &mut i64);
    pub(crate) safe fn fixture_larger<'a>(a: &'a i64, b: &'a i64) -> &'a i64;
    pub(crate) safe fn fixture_three_records(a: Record, k: i32, b: Record, x: f64, c: Record) -> f64;

    #[cgo(errno)]
    pub(crate) safe fn fixture_fail(error: i32, microseconds: u32) -> io::Result<i32>;
    #[cgo(errno(fail = 3 + 4))]
    #[link_name = "fixture_return"]
    pub(crate) safe fn fixture_fails_with_seven(value: i32, error: i32, microseconds: u32)
    -> io::Result<i32>;
    #[cgo(errno(always))]
    #[link_name = "fixture_return"]
    pub(crate) safe fn fixture_with_errno(value: i32, error: i32, microseconds: u32) -> (i32, Errno);

    #[link_name = "fx_call_data"]
    pub(crate) fn call(f: Run, data: *mut c_void);
    #[cgo(thread = any)]
    #[link_name = "fx_call_data"]
    pub(crate) fn call_here(f: Run, data: *mut c_void);
    #[cgo(leaf)]
    #[link_name = "fx_call_data"]
    pub(crate) fn call_leaf(f: Run, data: *mut c_void);
    #[link_name = "fx_call_data"]
    pub(crate) fn call_written_c(f: RunUnwinding, data: *mut c_void);
    #[cgo(thread = "another")]
    #[link_name = "fx_call_data"]
    pub(crate) fn call_on_another(f: Run, data: *mut c_void);
}

#[cgo_import(thread = "a library's own")]
unsafe extern "C-unwind" {
    #[link_name = "fx_call_data"]
    pub(crate) fn call_unwinding(f: RunUnwinding, data: *mut c_void);
    #[cgo(inline)]
    #[link_name = "fx_call_data"]
    pub(crate) fn call_unwinding_inline(f: RunUnwinding, data: *mut c_void);
}

// A limit of all its functions.
#[cgo_import(serialize, thread = "a library's own")]
unsafe extern "C" {
    #[link_name = "fx_call_data"]
    pub(crate) fn call_serialized(f: Run, data: *mut c_void);
    #[cgo(variadic, errno(always))]
    pub(crate) fn snprintf(to: *mut c_char, size: usize, format: *const c_char, ...) -> (c_int, Errno);
}

// A limit of functions that are called on several threads.
#[cgo_import(serialize)]
unsafe extern "C" {
    #[link_name = "fx_call_data"]
    pub(crate) fn serialized_here(f: Run, data: *mut c_void);
    #[cgo(thread = "a library's own")]
    #[link_name = "fx_call_data"]
    pub(crate) fn serialized_there(f: Run, data: *mut c_void);
    #[cgo(thread = "another")]
    #[link_name = "fx_call_data"]
    pub(crate) fn serialized_on_another(f: Run, data: *mut c_void);
}

// Another block with the same thread.
#[cgo_import(blocking)]
unsafe extern "C" {
    #[cgo(thread = "a library's own")]
    #[link_name = "gettid"]
    pub(crate) safe fn gettid_by_another_block() -> c_int;
}

/// Where C runs, once for each policy.
macro_rules! places {
    ($($module:ident($($policy:ident)?);)*) => {
        $(pub(crate) mod $module {
            #[cgocall::cgo_import(thread = "a library's own" $(, $policy)?)]
            unsafe extern "C" {
                pub(crate) safe fn fixture_on_thread_stack() -> i32;
                pub(crate) safe fn gettid() -> i32;
            }
        })*
    };
}

places! {
    by_default();
    blocking(blocking);
    nocallback(nocallback);
    leaf(leaf);
    inline(inline);
}
