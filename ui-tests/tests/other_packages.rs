//! The attributes in packages whose settings and dependencies differ from those of this one.

mod packages;

use packages::Package;

#[test]
fn a_program_of_edition_2021_imports_under_another_crate_name() {
    let dependencies = "coroutines = { package = \"cgocall\", path = FACADE }";
    let main = include_str!("packages/edition_2021/main.rs");
    Package::new("edition-2021", 2021, dependencies, &[("main.rs", main)]).cargo(&["run"]);
}

/// The program depends on the facade alone: it has no name for `cgocall` but the facade's.
#[test]
fn a_crate_that_re_exports_the_attributes_serves_its_users() {
    let facade = include_str!("packages/facade/lib.rs");
    Package::new("facade", 2024, "cgocall = { path = FACADE }", &[("lib.rs", facade)]);
    let main = include_str!("packages/facade/main.rs");
    let program =
        Package::new("facade-user", 2024, "facade = { path = \"../facade\" }", &[("main.rs", main)]);
    program.cargo(&["run"]);
    program.cargo(&["test"]);
}

/// What is left out is said of the program's own functions, and would be without the attributes.
#[test]
fn clippy_finds_no_fault_in_what_the_attributes_write() {
    let main = include_str!("accepted/lints_stay_silent.rs");
    let package = Package::new("linted", 2024, "cgocall = { path = FACADE }", &[("main.rs", main)]);
    let denied = ["-D", "clippy::all", "-D", "clippy::pedantic", "-D", "clippy::nursery"];
    let left_out = ["-A", "clippy::must_use_candidate", "-A", "clippy::many_single_char_names"];
    package.cargo(&[["clippy", "--"].as_slice(), &denied, &left_out].concat());
}
