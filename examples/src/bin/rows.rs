//! SQLite calls back: with its rows, to compute a function, and to ask whether to go on.
//!
//! The rows of a query go through a channel with little room to another goroutine, which sets the pace: while the channel
//! is full, the callback waits, and SQLite stands still within `sqlite3_exec`. The words that resemble a misspelt one are
//! found by a function in Rust. And a query without an end is ended from outside, while it shares one processor with
//! those that wait for it.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::time::Duration;

use cgocall::sync::channel;
use sqlite::{Connection, Error, TextRow, Value};

/// Rows in the channel at most.
const ROOM: usize = 16;

// The promise of `migrating`: while goroutines of this program wait, they hold channel ends, counters and connections, which
// SQLite lets move between threads.
#[cgocall::main(unsafe(migrating))]
fn main() -> Result<(), Error> {
    streamed()?;
    defined()?;
    cancelled()
}

/// A query produces, another goroutine consumes.
fn streamed() -> Result<(), Error> {
    const NUMBERS: &str = "
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10000)
        SELECT produced(i), printf('%x', i) FROM n";
    let produced = Arc::new(AtomicI64::new(0));
    let (rows, received) = channel::<TextRow>(ROOM);
    let query = cgocall::spawn({
        let produced = Arc::clone(&produced);
        move || {
            let mut db = Connection::in_memory()?;
            db.define("produced", 1, move |arguments| {
                produced.store(arguments.int(0), Ordering::Relaxed);
                arguments.int(0)
            })?;
            db.stream(NUMBERS, &rows)
        }
    });
    let (mut consumed, mut lead) = (0, 0);
    for row in received.iter() {
        lead = lead.max(produced.load(Ordering::Relaxed) - consumed);
        consumed += 1;
        assert_eq!(row, [Some(consumed.to_string()), Some(format!("{consumed:x}"))]);
        if consumed % 1000 == 0 {
            cgocall::sleep(Duration::from_millis(1)); // the query waits, too
        }
    }
    query.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))?;
    println!("{consumed} rows came through a channel with room for {ROOM}; at most {lead} were under way");
    Ok(())
}

/// A query sorts by what Rust computes.
fn defined() -> Result<(), Error> {
    let mut db = Connection::in_memory()?;
    db.execute_all(
        "CREATE TABLE words(word);
         INSERT INTO words VALUES ('coroutine'), ('gasoline'), ('goroutine'), ('routine'), ('subroutine')",
    )?;
    db.define("distance", 2, |arguments| distance(&arguments.text(0), &arguments.text(1)) as i64)?;
    let similar = db.query(
        "SELECT word, distance(word, ?1) AS d FROM words WHERE d <= 3 ORDER BY d, word",
        &[Value::Text("gorutine")],
        |row| format!("{} ({})", row.text(0), row.int(1)),
    )?;
    println!("like gorutine: {}", similar.join(", "));
    Ok(())
}

/// How many letters to put in, take out or change, to make one text of the other.
fn distance(from: &str, to: &str) -> usize {
    let to: Vec<char> = to.chars().collect();
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (i, a) in from.chars().enumerate() {
        let mut before = std::mem::replace(&mut row[0], i + 1);
        for (j, &b) in to.iter().enumerate() {
            let changed = before + usize::from(a != b);
            before = row[j + 1];
            row[j + 1] = changed.min(before + 1).min(row[j] + 1);
        }
    }
    row[to.len()]
}

/// A query that would run for ever yields to others now and then, and ends when one of them says so.
fn cancelled() -> Result<(), Error> {
    const FOR_EVER: &str =
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT sum(i) FROM n";
    cgocall::set_max_procs(1);
    let enough = Arc::new(AtomicBool::new(false));
    let watcher = Arc::clone(&enough);
    let query = cgocall::spawn(move || {
        let mut db = Connection::in_memory()?;
        db.watch(1000, move || {
            cgocall::yield_now();
            !watcher.load(Ordering::Relaxed)
        });
        db.execute(FOR_EVER, &[])
    });
    for _ in 0..20 {
        cgocall::sleep(Duration::from_millis(1));
    }
    enough.store(true, Ordering::Relaxed);
    match query.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)) {
        Err(error) if error.message == "interrupted" => {
            println!("a query without an end was {}", error.message)
        }
        other => return other,
    }
    Ok(())
}
