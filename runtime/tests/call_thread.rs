//! A C call is never a point of migration, also where goroutines move freely: whoever loses the processor in C waits
//! for one on the same thread.

mod support;

use std::cell::Cell;
use std::time::Duration;

use support::ffi;

thread_local!(static MARK: Cell<u32> = const { Cell::new(0) });

/// So many calls on each of 16 goroutines, which move between threads when they sleep.
fn stays(calls: u32, call: fn()) {
    let goroutine = move |i: u32| {
        let mut moved = 0;
        let mut last = 0;
        for n in 0..calls {
            let before = (ffi::gettid(), ffi::pthread_self());
            // A value of the thread, for which C's return is no park.
            MARK.set(i);
            ffi::fixture_set_local(i as i32);
            call();
            assert_eq!((ffi::gettid(), ffi::pthread_self()), before);
            assert_eq!((MARK.get(), ffi::fixture_local()), (i, i as i32));
            moved += u32::from(before.0 != last);
            last = before.0;
            if n % 4 == 0 {
                cgocall::sleep(Duration::from_micros(20));
            }
        }
        moved
    };
    cgocall::scope(|s| {
        let all: Vec<_> = (1..=16).map(|i| s.spawn(move || goroutine(i))).collect();
        let moved: u32 = all.into_iter().map(|g| g.join().expect("the same thread")).sum();
        assert!(moved > 16, "nobody ever moved at a park, so this proves nothing");
    });
}

#[test]
fn ten_thousand_calls_that_hand_their_processor_on_return_on_their_thread() {
    let _alone = support::alone();
    support::migrating();
    cgocall::set_max_procs(2);
    cgocall::run(|| {
        let before = cgocall::stats().handoffs;
        stays(625, || ffi::fixture_sleep_blocking(20));
        assert!(cgocall::stats().handoffs >= before + 10_000);
    });
}

#[test]
fn calls_whose_processor_is_taken_return_on_their_thread() {
    let _alone = support::alone();
    support::migrating();
    cgocall::set_max_procs(2);
    cgocall::run(|| {
        let before = cgocall::stats();
        // Longer than the monitor's longest tick.
        stays(40, || ffi::fixture_sleep(3_000));
        let after = cgocall::stats();
        assert!(after.retakes > before.retakes, "{before:?} {after:?}");
    });
}

#[test]
fn blocking_returns_on_its_thread() {
    let _alone = support::alone();
    support::migrating();
    cgocall::set_max_procs(2);
    cgocall::run(|| stays(100, || cgocall::blocking(|| std::thread::sleep(Duration::from_micros(50)))));
}
