//! What a build script says that cannot go on: one message with what to do, status 1, no panic.

mod support;

use cgocall_bindgen::Builder;
use std::process::Command;
use support::{Package, says};

const DB_H: &str = "
    #define DB_OK 0
    #define DB_MAX(a, b) ((a) > (b) ? (a) : (b))
    typedef struct db db;
    db *db_open(const char *name);
    int db_close(db *);
    int db_column_int(db *, int);
    int db_column_text(db *, int);
    void db_log(const char *);
    unsigned db_count(db *);
    long double db_ratio(db *);
";

fn db() -> Builder {
    Builder::new("db").header("db.h").allowlist("db_.*|DB_.*")
}

#[test]
fn a_header_that_is_nowhere_is_named_with_what_to_do() {
    let package = Package::new("a_header_that_is_nowhere_is_named_with_what_to_do");
    if let Some(output) =
        package.build(|| drop(Builder::new("db").header("nodb.h").generate().unwrap_or_exit()))
    {
        let error = output.error();
        says(
            error,
            &["there is no header `nodb.h`", ".include(\"..\")", ".pkg_config(\"..\")", "-dev", "-devel"],
        );
    }
}

#[test]
fn a_header_that_another_one_misses_is_named_with_the_place() {
    let package = Package::new("a_header_that_another_one_misses_is_named_with_the_place")
        .file("db.h", "\n#include <deeper/inside.h>\n");
    if let Some(output) = package.build(|| drop(db().generate().unwrap_or_exit())) {
        says(output.error(), &["db.h:2:10: there is no header `deeper/inside.h` where C looks"]);
    }
}

#[test]
fn a_header_that_is_no_c_is_refused_in_clangs_own_words() {
    let package = Package::new("a_header_that_is_no_c_is_refused_in_clangs_own_words")
        .file("db.h", "int db_open(db_name name);\nint db_close(struct { int;\n");
    if let Some(output) = package.build(|| drop(db().generate().unwrap_or_exit())) {
        says(
            output.error(),
            &["clang refuses the headers", "db.h:1:13: unknown type name 'db_name'", "db.h:2:", ".define("],
        );
    }
}

#[test]
fn a_machine_without_libclang_is_told_how_to_get_it() {
    let package = Package::new("a_machine_without_libclang_is_told_how_to_get_it")
        .file("db.h", DB_H)
        .without_libclang();
    if let Some(output) = package.build(|| drop(db().generate().unwrap_or_exit())) {
        says(
            output.error(),
            &[
                "there is no libclang here",
                "apt-get install libclang-dev",
                "dnf install clang-devel",
                "xcode-select --install",
                "winget install LLVM.LLVM",
                "pip install libclang",
                "LIBCLANG_PATH=$(python3",
                ".committed(\"src/bindings.rs\")",
            ],
        );
    }
}

#[test]
fn a_libclang_that_is_too_old_is_named() {
    let package =
        Package::new("a_libclang_that_is_too_old_is_named").file("db.h", DB_H).file("old.c", "int old;");
    let library = package.path("libclang.so");
    let mut compiler = Command::new("cc");
    let status = compiler.arg("-shared").arg(package.path("old.c")).arg("-o").arg(&library).status();
    assert!(status.expect("the C compiler").success());
    let package = package.variable("LIBCLANG_PATH", &library.to_string_lossy());
    if let Some(output) = package.build(|| drop(db().generate().unwrap_or_exit())) {
        says(output.error(), &["libclang.so` is older than version 9", "LIBCLANG_PATH"]);
    }
}

#[test]
fn a_package_that_pkg_config_does_not_know_is_named_with_its_neighbour() {
    let package = Package::new("a_package_that_pkg_config_does_not_know_is_named_with_its_neighbour")
        .file("db.h", DB_H)
        .file("pc/neighbour.pc", "Name: neighbour\nDescription: one\nVersion: 1\n");
    let folder = package.path("pc").to_string_lossy().into_owned();
    let package = package.variable("PKG_CONFIG_PATH", &folder);
    if let Some(output) = package.build(|| drop(db().pkg_config("neighbor").generate().unwrap_or_exit())) {
        says(output.error(), &["pkg-config knows no package `neighbor`", "did you mean `neighbour`?"]);
    }
}

