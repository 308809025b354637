//! What goes into C arrives there, and what C returns comes back: by every policy, from wherever the call is made.

mod support;

use support::ffi;
use support::ffi::{Odd, Pair, Record, Vector};

/// Calls every function of one policy.
macro_rules! check_all {
    ($module:ident) => {{
        use ffi::$module::*;

        assert_eq!(fixture_add(i32::MAX, -5), i32::MAX - 5);
        assert_eq!(
            fixture_mixed(-1, 0.5, 1 << 40, 1.5, 255, -0.25),
            -1.0 + 1.0 + 3.0 * 2f64.powi(40) + 6.0 + 1275.0 - 1.5
        );
        assert_eq!(fixture_narrow(-128, 255, -32768, 65535, true), -128 + 510 - 98304 + 262140 + 5);
        assert_eq!(fixture_negate(100), -100);
        assert!(fixture_not(false) && !fixture_not(true));
        assert_eq!(fixture_half(3.0), 1.5);

        assert_eq!(fixture_eight(1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000), 87_654_321);
        assert_eq!(fixture_twelve(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12), sum_of_squares(12));
        assert_eq!(fixture_twelve(-1, -2, -3, -4, -5, -6, -7, -8, -9, -10, -11, -12), -sum_of_squares(12));
        assert_eq!(
            fixture_twelve_doubles(1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0, 11.0, 12.0),
            sum_of_squares(12) as f64
        );
        assert_eq!(
            fixture_twenty(
                1, 2.0, 3, 4.0, 5, 6.0, 7, 8.0, 9, 10.0, 11, 12.0, 13, 14.0, 15, 16.0, 17, 18.0, 19, 20.0
            ),
            sum_of_squares(20) as f64
        );

        let record = Record { a: 1 << 40, b: 0.5, c: -3, d: 4, e: 0.125 };
        assert_eq!(fixture_record(record, 3), Record { a: 3 << 40, b: 1.5, c: -9, d: 12, e: 0.375 });
        assert_eq!(
            fixture_spread(1 << 40, 2, 3, 4, 5, 6),
            Record { a: 1 << 40, b: 2.0, c: 3, d: 4, e: 17.0 }
        );
        let of = |a, e| Record { a, e, ..record };
        assert_eq!(fixture_three_records(of(1, 0.5), 7, of(2, 0.25), 0.125, of(3, 0.0625)), 22.3125);

        assert_eq!(fixture_integers(Pair { a: 1 << 40, b: -2 }), Pair { a: -2, b: -(1 << 40) });
        assert_eq!(fixture_doubles(Pair { a: 1.5, b: -2.5 }), Pair { a: -2.5, b: -1.5 });
        assert_eq!(fixture_integer_first(Pair { a: 1 << 40, b: 2.5 }), Pair { a: -(1 << 40), b: 1.25 });
        assert_eq!(fixture_double_first(Pair { a: 2.5, b: 1 << 40 }), Pair { a: 1.25, b: -(1 << 40) });
        assert_eq!(fixture_late_pair(1, 2, 3, 4, 5, Pair { a: 6, b: 7 }, 8), sum_of_squares(8));
        assert_eq!(fixture_odd(Odd { a: 200, b: u32::MAX }, 5), 200 + 2 * u64::from(u32::MAX) + 15);

        assert_eq!(fixture_wide(1 << 100, 1 << 70), (1 << 100) - (1 << 70));
        assert_eq!(fixture_late_wide(1, 2, 3, 4, 5, -(1 << 100), 6), 15 - (2 << 100) + 18);
        assert_eq!(
            fixture_holes(
                1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24
            ),
            sum_of_squares(24)
        );
        assert_eq!(fixture_vector(Vector([1.0, 10.0, 100.0, 1000.0])), 4321.0);

        let mut n = 41;
        fixture_increment(&mut n);
        assert_eq!(n, 42);
        let (small, large) = (1, 2);
        assert!(std::ptr::eq(fixture_larger(&small, &large), &large));
    }};
}

fn sum_of_squares(n: i64) -> i64 {
    (1..=n).map(|i| i * i).sum()
}

fn check_every_policy() {
    check_all!(default_policy);
    check_all!(blocking);
    check_all!(nocallback);
    check_all!(leaf);
    check_all!(inline);
}

/// The first call of a site binds it; the second is an ordinary one.
fn twice() {
    check_every_policy();
    check_every_policy();
}

#[test]
fn on_a_goroutine() {
    cgocall::run(|| {
        let before = cgocall::stats().cgo_calls;
        twice();
        assert!(cgocall::stats().cgo_calls > before, "the calls were direct ones");
    });
}

#[test]
fn on_a_plain_thread() {
    twice();
}

#[test]
fn within_on_system_stack() {
    cgocall::run(|| cgocall::on_system_stack(twice));
}

#[test]
fn within_blocking() {
    cgocall::run(|| cgocall::blocking(twice));
}

#[test]
fn within_blocking_within_on_system_stack_and_the_other_way_round() {
    cgocall::run(|| {
        cgocall::blocking(|| cgocall::on_system_stack(twice));
        cgocall::on_system_stack(|| cgocall::blocking(twice));
        twice();
    });
}

#[test]
fn on_many_goroutines_at_once() {
    cgocall::run(|| {
        let all: Vec<_> = (0..200).map(|_| cgocall::spawn(check_every_policy)).collect();
        all.into_iter().for_each(|g| g.join().expect("every value"));
    });
}

#[test]
fn before_the_runtime_starts() {
    let ended = support::run("before the start").succeeded();
    ended.said("1 passed");
}

#[test]
fn all_of_this_holds_without_membarrier() {
    support::no_membarrier::all_tests_but("membarrier");
}

#[test]
#[ignore = "the other tests run it, in processes of its own"]
fn child() {
    let Some(scenario) = support::scenario() else { return };
    assert_eq!(scenario, "before the start");
    twice();
    assert_eq!(cgocall::stats(), cgocall::Stats::default(), "a direct call started the runtime");
}
