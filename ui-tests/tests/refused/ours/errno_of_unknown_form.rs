use cgocall::cgo_import;
use std::io;

#[cgo_import]
unsafe extern "C" {
    #[cgo(errno(sometimes))]
    fn close(fd: i32) -> io::Result<i32>;
    #[cgo(errno = -1)]
    fn dup(fd: i32) -> io::Result<i32>;
    #[cgo(errno(fail))]
    fn pause() -> io::Result<i32>;
}

fn main() {}
