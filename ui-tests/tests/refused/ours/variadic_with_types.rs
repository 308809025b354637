use cgocall::cgo_import;
use std::ffi::{c_char, c_int};

#[cgo_import]
unsafe extern "C" {
    #[cgo(variadic(c_int))]
    fn printf(format: *const c_char, ...) -> c_int;
}

fn main() {}
