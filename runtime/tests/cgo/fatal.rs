//! Tests that end a process of their own.

use std::ffi::c_int;
use std::os::unix::process::ExitStatusExt;

use crate::child;

/// Tells the children of one test apart.
const VARIANT: &str = "CGOCALL_TEST_VARIANT";

/// `test` dies of `signal` in its `body`, of which it may have several. Returns what it has said; none in
/// the child.
#[track_caller]
pub(crate) fn dies(test: &str, variant: &str, signal: c_int, body: impl FnOnce()) -> Option<String> {
    let body = || {
        if std::env::var(VARIANT).is_ok_and(|mine| mine == variant) {
            body();
            println!("survived");
        }
    };
    let env = [(VARIANT, variant), ("RUST_BACKTRACE", "0")];
    let output = child::output_of(test, &env, body)?;
    assert_eq!(output.status.signal(), Some(signal), "{variant}: {:?}\n{}", output.status, output.stderr);
    assert!(!output.stdout.contains("survived"), "{variant}: {}", output.stderr);
    Some(output.stderr)
}
