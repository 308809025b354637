use cgocall::cgo_import;
use std::ffi::c_int;

#[cgo_import]
unsafe extern "C" {
    #[cgo(fn_type(Abs))]
    safe fn abs(x: c_int) -> c_int;
    #[cgo(fn_type = ffi::Labs)]
    safe fn labs(x: i64) -> i64;
    #[cgo(fn_type =)]
    safe fn llabs(x: i64) -> i64;
}

fn main() {}
