//! What goes wrong on many goroutines at the same time stays with each.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use cgocall::sync::Barrier;
use cgocall_example_sqlite::{Connection, Value};

use super::together;

#[test]
fn an_error_has_the_words_of_its_own_statement() {
    let all = Barrier::new(500);
    together(500, move |number| {
        let mut db = Connection::in_memory().unwrap();
        all.wait();
        let error = db.execute_all(&format!("SELECT 1; SELECT absent_{number}")).unwrap_err();
        assert_eq!((error.code, error.message), (1, format!("no such column: absent_{number}")));

        let checked = format!("CREATE TABLE t(n INTEGER CONSTRAINT rule_{number} CHECK (n > 0))");
        db.execute_all(&checked).unwrap();
        for n in [1, 0, 2, -1, 3] {
            let inserted = db.execute("INSERT INTO t VALUES (?)", &[Value::Int(n)]);
            cgocall::yield_now();
            match inserted {
                Ok(()) => assert!(n > 0),
                Err(error) => assert_eq!(error.message, format!("CHECK constraint failed: rule_{number}")),
            }
        }
        assert_eq!(db.query("SELECT sum(n) FROM t", &[], |row| row.int(0)).unwrap(), [6]);
    });
}

#[test]
fn a_panic_of_a_function_comes_out_of_its_own_statement() {
    together(300, |number| {
        let mut db = Connection::in_memory().unwrap();
        db.define("fail", 1, |arguments| {
            cgocall::yield_now();
            if arguments.int(0) % 3 == 0 { resume_unwind(Box::new(arguments.int(0))) } else { 7 }
        })
        .unwrap();
        for n in number..number + 6 {
            let value = [Value::Int(n as i64)];
            let ran = catch_unwind(AssertUnwindSafe(|| db.query("SELECT fail(?)", &value, |row| row.int(0))));
            match ran {
                Ok(rows) => assert_eq!((rows.unwrap(), n % 3 != 0), (vec![7], true)),
                Err(panic) => assert_eq!(panic.downcast_ref(), Some(&(n as i64))),
            }
        }
    });
}
