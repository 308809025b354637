//! An open database.

use std::ffi::{CString, c_int};
use std::os::unix::ffi::OsStrExt;
use std::path::Path;
use std::ptr::{self, NonNull};

use crate::Error;
use crate::busy::Waiter;
use crate::ffi::{self, sqlite3};
use crate::statement::{Pace, Row, Statement, Value};
use crate::watch::Watcher;

/// What a connection may do with its file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Read an existing database.
    Read,
    /// Read and write, and create the file if it is not there.
    Write,
}

/// An open database with the statements that were prepared on it.
///
/// It may be sent to other goroutines, and to other threads with them, but only one of them can use it at a time:
/// every method takes `&mut self`, and SQLite's own locks are left out.
pub struct Connection {
    /// Every text that was run, with its statement: a few, so that a search in order is the quickest.
    prepared: Vec<(&'static str, Statement)>,
    raw: NonNull<sqlite3>,
    /// After `raw` is closed nobody asks these any more.
    pub(crate) watcher: Option<Watcher>,
    pub(crate) waiter: Option<Waiter>,
}

// SAFETY: SQLite binds neither connections nor statements to a thread. It wants one user at a time, and that is what
// `&mut self` gives it.
unsafe impl Send for Connection {}

impl Connection {
    /// Opens the database in `file`.
    ///
    /// # Errors
    ///
    /// What SQLite says: the file is not there, may not be read, is no database.
    pub fn open(file: &Path, access: Access) -> Result<Connection, Error> {
        let name = CString::new(file.as_os_str().as_bytes())
            .map_err(|_| Error::misuse("the name of the file has a zero byte in it"))?;
        let flags = match access {
            Access::Read => ffi::SQLITE_OPEN_READONLY,
            Access::Write => ffi::SQLITE_OPEN_READWRITE | ffi::SQLITE_OPEN_CREATE,
        };
        let mut raw = ptr::null_mut();
        // SAFETY: `name` ends with a zero byte, and a null VFS is the default one.
        let code = unsafe {
            ffi::sqlite3_open_v2(name.as_ptr(), &mut raw, flags | ffi::SQLITE_OPEN_NOMUTEX, ptr::null())
        };
        // SQLite gives a connection even if it could not open the file, unless it found no memory for it.
        let raw = NonNull::new(raw)
            .ok_or_else(|| Error { code: ffi::SQLITE_NOMEM, message: "out of memory".to_owned() })?;
        let connection = Connection { prepared: Vec::new(), raw, watcher: None, waiter: None };
        connection.check(code)?;
        // SAFETY: the connection is open and ours.
        unsafe { ffi::sqlite3_busy_timeout(raw.as_ptr(), 10_000) };
        Ok(connection)
    }

    /// A database that lives in memory, for as long as the connection.
    ///
    /// # Errors
    ///
    /// SQLite found no memory.
    pub fn in_memory() -> Result<Connection, Error> {
        Connection::open(Path::new(":memory:"), Access::Write)
    }

    /// Runs every statement in `sql`, and drops their results.
    ///
    /// # Errors
    ///
    /// What SQLite says of the first statement that it refuses; those before it have run.
    pub fn execute_all(&mut self, sql: &str) -> Result<(), Error> {
        let sql = CString::new(sql).map_err(|_| Error::misuse("the statement has a zero byte in it"))?;
        // SAFETY: the connection is open and ours, `sql` ends with a zero byte, and no row is asked for.
        let code = unsafe {
            ffi::sqlite3_exec(self.raw.as_ptr(), sql.as_ptr(), None, ptr::null_mut(), ptr::null_mut())
        };
        self.check(code)
    }

    /// Runs `sql` with `values` in place of its question marks. It is compiled on its first use.
    ///
    /// # Errors
    ///
    /// What SQLite says.
    pub fn execute(&mut self, sql: &'static str, values: &[Value<'_>]) -> Result<(), Error> {
        self.run(Pace::Quick, sql, values, |_| ()).map(drop)
    }

