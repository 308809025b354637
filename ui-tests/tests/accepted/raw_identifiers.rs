//! `r#` is Rust's: the C symbol is without it.

use cgocall::{cgo_export, cgo_import};

#[cgo_export]
#[unsafe(no_mangle)]
extern "C" fn r#match(r#type: i32, frame: i32) -> i32 {
    r#type + frame
}

mod ffi {
    use super::cgo_import;

    #[cgo_import]
    unsafe extern "C" {
        pub safe fn r#match(r#type: i32, frame: i32) -> i32;
        #[link_name = "match"]
        pub safe fn r#loop(r#type: i32, _: i32) -> i32;
    }
}

fn main() {
    assert_eq!(ffi::r#match(1, 2), 3);
    assert_eq!(ffi::r#loop(3, 4), 7);
    assert_eq!(cgocall::c_fn!(ffi::r#loop)(5, 6), 11);
}