#[test]
fn a_package_that_pkg_config_does_not_know_is_named_with_what_to_do() {
    let package =
        Package::new("a_package_that_pkg_config_does_not_know_is_named_with_what_to_do").file("db.h", DB_H);
    if let Some(output) = package.build(|| drop(db().pkg_config("zyxwvut").generate().unwrap_or_exit())) {
        says(
            output.error(),
            &["pkg-config knows no package `zyxwvut`", "`zyxwvut.pc`", "PKG_CONFIG_PATH", "-dev"],
        );
    }
}

#[test]
fn a_package_that_is_too_old_says_so() {
    let package = Package::new("a_package_that_is_too_old_says_so")
        .file("db.h", DB_H)
        .file("pc/old.pc", "Name: old\nDescription: one\nVersion: 1.2\n");
    let folder = package.path("pc").to_string_lossy().into_owned();
    let package = package.variable("PKG_CONFIG_PATH", &folder);
    if let Some(output) =
        package.build(|| drop(db().pkg_config_at_least("old", "3").generate().unwrap_or_exit()))
    {
        says(output.error(), &["`old`", ">= 3", "1.2"]);
    }
}

#[test]
fn a_machine_without_pkg_config_is_told_how_to_get_it() {
    let package = Package::new("a_machine_without_pkg_config_is_told_how_to_get_it")
        .file("db.h", DB_H)
        .variable("PKG_CONFIG", "/nowhere/pkg-config");
    if let Some(output) = package.build(|| drop(db().pkg_config("db").generate().unwrap_or_exit())) {
        says(output.error(), &["there is no pkg-config here", "apt-get install pkg-config", ".link(\"..\")"]);
    }
}

#[test]
fn patterns_that_name_nothing_are_all_reported_with_what_was_meant() {
    let package =
        Package::new("patterns_that_name_nothing_are_all_reported_with_what_was_meant").file("db.h", DB_H);
    let script = || {
        db().blocklist("db_log")
            .blocking("db_opne")
            .leaf("db_column")
            .nocallback("DB_CLOSE")
            .raw("DB_MAX")
            .errno("DB_OK")
            .limit("db", 3)
            .inline("db_log")
            .unwind("db_ratio")
            .thread("xyz_[0-9]+", "xyz")
            .generate()
            .unwrap_or_exit();
    };
    if let Some(output) = package.build(script) {
        says(
            output.error(),
            &[
                "`blocking(\"db_opne\")` names no function that is bound\n  = help: did you mean `db_open`?",
                "`leaf(\"db_column\")` names no function that is bound\n  = help: a pattern names whole names; \
                `db_column_int` and 1 more have it in their names: write \"db_column.*\"",
                "`nocallback(\"DB_CLOSE\")` names no function that is bound\n  = help: did you mean `db_close`?",
                "`raw(\"DB_MAX\")` names no function that is bound\n  = help: `DB_MAX` (db.h:3) is a macro: bind it as a \
                function, `.function_macro(\"RESULT DB_MAX(..)\")`",
                "`errno(\"DB_OK\")` names no function that is bound\n  = help: `DB_OK` (db.h:2) is a macro",
                "`limit(\"db\")` names no function that is bound\n  = help: `db` is a type",
                "`inline(\"db_log\")` names no function that is bound\n  = help: `db_log` (db.h:9) is in the headers, but is \
                not chosen: see `allowlist` and `blocklist`",
                "`unwind(\"db_ratio\")` names no function that is bound\n  = help: `db_ratio` (db.h:11) is not bound, \
                since Rust cannot pass `long double`: wrap it in C",
                "`thread(\"xyz_[0-9]+\")` names no function that is bound",
            ],
        );
    }
}

