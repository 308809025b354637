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
    let test = "a_machine_whose_compiler_is_not_here_is_read_for_none_the_less";
    let header = "
        struct db { int kind; long double size; };
        int db_log(const char *text, __builtin_va_list values);
        #ifdef __aarch64__
        int db_arm(void);
        #endif
    ";
    let package =
        package(test, "aarch64-unknown-linux-gnu").file("db.h", header).variable("CC", "/nowhere/cc");
    if let Some(output) = package.build(|| drop(db().allowlist("db_arm").generate().unwrap_or_exit())) {
        // Its `va_list` is a structure of its own, and cannot be passed there either.
        says(
            &output.bindings("db"),
            &["size_of::<db>() - 32usize", "because it takes a `va_list`", "fn db_arm("],
        );
    }
}

/// Nothing is declared by this name unless the environment says so.
fn with_extra() -> Builder {
    db().allowlist_function("db_extra")
}

const EXTRA: &str = "-DEXTRA '-DQUOTED=\"a b\"'";

#[test]
fn the_environment_adds_arguments_for_any_target() {
    let package = Package::new("the_environment_adds_arguments_for_any_target").file("db.h", DB_H);
    let package = package.variable("BINDGEN_EXTRA_CLANG_ARGS", EXTRA);
    if let Some(output) = package.build(|| drop(with_extra().generate().unwrap_or_exit())) {
        says(&output.bindings("db"), &["fn db_extra("]);
    }
}

#[test]
fn the_environment_adds_arguments_for_one_target() {
    let package = package("the_environment_adds_arguments_for_one_target", "i686-unknown-linux-gnu")
        .variable("BINDGEN_EXTRA_CLANG_ARGS_i686_unknown_linux_gnu", EXTRA)
        .variable("BINDGEN_EXTRA_CLANG_ARGS_x86_64_unknown_linux_gnu", "-DTHIS=is none");
    if let Some(output) = package.build(|| drop(with_extra().generate().unwrap_or_exit())) {
        says(&output.bindings("db"), &["fn db_extra("]);
    }
}

#[test]
fn the_compiler_knows_where_the_headers_of_the_system_are() {
    let package = Package::new("the_compiler_knows_where_the_headers_of_the_system_are")
        .file("db.h", "#include <stdio.h>\nint db_print(FILE *);");
    // As with a libclang that knows neither its own headers nor others.
    let script = || {
        drop(db().clang_arg("-nostdlibinc").clang_arg("-nobuiltininc").generate().unwrap_or_exit());
    };
    if let Some(output) = package.build(script) {
        says(&output.bindings("db"), &["fn db_print("]);
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
