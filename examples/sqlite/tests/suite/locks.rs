//! One database that many goroutines write.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use cgocall::sync::{Barrier, Semaphore};
use cgocall_example_sqlite::{Access, Connection, Value};
use tempfile::TempDir;

use super::{go, together};

/// A database in a file.
struct Shared(TempDir);

impl Shared {
    fn new(schema: &str) -> Arc<Shared> {
        let shared = Shared(TempDir::new().expect("a folder"));
        shared.open().execute_all(schema).unwrap();
        Arc::new(shared)
    }

    fn open(&self) -> Connection {
        let mut db = Connection::open(&self.0.path().join("db"), Access::Write).unwrap();
        db.execute_all("PRAGMA synchronous = OFF").unwrap();
        db
    }
}

#[test]
fn a_hundred_writers_of_one_database_wait_for_each_other() {
    const EACH: i64 = 4;
    let shared = Shared::new("CREATE TABLE t(n INTEGER); INSERT INTO t VALUES (0)");
    let (all, waits) = (Barrier::new(100), Arc::new(AtomicUsize::new(0)));
    let database = Arc::clone(&shared);
    let waited = Arc::clone(&waits);
    together(100, move |_| {
        let mut db = database.open();
        let waited = Arc::clone(&waited);
        db.when_busy(move |_| {
            waited.fetch_add(1, Ordering::Relaxed);
            cgocall::sleep(Duration::from_millis(1));
            true
        });
        all.wait();
        for _ in 0..EACH {
            db.execute("BEGIN IMMEDIATE", &[]).unwrap();
            let n = db.query("SELECT n FROM t", &[], |row| row.int(0)).unwrap()[0];
            cgocall::yield_now(); // with the lock
            db.execute("UPDATE t SET n = ?", &[Value::Int(n + 1)]).unwrap();
            db.execute("COMMIT", &[]).unwrap();
        }
    });
    let counted = go(|| shared.open().query("SELECT n FROM t", &[], |row| row.int(0)).unwrap());
    assert_eq!(counted, [100 * EACH]);
    assert!(waits.load(Ordering::Relaxed) > 0);
}

#[test]
fn whoever_finds_the_database_locked_is_woken_by_the_one_who_has_locked_it() {
    let shared = Shared::new("CREATE TABLE t(n INTEGER)");
    go(|| {
        let mut owner = shared.open();
        owner.execute("BEGIN IMMEDIATE", &[]).unwrap();
        let (blocked, free) = (Arc::new(Semaphore::new(0)), Arc::new(Semaphore::new(0)));
        let other = cgocall::spawn({
            let (shared, blocked, free) = (Arc::clone(&shared), Arc::clone(&blocked), Arc::clone(&free));
            move || {
                let mut db = shared.open();
                db.when_busy(move |times| {
                    blocked.add_permits(1);
                    free.acquire().forget();
                    times == 0
                });
                db.execute("INSERT INTO t VALUES (1)", &[])
            }
        });
        blocked.acquire().forget();
        owner.execute("COMMIT", &[]).unwrap();
        free.add_permits(1);
        assert_eq!(other.join().unwrap(), Ok(()));
    });
}
