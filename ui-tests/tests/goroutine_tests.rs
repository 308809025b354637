//! `#[cgocall::test]` under the harness that it is for.

use std::num::ParseIntError;

#[cgocall::test]
fn a_test_runs_as_a_goroutine() {
    assert!(cgocall::try_current().is_some());
}

#[cgocall::test]
#[should_panic(expected = "fell over")]
fn a_panic_reaches_should_panic() {
    panic!("the goroutine fell over");
}

#[cgocall::test]
#[ignore = "it proves that `ignore` is kept by failing when it is not"]
fn an_ignored_test_does_not_run() {
    panic!("it ran");
}

#[cgocall::test]
fn a_test_may_return_a_result() -> Result<(), ParseIntError> {
    assert_eq!("12".parse::<i32>()?, 12);
    Ok(())
}
