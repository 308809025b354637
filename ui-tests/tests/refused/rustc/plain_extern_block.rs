use cgocall::cgo_import;

#[cgo_import]
extern "C" {
    fn abs(x: i32) -> i32;
}

fn main() {}