    /// Runs `sql` like [`execute`](Connection::execute) and gives what `each` makes of its rows.
    ///
    /// # Errors
    ///
    /// What SQLite says.
    pub fn query<R>(
        &mut self,
        sql: &'static str,
        values: &[Value<'_>],
        each: impl FnMut(&Row<'_>) -> R,
    ) -> Result<Vec<R>, Error> {
        self.run(Pace::Quick, sql, values, each)
    }

    /// [`query`](Connection::query), for a statement that is known to take long: the P is handed to others at once.
    ///
    /// # Errors
    ///
    /// What SQLite says.
    pub fn query_slowly<R>(
        &mut self,
        sql: &'static str,
        values: &[Value<'_>],
        each: impl FnMut(&Row<'_>) -> R,
    ) -> Result<Vec<R>, Error> {
        self.run(Pace::Slow, sql, values, each)
    }

    fn run<R>(
        &mut self,
        pace: Pace,
        sql: &'static str,
        values: &[Value<'_>],
        each: impl FnMut(&Row<'_>) -> R,
    ) -> Result<Vec<R>, Error> {
        let db = self.raw.as_ptr();
        let at = match self.prepared.iter().position(|(text, _)| *text == sql) {
            Some(at) => at,
            None => {
                // SAFETY: the connection is open and ours, and drops its statements before it closes.
                self.prepared.push((sql, unsafe { Statement::prepare(db, sql) }?));
                self.prepared.len() - 1
            }
        };
        // SAFETY: the statement is of this connection, which is ours.
        unsafe { self.prepared[at].1.run(db, pace, values, each) }
    }

    /// SQLite's own, open for as long as this is borrowed.
    pub(crate) fn raw(&mut self) -> *mut sqlite3 {
        self.raw.as_ptr()
    }

    pub(crate) fn check(&self, code: c_int) -> Result<(), Error> {
        if code == ffi::SQLITE_OK {
            return Ok(());
        }
        // SAFETY: the connection is open, and no other thread can use it while we borrow it: it is not `Sync`.
        Err(unsafe { Error::last(self.raw.as_ptr(), code) })
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        self.prepared.clear();
        // SAFETY: the connection is closed here only, and its statements are gone.
        unsafe { ffi::sqlite3_close(self.raw.as_ptr()) };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers() -> Connection {
        let mut db = Connection::in_memory().unwrap();
        db.execute_all("CREATE TABLE t(n INTEGER, name TEXT, bytes BLOB)").unwrap();
        db
    }

    #[test]
    fn values_come_back_as_they_were_bound() {
        let mut db = numbers();
        db.execute(
            "INSERT INTO t VALUES (?, ?, ?)",
            &[Value::Int(-7), Value::Text("grün"), Value::Blob(&[0, 255])],
        )
        .unwrap();
        let rows = db
            .query("SELECT n, name, bytes, n / 2.0 FROM t", &[], |row| {
                (row.int(0), row.text(1), row.blob(2), row.real(3))
            })
            .unwrap();
        assert_eq!(rows, [(-7, "grün".to_owned(), vec![0, 255], -3.5)]);
    }

    #[test]
    fn a_statement_is_prepared_once_and_runs_again_after_an_error() {
        let mut db = Connection::in_memory().unwrap();
        db.execute_all("CREATE TABLE t(n INTEGER CHECK (n > 0))").unwrap();
        for n in [1, 0, 2] {
            let inserted = db.execute("INSERT INTO t VALUES (?)", &[Value::Int(n)]);
            assert_eq!(inserted.is_ok(), n > 0, "{inserted:?}");
        }
        assert_eq!(db.prepared.len(), 1);
        assert_eq!(db.query_slowly("SELECT sum(n) FROM t", &[], |row| row.int(0)).unwrap(), [3]);
    }

    #[test]
    fn an_error_has_the_words_of_sqlite() {
        let error = numbers().query("SELECT absent FROM t", &[], |_| ()).unwrap_err();
        assert_eq!(error.to_string(), "SQLite: no such column: absent (code 1)");
    }

    #[test]
    fn a_file_that_is_not_there_is_an_error() {
        let error = Connection::open(Path::new("no/such/file"), Access::Read).err().unwrap();
        assert_eq!(error.code, 14);
    }

    #[test]
    fn a_text_without_a_statement_is_an_error() {
        assert!(numbers().execute("-- nothing", &[]).is_err());
    }

    #[test]
    fn full_text_search_is_compiled_in() {
        let mut db = Connection::in_memory().unwrap();
        db.execute_all("CREATE VIRTUAL TABLE f USING fts5(body); INSERT INTO f VALUES ('one two')").unwrap();
        let hits = db.query("SELECT rowid FROM f WHERE f MATCH ?", &[Value::Text("two")], |row| row.int(0));
        assert_eq!(hits.unwrap(), [1]);
    }
}
