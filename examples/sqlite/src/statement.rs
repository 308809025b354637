//! A prepared statement, the values bound to it and the rows it gives.

use std::ffi::{c_int, c_uint};
use std::marker::PhantomData;
use std::ptr::{self, NonNull};
use std::slice;

use crate::Error;
use crate::ffi::{self, sqlite3, sqlite3_stmt};

/// A value for a `?` of a statement.
#[derive(Debug, Clone, Copy)]
pub enum Value<'a> {
    /// An integer.
    Int(i64),
    /// A text.
    Text(&'a str),
    /// Bytes.
    Blob(&'a [u8]),
}

/// How long a statement is expected to stay in C.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Pace {
    /// Microseconds as a rule: the P stays, unless C turns out to be slow.
    Quick,
    /// Long for sure: the P is handed on at once.
    Slow,
}

/// A prepared statement. Its [`Connection`](crate::Connection) owns it and drops it before it closes.
pub(crate) struct Statement {
    raw: NonNull<sqlite3_stmt>,
}

impl Statement {
    /// Compiles `sql`, which must be one statement.
    ///
    /// # Safety
    ///
    /// `db` must be open, used by nobody else meanwhile, and outlive the statement.
    pub(crate) unsafe fn prepare(db: *mut sqlite3, sql: &str) -> Result<Statement, Error> {
        let mut raw = ptr::null_mut();
        // SAFETY: `sql` is readable for the length given, and the caller vouches for `db`.
        let code = unsafe {
            ffi::sqlite3_prepare_v3(
                db,
                sql.as_ptr().cast(),
                length(sql.as_bytes())?,
                ffi::SQLITE_PREPARE_PERSISTENT as c_uint,
                &mut raw,
                ptr::null_mut(),
            )
        };
        if code != ffi::SQLITE_OK {
            // SAFETY: as above.
            return Err(unsafe { Error::last(db, code) });
        }
        NonNull::new(raw)
            .map(|raw| Statement { raw })
            .ok_or_else(|| Error::misuse("there is no statement in this text"))
    }

    /// Runs the statement with `values`, and maps every row by `each`.
    ///
    /// # Safety
    ///
    /// `db` must be the connection that this statement was prepared on, used by nobody else meanwhile.
    pub(crate) unsafe fn run<R>(
        &mut self,
        db: *mut sqlite3,
        pace: Pace,
        values: &[Value<'_>],
        mut each: impl FnMut(&Row<'_>) -> R,
    ) -> Result<Vec<R>, Error> {
        let run = Run { raw: self.raw.as_ptr(), _bound: Bound { raw: self.raw.as_ptr() } };
        for (at, value) in (1..).zip(values) {
            let code = run.bind(at, *value)?;
            if code != ffi::SQLITE_OK {
                // SAFETY: the caller vouches for `db`.
                return Err(unsafe { Error::last(db, code) });
            }
        }
        let mut rows = Vec::new();
        loop {
            match run.step(pace) {
                ffi::SQLITE_ROW => rows.push(each(&Row { raw: run.raw, _run: PhantomData })),
                ffi::SQLITE_DONE => return Ok(rows),
                // SAFETY: the caller vouches for `db`.
                code => return Err(unsafe { Error::last(db, code) }),
            }
        }
    }
}

impl Drop for Statement {
    fn drop(&mut self) {
        // SAFETY: the statement was prepared and is finalized here only. The code repeats the last error of a step.
        unsafe { ffi::sqlite3_finalize(self.raw.as_ptr()) };
    }
}

/// One run of a statement. When it ends, however it ends, no pointer to a bound value is left in SQLite.
struct Run {
    raw: *mut sqlite3_stmt,
    _bound: Bound,
}

/// The values of a run.
struct Bound {
    raw: *mut sqlite3_stmt,
}

impl Run {
    /// Binds `value`, which must outlive the run, and returns SQLite's code.
    fn bind(&self, at: c_int, value: Value<'_>) -> Result<c_int, Error> {
        // SAFETY: the statement is valid while the run lasts. The bytes are bound as static: they are borrowed by
        // `Statement::run` for longer than the run, whose end unbinds them.
        Ok(unsafe {
            match value {
                Value::Int(value) => ffi::sqlite3_bind_int64(self.raw, at, value),
                Value::Text(text) => {
                    ffi::sqlite3_bind_text(self.raw, at, text.as_ptr().cast(), length(text.as_bytes())?, None)
                }
                Value::Blob(bytes) => {
                    ffi::sqlite3_bind_blob(self.raw, at, bytes.as_ptr().cast(), length(bytes)?, None)
                }
            }
        })
    }

    fn step(&self, pace: Pace) -> c_int {
        // SAFETY: the statement is valid while the run lasts, and its connection is ours alone.
        unsafe {
            match pace {
                Pace::Quick => ffi::sqlite3_step(self.raw),
                Pace::Slow => ffi::sqlite3_step_slowly(self.raw),
            }
        }
    }
}

impl Drop for Run {
    fn drop(&mut self) {
        // SAFETY: the statement is valid while the run lasts. The code repeats that of the last step. After a row this may be
        // where a change is committed, and what a busy handler is asked about.
        unsafe { ffi::sqlite3_reset(self.raw) };
    }
}

impl Drop for Bound {
    fn drop(&mut self) {
        // SAFETY: the statement is valid while the run lasts, and was reset, even if a panic came out of that.
        unsafe { ffi::sqlite3_clear_bindings(self.raw) };
    }
}

/// A row of a result. Columns count from 0; SQLite converts, so a column can be asked for as any type.
pub struct Row<'a> {
    raw: *mut sqlite3_stmt,
    _run: PhantomData<&'a ()>,
}

impl Row<'_> {
    /// The column as an integer; 0 where it is null.
    pub fn int(&self, at: i32) -> i64 {
        // SAFETY: the statement stands on a row for as long as `self` is borrowed. An index out of range reads null.
        unsafe { ffi::sqlite3_column_int64(self.raw, at) }
    }

    /// The column as a floating-point number; 0 where it is null.
    pub fn real(&self, at: i32) -> f64 {
        // SAFETY: as in `int`.
        unsafe { ffi::sqlite3_column_double(self.raw, at) }
    }

    /// The column as text; empty where it is null.
    pub fn text(&self, at: i32) -> String {
        // SAFETY: as in `int`. The bytes stay until the column is converted or the row left, and are copied here.
        String::from_utf8_lossy(unsafe { self.bytes(at, ffi::sqlite3_column_text(self.raw, at)) })
            .into_owned()
    }

    /// The column as bytes; empty where it is null.
    pub fn blob(&self, at: i32) -> Vec<u8> {
        // SAFETY: as in `text`.
        unsafe { self.bytes(at, ffi::sqlite3_column_blob(self.raw, at).cast()) }.to_vec()
    }

    /// # Safety
    ///
    /// `first` must be what SQLite has just returned for this column.
    unsafe fn bytes(&self, at: i32, first: *const u8) -> &[u8] {
        if first.is_null() {
            return &[];
        }
        // SAFETY: SQLite gives the length that belongs to the pointer it gave last for this column.
        unsafe {
            let len = ffi::sqlite3_column_bytes(self.raw, at);
            slice::from_raw_parts(first, len as usize)
        }
    }
}

fn length(bytes: &[u8]) -> Result<c_int, Error> {
    c_int::try_from(bytes.len()).map_err(|_| Error::misuse("a value is longer than 2 GiB"))
}
