//! `C`, `C-unwind`, `system`, `system-unwind`, and none written, safe and unsafe.

#![allow(missing_abi)]

use cgocall::cgo_export;

#[cgo_export]
extern "C-unwind" fn unwinding(x: i32) -> i32 {
    x + 1
}

#[cgo_export]
unsafe extern "system" fn system(x: i32) -> i32 {
    x + 2
}

#[cgo_export]
extern "system-unwind" fn unwinding_system(x: i32) -> i32 {
    x + 3
}

#[cgo_export]
unsafe extern fn unwritten(x: i32) -> i32 {
    x + 4
}

fn main() {
    let unwinding: extern "C-unwind" fn(i32) -> i32 = unwinding;
    let system: unsafe extern "system" fn(i32) -> i32 = system;
    let unwinding_system: extern "system-unwind" fn(i32) -> i32 = unwinding_system;
    let unwritten: unsafe extern "C" fn(i32) -> i32 = unwritten;
    assert_eq!((unwinding(0), unwinding_system(0)), (1, 3));
    assert_eq!(unsafe { (system(0), unwritten(0)) }, (2, 4));
}