#[test]
fn selections_that_choose_nothing_are_reported() {
    let package = Package::new("selections_that_choose_nothing_are_reported").file("db.h", DB_H);
    let script = || {
        Builder::new("db")
            .header("db.h")
            .allowlist_function("db_opne")
            .allowlist_type("dbx")
            .allowlist_var("DB_OKAY")
            .allowlist_file("dbx.h")
            .blocklist("db_clsoe")
            .opaque("db_open")
            .allowlist("db_ratio")
            .generate()
            .unwrap_or_exit();
    };
    if let Some(output) = package.build(script) {
        says(
            output.error(),
            &[
                "`allowlist_function(\"db_opne\")` names no function of the headers\n  = help: did you mean `db_open`?",
                "`allowlist_type(\"dbx\")` names no type of the headers\n  = help: did you mean `db`?",
                "`allowlist_var(\"DB_OKAY\")` names no variable or constant of the headers\n  = help: did you mean `DB_OK`?",
                "`allowlist_file(\"dbx.h\")` names no file that the headers include",
                "`blocklist(\"db_clsoe\")` names no declaration of the headers\n  = help: did you mean `db_close`?",
                "`opaque(\"db_open\")` names no type of the headers",
                "`allowlist(\"db_ratio\")` names no declaration of the headers\n  = help: `db_ratio` (db.h:11) is not bound, \
                since Rust cannot pass `long double`: wrap it in C",
            ],
        );
    }
}

#[test]
fn patterns_that_are_none_are_reported_before_any_header_is_read() {
    let package =
        Package::new("patterns_that_are_none_are_reported_before_any_header_is_read").without_libclang();
    let script = || {
        Builder::new("d/b")
            .header("nowhere.h")
            .allowlist("db_(open")
            .leaf("a)|(b")
            .limit("db_.*", 0)
            .limit_all(0)
            .safe("db_.*", " ")
            .errno_fail("db_.*", "1 +")
            .facade("not a path")
            .function_macro("MAX(a, b)")
            .generate()
            .unwrap_or_exit();
    };
    if let Some(output) = package.build(script) {
        says(
            output.error(),
            &[
                "`allowlist(\"db_(open\")` is no regular expression",
                "unclosed group",
                "`leaf(\"a)|(b\")` is no regular expression",
                "`limit(\"db_.*\")` lets nobody in",
                "`limit_all(0)` lets nobody in",
                "`safe(\"db_.*\")` gives no reason",
                "`errno_fail(\"db_.*\")`: the value `1 +` is no expression of Rust",
                "`d/b` cannot be the name of bindings",
                "`facade(\"not a path\")` is no path of Rust",
                "`function_macro(\"MAX(a, b)\")`: it is not of the form",
            ],
        );
    }
}

#[test]
fn rules_without_effect_are_reported() {
    let package = Package::new("rules_without_effect_are_reported").file("db.h", DB_H);
    let script = || {
        db().leaf("db_column_.*")
            .blocking("db_.*")
            .raw("db_close|db_log")
            .limit("db_close", 2)
            .generate()
            .unwrap_or_exit();
    };
    if let Some(output) = package.build(script) {
        says(
            output.error(),
            &[
                "`leaf(\"db_column_.*\")` has no effect: every function that it names is named again later, by \
                `blocking(\"db_.*\")`",
                "put the general one first",
                "`limit(\"db_close\")` has no effect: it names only plain declarations, such as `db_close`",
            ],
        );
    }
}

#[test]
fn errno_is_refused_where_nothing_can_tell_a_failure() {
    let package = Package::new("errno_is_refused_where_nothing_can_tell_a_failure").file("db.h", DB_H);
    let script = || {
        db().errno("db_count").errno_fail("db_log", "-1").generate().unwrap_or_exit();
    };
    if let Some(output) = package.build(script) {
        says(
            output.error(),
            &[
                "`errno(\"db_count\")` names `db_count`, and what it returns has no value that always means failure",
                "`errno_fail(\"db_log\")` names `db_log`, and it returns nothing that could say whether it failed",
                "`errno_always(pattern)`",
            ],
        );
    }
}

#[test]
fn a_macro_that_is_not_there_is_reported() {
    let package = Package::new("a_macro_that_is_not_there_is_reported").file("db.h", DB_H);
    if let Some(output) =
        package.build(|| drop(db().function_macro("int DB_MIN(int a, int b)").generate().unwrap_or_exit()))
    {
        says(
            output.error(),
            &[
                "`function_macro(\"int DB_MIN(int a, int b)\")` is about something that is neither a macro with arguments nor a function",
                "did you mean `DB_MAX`?",
            ],
        );
    }
}

#[test]
fn a_prototype_that_does_not_fit_its_macro_is_refused_by_the_compiler() {
    let package =
        Package::new("a_prototype_that_does_not_fit_its_macro_is_refused_by_the_compiler").file("db.h", DB_H);
    if let Some(output) =
        package.build(|| drop(db().function_macro("int DB_MAX(int a)").generate().unwrap_or_exit()))
    {
        says(
            output.error(),
            &["the C compiler refuses what belongs to the bindings", "DB_MAX", "requires 2 arguments"],
        );
    }
}

