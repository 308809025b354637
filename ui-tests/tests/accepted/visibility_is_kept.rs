//! Each function has the visibility that it was written with, and so has its pointer.

mod outer {
    pub mod inner {
        use cgocall::cgo_import;

        #[cgo_import]
        unsafe extern "C" {
            pub safe fn abs(x: i32) -> i32;
            pub(in crate::outer) safe fn labs(x: i64) -> i64;
            pub(crate) safe fn toupper(x: i32) -> i32;
            safe fn tolower(x: i32) -> i32;
        }

        #[cgocall::cgo_export]
        pub(in crate::outer) extern "C" fn seven() -> i32 {
            7
        }

        #[cgocall::cgo_export]
        pub extern "C" fn eight() -> i32 {
            seven() + 1
        }

        pub fn lower(x: i32) -> i32 {
            tolower(x)
        }
    }

    pub fn fifteen() -> i32 {
        inner::seven() + inner::eight()
    }

    pub fn long(x: i64) -> i64 {
        inner::labs(x) + cgocall::c_fn!(inner::labs)(x)
    }
}

use outer::inner::*;

fn main() {
    assert_eq!((abs(-1), outer::long(-2), toupper(97), lower(65)), (1, 4, 65, 97));
    assert_eq!((eight(), outer::fifteen()), (8, 15));
    assert_eq!(cgocall::c_fn!(abs)(-3) + cgocall::c_fn!(outer::inner::toupper)(97), 68);
}
