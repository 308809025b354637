//! F.sqlite: one row of a table in memory.
//!
//! The same code twice, over the functions as cgocall imports them and over plain declarations of them.
use crate::{Metrics, per_op};
use std::{ffi::c_void, ptr::null_mut, slice};

const ROWS: usize = 200_000;
const TEXT: &[u8; 24] = b"twenty-four bytes of tex";
const OK: i32 = 0;
const DONE: i32 = 101;
const ROW: i32 = 100;

macro_rules! rows {
    ($($module:ident: $functions:ident;)*) => {
        $(pub(crate) mod $module {
            use super::*;
            use crate::ffi::$functions::*;

            /// A prepared statement. Neither it nor its connection is ever closed: the process ends with the case.
            struct Statement(*mut c_void);

            impl Statement {
                fn prepare(db: *mut c_void, sql: &str) -> Statement {
                    let mut statement = null_mut();
                    // SAFETY: `open` made the connection, SQLite reads `sql.len()` bytes, and the out pointer is
                    // ours.
                    let rc = unsafe {
                        sqlite3_prepare_v2(db, sql.as_ptr().cast(), sql.len() as i32, &mut statement, null_mut())
                    };
                    assert_eq!(rc, OK, "{sql}");
                    Statement(statement)
                }

                fn execute(&self) {
                    // SAFETY: the statement was prepared and never finalized.
                    assert_eq!(unsafe { sqlite3_step(self.0) }, DONE);
                }

                fn insert(&self, i: i64) {
                    // SAFETY: as in `execute`; SQLite copies the text before it returns.
                    unsafe {
                        assert_eq!(sqlite3_bind_int64(self.0, 1, i), OK);
                        assert_eq!(sqlite3_bind_int64(self.0, 2, i * 7), OK);
                        assert_eq!(p_bind_text(self.0, 3, TEXT.as_ptr().cast(), TEXT.len() as i32), OK);
                        assert_eq!(sqlite3_step(self.0), DONE);
                        sqlite3_reset(self.0);
                    }
                }

                fn select(&self, i: i64) {
                    // SAFETY: as in `execute`; the column's text is n bytes long and stays until the reset.
                    unsafe {
                        assert_eq!(sqlite3_bind_int64(self.0, 1, i), OK);
                        assert_eq!(sqlite3_step(self.0), ROW);
                        let v = sqlite3_column_int64(self.0, 0);
                        let t = sqlite3_column_text(self.0, 1);
                        let n = sqlite3_column_bytes(self.0, 1);
                        let text = slice::from_raw_parts(t, n as usize).to_vec();
                        let text = String::from_utf8(text).expect("it was ASCII");
                        assert!(v == i * 7 && text.len() == TEXT.len());
                        sqlite3_reset(self.0);
                    }
                }
            }

            /// The statements that insert into and select from a fresh table, inside a transaction.
            fn sqlite() -> (Statement, Statement) {
                let mut db = null_mut();
                // SAFETY: the path is a C string and the out pointer is ours.
                assert_eq!(unsafe { sqlite3_open(c":memory:".as_ptr(), &mut db) }, OK);
                Statement::prepare(db, "create table t(id integer primary key, v integer, s text)").execute();
                Statement::prepare(db, "begin").execute();
                (
                    Statement::prepare(db, "insert into t values(?,?,?)"),
                    Statement::prepare(db, "select v, s from t where id=?"),
                )
            }

            pub(crate) fn insert() -> Metrics {
                let (insert, _) = sqlite();
                per_op(ROWS, || (0..ROWS as i64).for_each(|i| insert.insert(i)))
            }

            pub(crate) fn select() -> Metrics {
                let (insert, select) = sqlite();
                (0..ROWS as i64).for_each(|i| insert.insert(i));
                per_op(ROWS, || (0..ROWS as i64).for_each(|i| select.select(i)))
            }
        })*
    };
}

rows! {
    imported: imported_sqlite;
    plain: plain_sqlite;
}

/// Runs `f` on a plain thread of this process, which has those of the runtime, too. No call of `f` meets cgocall;
/// what it pays against a program of one thread is what glibc's locks and heap cost where there are several.
pub(crate) fn on_a_thread(f: fn() -> Metrics) -> Metrics {
    cgocall::blocking(|| std::thread::spawn(f).join().expect("no row fails"))
}
