use cgocall::cgo_import;
use std::io;

#[cgo_import]
unsafe extern "C" {
    #[cgo(errno(fail = "never"))]
    safe fn close(fd: i32) -> io::Result<i32>;
    #[cgo(errno(fail = NO_SUCH_CONSTANT))]
    safe fn dup(fd: i32) -> io::Result<i32>;
}

fn main() {}
