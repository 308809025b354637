//! Limits are numbers and constants, of blocks and of functions, by every policy.

#![deny(warnings)]

use cgocall::cgo_import;
use std::ffi::{c_char, c_int, c_long};
use std::io;

const FOUR: usize = 4;

#[cgo_import(limit = FOUR)]
unsafe extern "C" {
    safe fn abs(x: c_int) -> c_int;
    #[cgo(limit = 2 * FOUR)]
    safe fn labs(x: c_long) -> c_long;
    #[cgo(blocking, limit = size_of::<[u8; 3]>())]
    fn atoi(text: *const c_char) -> c_int;
    #[cgo(leaf, limit = 1_usize)]
    fn strlen(text: *const c_char) -> usize;
    #[cgo(inline, limit = none)]
    safe fn toupper(letter: c_int) -> c_int;
    #[cgo(errno)]
    safe fn close(fd: c_int) -> io::Result<c_int>;
    #[cgo(raw)]
    safe fn tolower(letter: c_int) -> c_int;
    #[link_name = "abs"]
    #[track_caller]
    safe fn located(x: c_int) -> c_int;
    #[cfg_attr(unix, cgo(limit = 3))]
    #[link_name = "abs"]
    safe fn conditional(x: c_int) -> c_int;
    #[cfg(not(unix))]
    safe fn nowhere();
}

// Blocks in one place have places of their own.
#[cgo_import(serialize)]
unsafe extern "C-unwind" {
    #[link_name = "abs"]
    safe fn alone(x: c_int) -> c_int;
    #[cgo(inline)]
    #[link_name = "abs"]
    safe fn alone_inline(x: c_int) -> c_int;
    #[cgo(limit = 2)]
    #[link_name = "abs"]
    safe fn in_pairs(x: c_int) -> c_int;
}

#[cgo_import(serialize)]
unsafe extern "C-unwind" {
    #[link_name = "abs"]
    safe fn alone_too(x: c_int) -> c_int;
    #[cfg(unix)]
    #[link_name = "abs"]
    safe fn here(x: c_int) -> c_int;
}

#[cgo_import(serialize)]
unsafe extern "C-unwind" {
    #[cfg(not(unix))]
    #[link_name = "abs"]
    safe fn here(x: c_int) -> c_int;
}

#[cgo_import(limit = 2)]
unsafe extern "C" {
    static environ: *const *const c_char;
}

macro_rules! blocks {
    ($($name:ident)*) => {
        $(#[cgo_import(serialize)]
        unsafe extern "C" {
            #[link_name = "abs"]
            safe fn $name(x: c_int) -> c_int;
        })*
    };
}
blocks!(first second);

fn calls() {
    #[cgo_import(serialize)]
    unsafe extern "C" {
        #[link_name = "abs"]
        safe fn nested(x: c_int) -> c_int;
    }
    let all = [abs, located, conditional, alone, alone_inline, in_pairs, alone_too, here, first, second, nested];
    assert!(all.iter().all(|f| f(-7) == 7));
    assert_eq!(labs(-8), 8);
    assert_eq!(unsafe { atoi(c"12".as_ptr()) }, 12);
    assert_eq!(unsafe { strlen(c"seven..".as_ptr()) }, 7);
    assert_eq!((toupper(97), tolower(65)), (65, 97));
    assert_eq!(close(-1).unwrap_err().raw_os_error(), Some(9));
    assert!(!unsafe { environ }.is_null());
    assert_eq!(cgocall::c_fn!(abs)(-9), 9);
}

fn main() {
    calls();
    cgocall::run(calls);
}
