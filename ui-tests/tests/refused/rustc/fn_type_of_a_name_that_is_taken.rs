use cgocall::cgo_import;
use std::ffi::{c_char, c_int};

#[repr(C)]
#[allow(non_camel_case_types)]
struct stat {
    _private: [u8; 0],
}

#[cgo_import(fn_type)]
unsafe extern "C" {
    fn stat(path: *const c_char, found: *mut stat) -> c_int;
}

fn main() {}
