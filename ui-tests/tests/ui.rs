//! What the attributes accept, and what they say when they refuse.
//!
//! `TRYBUILD=overwrite` writes what the compiler says now into the `.stderr` files, to be read before it is committed.

#[test]
fn refused_cases_say_what_is_wrong() {
    trybuild::TestCases::new().compile_fail("tests/refused/ours/*.rs");
}

/// What the compiler says by itself, on the user's own tokens. This changes with the compiler.
#[test]
fn the_compiler_reports_what_it_sees_in_an_expansion() {
    trybuild::TestCases::new().compile_fail("tests/refused/rustc/*.rs");
}

#[test]
fn accepted_cases_build_and_run() {
    trybuild::TestCases::new().pass("tests/accepted/*.rs");
}
