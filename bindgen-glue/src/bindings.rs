//! What a builder has generated.

use std::path::{Path, PathBuf};

/// Bindings, written where `cgocall::include_bindings!` finds them.
#[derive(Debug)]
pub struct Bindings {
    pub(crate) path: PathBuf,
    pub(crate) rust: String,
    pub(crate) origin: Origin,
}

/// Where bindings come from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub enum Origin {
    /// From the headers, by libclang.
    Generated,
    /// From the source tree.
    Committed,
}

impl Bindings {
    /// The file, in cargo's output folder.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Its contents.
    pub fn rust(&self) -> &str {
        &self.rust
    }

    /// Where they come from.
    pub fn origin(&self) -> Origin {
        self.origin
    }
}
