//! A wrapper is a Rust function in all that can be done with one.

use std::ffi::{c_char, c_int};

mod ffi {
    use std::ffi::{c_char, c_int};

    #[cgocall::cgo_import]
    unsafe extern "C" {
        pub safe fn abs(x: c_int) -> c_int;
        #[cgo(leaf)]
        pub fn strlen(text: *const c_char) -> usize;
    }
}

mod facade {
    pub use super::ffi::*;
    pub use super::ffi::abs as magnitude;
}

fn applied(f: impl Fn(c_int) -> c_int + Send + Sync + 'static, value: c_int) -> c_int {
    f(value)
}

fn main() {
    let pointer: fn(c_int) -> c_int = ffi::abs;
    let unsafe_pointer: unsafe fn(*const c_char) -> usize = ffi::strlen;
    let table: [(&str, fn(c_int) -> c_int); 2] = [("abs", facade::abs), ("magnitude", facade::magnitude)];
    assert_eq!((pointer(-1), applied(ffi::abs, -2)), (1, 2));
    assert_eq!(unsafe { unsafe_pointer(c"four".as_ptr()) }, 4);
    assert_eq!(table.map(|(_, f)| f(-3)), [3, 3]);
    assert_eq!([-1, 2].map(ffi::abs), [1, 2]);
    assert_eq!(cgocall::c_fn!(facade::strlen) as *const () as usize, cgocall::c_fn!(ffi::strlen) as *const () as usize);
}
