//! A facade with names of its own, and a macro that imports on behalf of whoever calls it.

pub use cgocall as goroutines;
pub use cgocall::{cgo_export as export, cgo_import as import, main, test};

/// Imports functions that fail by -1.
#[macro_export]
macro_rules! fallible {
    ($(fn $name:ident($($parameter:ident: $type:ty),*);)*) => {
        #[$crate::import(crate = $crate::goroutines, errno, leaf)]
        unsafe extern "C" {
            $(pub safe fn $name($($parameter: $type),*) -> std::io::Result<std::ffi::c_int>;)*
        }
    };
}

/// Exports a function that doubles.
#[macro_export]
macro_rules! doubling {
    ($name:ident) => {
        #[$crate::export(crate = $crate::goroutines, on_panic = return(0), implements = extern "C" fn(i32) -> i32)]
        pub extern "C" fn $name(value: i32) -> i32 {
            value.checked_mul(2).expect("a small number")
        }
    };
}
