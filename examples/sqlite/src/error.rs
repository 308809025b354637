//! What SQLite says when it refuses.

use std::ffi::{CStr, c_int};
use std::fmt;

use crate::ffi::{self, sqlite3};

/// An error of SQLite: its code and its own words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error {
    /// The result code, as in SQLite's documentation.
    pub code: i32,
    /// SQLite's message.
    pub message: String,
}

impl Error {
    /// The error that `db` has just reported by returning `code`.
    ///
    /// # Safety
    ///
    /// `db` must be an open connection that no other thread uses meanwhile.
    pub(crate) unsafe fn last(db: *mut sqlite3, code: c_int) -> Error {
        // SAFETY: the caller vouches for `db`. The message is never null for an open connection, and stays until its
        // next use.
        let message = unsafe { CStr::from_ptr(ffi::sqlite3_errmsg(db)) };
        Error { code, message: message.to_string_lossy().into_owned() }
    }

    /// An argument that cannot be handed to SQLite at all.
    pub(crate) fn misuse(message: &str) -> Error {
        Error { code: ffi::SQLITE_MISUSE, message: message.to_owned() }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SQLite: {} (code {})", self.message, self.code)
    }
}

impl std::error::Error for Error {}
