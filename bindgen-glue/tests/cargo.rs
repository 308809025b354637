//! What cargo is told: when to come back, and what to link.

mod support;

use cgocall_bindgen::Builder;
use support::{Output, Package, says};

fn package(test: &'static str) -> Package {
    Package::new(test)
        .file("wrapper.h", "#include <db.h>\n")
        .file(
            "include/db.h",
            "#include \"types.h\"\nint db_open(db_name);\nstatic inline int db_one(void) { return 1; }\n",
        )
        .file("include/types.h", "typedef const char *db_name;\n")
        .file("include/unused.h", "")
        .file("c/db.c", "#include <db.h>\n#include \"inside.h\"\nint db_open(db_name it) { return !it; }\n")
        .file("c/inside.h", "")
}

fn db() -> Builder {
    Builder::new("db").header("wrapper.h").include("include").allowlist("db_.*").committed("src/db.rs").cc(
        |build| {
            build.file("c/db.c");
        },
    )
}

/// The files that make cargo come back, which are in the package.
fn files(output: &Output, package: &Package) -> Vec<String> {
    assert!(output.status.success(), "{}", output.stderr);
    let root = package.path("").canonicalize().expect("the package");
    let changed = output.directives.iter().filter_map(|line| line.strip_prefix("cargo:rerun-if-changed="));
    let mut files: Vec<String> = changed
        .filter_map(|file| {
            let file = root.join(file);
            let within = file.strip_prefix(&root).ok()?;
            Some(within.to_string_lossy().into_owned())
        })
        .collect();
    files.sort();
    files
}

#[test]
fn cargo_comes_back_for_every_file_that_was_read_and_no_other() {
    let package = package("cargo_comes_back_for_every_file_that_was_read_and_no_other");
    if let Some(output) = package.build(|| drop(db().generate().unwrap_or_exit())) {
        let expected =
            ["c/db.c", "c/inside.h", "include/db.h", "include/types.h", "src/db.c", "src/db.rs", "wrapper.h"];
        let mut found = files(&output, &package);
        found.dedup();
        assert_eq!(found, expected);
        let said = output.directives.join("\n");
        says(
            &said,
            &[
                "cargo:rerun-if-env-changed=LIBCLANG_PATH",
                "cargo:rerun-if-env-changed=BINDGEN_EXTRA_CLANG_ARGS",
                "cargo:rerun-if-env-changed=CGOCALL_BINDINGS",
                "cargo:rerun-if-env-changed=CC",
            ],
        );
    }
}

#[test]
fn cargo_comes_back_for_headers_that_no_compiler_reads() {
    let package = package("cargo_comes_back_for_headers_that_no_compiler_reads");
    let script = || {
        let db = Builder::new("db").header("wrapper.h").include("include").allowlist("db_open");
        drop(db.generate().unwrap_or_exit());
    };
    if let Some(output) = package.build(script) {
        assert_eq!(files(&output, &package), ["include/db.h", "include/types.h", "wrapper.h"]);
    }
}

#[test]
fn cargo_comes_back_for_the_same_files_where_kept_bindings_are_used() {
    let package = package("cargo_comes_back_for_the_same_files_where_kept_bindings_are_used");
    let script = || drop(db().generate().unwrap_or_exit());
    let package = package.variable("CGOCALL_BINDINGS", "write");
    let Some(written) = package.build(script) else { return };
    let package = package.without("CGOCALL_BINDINGS").without_libclang();
    let used = package.build(script).expect("this is the test");
    assert_eq!(files(&used, &package), files(&written, &package));
}

#[test]
fn cargo_does_not_come_back_for_what_the_build_script_has_made() {
    let package = package("cargo_does_not_come_back_for_what_the_build_script_has_made");
    let script = || {
        let out = std::env::var("OUT_DIR").expect("cargo's");
        let made = std::path::Path::new(&out).join("include");
        std::fs::create_dir_all(&made).expect("a folder of the script's own");
        std::fs::write(made.join("made.h"), "static inline int db_made(void) { return 2; }\n")
            .expect("a file there");
        std::fs::write(made.join("made.c"), "#include \"made.h\"\n").expect("a file there");
        let source = made.join("made.c");
        db().include(made)
            .header("made.h")
            .cc(move |build| {
                build.file(source);
            })
            .generate()
            .unwrap_or_exit();
    };
    if let Some(output) = package.build(script) {
        let found = files(&output, &package);
        assert!(found.contains(&"include/types.h".to_owned()), "{found:?}");
        assert!(!found.iter().any(|file| file.starts_with("out/")), "{found:?}");
    }
}

#[test]
fn the_library_is_linked_behind_what_needs_it() {
    let package = package("the_library_is_linked_behind_what_needs_it").file(
        "pc/dbdep.pc",
        "Name: dbdep\nDescription: a\nVersion: 1\nLibs: -L/dbdep/lib -ldbdep\nCflags: -DDBDEP=1\n",
    );
    let folder = package.path("pc").to_string_lossy().into_owned();
    let package = package.variable("PKG_CONFIG_PATH", &folder);
    let script = || {
        db().pkg_config("dbdep").link("m").link("static=dbx").link_search("/dbx").generate().unwrap_or_exit();
    };
    if let Some(output) = package.build(script) {
        assert!(output.status.success(), "{}", output.stderr);
        let links: Vec<&str> =
            output.directives.iter().filter_map(|line| line.strip_prefix("cargo:rustc-link-")).collect();
        let order =
            ["lib=static=cgocall_db", "lib=static=db_sources", "lib=dbdep", "lib=m", "lib=static=dbx"];
        let places: Vec<usize> = order
            .map(|lib| {
                links.iter().position(|line| *line == lib).unwrap_or_else(|| panic!("{lib}: {links:?}"))
            })
            .into();
        assert!(places.is_sorted(), "{links:?}");
        assert!(links.contains(&"search=/dbx") && links.contains(&"search=native=/dbdep/lib"), "{links:?}");
    }
}

#[test]
fn what_a_package_defines_is_defined_when_its_headers_are_read() {
    let package = Package::new("what_a_package_defines_is_defined_when_its_headers_are_read").file(
        "inc/dep.h",
        "#ifdef DEP_ON\nint dep_on(int);\n#endif\n#if OWN == 3\nint dep_own(int);\n#endif\n",
    );
    let folder = package.path("").to_string_lossy().into_owned();
    let pc = format!("Name: dep\nDescription: a\nVersion: 1\nCflags: -I{folder}inc -DDEP_ON\n");
    let package = package.file("pc/dep.pc", &pc).variable("PKG_CONFIG_PATH", &format!("{folder}pc"));
    let script = || {
        Builder::new("dep").header("dep.h").pkg_config("dep").define("OWN", "3").generate().unwrap_or_exit();
    };
    if let Some(output) = package.build(script) {
        says(&output.bindings("dep"), &["fn dep_on(", "fn dep_own("]);
    }
}
