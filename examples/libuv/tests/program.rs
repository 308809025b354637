//! The program, run as its readers run it.

use std::process::Command;

#[test]
fn clients_are_served_work_waits_and_a_timer_ticks() {
    let output = Command::new("timeout")
        .args(["--signal=ABRT", "120"])
        .args(cgocall_test_fixtures::words(env!("CARGO_BIN_EXE_echo")))
        .output()
        .expect("timeout");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && errors.is_empty(), "{}\n{errors}", output.status);
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert_eq!(
        text.lines().collect::<Vec<_>>(),
        [
            "200 clients were served, by a goroutine each; 4000 messages came back",
            "4 threads of libuv's have waited for one another and for a goroutine, and got 100",
            "a timer has ticked 5 times, each time when it was asked to",
            "the loop has ended",
        ]
    );
}
