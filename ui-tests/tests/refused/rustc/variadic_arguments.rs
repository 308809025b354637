//! What C promotes, and what it cannot be passed at all.

use cgocall::cgo_import;
use std::ffi::{CString, c_char, c_int};

#[cgo_import]
unsafe extern "C" {
    #[cgo(variadic)]
    fn printf(format: *const c_char, ...) -> c_int;
}

struct Point {
    _x: c_int,
}

extern "C" fn on_signal(_: c_int) {}

fn main() {
    let format = c"".as_ptr();
    let text = CString::default();
    unsafe {
        printf(format, (1u8,));
        printf(format, (1, -1i16, 2.5f32));
        printf(format, (true, 'x'));
        printf(format, (c"text",));
        printf(format, ("text", text));
        printf(format, (&1, Point { _x: 1 }));
        printf(format, (on_signal,));
        printf(format, (1i128,));
    }
}
