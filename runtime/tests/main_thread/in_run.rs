//! The main thread is in `run`.

use std::panic::{AssertUnwindSafe, catch_unwind, panic_any};
use std::sync::atomic::{AtomicI32, AtomicUsize, Ordering::SeqCst};
use std::time::Duration;

use crate::closure::{run, run_returning, tid, with_data};
use crate::ffi::{self, main_tid};
use crate::{child, dumped, soon};

/// C on the main thread calls `closure`.
fn call_back(closure: impl FnMut()) {
    // SAFETY: C calls once and keeps nothing, and the caller waits.
    with_data(closure, |data| unsafe { ffi::call(run, data) });
}

pub(crate) fn ten_thousand_goroutines_call_functions_of_the_main_thread() {
    child::in_every_mode("in_run::ten_thousand_goroutines_call_functions_of_the_main_thread", || {
        child::builder().max_procs(2).init().expect("nobody has started it");
        assert_eq!(tid(), main_tid());
        cgocall::run(|| {
            let goroutine = || {
                assert_ne!(tid(), main_tid());
                assert_eq!(ffi::gettid(), main_tid());
                ffi::fixture_set_local(5);
                cgocall::yield_now();
                assert_eq!(ffi::fixture_local(), 5, "its own variable");
            };
            let all: Vec<_> = (0..10_000).map(|_| cgocall::spawn(goroutine)).collect();
            all.into_iter().for_each(|g| g.join().expect("no panic"));
        });
        assert_eq!(ffi::fixture_local(), 5, "the main thread has left run, and has it still");
    });
}

/// Plain threads, and goroutines within `blocking`.
pub(crate) fn everybody_calls_functions_of_the_main_thread() {
    child::in_every_mode("in_run::everybody_calls_functions_of_the_main_thread", || {
        child::builder().max_procs(1).init().expect("nobody has started it");
        cgocall::run(|| {
            let threads: Vec<_> = (0..4)
                .map(|_| std::thread::spawn(|| (0..100).for_each(|_| assert_eq!(ffi::gettid(), main_tid()))))
                .collect();
            cgocall::blocking(|| {
                assert_eq!(ffi::gettid(), main_tid());
                threads.into_iter().for_each(|t| t.join().expect("no panic"));
            });
        });
    });
}

pub(crate) fn callbacks_park_and_call_the_main_thread_in_place() {
    child::in_every_mode("in_run::callbacks_park_and_call_the_main_thread_in_place", || {
        child::builder().max_procs(1).init().expect("nobody has started it");
        cgocall::run(|| {
            let goroutines = AtomicUsize::new(0);
            let id = AtomicUsize::new(0);
            let parks = || {
                let me = cgocall::current();
                assert_eq!(me.name(), Some("main thread"));
                id.store(me.id() as usize, SeqCst);
                cgocall::sleep(Duration::from_millis(1));
                cgocall::spawn(|| assert_ne!(tid(), main_tid())).join().expect("no panic");
                assert_eq!((tid(), ffi::gettid()), (main_tid(), main_tid()));
                call_back(|| {
                    cgocall::yield_now();
                    assert_eq!((tid(), cgocall::current().id()), (main_tid(), me.id()));
                });
                goroutines.fetch_add(1, SeqCst);
            };
            cgocall::scope(|s| {
                for _ in 0..5 {
                    s.spawn(|| call_back(parks));
                }
            });
            assert_eq!(goroutines.load(SeqCst), 5);
        });
    });
}

pub(crate) fn errno_and_panics_come_back() {
    child::in_every_mode("in_run::errno_and_panics_come_back", || {
        child::builder().max_procs(2).init().expect("nobody has started it");
        std::panic::set_hook(Box::new(|_| ()));
        cgocall::run(|| {
            for n in 1..20 {
                let failed = ffi::fixture_fail(n, 10).expect_err("C says so");
                assert_eq!(failed.raw_os_error(), Some(n));
                let panics = || {
                    cgocall::yield_now();
                    panic_any(n)
                };
                // SAFETY: C calls once and keeps nothing.
                let call = || with_data(panics, |data| unsafe { ffi::call(run_returning, data) });
                let payload = catch_unwind(AssertUnwindSafe(call)).expect_err("the callback's panic");
                assert_eq!(*payload.downcast::<i32>().expect("its payload"), n);
            }
        });
    });
}

