//! Where calls are made, in which order, and what goes there and comes back.

use std::ffi::CStr;
use std::sync::Mutex;
use std::sync::atomic::{AtomicI32, Ordering::SeqCst};

use cgocall::Errno;

use crate::ffi::{self, Library};
use crate::support::ffi::Record;
use crate::{child, closure, soon};

#[test]
fn ten_thousand_goroutines_use_a_library_that_belongs_to_one_thread() {
    child::in_every_mode("calls::ten_thousand_goroutines_use_a_library_that_belongs_to_one_thread", || {
        child::builder().max_procs(3).init().expect("nobody has started it");
        let library = &Library::default();
        ffi::bound_open(library);
        let numbers = cgocall::run(|| {
            cgocall::scope(|s| {
                let goroutines: Vec<_> = (0..10_000)
                    .map(|_| {
                        s.spawn(|| {
                            let first = ffi::bound_use(library).expect("on the library's thread");
                            cgocall::yield_now();
                            let second = ffi::bound_use(library).expect("on the library's thread");
                            assert!(second > first);
                            [first, second]
                        })
                    })
                    .collect();
                let numbers = goroutines.into_iter().flat_map(|g| g.join().expect("no panic"));
                numbers.collect::<Vec<_>>()
            })
        });
        let mut numbers = numbers;
        numbers.sort_unstable();
        assert!(numbers.into_iter().eq(1..=20_000), "the thread's own count");
    });
}

#[test]
fn a_function_that_leaves_the_thread_of_its_block_runs_where_it_is_called() {
    cgocall::run(|| {
        let library = Library::default();
        ffi::bound_open(&library);
        let refused = ffi::bound_use_anywhere(&library).expect_err("on the wrong thread");
        assert_eq!(refused.raw_os_error(), Some(libc::EPERM));
        ffi::bound_use(&library).expect("on the library's thread");
    });
}

#[test]
fn there_is_one_thread_for_each_name_and_it_bears_that_name() {
    cgocall::run(|| {
        let here = closure::tid();
        let (one, other) = (ffi::gettid(), ffi::gettid_of_another());
        assert!(one != other && one != here && other != here, "{one} {other} {here}");
        assert_eq!((ffi::gettid_by_another_block(), ffi::gettid_of_another()), (one, other));
        let mut name = [0; 16];
        // SAFETY: the thread lives, and so many bytes are there.
        unsafe { ffi::pthread_getname_np(ffi::pthread_self(), name.as_mut_ptr(), name.len()) };
        // SAFETY: the system has ended it with a zero.
        assert_eq!(unsafe { CStr::from_ptr(name.as_ptr()) }, c"a library's own");
    });
}

#[test]
fn calls_are_made_in_the_order_in_which_they_came() {
    child::in_every_mode("calls::calls_are_made_in_the_order_in_which_they_came", || {
        // One processor: who can be seen to wait has come to the end of the queue before anybody looks.
        child::builder().max_procs(1).init().expect("nobody has started it");
        let library = &Library::default();
        ffi::bound_open(library);
        let (here, flag, order) = (&AtomicI32::new(0), &AtomicI32::new(0), &Mutex::new(Vec::new()));
        cgocall::run(|| {
            cgocall::scope(|s| {
                s.spawn(|| ffi::fixture_meet(here, flag));
                soon(|| here.load(SeqCst) == 1);
                let waiting = || crate::dumped().matches(": bound_use").count();
                for i in 1..=50 {
                    s.spawn(move || {
                        let number = ffi::bound_use(library).expect("on the library's thread");
                        order.lock().unwrap().push((i, number));
                    });
                    soon(|| waiting() == i as usize);
                }
                flag.store(1, SeqCst);
            });
        });
        let mut order = order.lock().unwrap().clone();
        order.sort_unstable();
        assert!(order.into_iter().eq((1..=50).map(|i| (i, i))), "the first comes first");
    });
}

#[test]
fn calls_by_every_policy_run_where_their_policy_says() {
    cgocall::run(|| {
        let there = ffi::gettid();
        macro_rules! check {
            ($($module:ident $on_thread_stack:literal)*) => {
                $(
                    let place = (ffi::$module::gettid(), ffi::$module::fixture_on_thread_stack());
                    assert_eq!(place, (there, $on_thread_stack), stringify!($module));
                )*
            };
        }
        check!(by_default 1 blocking 1 nocallback 1 leaf 1 inline 0);
    });
}

#[test]
fn arguments_may_borrow_from_the_caller() {
    cgocall::run(|| {
        let mut n = 41;
        ffi::fixture_increment(&mut n);
        let (a, b) = (n, 7);
        assert!(std::ptr::eq(ffi::fixture_larger(&a, &b), &a));
        let record = |a| Record { a, b: 0.5, c: 1, d: 2, e: 0.25 };
        let (x, y, z) = (record(1), record(2), record(3));
        let direct = crate::support::ffi::default_policy::fixture_three_records(x, 4, y, 1.5, z);
        assert_eq!(ffi::fixture_three_records(x, 4, y, 1.5, z), direct);
    });
}

/// Each form, while the callers' own threads have another errno.
#[test]
fn errno_is_that_of_the_call() {
    child::in_every_mode("calls::errno_is_that_of_the_call", || {
        child::builder().max_procs(2).init().expect("nobody has started it");
        let check = |error: i32| {
            let error_of = |r: std::io::Result<i32>| r.expect_err("C said so").raw_os_error();
            for _ in 0..20 {
                // SAFETY: it is this thread's.
                unsafe { *libc::__errno_location() = libc::EXDEV };
                assert_eq!(error_of(ffi::fixture_fail(error, 20)), Some(error));
                assert_eq!(error_of(ffi::fixture_fails_with_seven(7, error, 20)), Some(error));
                assert_eq!(ffi::fixture_fails_with_seven(-1, error, 0).expect("not seven"), -1);
                assert_eq!(ffi::fixture_with_errno(-1, error, 20), (-1, Errno(error)));
                assert_eq!(ffi::fixture_with_errno(5, 0, 0), (5, Errno(0)));
            }
        };
        std::thread::scope(|s| {
            s.spawn(|| check(100));
            cgocall::run(|| {
                cgocall::scope(|s| (1..=8).for_each(|error| drop(s.spawn(move || check(error)))));
            });
        });
    });
}
