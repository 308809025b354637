//! Packages outside of this workspace, as users have them: each in a folder of its own, all with one target folder.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

/// One package, written and ready for cargo.
pub(crate) struct Package(PathBuf);

impl Package {
    /// Writes a package of these sources, by their names below `src`. The dependencies are as in a manifest, where
    /// `FACADE` stands for the path of `cgocall`.
    pub(crate) fn new(name: &str, edition: u32, dependencies: &str, sources: &[(&str, &str)]) -> Package {
        let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace");
        let folder = folder().join(name);
        let facade = format!("{:?}", workspace.join("runtime"));
        let manifest = format!(
            "[package]\nname = {name:?}\nedition = \"{edition}\"\n\n\
             [dependencies]\n{}\n\n\
             [workspace]\n",
            dependencies.replace("FACADE", &facade)
        );
        fs::create_dir_all(folder.join("src")).expect("a folder for the package");
        fs::write(folder.join("Cargo.toml"), manifest).expect("the manifest");
        for (file, text) in sources {
            fs::write(folder.join("src").join(file), text).expect("a source");
        }
        // The versions that this workspace has built are the ones at hand.
        fs::copy(workspace.join("Cargo.lock"), folder.join("Cargo.lock")).expect("the lock file");
        Package(folder)
    }

    /// Runs cargo in the package, and expects that it succeeds.
    pub(crate) fn cargo(&self, arguments: &[&str]) {
        let cargo = env::var_os("CARGO").expect("tests are run by cargo");
        let mut command = Command::new(cargo);
        let (own, passed_on) =
            arguments.split_at(arguments.iter().position(|it| *it == "--").unwrap_or(arguments.len()));
        command.args(own).args(["--quiet", "--offline", "--target-dir"]).arg(target()).args(passed_on);
        let status = command.current_dir(&self.0).status().expect("cargo runs");
        assert!(status.success(), "cargo {arguments:?}: {status}");
    }
}

/// Where cargo puts what it makes.
#[allow(dead_code, reason = "one of the tests looks there")]
pub(crate) fn target() -> PathBuf {
    folder().join("target")
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("packages")
}
