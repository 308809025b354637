mod ffi {
    #[cgocall::cgo_import]
    unsafe extern "C" {
        safe fn abs(x: i32) -> i32;
    }
}

fn main() {
    ffi::abs(1);
    cgocall::c_fn!(ffi::abs)(1);
}
