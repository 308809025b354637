//! A variadic function takes one tuple in the place of `...`, under every policy that wraps.

#![allow(clashing_extern_declarations)] // one function under several types

use cgocall::{Errno, c_fn, cgo_import};
use std::ffi::{CStr, c_char, c_double, c_int, c_long, c_uint, c_void};
use std::{io, ptr};

mod ffi {
    use super::*;

    #[cgo_import]
    unsafe extern "C" {
        #[cgo(variadic)]
        pub fn snprintf(buffer: *mut c_char, size: usize, format: *const c_char, ...) -> c_int;
        #[cgo(variadic, leaf)]
        pub fn sscanf(text: *const c_char, format: *const c_char, further: ...) -> c_int;
        #[cgo(variadic, errno, blocking)]
        pub fn open(path: *const c_char, flags: c_int, ...) -> io::Result<c_int>;
        #[cgo(variadic, errno(always), nocallback, trusted)]
        pub safe fn fcntl(_: c_int, command: c_int, ...) -> (c_int, Errno);
        #[cgo(variadic)]
        #[cgo(inline)]
        #[link_name = "snprintf"]
        pub fn print<'a>(buffer: *mut c_char, size: usize, format: &'a c_char, ...) -> c_int;
        #[cgo(variadic)]
        #[link_name = "snprintf"]
        pub fn print_elsewhere<'a>(buffer: &'a mut [c_char; 64], size: usize, format: &'a c_char, ...) -> c_int;
        #[cgo(variadic)]
        #[allow(dead_code)]
        fn errx(status: c_int, format: *const c_char, ...) -> !;
        #[cgo(variadic)]
        #[link_name = "printf"]
        pub fn r#match(arguments: *const c_char, ...) -> c_int;
    }

    #[cgo_import(raw)]
    unsafe extern "C-unwind" {
        pub fn fprintf(file: *mut c_void, format: *const c_char, ...) -> c_int;
    }

    // A function of the program's own, with types whose names an expansion might want for itself.
    #[repr(C)]
    pub struct A {
        pub number: c_int,
    }

    #[cgo_import(inline)]
    unsafe extern "C-unwind" {
        #[cgo(variadic)]
        #[link_name = "snprintf"]
        pub fn of_a_struct(buffer: *mut A, size: usize, format: *const c_char, ...) -> c_int;
        #[cgo(variadic, leaf)]
        #[link_name = "snprintf"]
        pub fn of_a_struct_elsewhere(buffer: *mut A, size: usize, format: *const c_char, ...) -> c_int;
    }
}

extern "C" fn not_called(_: *mut c_void, _: c_uint) {}

fn calls() {
    let mut buffer = [0 as c_char; 64];
    let text = |buffer: &[c_char; 64]| unsafe { CStr::from_ptr(buffer.as_ptr()).to_owned() };
    let (start, size) = (buffer.as_mut_ptr(), buffer.len());
    unsafe {
        assert_eq!(ffi::snprintf(start, size, c"plain".as_ptr(), ()), 5);
        // Literals are what C makes of them.
        ffi::snprintf(start, size, c"%d %.1f".as_ptr(), (1, 2.5));
        assert_eq!(text(&buffer), *c"1 2.5");
        ffi::snprintf(start, size, c"%d %u %ld %.1f %s".as_ptr(), (
            -1 as c_int, 2 as c_uint, -3 as c_long, 4.5 as c_double, c"six".as_ptr(),
        ));
        assert_eq!(text(&buffer), *c"-1 2 -3 4.5 six");
        let f: extern "C" fn(*mut c_void, c_uint) = not_called;
        let all = ffi::snprintf(start, 0, c"%zu %zd %p %p %p %p".as_ptr(), (
            7usize, -8isize, ptr::null::<ffi::A>(), &raw const size, f, None::<unsafe extern "C" fn()>,
        ));
        assert!(all > 0);
        let sixteen = (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16);
        assert_eq!(ffi::snprintf(start, size, c"%d%d%d%d%d%d%d%d%d%d%d%d%d%d%d%d".as_ptr(), sixteen), 23);
        assert_eq!(ffi::print(start, size, &*c"%d".as_ptr(), (3,)), 1);
        assert_eq!(ffi::print_elsewhere(&mut buffer, size, &*c"%d".as_ptr(), (-3,)), 2);
        assert_eq!(ffi::r#match(c"".as_ptr(), (1,)), 0);
        let (mut number, mut fraction): (c_int, c_double) = (0, 0.0);
        assert_eq!(ffi::sscanf(c"12 0.5".as_ptr(), c"%d %lf".as_ptr(), (&raw mut number, &raw mut fraction)), 2);
        assert_eq!((number, fraction), (12, 0.5));
        let missing = ffi::open(c"/no/such/file".as_ptr(), 0, ());
        assert_eq!(missing.unwrap_err().kind(), io::ErrorKind::NotFound);
    }
    assert_eq!(ffi::fcntl(-1, 1, ()), (-1, Errno(9)));
    let mut a = ffi::A { number: 0 };
    unsafe {
        ffi::of_a_struct(&raw mut a, 4, c"%s".as_ptr(), (c"ab".as_ptr(),));
        assert_eq!(a.number, c_int::from_le_bytes(*b"ab\0\0"));
        ffi::of_a_struct_elsewhere(&raw mut a, 4, c"%s".as_ptr(), (c"cd".as_ptr(),));
        assert_eq!(a.number, c_int::from_le_bytes(*b"cd\0\0"));
    }
    // The C function itself is as variadic as ever.
    let snprintf: unsafe extern "C" fn(*mut c_char, usize, *const c_char, ...) -> c_int = c_fn!(ffi::snprintf, ...);
    assert_eq!(unsafe { snprintf(start, size, c"%d".as_ptr(), 5 as c_int) }, 1);
    let _: unsafe extern "C-unwind" fn(*mut c_void, *const c_char, ...) -> c_int = ffi::fprintf;
}

/// The tuple may come from elsewhere.
fn formatted(arguments: impl cgocall::variadic::Arguments) -> c_int {
    unsafe { ffi::snprintf(ptr::null_mut(), 0, c"%d %d".as_ptr(), arguments) }
}

fn main() {
    calls();
    cgocall::run(calls);
    assert_eq!(formatted((10, 20)), 5);
}
