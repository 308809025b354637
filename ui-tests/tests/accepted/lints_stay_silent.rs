//! Nothing that the attributes write trips a lint of the user's crate.

#![deny(warnings, future_incompatible, let_underscore, nonstandard_style, refining_impl_trait, rust_2018_idioms, unused)]
#![deny(rust_2021_compatibility, rust_2024_compatibility, keyword_idents, deprecated_safe)]
#![deny(absolute_paths_not_starting_with_crate, ambiguous_negative_literals, closure_returning_async_block)]
#![deny(deprecated_in_future, explicit_outlives_requirements, impl_trait_redundant_captures, macro_use_extern_crate)]
#![deny(meta_variable_misuse, missing_copy_implementations, missing_debug_implementations, non_ascii_idents)]
#![deny(redundant_imports, redundant_lifetimes, single_use_lifetimes, trivial_casts, trivial_numeric_casts)]
#![deny(unit_bindings, unnameable_types, unreachable_pub, unsafe_op_in_unsafe_fn, unstable_features)]
#![deny(unused_import_braces, unused_lifetimes, unused_macro_rules, unused_qualifications, unused_results)]
#![deny(variant_size_differences)]
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
    /// Documented.
    #[cgo(variadic, fn_type)]
    pub fn openat(folder: c_int, path: *const c_char, flags: c_int, ...) -> c_int;
    /// Documented.
    #[cgo(variadic, inline, trusted, fn_type = PickVariadic)]
    pub safe fn pick_variadic<'a>(a: &'a c_int, _: &c_int, c: u8, d: u8, e: u8, f: u8, g: u8, ...) -> &'a c_int;
    /// Documented.
    #[cgo(variadic, trusted)]
    pub safe fn of_pairs(pair: Pair, ...) -> Pair;
    /// Documented.
    #[cgo(variadic, errno(always), leaf)]
    pub fn execl(path: *const c_char, ...) -> (c_int, cgocall::Errno);
    /// Documented.
    #[cgo(variadic)]
    pub fn errx(status: c_int, format: *const c_char, ...) -> !;
    #[expect(dead_code)]
    #[cgo(fn_type)]
    fn never_called(_: c_int);
    /// Not called here, but used.
    fn labs(_: std::ffi::c_long) -> std::ffi::c_long;
    /// Documented.
    #[cgo(limit = 2)]
    #[link_name = "strlen"]
    pub fn limited(text: *const c_char) -> usize;
    /// Documented.
    #[cgo(limit = 2, inline)]
    #[link_name = "abs"]
    pub safe fn limited_inline(x: c_int) -> c_int;
}

#[cgocall::cgo_import(serialize)]
unsafe extern "C" {
    /// Documented.
    #[link_name = "abs"]
    pub safe fn serialized(x: c_int) -> c_int;
    /// Documented.
    #[link_name = "exit"]
    pub safe fn exit_in_turn(code: c_int) -> !;
    #[expect(dead_code)]
    fn never_called_in_turn(_: c_int);
}

#[cgocall::cgo_import(thread = "library")]
unsafe extern "C" {
    /// Documented.
    pub fn strnlen(text: *const c_char, most: usize) -> usize;
    /// Documented.
    #[cgo(leaf)]
    #[link_name = "many"]
    pub safe fn many_there(a: u8, b: u8, c: u8, d: u8, e: u8, f: u8, g: u8, h: u8, pair: Pair) -> Pair;
    /// Documented.
    #[cgo(thread = main, inline)]
    #[link_name = "pick"]
    pub safe fn pick_there<'a>(kept: &'a c_int, other: &c_int) -> &'a c_int;
    /// Documented.
    #[cgo(errno(fail = usize::MAX as *mut c_void), blocking)]
    #[link_name = "map"]
    pub fn map_there(size: usize) -> io::Result<*mut c_void>;
    /// Documented.
    #[cgo(errno(always))]
    #[link_name = "free"]
    pub fn free_there(memory: *mut c_void) -> ((), cgocall::Errno);
    /// Documented.
    #[link_name = "exit"]
    pub safe fn exit_there(code: c_int) -> !;
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

fn main() {
    assert_ne!(cgocall::c_fn!(labs) as usize, 0);
}
