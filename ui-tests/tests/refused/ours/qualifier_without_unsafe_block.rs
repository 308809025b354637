use cgocall::cgo_import;

#[cgo_import]
extern "C" {
    safe fn abs(x: i32) -> i32;
    unsafe fn free(p: *mut u8);
}

fn main() {}
