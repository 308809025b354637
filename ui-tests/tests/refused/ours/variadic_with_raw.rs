use cgocall::cgo_import;
use std::ffi::{c_char, c_int};

#[cgo_import]
unsafe extern "C" {
    #[cgo(raw, variadic)]
    fn printf(format: *const c_char, ...) -> c_int;
}

#[cgo_import(raw)]
unsafe extern "C" {
    #[cgo(variadic)]
    fn fprintf(file: *mut u8, format: *const c_char, ...) -> c_int;
    #[cgo(blocking, variadic)]
    fn dprintf(fd: c_int, format: *const c_char, ...) -> c_int;
}

fn main() {
    unsafe { printf(c"%d".as_ptr(), 1 as c_int) };
    unsafe { dprintf(1, c"%d".as_ptr(), (1,)) };
}
