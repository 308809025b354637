//! What a builder has generated.

use std::path::{Path, PathBuf};

/// Bindings, written where [`cgocall::include_bindings!`] finds them.
#[derive(Debug)]
pub struct Bindings {
    pub(crate) path: PathBuf,
    pub(crate) rust: String,
}

impl Bindings {
    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Its contents.
    pub fn rust(&self) -> &str {
        &self.rust
    }
}
