use cgocall::cgo_import;
use std::ffi::{c_char, c_int};

#[cgo_import]
unsafe extern "C" {
    #[cgo(variadic)]
    fn printf(format: *const c_char, ...) -> c_int;
}

fn main() {
    let format = c"".as_ptr();
    unsafe {
        printf(format, 1);
        printf(format, (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17));
        printf(format);
        printf(format, 1, 2);
    }
}
