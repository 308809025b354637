use cgocall::cgo_export;

#[cgo_export]
pub unsafe extern "C" fn report(format: *const u8, arguments: ...) -> i32 {
    1
}

fn main() {
    unsafe { report(std::ptr::null(), 1, 2.0) };
}
