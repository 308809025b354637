//! The bug that the design began with must not come back unseen: a scheduler which runs on the frames that C has left on
//! g0, while a callback that it made is parked. The feature `seed-bug` brings it back; the same program must notice.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// Builds the program with these features of the runtime, in a folder of its own, lest every other test be built anew.
fn build(features: &[&str]) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("seed-bug");
    let mut cargo = Command::new(env!("CARGO"));
    cargo
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args(["build", "--offline", "--package", "cgocall-test-fixtures", "--example", "frames_on_g0"])
        .args(features.iter().flat_map(|feature| ["--features", feature]))
        .arg("--target-dir")
        .arg(&folder);
    let output = cargo.output().expect("cargo, which has built this");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    // Cargo's own setting, where the tests are for another processor than this machine's.
    let target = std::env::var_os("CARGO_BUILD_TARGET").unwrap_or_default();
    folder.join(target).join("debug/examples/frames_on_g0")
}

fn run(program: &Path) -> (Output, String) {
    let output = Command::new("timeout")
        .arg("120")
        .args(cgocall_test_fixtures::words(program))
        .output()
        .expect("the program");
    let text = format!(
        "{:?}\n{}{}",
        output.status,
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
    (output, text)
}

#[test]
fn a_scheduler_that_overwrites_the_frames_of_c_is_noticed_and_ours_does_not() {
    let (output, text) = run(&build(&[]));
    assert!(output.status.success(), "{text}");
    assert!(text.contains("C's frames are as they were"), "{text}");

    let (output, text) = run(&build(&["cgocall/seed-bug"]));
    assert_eq!(output.status.code(), Some(3), "{text}");
    assert!(text.contains("bytes of C's frame were overwritten"), "{text}");
}
