//! Whoever is wrong about a call is led to the declaration.
use cgocall::{cgo_export, cgo_import};

#[cgo_import]
unsafe extern "C" {
    safe fn abs(x: i32) -> i32;
    fn strlen(text: *const i8) -> usize;
}

#[cgo_export]
extern "C" fn on_row(count: i32) -> i32 {
    count
}

fn main() {
    abs("one");
    abs(1, 2);
    let _: i64 = abs(1);
    unsafe { strlen() };
    on_row();
}
