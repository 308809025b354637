//! Many databases, and connections that pass from hand to hand.

use cgocall::sync::{Barrier, channel};
use cgocall_example_sqlite::{Connection, Value};

use super::{go, together};

#[test]
fn a_thousand_goroutines_have_a_database_each() {
    const ROWS: i64 = 20;
    let all_are_open = Barrier::new(1000);
    let sums = together(1000, move |number| {
        let mut db = Connection::in_memory().unwrap();
        db.execute_all("CREATE TABLE t(n INTEGER, name TEXT)").unwrap();
        all_are_open.wait();
        for n in 0..ROWS {
            let name = format!("{number}, {n}");
            db.execute("INSERT INTO t VALUES (?, ?)", &[Value::Int(n * number as i64), Value::Text(&name)])
                .unwrap();
            if n % 7 == 0 {
                cgocall::yield_now();
            }
        }
        let last = format!("{number}, {}", ROWS - 1);
        let found = db.query("SELECT n FROM t WHERE name = ?", &[Value::Text(&last)], |row| row.int(0));
        assert_eq!(found.unwrap(), [(ROWS - 1) * number as i64]);
        db.query("SELECT sum(n) FROM t", &[], |row| row.int(0)).unwrap()[0]
    });
    let expected: Vec<i64> = (0..1000).map(|number| number * ROWS * (ROWS - 1) / 2).collect();
    assert_eq!(sums, expected);
}

#[test]
fn connections_pass_from_goroutine_to_goroutine() {
    const CONNECTIONS: usize = 8;
    go(|| {
        let (back, idle) = channel(CONNECTIONS);
        for _ in 0..CONNECTIONS {
            let mut db = Connection::in_memory().unwrap();
            db.execute_all("CREATE TABLE t(n INTEGER)").unwrap();
            back.send(db).unwrap();
        }
        let all: Vec<_> = (0..1000)
            .map(|n| {
                let (back, idle) = (back.clone(), idle.clone());
                cgocall::spawn(move || {
                    let mut db: Connection = idle.recv().unwrap();
                    db.execute("INSERT INTO t VALUES (?)", &[Value::Int(n)]).unwrap();
                    cgocall::yield_now();
                    db.execute("INSERT INTO t VALUES (?)", &[Value::Int(-n)]).unwrap();
                    back.send(db).unwrap();
                })
            })
            .collect();
        all.into_iter().for_each(|goroutine| goroutine.join().unwrap());
        let count = "SELECT count(*), sum(n), sum(abs(n)) FROM t";
        let totals = (0..CONNECTIONS).map(|_| {
            let counted = idle.recv().unwrap().query(count, &[], |row| [row.int(0), row.int(1), row.int(2)]);
            counted.unwrap()[0]
        });
        let totals: Vec<[i64; 3]> = totals.collect();
        let total = |column: usize| totals.iter().map(|it| it[column]).sum::<i64>();
        assert_eq!([total(0), total(1), total(2)], [2000, 0, 999_000]);
    });
}
