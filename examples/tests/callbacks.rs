//! The example programs in which C calls back, run as their readers run them.

use std::process::Command;

/// What the program prints, line by line; it complains of nothing.
fn lines(program: &str) -> Vec<String> {
    // The processes of other tests may have all processors: a hang is what takes minutes.
    let mut command = Command::new("timeout");
    command.args(["--signal=ABRT", "120"]).args(cgocall_test_fixtures::words(program));
    let output = command.output().expect("timeout");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && said.is_empty(), "{program}: {}\n{said}", output.status);
    String::from_utf8_lossy(&output.stdout).lines().map(str::to_owned).collect()
}

#[test]
fn rows_streams_defines_and_cancels() {
    let said = lines(env!("CARGO_BIN_EXE_rows"));
    let lead = said[0].strip_prefix("10000 rows came through a channel with room for 16; at most ");
    let lead: usize = lead.and_then(|rest| rest.split(' ').next()?.parse().ok()).expect(&said[0]);
    // The channel's, the one that waits to get in, and one that was received but not counted yet.
    assert!((1..=18).contains(&lead), "{}", said[0]);
    assert_eq!(said[1], "like gorutine: goroutine (1), coroutine (2), routine (2)");
    assert_eq!(said[2..], ["a query without an end was interrupted"]);
}

#[test]
fn sort_sorts_by_three_kinds_of_callback() {
    let expected = [
        "words: Apple, apple pie, Cherry, fig, pear",
        "by the sums of their digits: [3, 12, 21, 5000, 61, 700, 88, 1999]",
        "weights in order are those at [1, 3, 0, 4, 2]",
    ];
    assert_eq!(lines(env!("CARGO_BIN_EXE_sort")), expected);
}

#[test]
fn pool_waits_for_goroutines_on_threads_of_c() {
    let expected = [
        "4 threads of C wait for goroutines",
        "of the numbers to 1000, 871 takes longest to come down to 1: 178 steps",
        "0 threads of C are left",
    ];
    assert_eq!(lines(env!("CARGO_BIN_EXE_pool")), expected);
}
