//! Bindings that are kept in the source tree: when they are written, when they are used, and what keeps them true.

mod support;

use cgocall_bindgen::{Builder, Origin};
use support::{Output, Package, says};

/// The header of the compiler is in it because each has another one.
const DB_H: &str = "
    #include <stddef.h>
    typedef int db_flags;
    struct db { int kind; long size; };
    int db_open(struct db *, const char *name, db_flags flags);
    static inline int db_kind(const struct db *it) { return it->kind; }
";

fn db() -> Builder {
    Builder::new("db").header("db.h").allowlist("db.*|max_align_t").blocking("db_open").committed("src/db.rs")
}

/// Says, too, where the bindings come from.
fn generate() {
    let bindings = db().generate().unwrap_or_exit();
    eprintln!("origin: {:?}", bindings.origin());
}

/// A package with bindings of [`DB_H`] in its source tree, on a machine without libclang whose header is `header`.
fn kept(test: &'static str, header: &str) -> Option<Package> {
    let package = Package::new(test).file("db.h", DB_H).variable("CGOCALL_BINDINGS", "write");
    let written = package.build(generate)?;
    assert_eq!(package.read("src/db.rs"), written.bindings("db"));
    Some(package.file("db.h", header).without("CGOCALL_BINDINGS").without_libclang())
}

fn warnings(output: &Output) -> Vec<&String> {
    output.directives.iter().filter(|line| line.starts_with("cargo:warning")).collect()
}

#[track_caller]
fn comes_from(output: &Output, origin: Origin) {
    assert!(output.status.success(), "{}", output.stderr);
    says(&output.stderr, &[&format!("origin: {origin:?}")]);
}

#[test]
fn kept_bindings_are_used_with_one_warning_where_libclang_is_missing() {
    let Some(package) = kept("kept_bindings_are_used_with_one_warning_where_libclang_is_missing", DB_H)
    else {
        return;
    };
    let output = package.build(generate).expect("this is the test");
    comes_from(&output, Origin::Committed);
    assert_eq!(output.bindings("db"), package.read("src/db.rs"));
    assert_eq!(
        warnings(&output),
        ["cargo:warning=there is no libclang here: the bindings are those kept in src/db.rs"]
    );
    // What they need in C is compiled and linked as well.
    says(&output.directives.join("\n"), &["cargo:rustc-link-lib=static=cgocall_db"]);
}

#[test]
fn bindings_are_written_when_that_is_asked_for_and_only_then() {
    let package =
        Package::new("bindings_are_written_when_that_is_asked_for_and_only_then").file("db.h", DB_H);
    let Some(output) = package.build(generate) else { return };
    comes_from(&output, Origin::Generated);
    assert_eq!(
        warnings(&output),
        [
            "cargo:warning=src/db.rs is not there yet: CGOCALL_BINDINGS=write in the environment of cargo writes it"
        ]
    );
    assert!(!package.path("src").exists());

    let package = package.variable("CGOCALL_BINDINGS", "write");
    let output = package.build(generate).expect("this is the test");
    comes_from(&output, Origin::Generated);
    assert_eq!(warnings(&output), [""; 0]);
    assert_eq!(package.read("src/db.rs"), output.bindings("db"));
    says(&package.read("src/db.c"), &["#include \"db.h\"", "HOLDS(sizeof(struct db) == 16);"]);

    let package = package.without("CGOCALL_BINDINGS").file("src/db.rs", "// Old.");
    let output = package.build(generate).expect("this is the test");
    comes_from(&output, Origin::Generated);
    assert_eq!(package.read("src/db.rs"), "// Old.");
}

#[test]
fn kept_bindings_are_used_where_that_is_asked_for() {
    let Some(package) = kept("kept_bindings_are_used_where_that_is_asked_for", DB_H) else { return };
    let package = package.without("LIBCLANG_PATH").variable("CGOCALL_BINDINGS", "committed");
    let package = package.file("src/db.rs", "// Theirs.");
    let output = package.build(generate).expect("this is the test");
    comes_from(&output, Origin::Committed);
    assert_eq!((output.bindings("db").as_str(), warnings(&output).len()), ("// Theirs.", 0));
}

/// A machine on which the header has become another must not use the bindings.
fn refuses(test: &'static str, from: &str, to: &str, named: &str) {
    let Some(package) = kept(test, &DB_H.replace(from, to)) else { return };
    let output = package.build(generate).expect("this is the test");
    says(
        output.error(),
        &[
            "the bindings kept in `src/db.rs` do not fit the headers or the target here",
            "no longer true",
            named,
            "apt-get install libclang-dev",
        ],
    );
}

#[test]
fn bindings_that_were_asked_for_and_do_not_fit_are_not_used() {
    let test = "bindings_that_were_asked_for_and_do_not_fit_are_not_used";
    let Some(package) = kept(test, &DB_H.replace("int kind;", "long kind;")) else { return };
    let package = package.without("LIBCLANG_PATH").variable("CGOCALL_BINDINGS", "committed");
    let output = package.build(generate).expect("this is the test");
    says(output.error(), &["do not fit", "without `CGOCALL_BINDINGS=committed`, others are generated"]);
    assert!(!output.stderr.contains("apt-get"), "{}", output.stderr);
}

#[test]
fn a_member_that_has_moved_is_noticed() {
    refuses(
        "a_member_that_has_moved_is_noticed",
        "int kind; long size;",
        "long size; int kind;",
        "offsetof(struct db, kind)",
    );
}

#[test]
fn a_member_that_has_another_type_is_noticed() {
    refuses("a_member_that_has_another_type_is_noticed", "int kind;", "long kind;", "((struct db *)0)->kind");
}

#[test]
fn a_size_that_has_grown_is_noticed() {
    refuses("a_size_that_has_grown_is_noticed", "long size;", "long size, more;", "sizeof(struct db) == 16");
}

#[test]
fn an_alignment_that_has_changed_is_noticed() {
    refuses(
        "an_alignment_that_has_changed_is_noticed",
        "int kind;",
        "_Alignas(32) int kind;",
        "_Alignof(struct db) == 8",
    );
}

#[test]
fn a_function_that_has_another_type_is_noticed() {
    refuses(
        "a_function_that_has_another_type_is_noticed",
        "const char *name",
        "long name",
        "__typeof__(db_open)",
    );
}

#[test]
fn a_type_that_has_another_meaning_is_noticed() {
    refuses(
        "a_type_that_has_another_meaning_is_noticed",
        "int db_flags",
        "long db_flags",
        "__typeof__(db_open)",
    );
}

#[test]
fn a_static_function_that_is_gone_is_noticed() {
    refuses("a_static_function_that_is_gone_is_noticed", "db_kind", "db_sort", "db_kind");
}

#[test]
fn bindings_that_were_never_kept_cannot_be_used() {
    let package = Package::new("bindings_that_were_never_kept_cannot_be_used")
        .file("db.h", DB_H)
        .variable("CGOCALL_BINDINGS", "committed");
    if let Some(output) = package.build(generate) {
        says(output.error(), &["src/db.rs` cannot be read"]);
    }
}

#[test]
fn nothing_is_kept_without_libclang() {
    let Some(package) = kept("nothing_is_kept_without_libclang", DB_H) else { return };
    let package = package.variable("CGOCALL_BINDINGS", "write");
    let output = package.build(generate).expect("this is the test");
    says(output.error(), &["there is no libclang here"]);
}
