//! Bindings that a build script has generated.

/// Includes the bindings that this crate's build script has generated, with the crate `cgocall-bindgen`, by this name.
///
/// ```ignore
/// // build.rs
/// fn main() {
///     cgocall_bindgen::Builder::new("sqlite3").header("sqlite3.h").link("sqlite3").generate().unwrap_or_exit();
/// }
///
/// // src/main.rs
/// mod ffi {
///     cgocall::include_bindings!("sqlite3");
/// }
/// ```
///
/// It brings many names, so a module of their own is the place for it.
#[macro_export]
macro_rules! include_bindings {
    ($name:literal) => {
        // Names and types are those of C.
        #[allow(
                                                                    clippy::all,
                                                                    clippy::nursery,
                                                                    clippy::pedantic,
                                                                    clippy::restriction,
                                                                    // Other bindings may have types of their own for the same C.
                                                                    clashing_extern_declarations,
                                                                    dead_code,
                                                                    improper_ctypes,
                                                                    improper_ctypes_definitions,
                                                                    missing_docs,
                                                                    non_camel_case_types,
                                                                    non_snake_case,
                                                                    non_upper_case_globals,
                                                                    unreachable_pub,
                                                                    unsafe_op_in_unsafe_fn
                                                                )]
        mod bindings {
            include!(concat!(env!("OUT_DIR"), "/", $name, ".rs"));
        }

        #[allow(unused_imports, unreachable_pub)]
        pub use bindings::*;
    };
}
