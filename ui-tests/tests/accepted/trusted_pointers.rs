//! A `safe fn` may take raw pointers that C never follows, and needs no `trusted` for other pointers.

use cgocall::{cgo_export, cgo_import};
use std::ffi::{c_int, c_void};

#[cgo_export]
#[unsafe(no_mangle)]
extern "C" fn is_same(a: *const c_void, b: *const c_void) -> bool {
    std::ptr::eq(a, b)
}

#[cgo_export]
#[unsafe(no_mangle)]
extern "C" fn twice(f: extern "C" fn(c_int) -> c_int, value: Option<&c_int>) -> c_int {
    f(f(value.copied().unwrap_or(1)))
}

mod ffi {
    use super::*;

    #[cgo_import]
    unsafe extern "C" {
        #[cgo(trusted, leaf)]
        pub safe fn is_same(a: *const c_void, b: *const c_void) -> bool;
        pub safe fn twice(f: extern "C" fn(c_int) -> c_int, value: Option<&c_int>) -> c_int;
    }
}

#[cgo_export]
extern "C" fn doubled(value: c_int) -> c_int {
    value * 2
}

fn main() {
    let value = 3;
    assert!(ffi::is_same((&raw const value).cast(), (&raw const value).cast()));
    assert_eq!((ffi::twice(doubled, Some(&value)), ffi::twice(doubled, None)), (12, 4));
}
