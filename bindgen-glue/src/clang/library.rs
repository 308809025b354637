//! Opening libclang, which is no part of a Rust toolchain.

use crate::problem::Problem;

/// Opens libclang for this thread, unless it is open. bindgen itself would panic where there is none.
pub(crate) fn open() -> Result<(), Problem> {
    if clang_sys::is_loaded() {
        return Ok(());
    }
    clang_sys::load().map_err(|reason| Problem::LibclangMissing { reason })
}
