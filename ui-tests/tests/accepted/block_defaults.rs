//! Options of the block hold for the functions that say nothing else.

use cgocall::cgo_import;
use std::ffi::{c_char, c_int};
use std::io;

#[cgo_import(leaf)]
unsafe extern "C" {
    fn strlen(text: *const c_char) -> usize;
    #[cgo(blocking)]
    safe fn abs(x: c_int) -> c_int;
    #[cgo(raw)]
    safe fn toupper(letter: c_int) -> c_int;
}

#[cgo_import(nocallback, errno)]
unsafe extern "C" {
    safe fn close(fd: c_int) -> io::Result<c_int>;
    #[cgo(raw)]
    safe fn tolower(letter: c_int) -> c_int;
}

fn main() {
    assert_eq!(unsafe { strlen(c"four".as_ptr()) }, 4);
    assert_eq!(abs(-1), 1);
    assert_eq!(toupper(97), 65);
    assert_eq!(close(-1).unwrap_err().raw_os_error(), Some(9));
    assert_eq!(tolower(65), 97);
}
