//! SQLite, called from goroutines.
//!
//! [`Connection`] opens a database and runs statements. A call that takes long, however long, holds up nobody but the
//! goroutine that made it.
//!
//! SQLite calls back in three ways here: with the rows of a statement ([`Connection::stream`]), to compute a function
//! ([`Connection::define`]), and to ask whether to go on ([`Connection::watch`]). What it calls may wait.

mod connection;
mod error;
mod ffi;
mod function;
mod statement;
mod stream;
mod watch;

pub use connection::{Access, Connection};
pub use error::Error;
pub use function::Arguments;
pub use statement::{Row, Value};
pub use stream::TextRow;
