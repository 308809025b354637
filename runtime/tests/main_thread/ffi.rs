//! The C fixtures, bound to the main thread.

use std::ffi::{c_int, c_void};
use std::io;
use std::sync::atomic::AtomicI32;

use cgocall::cgo_import;

use crate::closure::Run;

#[cgo_import(thread = main)]
unsafe extern "C" {
    pub(crate) safe fn gettid() -> c_int;
    pub(crate) safe fn fixture_set_local(value: i32);
    pub(crate) safe fn fixture_local() -> i32;
    pub(crate) safe fn fixture_meet(here: &AtomicI32, flag: &AtomicI32);
    #[cgo(errno)]
    pub(crate) safe fn fixture_fail(error: i32, microseconds: u32) -> io::Result<i32>;
    #[cgo(blocking)]
    #[link_name = "fx_call_data"]
    pub(crate) fn call(f: Run, data: *mut c_void);
    #[cgo(thread = any)]
    #[link_name = "fx_call_data"]
    pub(crate) fn call_here(f: Run, data: *mut c_void);
}

/// The main thread's number.
pub(crate) fn main_tid() -> i32 {
    // SAFETY: no arguments, no memory.
    unsafe { libc::getpid() }
}
