//! Bindings that a build script has generated.

/// Includes the bindings that `cgocall_bindgen::Builder::new($name)` has generated in this crate's build script.
///
/// They are in the module where this stands, which should be one of their own.
#[macro_export]
macro_rules! include_bindings {
    ($name:literal) => {
        #[allow(
            clippy::all,
            dead_code,
            improper_ctypes,
            missing_docs,
            non_camel_case_types,
            non_snake_case,
            non_upper_case_globals,
            unreachable_pub
        )]
        mod bindings {
            include!(concat!(env!("OUT_DIR"), "/", $name, ".rs"));
        }
        #[allow(unused_imports)]
        pub use bindings::*;
    };
}
