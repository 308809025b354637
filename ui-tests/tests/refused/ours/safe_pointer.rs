use cgocall::cgo_import;
use std::ffi::{c_char, c_void};

#[cgo_import]
unsafe extern "C" {
    safe fn strlen(text: *const c_char) -> usize;
    safe fn fill(to: *mut c_void, from: &u8);
}

fn main() {
    strlen(c"four".as_ptr());
    fill(std::ptr::null_mut(), &1);
}
