//! Rows that SQLite hands over one by one, in the middle of its work.

use std::ffi::{CStr, CString, c_char, c_int, c_void};
use std::ptr;

use cgocall::cgo_export;
use cgocall::sync::Sender;

use crate::{Connection, Error, ffi};

/// A row, each column as text, or `None` where it is null.
pub type TextRow = Vec<Option<String>>;

impl Connection {
    /// Runs every statement in `sql`, and sends the rows to `rows` as they come.
    ///
    /// Whoever receives them sets the pace: while the channel is full, SQLite stands still within `sqlite3_exec`, and
    /// the goroutine waits. When nobody receives any more, the statement is ended, which is no error.
    ///
    /// # Errors
    ///
    /// What SQLite says.
    pub fn stream(&mut self, sql: &str, rows: &Sender<TextRow>) -> Result<(), Error> {
        let sql = CString::new(sql).map_err(|_| Error::misuse("the statement has a zero byte in it"))?;
        let data = ptr::from_ref(rows).cast_mut().cast();
        // SAFETY: the connection is open and ours, `sql` ends with a zero byte, and `on_row` gets the sender.
        let code =
            unsafe { ffi::sqlite3_exec(self.raw(), sql.as_ptr(), Some(on_row), data, ptr::null_mut()) };
        if code == ffi::SQLITE_ABORT { Ok(()) } else { self.check(code) }
    }
}

/// Sends a row, waiting while the channel is full; ends the statement if nobody receives.
#[cgo_export]
unsafe extern "C" fn on_row(
    data: *mut c_void,
    n: c_int,
    values: *mut *mut c_char,
    _names: *mut *mut c_char,
) -> c_int {
    // SAFETY: `stream` passes its sender, and SQLite n texts, null for those that are.
    let (rows, row) = unsafe {
        let values = std::slice::from_raw_parts(values, n as usize);
        let text = |&value: &*mut c_char| {
            (!value.is_null()).then(|| CStr::from_ptr(value).to_string_lossy().into_owned())
        };
        (&*data.cast::<Sender<TextRow>>(), values.iter().map(text).collect())
    };
    c_int::from(rows.send(row).is_err())
}

#[cfg(test)]
mod tests {
    use cgocall::sync::channel;

    use super::*;

    const NUMBERS: &str = "
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)
        SELECT i, nullif(i % 2, 0) FROM n";

    #[cgocall::test]
    fn rows_come_as_they_are_received() {
        let (rows, received) = channel(2);
        let query = cgocall::spawn(move || Connection::in_memory()?.stream(NUMBERS, &rows));
        let first: Vec<_> = received.iter().take(1000).collect();
        assert_eq!(first[0], [Some("1".to_owned()), Some("1".to_owned())]);
        assert_eq!(first[999], [Some("1000".to_owned()), None]);
        drop(received); // or it would never end
        assert_eq!(query.join().unwrap(), Ok(()));
    }

    #[cgocall::test]
    fn a_statement_that_fails_says_why_after_its_rows() {
        let (rows, received) = channel(8);
        let error = Connection::in_memory().unwrap().stream("SELECT 1; SELECT absent", &rows).unwrap_err();
        assert_eq!(error.message, "no such column: absent");
        assert_eq!(received.try_recv(), Ok(vec![Some("1".to_owned())]));
    }
}
