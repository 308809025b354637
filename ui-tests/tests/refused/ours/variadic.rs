use cgocall::cgo_import;
use std::ffi::{c_char, c_int};

#[cgo_import]
unsafe extern "C" {
    fn printf(format: *const c_char, ...) -> c_int;
}

fn main() {
    // The declaration is there all the same: one mistake is one error.
    unsafe { printf(c"%d".as_ptr(), 1 as c_int) };
}
