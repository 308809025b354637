//! Headers read for another machine than this one, and by a libclang that came without its own headers.

mod support;

use cgocall_bindgen::Builder;
use support::{Package, says};

const DB_H: &str = "
    #include <stdarg.h>
    #include <stddef.h>
    struct db { int kind; long size; void *data; };
    size_t db_open(struct db *, const char *name);
    int db_log(const char *text, va_list values);
    #ifdef EXTRA
    int db_extra(void);
    #endif
";

fn db() -> Builder {
    Builder::new("db").header("db.h").allowlist("db.*")
}

fn package(test: &'static str, target: &str) -> Package {
    Package::new(test).file("db.h", DB_H).variable("TARGET", target)
}

#[test]
fn a_32_bit_machine_has_its_own_layout() {
    let package = package("a_32_bit_machine_has_its_own_layout", "i686-unknown-linux-gnu");
    if let Some(output) = package.build(|| drop(db().generate().unwrap_or_exit())) {
        says(&output.bindings("db"), &["size_of::<db>() - 12usize", "offset_of!(db, data) - 8usize"]);
    }
}

#[test]
fn a_machine_whose_compiler_is_not_here_is_read_for_none_the_less() {
    let package = package(
        "a_machine_whose_compiler_is_not_here_is_read_for_none_the_less",
        "aarch64-unknown-linux-gnu",
    );
    if let Some(output) =
        package.variable("CC", "/nowhere/cc").build(|| drop(db().generate().unwrap_or_exit()))
    {
        // Its `va_list` is a structure of its own, and cannot be passed there either.
        let bindings = output.bindings("db");
        says(
            &bindings,
            &[
                "size_of::<db>() - 24usize",
                "va_list = __BindgenOpaqueArray8<[u8; 32usize]>",
                "because it takes a `va_list`",
            ],
        );
    }
}

#[test]
fn the_environment_adds_arguments_for_one_target_or_for_all() {
    let package =
        package("the_environment_adds_arguments_for_one_target_or_for_all", "x86_64-unknown-linux-gnu")
            .variable("BINDGEN_EXTRA_CLANG_ARGS_i686-unknown-linux-gnu", "-DEXTRA");
    let script = || drop(db().generate().unwrap_or_exit());
    let Some(output) = package.build(script) else { return };
    assert!(!output.bindings("db").contains("db_extra"));
    for name in ["BINDGEN_EXTRA_CLANG_ARGS", "BINDGEN_EXTRA_CLANG_ARGS_x86_64_unknown_linux_gnu"] {
        let package =
            Package::new("the_environment_adds_arguments_for_one_target_or_for_all").file("db.h", DB_H);
        let output =
            package.variable(name, "-DEXTRA '-DQUOTED=\"a b\"'").build(script).expect("this is the test");
        says(&output.bindings("db"), &["db_extra"]);
    }
}

#[test]
fn the_compilers_own_headers_serve_a_libclang_that_has_none() {
    let package = Package::new("the_compilers_own_headers_serve_a_libclang_that_has_none").file("db.h", DB_H);
    if let Some(output) = package.build(|| drop(db().clang_arg("-nobuiltininc").generate().unwrap_or_exit()))
    {
        says(&output.bindings("db"), &["-> usize", "fn db_log("]);
    }
}
