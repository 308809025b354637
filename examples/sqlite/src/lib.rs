//! SQLite for goroutines, bound by its own header.
//!
//! ```
//! use cgocall_example_sqlite::{Connection, Value};
//!
//! cgocall::run(|| {
//!     let mut db = Connection::in_memory()?;
//!     db.execute_all("CREATE TABLE t(n); INSERT INTO t VALUES (1), (2), (3)")?;
//!     // SQLite calls this for each row, in the middle of the statement, and waits with it.
//!     db.define("asked", 1, |arguments| {
//!         let n = arguments.int(0);
//!         cgocall::spawn(move || n * n).join().unwrap()
//!     })?;
//!     let squares = db.query("SELECT asked(n) FROM t WHERE n < ?", &[Value::Int(3)], |row| row.int(0))?;
//!     assert_eq!(squares, [1, 4]);
//!     # Ok::<(), cgocall_example_sqlite::Error>(())
//! })
//! # .unwrap();
//! ```
//!
//! `build.rs` names the functions and says under which policies they are called; `cgocall-bindgen` makes the declarations of
//! it. They are kept in `src/bindings.rs`, for machines without libclang, and `src/bindings.c` has the C compiler check that they
//! fit the header. The rest is a safe face in plain Rust: there is no thread pool, no closure around a call and no `async` in it.
//!
//! [`Connection`] opens a database and runs statements. A call that takes long, however long, holds up nobody but the
//! goroutine that made it.
//!
//! SQLite calls back in four ways here: with the rows of a statement ([`Connection::stream`]), to compute a function
//! ([`Connection::define`]), to ask whether to go on ([`Connection::watch`]), and what to do about a lock
//! ([`Connection::when_busy`]). What it calls may wait.

mod busy;
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

/// The bytes that SQLite has of the system, for all connections together.
pub fn memory_used() -> i64 {
    ffi::sqlite3_memory_used()
}
