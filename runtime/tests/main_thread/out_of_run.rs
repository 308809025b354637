//! The main thread is not in `run`, or leaves it.

use std::panic::{AssertUnwindSafe, catch_unwind, panic_any};
use std::sync::atomic::{AtomicI32, Ordering::SeqCst};

use crate::ffi::{self, main_tid};
use crate::{child, dumped, soon};

const NOT_IN_RUN: &str = "the import `gettid` belongs to the main thread, which is not in cgocall::run";
const HAS_LEFT: &str =
    "the import `gettid` belongs to the main thread, which has left cgocall::run before it came";

/// What a call panics with.
fn refusal() -> String {
    let payload = catch_unwind(ffi::gettid).expect_err("nobody is there");
    *payload.downcast::<String>().expect("text")
}

pub(crate) fn on_the_main_thread_itself_a_call_is_made_in_place() {
    child::in_every_mode("out_of_run::on_the_main_thread_itself_a_call_is_made_in_place", || {
        assert_eq!(ffi::gettid(), main_tid());
        assert_eq!(cgocall::stats(), cgocall::Stats::default(), "which starts nothing");
        child::builder().max_procs(2).init().expect("nobody has started it");
        assert_eq!(cgocall::run(ffi::gettid), main_tid());
        assert_eq!(ffi::gettid(), main_tid());
    });
}

pub(crate) fn a_call_without_run_panics_and_says_what_to_do() {
    child::in_every_mode("out_of_run::a_call_without_run_panics_and_says_what_to_do", || {
        child::builder().max_procs(2).init().expect("nobody has started it");
        let of_thread = std::thread::spawn(refusal).join().expect("caught");
        let of_goroutine = cgocall::spawn(refusal).join().expect("caught");
        let in_run_of_another = std::thread::spawn(|| cgocall::run(refusal)).join().expect("caught");
        for text in [of_thread, of_goroutine, in_run_of_another] {
            assert!(text.contains(NOT_IN_RUN), "{text}");
            assert!(text.contains("#[cgocall::main]") && text.contains("harness = false"), "{text}");
        }
    });
}

pub(crate) fn calls_that_wait_when_run_ends_panic_and_the_process_ends() {
    child::in_every_mode("out_of_run::calls_that_wait_when_run_ends_panic_and_the_process_ends", || {
        // One processor: who can be seen to wait has come into the queue before anybody looks.
        child::builder().max_procs(1).init().expect("nobody has started it");
        static HERE: AtomicI32 = AtomicI32::new(0);
        static FLAG: AtomicI32 = AtomicI32::new(0);
        let waiting = cgocall::run(|| {
            cgocall::spawn(|| ffi::fixture_meet(&HERE, &FLAG));
            soon(|| HERE.load(SeqCst) == 1);
            let goroutines: Vec<_> = (0..10).map(|_| cgocall::spawn(refusal)).collect();
            let thread = std::thread::spawn(refusal);
            soon(|| dumped().matches(": parked: the main thread: gettid").count() == 10);
            cgocall::spawn(|| {
                soon(|| !dumped().contains(": gettid"));
                FLAG.store(1, SeqCst);
            });
            (goroutines, thread)
        });
        for goroutine in waiting.0 {
            let text = goroutine.join().expect("caught");
            assert!(text.contains(HAS_LEFT), "{text}");
        }
        // Whether it was in time is not to be seen.
        let text = waiting.1.join().expect("caught");
        assert!(text.contains(HAS_LEFT) || text.contains(NOT_IN_RUN), "{text}");
    });
}

pub(crate) fn a_call_that_is_in_progress_when_run_ends_is_completed() {
    child::in_every_mode("out_of_run::a_call_that_is_in_progress_when_run_ends_is_completed", || {
        child::builder().max_procs(2).init().expect("nobody has started it");
        static HERE: AtomicI32 = AtomicI32::new(0);
        static FLAG: AtomicI32 = AtomicI32::new(0);
        let in_progress = cgocall::run(|| {
            let in_progress = cgocall::spawn(|| {
                ffi::fixture_meet(&HERE, &FLAG);
                FLAG.load(SeqCst)
            });
            soon(|| HERE.load(SeqCst) == 1);
            std::thread::spawn(|| {
                std::thread::sleep(std::time::Duration::from_millis(20));
                FLAG.store(1, SeqCst);
            });
            in_progress
        });
        assert_eq!(in_progress.join().expect("no panic"), 1);
        assert_eq!(FLAG.load(SeqCst), 1, "run has returned before the call");
    });
}

pub(crate) fn a_panic_of_run_goes_on_although_calls_wait() {
    child::in_every_mode("out_of_run::a_panic_of_run_goes_on_although_calls_wait", || {
        child::builder().max_procs(2).init().expect("nobody has started it");
        let run = || {
            cgocall::run(|| {
                assert_eq!(ffi::gettid(), main_tid());
                panic_any(7);
            });
        };
        let payload = catch_unwind(AssertUnwindSafe(run)).expect_err("the panic of run");
        assert_eq!(*payload.downcast::<i32>().expect("its payload"), 7);
        assert!(cgocall::spawn(refusal).join().expect("caught").contains(NOT_IN_RUN));
        assert_eq!(cgocall::run(ffi::gettid), main_tid(), "the next run serves");
    });
}

pub(crate) fn an_earlier_call_of_a_goroutine_that_outlives_run_does_not_help_a_later_one() {
    child::in_every_mode(
        "out_of_run::an_earlier_call_of_a_goroutine_that_outlives_run_does_not_help_a_later_one",
        || {
            child::builder().max_procs(2).init().expect("nobody has started it");
            let outlives = cgocall::run(|| {
                let outlives = cgocall::spawn(|| {
                    assert_eq!(ffi::gettid(), main_tid());
                    cgocall::park();
                    refusal()
                });
                soon(|| dumped().contains("out_of_run.rs"));
                outlives
            });
            outlives.goroutine().unpark();
            let text = outlives.join().expect("caught");
            assert!(text.contains(NOT_IN_RUN), "{text}");
        },
    );
}
