//! The bindings in the source tree.

#[test]
#[cfg_attr(
    not(generated),
    ignore = "there is no libclang here: the build script has used those that are kept"
)]
fn the_bindings_that_are_kept_are_those_of_the_header() {
    let hint = "cargo clean -p cgocall-example-sqlite && CGOCALL_BINDINGS=write cargo build -p cgocall-example-sqlite";
    let rust = include_str!(concat!(env!("OUT_DIR"), "/sqlite3.rs"));
    assert!(rust == include_str!("../src/bindings.rs"), "src/bindings.rs is out of date: {hint}");
    let c = include_str!(concat!(env!("OUT_DIR"), "/cgocall_sqlite3.c"));
    assert!(c == include_str!("../src/bindings.c"), "src/bindings.c is out of date: {hint}");
}
