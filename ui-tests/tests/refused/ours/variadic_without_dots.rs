use cgocall::cgo_import;
use std::ffi::c_int;

#[cgo_import]
unsafe extern "C" {
    #[cgo(variadic)]
    safe fn abs(x: c_int) -> c_int;
}

fn main() {
    abs(-1);
}
