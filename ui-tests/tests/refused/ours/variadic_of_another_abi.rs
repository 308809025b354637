use cgocall::cgo_import;
use std::ffi::{c_char, c_int};

#[cgo_import]
unsafe extern "system" {
    #[cgo(variadic)]
    fn printf(format: *const c_char, ...) -> c_int;
}

fn main() {
    unsafe { printf(c"%d".as_ptr(), (1,)) };
}
