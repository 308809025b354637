use cgocall::cgo_import;

#[cgo_import]
unsafe extern "C" {
    fn abs(x: i32) -> i32;
}

fn main() {
    abs(1);
}
