//! The C declarations. `build.rs` makes them from SQLite's header, and says under which policies.

use std::ffi::c_int;

use cgocall::cgo_import;
// Builds SQLite and links it; not one of its declarations is used.
use libsqlite3_sys as _;

cgocall::include_bindings!("sqlite3");

#[cgo_import]
unsafe extern "C" {
    /// `sqlite3_step` again, for a statement that is known to take long.
    #[cgo(blocking)]
    #[link_name = "sqlite3_step"]
    pub(crate) fn sqlite3_step_slowly(statement: *mut sqlite3_stmt) -> c_int;
}