/// It is attached already, with a goroutine of its own.
pub(crate) fn a_main_thread_that_has_run_callbacks_before_serves() {
    child::in_every_mode("in_run::a_main_thread_that_has_run_callbacks_before_serves", || {
        child::builder().max_procs(1).init().expect("nobody has started it");
        let mut before = 0;
        // SAFETY: C calls once and keeps nothing.
        with_data(|| before = cgocall::current().id(), |data| unsafe { ffi::call_here(run, data) });
        assert_eq!(cgocall::stats().foreign_threads, 1);
        cgocall::run(|| {
            assert_eq!(cgocall::spawn(ffi::gettid).join().expect("no panic"), main_tid());
            call_back(|| assert_eq!(cgocall::current().id(), before));
        });
        assert_eq!(cgocall::stats().foreign_threads, 1);
    });
}

pub(crate) fn runs_one_after_the_other_serve_and_none_outlives_its_goroutine() {
    child::in_every_mode("in_run::runs_one_after_the_other_serve_and_none_outlives_its_goroutine", || {
        child::builder().max_procs(2).init().expect("nobody has started it");
        for n in 0..200 {
            let tid = cgocall::run(|| if n % 3 == 0 { main_tid() } else { ffi::gettid() });
            assert_eq!(tid, main_tid());
            // A run on another thread is none of the main thread's.
            if n % 50 == 0 {
                std::thread::spawn(|| cgocall::run(|| ())).join().expect("no panic");
            }
        }
    });
}

pub(crate) fn a_run_within_a_callback_is_one_goroutine_more() {
    child::in_every_mode("in_run::a_run_within_a_callback_is_one_goroutine_more", || {
        child::builder().max_procs(1).init().expect("nobody has started it");
        cgocall::run(|| {
            call_back(|| assert_ne!(cgocall::run(tid), main_tid()));
            assert_eq!(ffi::gettid(), main_tid(), "the outer run goes on");
        });
    });
}

pub(crate) fn dump_shows_the_main_thread_and_who_waits_for_it() {
    child::in_every_mode("in_run::dump_shows_the_main_thread_and_who_waits_for_it", || {
        child::builder().max_procs(2).init().expect("nobody has started it");
        let (here, flag) = (&AtomicI32::new(0), &AtomicI32::new(0));
        cgocall::run(|| {
            cgocall::scope(|s| {
                s.spawn(|| ffi::fixture_meet(here, flag));
                soon(|| here.load(SeqCst) == 1);
                s.spawn(ffi::gettid);
                soon(|| dumped().contains(": parked: the main thread: gettid, "));
                let text = dumped();
                assert!(text.contains(": parked: the main thread: fixture_meet, "), "{text}");
                assert!(text.contains("(\"main thread\"): in C: fixture_meet, "), "{text}");
                flag.store(1, SeqCst);
            });
        });
        let text = dumped();
        assert!(!text.contains("main thread"), "outside of run nobody needs to know: {text}");
    });
}

pub(crate) fn a_program_that_does_not_call_the_main_thread_does_not_attach_it() {
    child::in_every_mode("in_run::a_program_that_does_not_call_the_main_thread_does_not_attach_it", || {
        child::builder().max_procs(2).init().expect("nobody has started it");
        let stats = cgocall::run(|| {
            cgocall::spawn(cgocall::yield_now).join().expect("no panic");
            cgocall::stats()
        });
        assert_eq!((stats.foreign_threads, stats.goroutines), (0, 1), "{stats:?}");
    });
}
