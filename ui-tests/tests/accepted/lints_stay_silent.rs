//! Nothing that the attributes write trips a lint of the user's crate.

#![deny(warnings, unsafe_op_in_unsafe_fn, elided_lifetimes_in_paths, unreachable_pub, unused_qualifications)]
#![deny(single_use_lifetimes, unused_lifetimes, trivial_casts, unused_results, unnameable_types)]
#![forbid(missing_docs)]

use std::ffi::{c_char, c_int, c_void};
use std::io;

/// By value.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct Pair {
    /// One.
    pub a: u64,
    /// Two.
    pub b: f64,
}

#[cgocall::cgo_import]
unsafe extern "C" {
    /// Documented.
    pub fn strlen(text: *const c_char) -> usize;
    /// Documented.
    #[cgo(leaf)]
    pub safe fn many(a: u8, b: u8, c: u8, d: u8, e: u8, f: u8, g: u8, h: u8, pair: Pair) -> Pair;
    /// Documented.
    #[cgo(inline)]
    pub safe fn pick<'a>(kept: &'a c_int, other: &c_int) -> &'a c_int;
    /// Documented.
    #[cgo(errno(fail = usize::MAX as *mut c_void), blocking)]
    pub fn map(size: usize) -> io::Result<*mut c_void>;
    /// Documented.
    #[cgo(errno(always))]
    pub fn free(memory: *mut c_void) -> ((), cgocall::Errno);
    /// Documented.
    pub safe fn exit(code: c_int) -> !;
    fn never_called(_: c_int);
}

/// Documented.
pub type Compare = Option<unsafe extern "C" fn(*const c_void, *const c_void) -> c_int>;

/// Documented.
///
/// # Safety
/// None.
#[cgocall::cgo_export(implements = Compare)]
pub unsafe extern "C" fn compare(a: *const c_void, b: *const c_void) -> c_int {
    // SAFETY: none.
    unsafe { a.cast::<c_int>().read() - b.cast::<c_int>().read() }
}

/// Documented.
#[cgocall::cgo_export(on_panic = return(pair))]
pub extern "C" fn all(a: u8, b: u8, c: u8, d: u8, e: u8, f: u8, g: u8, h: u8, pair: Pair) -> Pair {
    Pair { a: u64::from(a + b + c + d + e + f + g + h), ..pair }
}

/// Documented.
///
/// # Safety
/// None.
#[cgocall::cgo_export(on_panic = return)]
pub unsafe extern "C" fn nothing(_: &c_int, _: *const c_char) {}

/// Documented.
///
/// # Safety
/// None.
#[cgocall::cgo_export(on_panic = abort)]
pub unsafe extern "C-unwind" fn picked<'a>(kept: &'a c_int, _: &c_int) -> &'a c_int {
    kept
}

/// Documented.
#[cgocall::cgo_export]
pub extern "C-unwind" fn unwinds(_: Option<&c_int>) {}

/// Documented.
#[cgocall::cgo_export]
pub extern "C" fn leaves(code: c_int) -> ! {
    std::process::exit(code)
}

/// Documented.
#[cgocall::cgo_export(on_panic = return(std::process::exit(code)))]
pub extern "C" fn leaves_in_any_case(code: c_int) -> ! {
    std::process::exit(code)
}

fn main() {}
