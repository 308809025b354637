//! The bindings in the source tree are those that the build script generates where libclang is there.

#[test]
fn the_bindings_that_are_kept_are_those_of_the_headers() {
    let hint =
        "cargo clean -p cgocall-example-lua && CGOCALL_BINDINGS=write cargo build -p cgocall-example-lua";
    let rust = include_str!(concat!(env!("OUT_DIR"), "/lua.rs"));
    assert!(rust == include_str!("../src/bindings.rs"), "src/bindings.rs is out of date: {hint}");
    let c = include_str!(concat!(env!("OUT_DIR"), "/cgocall_lua.c"));
    assert!(c == include_str!("../src/bindings.c"), "src/bindings.c is out of date: {hint}");
}
