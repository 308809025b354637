//! `c_fn!` gives the C function, with the type of its declaration.

#![deny(dead_code)]

use cgocall::{c_fn, cgo_import};
use std::ffi::{c_char, c_int, c_void};
use std::io;

type Compare = unsafe extern "C" fn(*const c_void, *const c_void) -> c_int;

#[unsafe(no_mangle)]
unsafe extern "C" fn by_value(a: *const c_void, b: *const c_void) -> c_int {
    unsafe { *a.cast::<c_int>() - *b.cast::<c_int>() }
}

mod ffi {
    use super::*;

    #[cgo_import]
    unsafe extern "C" {
        #[link_name = "by_value"]
        pub fn compare(a: *const c_void, b: *const c_void) -> c_int;
        pub fn qsort(base: *mut c_void, count: usize, size: usize, compare: Option<Compare>);
        #[cgo(errno, leaf)]
        pub safe fn close(fd: c_int) -> io::Result<c_int>;
        #[cgo(raw)]
        pub fn printf(format: *const c_char, ...) -> c_int;
    }
}

const COMPARE: Compare = c_fn!(ffi::compare);

fn main() {
    let mut numbers: [c_int; 4] = [3, 1, 2, 0];
    unsafe { ffi::qsort(numbers.as_mut_ptr().cast(), 4, size_of::<c_int>(), Some(COMPARE)) };
    assert_eq!(numbers, [0, 1, 2, 3]);
    let close: extern "C" fn(c_int) -> c_int = c_fn!(ffi::close);
    assert_eq!(close(-1), -1);
    let printf: unsafe extern "C" fn(*const c_char, ...) -> c_int = c_fn!(ffi::printf);
    assert_eq!(unsafe { printf(c"".as_ptr()) }, 0);
    assert_eq!(ffi::close(-1).unwrap_err().raw_os_error(), Some(9));
}
