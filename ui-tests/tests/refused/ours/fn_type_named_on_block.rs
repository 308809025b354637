use cgocall::cgo_import;
use std::ffi::c_int;

#[cgo_import(fn_type = Abs)]
unsafe extern "C" {
    safe fn abs(x: c_int) -> c_int;
    #[cgo(fn_type = Labs)]
    safe fn labs(x: i64) -> i64;
}

fn main() {
    let _: [Option<abs>; 0] = [];
    let _: [Option<Labs>; 0] = [];
}
