//! Calls on one thread, whoever makes them; on the main thread, which is in `run` here; and on the caller's again.

use cgocall::{Errno, cgo_import};
use std::ffi::{CStr, c_char, c_int, c_ulong};
use std::io;

#[cgo_import(thread = "library", blocking)]
unsafe extern "C" {
    safe fn gettid() -> c_int;
    #[cgo(leaf)]
    safe fn pthread_self() -> c_ulong;
    #[cgo(inline)]
    safe fn labs(x: std::ffi::c_long) -> std::ffi::c_long;
    #[cgo(thread = main)]
    #[link_name = "gettid"]
    safe fn gettid_of_main() -> c_int;
    #[cgo(thread = any, nocallback)]
    #[link_name = "gettid"]
    safe fn gettid_here() -> c_int;
    #[cgo(errno)]
    safe fn close(fd: c_int) -> io::Result<c_int>;
    #[cgo(errno(fail = c_int::MIN))]
    safe fn abs(x: c_int) -> io::Result<c_int>;
    #[cgo(errno(always))]
    fn strlen(text: *const c_char) -> (usize, Errno);
    #[link_name = "strchr"]
    fn find<'a>(text: &'a c_char, _: c_int) -> Option<&'a c_char>;
    #[cgo(variadic)]
    fn snprintf(into: *mut c_char, size: usize, format: *const c_char, ...) -> c_int;
    #[cgo(raw)]
    safe fn toupper(letter: c_int) -> c_int;
    #[allow(dead_code)]
    safe fn exit(code: c_int) -> !;
}

#[cgo_import(thread = main)]
unsafe extern "C-unwind" {
    #[link_name = "gettid"]
    safe fn gettid_of_main_unwinding() -> c_int;
    #[cgo(inline)]
    #[link_name = "gettid"]
    safe fn gettid_of_main_inline() -> c_int;
    #[cgo(variadic, inline)]
    #[link_name = "snprintf"]
    fn snprintf_of_main(into: *mut c_char, size: usize, format: *const c_char, ...) -> c_int;
}

fn calls() {
    let (library, here, main) = (gettid(), gettid_here(), std::process::id() as c_int);
    assert!(library != here && library != main);
    assert_eq!((gettid_of_main(), gettid_of_main_unwinding(), gettid_of_main_inline()), (main, main, main));
    assert_ne!(pthread_self(), 0);
    assert_eq!((labs(-3), toupper(97)), (3, 65));
    assert_eq!(close(-1).unwrap_err().raw_os_error(), Some(9));
    assert_eq!(abs(-5).unwrap(), 5);
    assert_eq!(unsafe { strlen(c"four".as_ptr()) }, (4, Errno(0)));
    for print in [true, false] {
        let mut text = [0; 32];
        let (into, size, format) = (text.as_mut_ptr(), text.len(), c"%d %.1f %s".as_ptr());
        let rest = (7 as c_int, 2.5, c"eight".as_ptr());
        let written = unsafe {
            if print { snprintf(into, size, format, rest) } else { snprintf_of_main(into, size, format, rest) }
        };
        assert_eq!((written, unsafe { CStr::from_ptr(into) }), (11, c"7 2.5 eight"));
    }
    let text = c"key=value";
    let found = unsafe { find(&*text.as_ptr(), c_int::from(b'=')) }.unwrap();
    assert_eq!(unsafe { CStr::from_ptr(found) }, c"=value");
}

#[cgocall::main]
fn main() {
    calls();
    std::thread::spawn(calls).join().unwrap();
}
