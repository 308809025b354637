//! SQL functions that are computed in Rust.

use std::ffi::{CString, c_int, c_void};

use cgocall::{Handle, cgo_export};

use crate::ffi::{self, sqlite3_context, sqlite3_value};
use crate::{Connection, Error};

/// What SQLite keeps, by a token of it.
type Defined = Box<dyn Fn(&Arguments<'_>) -> i64 + Send + Sync>;

/// The arguments of a call. They count from 0; SQLite converts, so one can be asked for as any type.
pub struct Arguments<'a> {
    values: &'a [*mut sqlite3_value],
}

impl Arguments<'_> {
    /// The argument as an integer; 0 where it is null.
    ///
    /// # Panics
    ///
    /// If there are not so many.
    pub fn int(&self, at: usize) -> i64 {
        // SAFETY: SQLite's values are good for as long as the call.
        unsafe { ffi::sqlite3_value_int64(self.values[at]) }
    }

    /// The argument as text; empty where it is null.
    ///
    /// # Panics
    ///
    /// If there are not so many.
    pub fn text(&self, at: usize) -> String {
        let value = self.values[at];
        // SAFETY: as in `int`. The text stays until the value is converted anew, and is copied here. Its length is asked
        // for after it was made.
        unsafe {
            let text = ffi::sqlite3_value_text(value);
            if text.is_null() {
                return String::new();
            }
            let length = ffi::sqlite3_value_bytes(value);
            String::from_utf8_lossy(std::slice::from_raw_parts(text, length as usize)).into_owned()
        }
    }
}

impl Connection {
    /// Defines the SQL function `name` of so many `arguments`.
    ///
    /// `compute` runs in the middle of a statement, and may wait. If it panics, the function is null, and the panic goes on
    /// where the statement was run.
    ///
    /// # Errors
    ///
    /// What SQLite says: the name is too long, or a statement that uses the function is running.
    pub fn define(
        &mut self,
        name: &str,
        arguments: u8,
        compute: impl Fn(&Arguments<'_>) -> i64 + Send + Sync + 'static,
    ) -> Result<(), Error> {
        let name = CString::new(name).map_err(|_| Error::misuse("the name has a zero byte in it"))?;
        let token = Handle::new(Box::new(compute) as Defined).into_raw();
        // SAFETY: the connection is open and ours, the name ends with a zero byte, and SQLite calls `forget` with the token
        // once: when the function is replaced, or the connection closed, or at once if it defines none.
        let code = unsafe {
            ffi::sqlite3_create_function_v2(
                self.raw(),
                name.as_ptr(),
                c_int::from(arguments),
                ffi::SQLITE_UTF8,
                token,
                Some(call),
                None,
                None,
                Some(forget),
            )
        };
        self.check(code)
    }
}

#[cgo_export(on_panic = return)]
unsafe extern "C" fn call(context: *mut sqlite3_context, n: c_int, values: *mut *mut sqlite3_value) {
    // SAFETY: SQLite passes n values; with none of them the pointer may be anything.
    let values = if n == 0 { &[] } else { unsafe { std::slice::from_raw_parts(values, n as usize) } };
    // SAFETY: the context is that of this call.
    let token = unsafe { ffi::sqlite3_user_data(context) };
    let result = Handle::<Defined>::with(token, |compute| compute(&Arguments { values }));
    // SAFETY: as above.
    unsafe { ffi::sqlite3_result_int64(context, result) };
}

#[cgo_export]
unsafe extern "C" fn forget(token: *mut c_void) {
    drop(Handle::<Defined>::from_raw(token));
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    #[cgocall::test]
    fn a_function_gets_its_arguments_and_may_wait() {
        let mut db = Connection::in_memory().unwrap();
        let count = |arguments: &Arguments<'_>| {
            let (text, letter) = (arguments.text(0), arguments.int(1));
            let counted = cgocall::spawn(move || text.bytes().filter(|&b| i64::from(b) == letter).count());
            counted.join().unwrap() as i64
        };
        db.define("count_of", 2, count).unwrap();
        let counts = db.query("SELECT count_of('banana', unicode('a')), count_of(null, 1)", &[], |row| {
            (row.int(0), row.int(1))
        });
        assert_eq!(counts.unwrap(), [(3, 0)]);
    }

    #[cgocall::test]
    fn what_a_function_has_captured_is_dropped_with_it() {
        let captured = Arc::new(AtomicUsize::new(0));
        let mut db = Connection::in_memory().unwrap();
        for i in 1..=2 {
            let calls = Arc::clone(&captured);
            db.define("called", 0, move |_| calls.fetch_add(i, Ordering::Relaxed) as i64).unwrap();
            db.execute("SELECT called()", &[]).unwrap();
            assert_eq!(Arc::strong_count(&captured), 2, "the first goes when the second comes");
        }
        drop(db);
        assert_eq!((Arc::strong_count(&captured), captured.load(Ordering::Relaxed)), (1, 3));
    }

    #[cgocall::test]
    fn a_panic_of_a_function_goes_on_where_the_statement_was_run() {
        let mut db = Connection::in_memory().unwrap();
        db.define("never", 0, |_| panic!("never")).unwrap();
        let caught =
            std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| db.execute("SELECT never()", &[])));
        assert_eq!(caught.unwrap_err().downcast_ref(), Some(&"never"));
        assert_eq!(
            db.query("SELECT 1", &[], |row| row.int(0)).unwrap(),
            [1],
            "the connection is as good as before"
        );
    }

    #[cgocall::test]
    fn a_name_that_sqlite_refuses_is_an_error_and_nothing_is_kept() {
        let captured = Arc::new(());
        let kept = Arc::clone(&captured);
        let refused = Connection::in_memory().unwrap().define(&"n".repeat(300), 0, move |_| {
            let _ = &kept;
            0
        });
        assert_eq!(refused.unwrap_err().code, ffi::SQLITE_MISUSE);
        assert_eq!(Arc::strong_count(&captured), 1);
    }
}
