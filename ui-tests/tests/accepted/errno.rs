//! errno comes as the declaration says, under every policy that wraps.

use cgocall::{Errno, cgo_import};
use std::ffi::{c_char, c_int, c_long, c_void};
use std::{io, ptr};

const EBADF: i32 = 9;
const EINVAL: i32 = 22;
const ERANGE: i32 = 34;
const PRIVATE_AND_ANONYMOUS: c_int = 0x22;

#[cgo_import]
unsafe extern "C" {
    #[cgo(errno)]
    safe fn close(fd: c_int) -> io::Result<c_int>;
    #[cgo(errno, leaf)]
    safe fn dup(fd: c_int) -> Result<c_int, io::Error>;
    #[cgo(errno)]
    #[cgo(inline)]
    fn opendir(path: *const c_char) -> io::Result<*mut c_void>;
    #[cgo(blocking, errno(fail = usize::MAX as *mut c_void))]
    fn mmap(at: *mut c_void, size: usize, access: c_int, kind: c_int, fd: c_int, from: i64) -> io::Result<*mut c_void>;
    #[cgo(errno(always))]
    fn strtol(text: *const c_char, end: *mut *mut c_char, base: c_int) -> (c_long, Errno);
    #[cgo(errno(always), nocallback)]
    fn free(memory: *mut c_void) -> ((), Errno);
}

fn calls() {
    assert_eq!(close(-1).unwrap_err().raw_os_error(), Some(EBADF));
    assert_eq!(dup(-1).unwrap_err().raw_os_error(), Some(EBADF));
    let copy = dup(1).expect("standard output can be duplicated");
    assert_eq!(close(copy).expect("a descriptor can be closed"), 0);
    let missing = unsafe { opendir(c"/no/such/folder".as_ptr()) };
    assert_eq!(missing.unwrap_err().kind(), io::ErrorKind::NotFound);
    let mapped = unsafe { mmap(ptr::null_mut(), 0, 0, PRIVATE_AND_ANONYMOUS, -1, 0) };
    assert_eq!(mapped.unwrap_err().raw_os_error(), Some(EINVAL));
    let _ = close(-1);
    let parse = |text: &std::ffi::CStr| unsafe { strtol(text.as_ptr(), ptr::null_mut(), 10) };
    assert_eq!(parse(c"12"), (12, Errno(0)), "an errno left by an earlier call is not seen");
    assert_eq!(parse(c"99999999999999999999"), (c_long::MAX, Errno(ERANGE)));
    assert_eq!(unsafe { free(ptr::null_mut()) }, ((), Errno(0)));
}

fn main() {
    calls();
    cgocall::run(calls);
}
