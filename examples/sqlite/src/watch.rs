//! Statements that are watched while they run, and ended.

use std::ffi::{c_int, c_void};

use cgocall::{Callback, OwnedCallback};

use crate::{Connection, ffi};

/// What SQLite asks whether to go on.
pub(crate) type Watcher = OwnedCallback<unsafe extern "C" fn(*mut c_void) -> c_int>;

impl Connection {
    /// Asks `goes_on` after every so many `steps` of SQLite's virtual machine, from now on. False ends the statement
    /// that runs, with an error.
    ///
    /// It may wait: a statement that yields here leaves the processor to others, and one that sleeps is slowed down. If it
    /// panics, the statement ends, and the panic goes on where it was run.
    pub fn watch(&mut self, steps: u32, goes_on: impl Fn() -> bool + Send + Sync + 'static) {
        let ends = move || c_int::from(!goes_on());
        let watcher: Watcher = Callback::owned_first(ends).on_panic_return(1);
        let steps = c_int::try_from(steps).unwrap_or(c_int::MAX);
        // SAFETY: the connection is open and ours, and keeps the watcher until it is closed or has another.
        unsafe {
            ffi::sqlite3_progress_handler(self.raw(), steps, Some(watcher.func()), watcher.data());
        }
        self.watcher = Some(watcher);
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicU32, Ordering};

    use super::*;

    const FOR_EVER: &str =
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT sum(i) FROM n";

    #[cgocall::test]
    fn a_statement_is_ended_by_its_watcher() {
        let asked = Arc::new(AtomicU32::new(0));
        let mut db = Connection::in_memory().unwrap();
        let count = Arc::clone(&asked);
        db.watch(1000, move || {
            cgocall::yield_now();
            count.fetch_add(1, Ordering::Relaxed) < 9
        });
        assert_eq!(db.execute(FOR_EVER, &[]).unwrap_err().message, "interrupted");
        assert_eq!(asked.load(Ordering::Relaxed), 10);
        db.watch(1, || true);
        assert_eq!(Arc::strong_count(&asked), 1, "the former watcher is gone");
        assert_eq!(db.query("SELECT 1", &[], |row| row.int(0)).unwrap(), [1]);
    }
}
