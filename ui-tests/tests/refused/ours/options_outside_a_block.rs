use cgocall::cgo;

#[cgo(leaf)]
fn add(a: i32, b: i32) -> i32 {
    a + b
}

unsafe extern "C" {
    #[cgo(leaf)]
    fn abs(x: i32) -> i32;
}

fn main() {
    add(1, 2);
    unsafe { abs(1) };
}
