use cgocall::{c_fn, cgo_import};
use std::ffi::{c_char, c_int};

#[cgo_import]
unsafe extern "C" {
    #[cgo(rwa)]
    fn printf(format: *const c_char, ...) -> c_int;
    #[cgo(row)]
    fn setjmp(buffer: *mut [u64; 32]) -> c_int;
}

fn main() {
    // What would be wrong about a wrapper is not said: neither was to be wrapped.
    unsafe { printf(c"%d".as_ptr(), c_fn!(setjmp)(&mut [0; 32])) };
}
