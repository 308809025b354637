use cgocall::{Errno, c_fn, cgo_import};
use std::io;

#[cgo_import]
unsafe extern "C" {
    #[cgo(errno(sometimes))]
    safe fn close(fd: i32) -> io::Result<i32>;
    #[cgo(errno = -1)]
    safe fn dup(fd: i32) -> io::Result<i32>;
    #[cgo(errno(fail))]
    safe fn pause() -> io::Result<i32>;
    #[cgo(errno(alwyas))]
    safe fn isatty(fd: i32) -> (i32, Errno);
}

fn main() -> io::Result<()> {
    // The functions are there all the same, and their pointers.
    let copy = dup(pause()?)?;
    close(copy).and(c_fn!(close)(isatty(copy).0))?;
    Ok(())
}
