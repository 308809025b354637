//! SQL functions in Rust that wait.

use std::sync::Arc;

use cgocall::sync::{Barrier, channel};
use cgocall_example_sqlite::{Connection, Value};

use super::{go, together};

#[test]
fn the_functions_of_a_thousand_statements_wait_for_each_other() {
    let meeting = Arc::new(Barrier::new(1000));
    let answers = together(1000, move |number| {
        let meeting = Arc::clone(&meeting);
        let mut db = Connection::in_memory().unwrap();
        db.define("meet", 1, move |arguments| {
            meeting.wait();
            arguments.int(0) * 2
        })
        .unwrap();
        db.query("SELECT meet(?) + 1", &[Value::Int(number as i64)], |row| row.int(0)).unwrap()[0]
    });
    assert_eq!(answers, (0..1000).map(|number| number * 2 + 1).collect::<Vec<i64>>());
}

#[test]
fn a_function_asks_another_goroutine_for_each_row() {
    go(|| {
        let (ask, asked) = channel::<(i64, cgocall::sync::Sender<i64>)>(0);
        let server =
            cgocall::spawn(move || asked.iter().map(|(n, answer)| answer.send(n * n).unwrap()).count());
        let clients = (0..50).map(|_| {
            let ask = ask.clone();
            cgocall::spawn(move || {
                let mut db = Connection::in_memory().unwrap();
                db.define("square", 1, move |arguments| {
                    let (answer, answered) = channel(0);
                    ask.send((arguments.int(0), answer)).unwrap();
                    answered.recv().unwrap()
                })
                .unwrap();
                let sum = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 40)
                    SELECT sum(square(i)) FROM n";
                db.query(sum, &[], |row| row.int(0)).unwrap()[0]
            })
        });
        let clients: Vec<_> = clients.collect();
        drop(ask);
        clients.into_iter().for_each(|client| assert_eq!(client.join().unwrap(), 22_140));
        assert_eq!(server.join().unwrap(), 50 * 40);
    });
}

#[test]
fn a_function_queries_the_database_of_its_own() {
    let depths = together(100, |number| {
        // Each level is a C call within a callback within a C call.
        fn depth(left: usize) -> i64 {
            if left == 0 {
                return 0;
            }
            let mut db = Connection::in_memory().unwrap();
            db.define("deeper", 0, move |_| depth(left - 1)).unwrap();
            cgocall::yield_now();
            1 + db.query("SELECT deeper()", &[], |row| row.int(0)).unwrap()[0]
        }
        depth(number % 5)
    });
    assert_eq!(depths, (0..100).map(|number| number % 5).collect::<Vec<i64>>());
}
