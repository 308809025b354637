use cgocall::cgo_import;
use std::io;

#[cgo_import]
unsafe extern "C" {
    #[cgo(errno(always))]
    fn abs(x: i32) -> (i32, i32);
    #[cgo(errno)]
    fn close(fd: i32) -> Result<i32, String>;
    #[cgo(errno(fail = "none"))]
    fn dup(fd: i32) -> io::Result<i32>;
}

fn main() {}
