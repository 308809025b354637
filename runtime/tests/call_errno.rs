//! errno, read on the same thread right after C returned, whatever the runtime and others do meanwhile.

#[allow(dead_code, reason = "one part is used here")]
mod child;
mod support;

use std::sync::atomic::{AtomicBool, AtomicI32, Ordering};

use cgocall::Errno;
use support::ffi;

/// Each form, with a call that lasts `microseconds`.
fn check_every_form(error: i32, microseconds: u32) {
    let error_of = |r: std::io::Result<i32>| r.expect_err("C said so").raw_os_error();
    assert_eq!(error_of(ffi::fixture_fail(error, microseconds)), Some(error));
    assert_eq!(error_of(ffi::fixture_fail_blocking(error, microseconds)), Some(error));
    assert_eq!(error_of(ffi::fixture_fails_with_seven(7, error, microseconds)), Some(error));
    assert_eq!(ffi::fixture_fails_with_seven(-1, error, microseconds).expect("-1 is no failure here"), -1);
    assert_eq!(ffi::fixture_with_errno(-1, error, microseconds), (-1, Errno(error)));
    assert_eq!(ffi::fixture_with_errno(5, 0, microseconds), (5, Errno(0)));
    assert_eq!(ffi::fixture_null(error).expect_err("null").raw_os_error(), Some(error));
}

#[test]
fn every_form_on_a_goroutine() {
    cgocall::run(|| check_every_form(libc::ENOTTY, 0));
}

#[test]
fn every_form_on_a_plain_thread() {
    check_every_form(libc::EPIPE, 0);
}

#[test]
fn every_form_within_blocking_and_on_the_system_stack() {
    cgocall::run(|| {
        cgocall::blocking(|| check_every_form(libc::EXDEV, 0));
        cgocall::on_system_stack(|| check_every_form(libc::EBADF, 0));
    });
}

#[test]
fn errno_always_is_zero_when_c_sets_none() {
    cgocall::run(|| {
        drop(ffi::fixture_fail(libc::EIO, 0));
        assert_eq!(ffi::fixture_errno_found(), (0, Errno(0)));
    });
}

#[test]
fn errno_survives_the_loss_of_the_processor_while_others_set_theirs() {
    let _alone = support::alone();
    cgocall::run(|| {
        let before = cgocall::stats();
        let all: Vec<_> = (1..=16)
            .map(|error| {
                cgocall::spawn(move || {
                    for _ in 0..20 {
                        check_every_form(error, 150);
                        cgocall::yield_now();
                    }
                })
            })
            .collect();
        all.into_iter().for_each(|g| g.join().expect("its own errno"));
        let after = cgocall::stats();
        assert!(after.handoffs > before.handoffs, "no processor was handed off");
    });
}

/// The slow way out of a default call: the processor was retaken, and the thread had to wait for one.
#[test]
fn errno_survives_a_retake() {
    let _alone = support::alone();
    let old = cgocall::set_max_procs(1);
    cgocall::run(|| {
        let before = cgocall::stats().retakes;
        let (running, done) = (&AtomicI32::new(0), &AtomicBool::new(false));
        cgocall::scope(|s| {
            s.spawn(move || {
                running.store(1, Ordering::Relaxed);
                while !done.load(Ordering::Relaxed) {
                    let (_, _) = ffi::fixture_with_errno(0, libc::ENOSPC, 0);
                    cgocall::yield_now();
                }
            });
            // A site of its own, and few calls: it is not yet taken for one that blocks.
            for _ in 0..3 {
                assert_eq!(
                    ffi::fixture_fail_seldom(libc::EDOM, 20_000).expect_err("-1").raw_os_error(),
                    Some(libc::EDOM)
                );
            }
            assert_eq!(running.load(Ordering::Relaxed), 1, "the other goroutine never ran");
            done.store(true, Ordering::Relaxed);
        });
        assert!(cgocall::stats().retakes > before, "no processor was retaken");
    });
    cgocall::set_max_procs(old);
}

/// The compiler would like to ask for errno's address once, before the park: the standard library, which the goroutine uses,
/// too, lets it.
#[test]
fn errno_is_that_of_the_thread_to_which_a_park_has_led() {
    let test = "errno_is_that_of_the_thread_to_which_a_park_has_led";
    child::alone(test, &[("CGOCALL_TEST_MIGRATING", "1")], || {
        child::builder().max_procs(3).init().expect("the first");
        let all: Vec<_> = (1..=30)
            .map(|error| {
                cgocall::spawn(move || {
                    for _ in 0..100 {
                        assert_eq!(ffi::fixture_with_errno(5, error, 0), (5, Errno(error)));
                        assert_eq!(std::io::Error::last_os_error().raw_os_error(), Some(error));
                        cgocall::sleep(std::time::Duration::from_micros(50));
                        assert_eq!(ffi::fixture_with_errno(5, 0, 0), (5, Errno(0)));
                        assert_eq!(ffi::fixture_with_errno(5, error, 0), (5, Errno(error)));
                    }
                })
            })
            .collect();
        all.into_iter().for_each(|g| g.join().expect("its own errno"));
    });
}

#[test]
fn all_of_this_holds_without_membarrier() {
    support::no_membarrier::all_tests_but("membarrier");
}
