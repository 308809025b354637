//! Statements without an end, and who ends them.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use cgocall::JoinHandle;
use cgocall_example_sqlite::{Connection, Error};

use super::{start, together};

const FOR_EVER: &str = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT sum(i) FROM n";

/// Goroutines with a statement without an end each, which asks whether to go on after every so many steps.
struct Endless {
    all: Vec<JoinHandle<Result<(), Error>>>,
    /// Those that have been asked several times.
    run: Arc<AtomicUsize>,
    enough: Arc<AtomicBool>,
}

impl Endless {
    fn start(statements: usize, steps: u32, between: fn()) -> Endless {
        start();
        let (run, enough) = <(Arc<AtomicUsize>, Arc<AtomicBool>)>::default();
        let statement = || {
            let (run, enough) = (Arc::clone(&run), Arc::clone(&enough));
            move || {
                let mut db = Connection::in_memory()?;
                let asked = AtomicUsize::new(0);
                db.watch(steps, move || {
                    if asked.fetch_add(1, Ordering::Relaxed) == 2 {
                        run.fetch_add(1, Ordering::Relaxed);
                    }
                    between();
                    !enough.load(Ordering::Relaxed)
                });
                db.execute(FOR_EVER, &[])
            }
        };
        let all = (0..statements).map(|_| cgocall::spawn(statement())).collect();
        Endless { all, run, enough }
    }

    /// Waits until each of them has gone on for a while.
    fn all_run(&self) {
        while self.run.load(Ordering::Relaxed) < self.all.len() {
            assert!(!self.all.iter().any(JoinHandle::is_finished), "they have no end");
            std::thread::sleep(Duration::from_millis(1));
        }
    }

    fn end(self) {
        self.enough.store(true, Ordering::Relaxed);
        for statement in self.all {
            assert_eq!(statement.join().unwrap().unwrap_err().message, "interrupted");
        }
    }
}

#[test]
fn statements_without_an_end_keep_no_processor() {
    let endless = Endless::start(8, 100_000, || ());
    endless.all_run();
    let answers = together(100, |n| {
        let mut db = Connection::in_memory().unwrap();
        db.query("SELECT 6 * 7", &[], |row| row.int(0)).unwrap()[0] + n as i64
    });
    assert_eq!(answers, Vec::from_iter(42..142));
    endless.end();
}

#[test]
fn statements_without_an_end_take_turns() {
    let endless = Endless::start(20, 1000, cgocall::yield_now);
    endless.all_run();
    endless.end();
}

#[test]
fn statements_sleep_in_the_middle() {
    let endless = Endless::start(20, 1000, || cgocall::sleep(Duration::from_millis(1)));
    endless.all_run();
    endless.end();
}
