//! The attributes in a package whose settings differ from those of this one.

use std::path::Path;
use std::process::Command;
use std::{env, fs};

const PROGRAM: &str = include_str!("edition_2021/program.rs");

fn manifest(facade: &Path) -> String {
    format!(
        "[package]\nname = \"edition-2021\"\nedition = \"2021\"\n\n\
         [dependencies]\ncoroutines = {{ package = \"cgocall\", path = {facade:?} }}\n\n\
         [workspace]\n"
    )
}

#[test]
fn a_program_of_edition_2021_imports_under_another_crate_name() {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace");
    let package = Path::new(env!("CARGO_TARGET_TMPDIR")).join("edition-2021");
    fs::create_dir_all(package.join("src")).expect("a folder for the package");
    fs::write(package.join("src/main.rs"), PROGRAM).expect("the program");
    fs::write(package.join("Cargo.toml"), manifest(&workspace.join("runtime"))).expect("the manifest");
    // The versions that this workspace has built are the ones at hand.
    fs::copy(workspace.join("Cargo.lock"), package.join("Cargo.lock")).expect("the lock file");
    let cargo = env::var_os("CARGO").expect("tests are run by cargo");
    let status = Command::new(cargo)
        .args(["run", "--quiet", "--offline", "--target-dir"])
        .arg(package.join("target"))
        .current_dir(&package)
        .status();
    assert!(status.expect("cargo runs").success());
}
