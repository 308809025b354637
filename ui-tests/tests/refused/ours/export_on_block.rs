use cgocall::cgo_export;

#[cgo_export]
unsafe extern "C" {
    safe fn abs(x: i32) -> i32;
}

fn main() {
    abs(1);
}
