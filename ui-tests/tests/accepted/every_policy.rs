//! Every policy gives the result of the C function, whoever calls it.

use cgocall::cgo_import;
use std::ffi::{c_char, c_int, c_long};

#[cgo_import]
unsafe extern "C" {
    safe fn abs(x: c_int) -> c_int;
    #[cgo(blocking)]
    safe fn labs(x: c_long) -> c_long;
    #[cgo(nocallback)]
    fn atoi(text: *const c_char) -> c_int;
    #[cgo(leaf)]
    fn strlen(text: *const c_char) -> usize;
    #[cgo(inline)]
    safe fn toupper(letter: c_int) -> c_int;
    #[cgo(raw)]
    fn snprintf(into: *mut c_char, size: usize, format: *const c_char, ...) -> c_int;
}

fn calls() {
    assert_eq!(abs(-7), 7);
    assert_eq!(labs(-8), 8);
    assert_eq!(unsafe { atoi(c"12".as_ptr()) }, 12);
    assert_eq!(unsafe { strlen(c"seven..".as_ptr()) }, 7);
    assert_eq!(toupper(c_int::from(b'a')), c_int::from(b'A'));
    let mut text = [0; 8];
    assert_eq!(unsafe { snprintf(text.as_mut_ptr(), text.len(), c"%d".as_ptr(), 12345 as c_int) }, 5);
}

fn main() {
    calls();
    cgocall::run(calls);
}
