use cgocall::cgo_import;
use std::ffi::{c_char, c_int};

#[cgo_import(variadic)]
unsafe extern "C" {
    fn puts(text: *const c_char) -> c_int;
}

fn main() {}
