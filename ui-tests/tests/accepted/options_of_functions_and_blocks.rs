//! What a function says overrides what its block says, and what it does not say is its block's.

use cgocall::{Errno, cgo_import};
use std::io;

#[cgo_import(blocking, errno)]
unsafe extern "C" {
    safe fn close(fd: i32) -> io::Result<i32>;
    #[cgo(leaf)]
    #[link_name = "close"]
    safe fn close_quickly(fd: i32) -> io::Result<i32>;
    #[cgo(errno(always))]
    #[link_name = "close"]
    safe fn close_always(fd: i32) -> (i32, Errno);
    #[cgo(errno(fail = 0))]
    safe fn isatty(fd: i32) -> io::Result<i32>;
    #[cgo(raw)]
    safe fn abs(x: i32) -> i32;
}

#[cgo_import(errno(always), inline,)]
unsafe extern "C" {
    safe fn dup(fd: i32) -> (i32, Errno);
    #[cgo(nocallback,)]
    #[cgo(errno)]
    #[link_name = "dup"]
    safe fn dup_result(fd: i32) -> io::Result<i32>;
}

fn main() {
    let code = |error: io::Error| error.raw_os_error();
    assert_eq!(close(-1).map_err(code), Err(Some(9)));
    assert_eq!(close_quickly(-1).map_err(code), Err(Some(9)));
    assert_eq!(close_always(-1), (-1, Errno(9)));
    assert!(isatty(-1).is_err());
    assert_eq!(abs(-1), 1);
    assert_eq!(dup(-1), (-1, Errno(9)));
    assert_eq!(dup_result(-1).map_err(code), Err(Some(9)));
}
