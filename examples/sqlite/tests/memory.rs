//! Whether SQLite has everything back in the end: alone in its process, since it counts for the whole of it.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use cgocall::sync::channel;
use cgocall_example_sqlite::{Connection, Error, Value, memory_used};

/// Ten rows, each with a text of a kilobyte.
fn table() -> Connection {
    let mut db = Connection::in_memory().unwrap();
    db.execute_all("CREATE TABLE t(n INTEGER, text)").unwrap();
    for n in 0..10 {
        db.execute("INSERT INTO t VALUES (?, ?)", &[Value::Int(n), Value::Text(&"x".repeat(1000))]).unwrap();
    }
    db
}

const ALL: &str = "SELECT n, text FROM t ORDER BY text, n DESC";

/// Ways to have done with a connection, most of them in the middle of a statement.
const WAYS: [fn(Connection); 7] = [
    |mut db| assert_eq!(db.query(ALL, &[], |row| row.int(0)).unwrap().len(), 10),
    |mut db| assert!(db.query("SELECT n FROM t WHERE n < abs(-9223372036854775808)", &[], |_| ()).is_err()),
    |mut db| panics(|| db.query(ALL, &[], |_| -> () { resume_unwind(Box::new(())) })),
    |mut db| {
        db.define("fail", 1, |_| resume_unwind(Box::new(()))).unwrap();
        panics(|| db.query("SELECT fail(n), text FROM t", &[], |row| row.text(1)));
    },
    |mut db| {
        db.watch(1, || false);
        assert_eq!(db.query(ALL, &[], |row| row.int(0)).unwrap_err().message, "interrupted");
    },
    |mut db| {
        db.watch(10, || resume_unwind(Box::new(())));
        panics(|| db.query(ALL, &[], |row| row.int(0)));
    },
    |mut db| {
        let (rows, received) = channel(1);
        let receiver = cgocall::spawn(move || received.recv());
        assert_eq!(db.stream(ALL, &rows), Ok(()));
        assert_eq!(receiver.join().unwrap().unwrap()[0].as_deref(), Some("9"));
    },
];

fn panics<T>(run: impl FnOnce() -> Result<T, Error>) {
    assert!(catch_unwind(AssertUnwindSafe(run)).is_err());
}

#[cgocall::test]
fn sqlite_has_everything_back_however_a_goroutine_ends_its_statement() {
    drop(table());
    let before = memory_used();
    let goroutines = (0..WAYS.len() * 100).map(|n| {
        cgocall::spawn(move || {
            let db = table();
            cgocall::yield_now();
            WAYS[n % WAYS.len()](db);
        })
    });
    for goroutine in goroutines.collect::<Vec<_>>() {
        goroutine.join().unwrap();
    }
    assert_eq!(memory_used(), before);
}
