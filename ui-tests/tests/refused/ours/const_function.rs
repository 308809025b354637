use cgocall::cgo_import;

#[cgo_import]
unsafe extern "C" {
    const fn abs(x: i32) -> i32;
}

fn main() {}
