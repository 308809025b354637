//! Documentation in all its forms, under the lint that asks for it.

#![deny(missing_docs, rustdoc::all, unused_doc_comments)]

/// Functions of C.
pub mod ffi {
    #[cgocall::cgo_import]
    unsafe extern "C" {
        #![allow(clippy::missing_safety_doc)]

        /// One line.
        pub safe fn abs(x: i32) -> i32;
        /** A block,
        of two lines. */
        pub safe fn labs(x: i64) -> i64;
        #[doc = "An attribute."]
        #[doc(alias = "upper")]
        #[cgo(leaf)]
        pub safe fn toupper(letter: i32) -> i32;
        #[cfg_attr(all(), doc = "Under a condition.")]
        pub safe fn tolower(letter: i32) -> i32;
        #[doc(hidden)]
        pub safe fn isalpha(letter: i32) -> i32;
        /// Raw.
        #[cgo(raw)]
        pub safe fn isdigit(letter: i32) -> i32;
        /// A static.
        pub static environ: *const *const u8;
    }
}

/// Outside.
#[cgocall::cgo_export]
pub extern "C" fn documented(x: i32) -> i32 {
    //! Inside.
    x
}

fn main() {
    assert_eq!((ffi::abs(-1), ffi::labs(-2), ffi::toupper(97), ffi::tolower(65)), (1, 2, 65, 97));
    assert_eq!((ffi::isalpha(0), ffi::isdigit(0), documented(1)), (0, 0, 1));
}
