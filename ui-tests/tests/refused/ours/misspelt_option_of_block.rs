use cgocall::{c_fn, cgo_import};
use std::ffi::{c_char, c_int};
use std::io;

#[cgo_import(errrno, crate = "cgocall")]
unsafe extern "C" {
    safe fn close(fd: c_int) -> io::Result<c_int>;
    #[cgo(leaf)]
    fn strlen(text: *const c_char) -> usize;
}

fn main() {
    // What the block was to say is not missed anywhere.
    close(1).unwrap();
    unsafe { c_fn!(strlen)(c"four".as_ptr()) };
}
