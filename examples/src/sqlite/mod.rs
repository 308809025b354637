//! SQLite, called from goroutines.
//!
//! [`Connection`] opens a database and runs statements. A call that takes long, however long, holds up nobody but the
//! goroutine that made it.

mod connection;
mod error;
mod ffi;
mod statement;

pub use connection::{Access, Connection};
pub use error::Error;
pub use statement::{Row, Value};
