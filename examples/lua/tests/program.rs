//! The program, run as its readers run it.

use std::process::Command;

#[test]
fn scripts_wait_in_both_ways_and_errors_are_caught() {
    let output = Command::new("timeout")
        .args(["--signal=ABRT", "120"])
        .args(cgocall_test_fixtures::words(env!("CARGO_BIN_EXE_lua")))
        .output()
        .expect("timeout");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && errors.is_empty(), "{}\n{errors}", output.status);
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let lines: Vec<&str> = text.lines().collect();
    let threads = |line: &str| -> usize {
        line.rsplit_once(" on ").and_then(|(_, rest)| rest.split(' ').next()?.parse().ok()).expect(line)
    };
    let [yielding, waiting, rest @ ..] = &lines[..] else { panic!("{text}") };
    assert!(yielding.starts_with("5000 scripts have met three times by yielding"), "{yielding}");
    assert!(waiting.starts_with("100 scripts have met three times within a function"), "{waiting}");
    assert!(threads(yielding) < 100, "{yielding}");
    assert!(threads(waiting) >= 100, "{waiting}");
    assert_eq!(
        rest,
        [
            "3 readings came to a script that waits for them; their sum is 42",
            "100000 errors were raised in Rust and caught in Lua; the last: no reading 100000",
            "a script without an end was stopped: chunk:1: it is enough",
        ]
    );
}
