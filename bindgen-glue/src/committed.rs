//! Bindings that are kept in the source tree, for machines without libclang: `bindings.rs`, and beside it `bindings.c` with
//! the C that belongs to it.

use crate::environment::Environment;
use crate::problem::Problem;
use std::fs;
use std::path::{Path, PathBuf};

/// The two files.
pub(crate) struct Committed {
    /// As the build script names it.
    pub(crate) written: PathBuf,
    rust: PathBuf,
    c: PathBuf,
}

/// Bindings as text.
pub(crate) struct Texts {
    pub(crate) rust: String,
    /// Nothing if there is nothing to compile.
    pub(crate) c: String,
}

/// What the environment asks for, in [`VARIABLE`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Wish {
    /// Bindings of the headers that are here.
    Generate,
    /// The same, and to keep them.
    Write,
    /// Those that are kept, in any case.
    Committed,
}

pub(crate) const VARIABLE: &str = "CGOCALL_BINDINGS";

impl Wish {
    pub(crate) fn of_environment() -> Result<Wish, Problem> {
        match std::env::var(VARIABLE).unwrap_or_default().as_str() {
            "" | "generate" => Ok(Wish::Generate),
            "write" => Ok(Wish::Write),
            "committed" => Ok(Wish::Committed),
            other => Err(Problem::Wish { value: other.to_owned() }),
        }
    }
}

impl Committed {
    pub(crate) fn new(written: &Path, environment: &Environment) -> Committed {
        let rust = environment.package_folder.join(written);
        Committed { written: written.to_owned(), c: rust.with_extension("c"), rust }
    }

    pub(crate) fn files(&self) -> [&Path; 2] {
        [&self.rust, &self.c]
    }

    pub(crate) fn exists(&self) -> bool {
        self.rust.exists()
    }

    pub(crate) fn read(&self) -> Result<Texts, Problem> {
        let read = |path: &PathBuf| {
            fs::read_to_string(path).map_err(|error| Problem::NotRead { path: path.clone(), error })
        };
        let c = if self.c.exists() { read(&self.c)? } else { String::new() };
        Ok(Texts { rust: read(&self.rust)?, c })
    }

    /// Keeps `texts`. Files that say so already are left alone.
    pub(crate) fn write(&self, texts: &Texts) -> Result<(), Problem> {
        write_if_other(&self.rust, &texts.rust)?;
        if texts.c.is_empty() { Ok(()) } else { write_if_other(&self.c, &texts.c) }
    }
}

/// Writes a file, unless it has these contents.
pub(crate) fn write_if_other(path: &Path, contents: &str) -> Result<(), Problem> {
    if fs::read_to_string(path).is_ok_and(|present| present == contents) {
        return Ok(());
    }
    let folder = path.parent().unwrap_or(path);
    fs::create_dir_all(folder)
        .and_then(|()| fs::write(path, contents))
        .map_err(|error| Problem::NotWritten { path: path.to_owned(), error })
}
