//! What to do where another connection has locked the database.

use std::ffi::{c_int, c_void};

use cgocall::{Callback, OwnedCallback};

use crate::{Connection, ffi};

/// What SQLite asks whether to try again.
pub(crate) type Waiter = OwnedCallback<unsafe extern "C" fn(*mut c_void, c_int) -> c_int>;

impl Connection {
    /// Asks `again`, from now on, wherever a lock is not to be had: whether to try again, after so many times that it said
    /// so for this lock. False ends the statement with an error (code 5).
    ///
    /// It is here that the goroutine waits, and how: it sleeps, for instance, or waits for whoever has the lock. If it
    /// panics, the statement ends, and the panic goes on where it was run.
    ///
    /// A connection that was not told so asks SQLite to wait for ten seconds, asleep in C.
    pub fn when_busy(&mut self, again: impl Fn(u32) -> bool + Send + Sync + 'static) {
        let again = move |times: c_int| c_int::from(again(times as u32));
        let waiter: Waiter = Callback::owned_first(again).on_panic_return(0);
        // SAFETY: the connection is open and ours, and keeps the waiter until it is closed or has another.
        unsafe { ffi::sqlite3_busy_handler(self.raw(), Some(waiter.func()), waiter.data()) };
        self.waiter = Some(waiter);
    }
}

#[cfg(test)]
mod tests {
    use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
    use std::sync::Arc;
    use std::sync::atomic::{AtomicU32, Ordering};

    use tempfile::TempDir;

    use super::*;
    use crate::Access;

    /// Two connections to one database with a table.
    fn two() -> (TempDir, Connection, Connection) {
        let folder = TempDir::new().unwrap();
        let open = || Connection::open(&folder.path().join("db"), Access::Write).unwrap();
        let (mut one, other) = (open(), open());
        one.execute_all("CREATE TABLE t(n INTEGER); INSERT INTO t VALUES (1)").unwrap();
        (folder, one, other)
    }

    #[cgocall::test]
    fn a_statement_that_gives_up_is_an_error() {
        let (_folder, mut owner, mut other) = two();
        owner.execute("BEGIN EXCLUSIVE", &[]).unwrap();
        let asked = Arc::new(AtomicU32::new(0));
        let count = Arc::clone(&asked);
        other.when_busy(move |times| {
            assert_eq!(count.fetch_add(1, Ordering::Relaxed), times);
            times < 3
        });
        let error = other.execute("INSERT INTO t VALUES (2)", &[]).unwrap_err();
        assert_eq!((error.code, error.message.as_str()), (5, "database is locked"));
        assert_eq!(asked.load(Ordering::Relaxed), 4);
    }

    #[cgocall::test]
    fn a_panic_about_a_lock_goes_on_where_the_statement_was_run() {
        let (_folder, mut owner, mut other) = two();
        owner.execute("BEGIN EXCLUSIVE", &[]).unwrap();
        other.when_busy(|_| resume_unwind(Box::new("no more")));
        let ran = catch_unwind(AssertUnwindSafe(|| other.execute("INSERT INTO t VALUES (2)", &[])));
        assert_eq!(ran.unwrap_err().downcast_ref(), Some(&"no more"));
        owner.execute("COMMIT", &[]).unwrap();
        assert_eq!(other.execute("INSERT INTO t VALUES (2)", &[]), Ok(()));
    }

    #[cgocall::test]
    fn a_statement_that_is_left_in_the_middle_asks_about_the_lock_that_its_commit_needs() {
        let (_folder, mut reader, mut writer) = two();
        reader.execute_all("BEGIN; SELECT * FROM t").unwrap();
        let asked = Arc::new(AtomicU32::new(0));
        let count = Arc::clone(&asked);
        writer.when_busy(move |times| {
            cgocall::yield_now();
            count.fetch_add(1, Ordering::Relaxed);
            times < 2
        });
        let ran = catch_unwind(AssertUnwindSafe(|| {
            writer
                .query("INSERT INTO t VALUES (2) RETURNING n", &[], |_| -> () { resume_unwind(Box::new(())) })
        }));
        assert!(ran.is_err());
        assert_eq!(asked.load(Ordering::Relaxed), 3);
    }
}
