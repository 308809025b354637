//! `C`, `C-unwind`, `system`, and none written.

#![allow(missing_abi)]

use cgocall::cgo_import;

mod ffi {
    use super::cgo_import;

    #[cgo_import]
    unsafe extern "C-unwind" {
        pub safe fn abs(x: i32) -> i32;
        #[cgo(raw)]
        pub safe fn ffs(x: i32) -> i32;
    }

    #[cgo_import]
    unsafe extern "system" {
        pub safe fn labs(x: i64) -> i64;
    }

    #[cgo_import]
    unsafe extern {
        pub unsafe fn toupper(x: i32) -> i32;
    }
}

fn main() {
    assert_eq!((ffi::abs(-1), ffi::labs(-2), ffi::ffs(4)), (1, 2, 3));
    assert_eq!(unsafe { ffi::toupper(97) }, 65);
    let abs: extern "C-unwind" fn(i32) -> i32 = cgocall::c_fn!(ffi::abs);
    let ffs: extern "C-unwind" fn(i32) -> i32 = cgocall::c_fn!(ffi::ffs);
    let labs: extern "system" fn(i64) -> i64 = cgocall::c_fn!(ffi::labs);
    let toupper: unsafe extern "C" fn(i32) -> i32 = cgocall::c_fn!(ffi::toupper);
    assert_eq!((abs(-1), labs(-2), ffs(4), unsafe { toupper(97) }), (1, 2, 3, 65));
}
