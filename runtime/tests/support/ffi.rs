//! The C fixtures, as this crate's users would declare them.

use std::io;

use cgocall::{Errno, cgo_import};

#[derive(Clone, Copy, Debug, PartialEq)]
#[repr(C)]
pub(crate) struct Record {
    pub(crate) a: i64,
    pub(crate) b: f64,
    pub(crate) c: i32,
    pub(crate) d: i32,
    pub(crate) e: f64,
}

#[derive(Clone, Copy, Debug, PartialEq)]
#[repr(C)]
pub(crate) struct Pair<A, B> {
    pub(crate) a: A,
    pub(crate) b: B,
}

#[derive(Clone, Copy)]
#[repr(C, packed)]
pub(crate) struct Odd {
    pub(crate) a: u8,
    pub(crate) b: u32,
}

#[derive(Clone, Copy)]
#[repr(C, align(32))]
pub(crate) struct Vector(pub(crate) [f64; 4]);

/// The functions of `values.c`, once for each policy.
macro_rules! values {
    ($($module:ident($($policy:ident)?);)*) => {
        $(pub(crate) mod $module {
            use super::*;

            #[cgo_import($($policy)?)]
            unsafe extern "C" {
                pub(crate) safe fn fixture_add(a: i32, b: i32) -> i32;
                pub(crate) safe fn fixture_mixed(a: i32, b: f64, c: i64, d: f32, e: u8, f: f64) -> f64;
                pub(crate) safe fn fixture_narrow(a: i8, b: u8, c: i16, d: u16, e: bool) -> i32;
                pub(crate) safe fn fixture_negate(a: i8) -> i8;
                pub(crate) safe fn fixture_not(a: bool) -> bool;
                pub(crate) safe fn fixture_half(a: f32) -> f32;
                pub(crate) safe fn fixture_spread(a: i64, b: i64, c: i32, d: i32, e: i64, f: i64) -> Record;
                pub(crate) safe fn fixture_eight(a: i64, b: i64, c: i64, d: i64, e: i64, f: i64, g: i64, h: i64) -> i64;
                pub(crate) safe fn fixture_twelve(
                    a: i8, b: i64, c: i16, d: i64, e: i32, f: i64, g: i8, h: i64, i: i16, j: i64, k: i32, l: i64,
                ) -> i64;
                pub(crate) safe fn fixture_twelve_doubles(
                    a: f64, b: f64, c: f64, d: f64, e: f64, f: f64, g: f64, h: f64, i: f64, j: f64, k: f64, l: f64,
                ) -> f64;
                pub(crate) safe fn fixture_twenty(
                    a: i64, b: f64, c: i64, d: f64, e: i64, f: f64, g: i64, h: f64, i: i64, j: f64,
                    k: i64, l: f64, m: i64, n: f64, o: i64, p: f64, q: i64, r: f64, s: i64, t: f64,
                ) -> f64;
                pub(crate) safe fn fixture_record(r: Record, by: i32) -> Record;
                pub(crate) safe fn fixture_three_records(a: Record, k: i32, b: Record, x: f64, c: Record) -> f64;
                pub(crate) safe fn fixture_integers(p: Pair<i64, i64>) -> Pair<i64, i64>;
                pub(crate) safe fn fixture_doubles(p: Pair<f64, f64>) -> Pair<f64, f64>;
                pub(crate) safe fn fixture_integer_first(p: Pair<i64, f64>) -> Pair<i64, f64>;
                pub(crate) safe fn fixture_double_first(p: Pair<f64, i64>) -> Pair<f64, i64>;
                pub(crate) safe fn fixture_late_pair(
                    a: i64, b: i64, c: i64, d: i64, e: i64, p: Pair<i64, i64>, last: i64,
                ) -> i64;
                pub(crate) safe fn fixture_odd(o: Odd, k: i32) -> u64;
                pub(crate) safe fn fixture_wide(a: i128, b: i128) -> i128;
                pub(crate) safe fn fixture_late_wide(a: i64, b: i64, c: i64, d: i64, e: i64, w: i128, last: i64) -> i128;
                pub(crate) safe fn fixture_holes(
                    a: i64, b: i128, c: i64, d: i128, e: i64, f: i128, g: i64, h: i128,
                    i: i64, j: i128, k: i64, l: i128, m: i64, n: i128, o: i64, p: i128,
                    q: i64, r: i128, s: i64, t: i128, u: i64, v: i128, w: i64, x: i128,
                ) -> i64;
                pub(crate) safe fn fixture_vector(v: Vector) -> f64;
                pub(crate) safe fn fixture_increment(p: &mut i64);
                pub(crate) safe fn fixture_larger<'a>(a: &'a i64, b: &'a i64) -> &'a i64;
                pub(crate) safe fn fixture_stack_address() -> usize;
                pub(crate) safe fn fixture_on_thread_stack() -> i32;
            }
        })*
    };
}

