//! Headers for C: what stands in them, what a host makes of one, and what is said where there can be none.

mod support;

use cgocall_bindgen::Exports;
use expect_test::expect_file;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;
use support::{Package, says};

const FIXTURE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/exports");

/// The library, built once. Its build script writes the header.
static LIBRARY: LazyLock<PathBuf> = LazyLock::new(|| {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().expect("it lies in the target folder");
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["build", "--quiet", "--package", "cgocall-bindgen-exports", "--manifest-path"]);
    succeed(cargo.arg(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml")).arg("--target-dir").arg(target));
    target.join("debug/libbell.a")
});

#[track_caller]
fn succeed(command: &mut Command) {
    let output = command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    assert!(
        output.status.success(),
        "{command:?}: {}\n{}{}",
        output.status,
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
}

/// Compiles the host by the header, links it with the library, and runs it.
fn host(compiler: &str, words: &[&str], program: &str) {
    let library = &*LIBRARY;
    let program = Path::new(env!("CARGO_TARGET_TMPDIR")).join(program);
    let mut command = Command::new(compiler);
    command.args(words).args(["-Wall", "-Wextra", "-Werror", "-I"]).arg(format!("{FIXTURE}/include"));
    command.arg(format!("{FIXTURE}/c/host.c")).args(["-x", "none"]).arg(library);
    succeed(command.args(["-lgcc_s", "-lpthread", "-ldl", "-lm", "-o"]).arg(&program));
    succeed(&mut Command::new(&program));
}

#[test]
fn a_host_in_c_calls_by_the_header() {
    host("cc", &["-std=c11", "-pedantic"], "host-in-c");
}

#[test]
fn a_host_in_cpp_calls_by_the_header() {
    host("c++", &["-std=c++17", "-x", "c++"], "host-in-cpp");
}

#[test]
fn the_header_says_what_the_functions_and_their_documentation_say() {
    let _ = &*LIBRARY;
    let header = std::fs::read_to_string(format!("{FIXTURE}/include/bell.h")).expect("the header");
    expect_file!["expanded/bell.h"].assert_eq(&header);
}

fn exports() -> Exports {
    Exports::new("src/lib.rs").header("include/my-lib.h")
}

const LIB: &str = "
    mod inner;
    #[cgo_export] #[unsafe(no_mangle)] pub extern \"C\" fn mine() {}
";

#[test]
fn cargo_is_told_of_every_module() {
    let package = Package::new("cargo_is_told_of_every_module")
        .file("src/lib.rs", LIB)
        .file("src/inner.rs", "mod inside { #[path = \"odd.rs\"] mod named; mod plain; }")
        .file("src/odd.rs", "mod beside;")
        .file("src/inner/inside/plain.rs", "")
        .file("src/beside.rs", "");
    if let Some(output) = package.build(|| drop(exports().generate().unwrap_or_exit())) {
        assert!(output.status.success(), "{}", output.stderr);
        let changed = |name: &str| format!("cargo:rerun-if-changed={}", package.path(name).display());
        let mut expected: Vec<String> = [
            "src/lib.rs",
            "src/inner.rs",
            "src/odd.rs",
            "src/beside.rs",
            "src/inner/inside/plain.rs",
            "include/my-lib.h",
            "cbindgen.toml",
        ]
        .map(changed)
        .into();
        expected.sort();
        assert_eq!(output.directives, expected);
        says(&package.read("include/my-lib.h"), &["#ifndef MY_LIB_H", "void mine(void);", "extern \"C\""]);
    }
}

#[test]
fn a_header_that_says_so_already_is_left_alone() {
    let package = Package::new("a_header_that_says_so_already_is_left_alone")
        .file("src/lib.rs", "#[unsafe(no_mangle)] pub extern \"C\" fn mine() {}");
    let script = || {
        let header = exports().generate().unwrap_or_exit();
        let written = || std::fs::metadata(header.path()).and_then(|file| file.modified()).unwrap();
        let before = written();
        std::thread::sleep(std::time::Duration::from_millis(20));
        drop(exports().generate().unwrap_or_exit());
        assert_eq!(written(), before);
        std::fs::write(header.path(), "another").unwrap();
        assert_eq!(exports().generate().unwrap_or_exit().text(), header.text());
        assert!(std::fs::read_to_string(header.path()).unwrap() == header.text());
    };
    if let Some(output) = package.build(script) {
        assert!(output.status.success(), "{}", output.stderr);
    }
}

#[test]
fn the_users_configuration_is_taken_as_it_is() {
    let package = Package::new("the_users_configuration_is_taken_as_it_is")
        .file("src/lib.rs", "#[unsafe(no_mangle)] pub extern \"C\" fn mine() {}")
        .file("cbindgen.toml", "language = \"C\"\nheader = \"/* Theirs. */\"\n");
    if let Some(output) = package.build(|| drop(exports().generate().unwrap_or_exit())) {
        assert!(output.status.success(), "{}", output.stderr);
        let header = package.read("include/my-lib.h");
        says(&header, &["/* Theirs. */", "void mine(void);"]);
        assert!(!header.contains("MY_LIB_H"), "{header}");
    }
}

#[test]
fn a_crate_of_which_c_finds_nothing_says_so() {
    let package = Package::new("a_crate_of_which_c_finds_nothing_says_so")
        .file("src/lib.rs", "#[cgo_export] pub extern \"C\" fn mine() {}");
    if let Some(output) = package.build(|| drop(exports().generate().unwrap_or_exit())) {
        says(output.error(), &["C finds no function of `src/lib.rs` by name", "#[unsafe(no_mangle)]"]);
    }
}

#[test]
fn functions_that_have_no_form_in_c_are_named() {
    let package = Package::new("functions_that_have_no_form_in_c_are_named").file(
        "src/lib.rs",
        "#[unsafe(no_mangle)] pub extern \"C\" fn fine() {}
         #[unsafe(no_mangle)] pub extern \"C\" fn pair(it: (i32, i32)) {}
         #[unsafe(no_mangle)] pub fn rusty() {}",
    );
    if let Some(output) = package.build(|| drop(exports().generate().unwrap_or_exit())) {
        says(output.error(), &["cbindgen finds no form in C for `pair`\n", "`extern \"C\"`"]);
    }
}

#[test]
fn sources_that_do_not_parse_are_named_with_the_place() {
    let package =
        Package::new("sources_that_do_not_parse_are_named_with_the_place").file("src/lib.rs", "\n  fn {}");
    if let Some(output) = package.build(|| drop(exports().generate().unwrap_or_exit())) {
        says(output.error(), &["src/lib.rs:2:6: expected identifier"]);
    }
}

#[test]
fn sources_that_are_not_there_are_named() {
    let package = Package::new("sources_that_are_not_there_are_named").file("src/lib.rs", "mod lost;");
    if let Some(output) = package.build(|| drop(exports().generate().unwrap_or_exit())) {
        says(output.error(), &["src/lost.rs` cannot be read"]);
    }
}

#[test]
fn a_header_without_a_name_is_asked_for() {
    let package = Package::new("a_header_without_a_name_is_asked_for");
    if let Some(output) = package.build(|| drop(Exports::new("src/lib.rs").generate().unwrap_or_exit())) {
        says(output.error(), &["where the header goes", ".header(\"include/mylib.h\")"]);
    }
}
