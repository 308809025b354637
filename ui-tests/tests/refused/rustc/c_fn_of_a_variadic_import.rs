//! A function that takes a tuple of any type is written with its dots: `c_fn!(printf, ...)`.

use cgocall::{c_fn, cgo_import};
use std::ffi::{c_char, c_int};

#[cgo_import]
unsafe extern "C" {
    #[cgo(variadic)]
    fn printf(format: *const c_char, ...) -> c_int;
}

fn main() {
    let _ = c_fn!(printf);
}