values! {
    default_policy();
    blocking(blocking);
    nocallback(nocallback);
    leaf(leaf);
    inline(inline);
}

#[cgo_import]
unsafe extern "C" {
    pub(crate) safe fn fixture_use_stack(bytes: usize) -> usize;
    pub(crate) safe fn fixture_recurse(frames: usize) -> usize;
    pub(crate) fn fixture_call(function: unsafe extern "C" fn(*mut ()), data: *mut ());
    pub(crate) fn fixture_call_deeper(function: unsafe extern "C" fn(*mut ()), data: *mut ());
    pub(crate) safe fn fixture_to_breakpoint();
    pub(crate) safe fn fixture_set_local(value: i32);
    pub(crate) safe fn fixture_local() -> i32;
    pub(crate) safe fn fixture_fp_control() -> u32;
    pub(crate) safe fn fixture_spoil_fp_control();

    #[cgo(errno)]
    pub(crate) safe fn fixture_fail(error: i32, microseconds: u32) -> io::Result<i32>;
    /// The same by a site of its own, which other tests do not teach that its calls block.
    #[cgo(errno)]
    #[link_name = "fixture_fail"]
    pub(crate) safe fn fixture_fail_seldom(error: i32, microseconds: u32) -> io::Result<i32>;
    #[cgo(errno, blocking)]
    #[link_name = "fixture_fail"]
    pub(crate) safe fn fixture_fail_blocking(error: i32, microseconds: u32) -> io::Result<i32>;
    #[cgo(errno(fail = 7))]
    #[link_name = "fixture_return"]
    pub(crate) safe fn fixture_fails_with_seven(value: i32, error: i32, microseconds: u32)
    -> io::Result<i32>;
    #[cgo(errno(always))]
    #[link_name = "fixture_return"]
    pub(crate) safe fn fixture_with_errno(value: i32, error: i32, microseconds: u32) -> (i32, Errno);
    #[cgo(errno(always))]
    #[link_name = "fixture_errno"]
    pub(crate) safe fn fixture_errno_found() -> (i32, Errno);
    #[cgo(errno)]
    pub(crate) safe fn fixture_null(error: i32) -> io::Result<*mut ()>;

    pub(crate) safe fn fixture_sleep(microseconds: u32);
    #[cgo(blocking)]
    #[link_name = "fixture_sleep"]
    pub(crate) safe fn fixture_sleep_blocking(microseconds: u32);
    #[cgo(leaf)]
    #[link_name = "fixture_read_after"]
    pub(crate) safe fn fixture_read_after_leaf(flag: &std::sync::atomic::AtomicI32, microseconds: u32)
    -> i32;
    pub(crate) safe fn fixture_wait(flag: &std::sync::atomic::AtomicI32);
    #[cgo(blocking)]
    #[link_name = "fixture_wait"]
    pub(crate) safe fn fixture_wait_blocking(flag: &std::sync::atomic::AtomicI32);
    pub(crate) safe fn fixture_meet(here: &std::sync::atomic::AtomicI32, flag: &std::sync::atomic::AtomicI32);
    pub(crate) safe fn fixture_count(
        counter: &std::sync::atomic::AtomicI64,
        flag: &std::sync::atomic::AtomicI32,
    );
    pub(crate) safe fn fixture_spin(rounds: u64) -> u64;

    pub(crate) safe fn gettid() -> i32;
    pub(crate) safe fn pthread_self() -> usize;
}
