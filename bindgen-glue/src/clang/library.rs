//! Opening libclang, which is no part of a Rust toolchain.

use crate::problem::Problem;
use clang_sys::{Version, get_library, is_loaded, load};

/// Opens libclang for this thread, unless it is open. bindgen itself would panic where there is none, and at each function
/// that an old one lacks.
pub(crate) fn open() -> Result<(), Problem> {
    if !is_loaded() {
        load().map_err(|reason| Problem::LibclangMissing { reason })?;
    }
    match get_library() {
        Some(library) if library.version() < Some(Version::V9_0) => {
            Err(Problem::LibclangTooOld { path: library.path().to_owned() })
        }
        _ => Ok(()),
    }
}
