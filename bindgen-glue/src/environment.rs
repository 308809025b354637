//! What cargo tells a build script.

use crate::problem::Problem;
use std::path::PathBuf;

pub(crate) struct Environment {
    /// Where the build script may write.
    pub(crate) out: PathBuf,
    /// The package's folder.
    pub(crate) package_folder: PathBuf,
    pub(crate) package: String,
    pub(crate) target: String,
    pub(crate) host: String,
}

impl Environment {
    pub(crate) fn of_cargo() -> Result<Environment, Problem> {
        Ok(Environment {
            out: variable("OUT_DIR")?.into(),
            package_folder: variable("CARGO_MANIFEST_DIR")?.into(),
            package: variable("CARGO_PKG_NAME")?,
            target: variable("TARGET")?,
            host: variable("HOST")?,
        })
    }

    /// Whether the program will run on another kind of machine than this one.
    pub(crate) fn is_cross(&self) -> bool {
        self.target != self.host
    }

    /// The target as clang names it, which takes no vendor extensions of Rust's.
    pub(crate) fn clang_target(&self) -> String {
        self.target.replacen("riscv64gc-", "riscv64-", 1).replacen("riscv32imac-", "riscv32-", 1)
    }
}

fn variable(name: &'static str) -> Result<String, Problem> {
    std::env::var(name).map_err(|_| Problem::NotABuildScript { variable: name })
}
