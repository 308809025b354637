//! Rows that SQLite hands over in the middle of its work.

use cgocall::sync::channel;
use cgocall_example_sqlite::Connection;

use super::together;

const NUMBERS: &str =
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200) SELECT i FROM n";

#[test]
fn many_statements_go_at_the_pace_of_those_who_receive_their_rows() {
    together(200, |number| {
        let (rows, received) = channel(1);
        let statement = cgocall::spawn(move || Connection::in_memory()?.stream(NUMBERS, &rows));
        // Every other one has enough before the end, which ends the statement and is no error.
        let wanted = if number % 2 == 0 { 200 } else { number };
        for (n, row) in (1..=wanted).zip(received.iter()) {
            assert_eq!(row, [Some(n.to_string())]);
            if n % 50 == 0 {
                cgocall::yield_now();
            }
        }
        drop(received);
        assert_eq!(statement.join().unwrap(), Ok(()));
    });
}
