use cgocall::cgo_import;
use std::io;

#[cgo_import]
unsafe extern "C" {
    #[cgo(leaf, leaf)]
    fn add(a: i32, b: i32) -> i32;
    #[cgo(errno)]
    #[cgo(errno(fail = 0))]
    fn sub(a: i32, b: i32) -> io::Result<i32>;
}

fn main() {}
