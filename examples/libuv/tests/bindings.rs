//! The bindings in the source tree are those that the build script generates where libclang is there.

use cgocall_example_libuv::ffi::uv_version;

/// The version that the bindings were kept from. Another one has declared the same elsewhere, and more errors; whether they
/// fit it has been checked by the C compiler.
const KEPT: u32 = 1 << 16 | 44 << 8 | 2;

#[test]
fn the_bindings_that_are_kept_are_those_of_the_headers() {
    // SAFETY: it has no conditions.
    if unsafe { uv_version() } != KEPT {
        return;
    }
    let hint =
        "cargo clean -p cgocall-example-libuv && CGOCALL_BINDINGS=write cargo build -p cgocall-example-libuv";
    let rust = include_str!(concat!(env!("OUT_DIR"), "/uv.rs"));
    assert!(rust == include_str!("../src/bindings.rs"), "src/bindings.rs is out of date: {hint}");
    let c = include_str!(concat!(env!("OUT_DIR"), "/cgocall_uv.c"));
    assert!(c == include_str!("../src/bindings.c"), "src/bindings.c is out of date: {hint}");
}
