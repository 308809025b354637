use cgocall::cgo_import;
use std::ffi::{c_char, c_int};

#[cgo_import]
unsafe extern "C" {
    #[cgo(variadic, errno)]
    fn open(mut path: *const c_char, flags: c_int, #[cfg(unix)] ...) -> c_int;
}

fn main() {
    // The function takes its tuple all the same: a mistake is reported once.
    unsafe { open(c"".as_ptr(), 0, (1,)) };
}
