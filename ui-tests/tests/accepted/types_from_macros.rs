//! A `$t:ty` arrives in an invisible group: wherever a type is looked into, what it stands for is found.

use std::ffi::{c_char, c_int, c_long, c_void};
use std::io;

macro_rules! import {
    ($pointer:ty, $unit:ty, $result:ty, $pair:ty, $optional:ty) => {
        #[cgocall::cgo_import]
        unsafe extern "C" {
            fn strlen(text: $pointer) -> usize;
            safe fn srand(seed: u32) -> $unit;
            #[cgo(errno)]
            fn rmdir(path: $pointer) -> $result;
            #[cgo(errno(always))]
            fn strtol(text: $pointer, end: *mut *mut c_char, base: c_int) -> $pair;
            fn qsort(base: *mut c_void, count: usize, size: usize, compare: $optional) -> $unit;
        }
    };
}

import!(
    *const c_char,
    (),
    io::Result<c_int>,
    (c_long, cgocall::Errno),
    Option<unsafe extern "C" fn(*const c_void, *const c_void) -> c_int>
);

macro_rules! export {
    ($name:ident, $pointer:ty, $reference:ty, $unit:ty) => {
        #[cgocall::cgo_export(on_panic = return)]
        unsafe extern "C" fn $name(pointer: $pointer, reference: $reference) -> $unit {
            assert_eq!(unsafe { *pointer }, *reference);
        }
    };
}

export!(compare, *const c_int, &c_int, ());

fn main() {
    assert_eq!(unsafe { strlen(c"four".as_ptr()) }, 4);
    srand(1);
    assert!(unsafe { rmdir(c"/no/such/folder".as_ptr()) }.is_err());
    assert_eq!(unsafe { strtol(c"12".as_ptr(), std::ptr::null_mut(), 10) }, (12, cgocall::Errno(0)));
    unsafe { qsort([0].as_mut_ptr().cast::<c_void>(), 1, 4, Some(unreachable)) };
    unsafe { compare(&1, &1) };
}

#[cgocall::cgo_export]
unsafe extern "C" fn unreachable(_: *const c_void, _: *const c_void) -> c_int {
    unreachable!("one number needs no comparison")
}
