//! A wrapper without documentation is undocumented, whatever the attribute knows about it.
#![deny(missing_docs)]

/// C.
pub mod ffi {
    #[cgocall::cgo_import(leaf)]
    unsafe extern "C" {
        /// The magnitude.
        pub safe fn abs(x: i32) -> i32;
        #[doc(alias = "magnitude")]
        pub safe fn labs(x: i64) -> i64;
    }
}

/// An export.
pub mod exports {
    #[cgocall::cgo_export]
    pub extern "C" fn on_row() {}
}

fn main() {}