#[test]
fn what_holds_for_a_block_does_not_hold_for_two() {
    let package = Package::new("what_holds_for_a_block_does_not_hold_for_two").file("db.h", DB_H);
    if let Some(output) =
        package.build(|| drop(db().serialize().unwind("db_log").generate().unwrap_or_exit()))
    {
        says(output.error(), &["`serialize()` holds for a block", ".unwind(\".*\")"]);
    }
}

#[test]
fn a_builder_without_headers_says_so() {
    let package = Package::new("a_builder_without_headers_says_so");
    if let Some(output) = package.build(|| drop(Builder::new("db").generate().unwrap_or_exit())) {
        says(output.error(), &["no header is named", ".header(\"sqlite3.h\")"]);
    }
}

#[test]
fn headers_of_which_nothing_is_chosen_say_so() {
    let package = Package::new("headers_of_which_nothing_is_chosen_say_so").file("db.h", DB_H);
    let script = || {
        drop(
            Builder::new("db")
                .header("db.h")
                .allowlist("db_log")
                .blocklist("db_.*")
                .generate()
                .unwrap_or_exit(),
        )
    };
    if let Some(output) = package.build(script) {
        says(output.error(), &["nothing that the allowlist lets in"]);
    }
}

#[test]
fn outside_a_build_script_the_missing_variable_is_named() {
    let package = Package::new("outside_a_build_script_the_missing_variable_is_named").without("OUT_DIR");
    if let Some(output) = package.build(|| drop(db().generate().unwrap_or_exit())) {
        says(output.error(), &["cargo has not set `OUT_DIR`", "`build.rs`"]);
    }
}

#[test]
fn a_machine_without_a_c_compiler_is_told_how_to_get_one() {
    let package = Package::new("a_machine_without_a_c_compiler_is_told_how_to_get_one")
        .file("db.h", "static inline int db_one(void) { return 1; }")
        .variable("CC", "/nowhere/cc");
    if let Some(output) = package.build(|| drop(db().generate().unwrap_or_exit())) {
        says(output.error(), &["C compiler", "/nowhere/cc", "apt-get install gcc", "`CC`"]);
    }
}

#[test]
fn sources_that_do_not_compile_are_reported_in_the_compilers_words() {
    let package = Package::new("sources_that_do_not_compile_are_reported_in_the_compilers_words")
        .file("db.h", DB_H)
        .file("db.c", "int db_close(db *it) { return 0; }");
    let script = || {
        drop(
            db().cc(|build| {
                build.file("db.c");
            })
            .generate()
            .unwrap_or_exit(),
        )
    };
    if let Some(output) = package.build(script) {
        says(output.error(), &["the C compiler refuses the library's sources"]);
        says(&output.directives.join("\n"), &["unknown type name"]);
    }
}

#[test]
fn a_wish_that_means_nothing_is_reported() {
    let package = Package::new("a_wish_that_means_nothing_is_reported").variable("CGOCALL_BINDINGS", "wrtie");
    if let Some(output) = package.build(|| drop(db().generate().unwrap_or_exit())) {
        says(output.error(), &["`CGOCALL_BINDINGS=wrtie` means nothing", "`write`", "`committed`"]);
    }
}

#[test]
fn a_file_that_cannot_be_written_is_named() {
    let package =
        Package::new("a_file_that_cannot_be_written_is_named").file("db.h", DB_H).file("src", "a file");
    let package = package.variable("CGOCALL_BINDINGS", "write");
    if let Some(output) = package.build(|| drop(db().committed("src/db.rs").generate().unwrap_or_exit())) {
        says(output.error(), &["src/db.rs` cannot be written"]);
    }
}

#[test]
fn the_error_can_be_taken_as_a_value() {
    let package = Package::new("the_error_can_be_taken_as_a_value").without_libclang();
    let script = || {
        let outcome = db().generate();
        assert!(outcome.is_err());
        let error = outcome.into_result().expect_err("there is no libclang");
        assert!(error.to_string().contains("libclang"));
    };
    if let Some(output) = package.build(script) {
        assert!(output.status.success(), "{}", output.stderr);
    }
}
