//! Panics of callbacks come back to whoever made the call, and the thread goes on.

use std::panic::{AssertUnwindSafe, catch_unwind, panic_any};

use crate::closure::{RunUnwinding, run, run_returning, run_unwinding, with_data};
use crate::fatal::dies;
use crate::{child, ffi};

/// What the call that makes C call `closure` panics with.
fn panic_of(call: impl FnOnce()) -> u32 {
    let payload = catch_unwind(AssertUnwindSafe(call)).expect_err("the callback's panic");
    *payload.downcast::<u32>().expect("the callback's payload")
}

fn returning(n: u32) -> u32 {
    // SAFETY: C calls once and keeps nothing; here and below.
    panic_of(|| with_data(|| panic_any(n), |data| unsafe { ffi::call(run_returning, data) }))
}

type Import = unsafe fn(RunUnwinding, *mut std::ffi::c_void);

fn unwinding(import: Import, n: u32) -> u32 {
    let closure = || {
        cgocall::yield_now();
        panic_any(n)
    };
    // SAFETY: as above.
    panic_of(|| with_data(closure, |data| unsafe { import(run_unwinding, data) }))
}

fn every_panic_comes_back() {
    let there = ffi::gettid();
    for n in 0..20 {
        assert_eq!(returning(n), n);
        assert_eq!(unwinding(ffi::call_unwinding, n), n);
        assert_eq!(unwinding(ffi::call_unwinding_inline, n), n);
        assert_eq!(ffi::gettid(), there, "the thread goes on");
        assert!(!std::thread::panicking());
    }
}

#[test]
fn the_panic_of_a_callback_goes_on_in_the_caller() {
    child::in_every_mode("panics::the_panic_of_a_callback_goes_on_in_the_caller", || {
        child::builder().max_procs(2).init().expect("nobody has started it");
        std::panic::set_hook(Box::new(|_| ()));
        every_panic_comes_back(); // to a plain thread
        cgocall::run(|| {
            let goroutines: Vec<_> = (0..4).map(|_| cgocall::spawn(every_panic_comes_back)).collect();
            goroutines.into_iter().for_each(|g| g.join().expect("all were caught"));
            let uncaught = cgocall::spawn(|| {
                // SAFETY: as above.
                with_data(|| panic_any(7), |data| unsafe { ffi::call(run_returning, data) })
            });
            let payload = uncaught.join().expect_err("the callback's panic");
            assert_eq!(*payload.downcast::<i32>().expect("a number"), 7);
        });
    });
}

#[test]
fn a_panic_through_an_import_that_is_written_c_aborts_and_names_both() {
    let test = "panics::a_panic_through_an_import_that_is_written_c_aborts_and_names_both";
    let said = dies(test, "", libc::SIGABRT, || {
        cgocall::run(|| {
            // SAFETY: as above.
            with_data(|| panic!("astray"), |data| unsafe { ffi::call_written_c(run_unwinding, data) });
        });
    });
    for words in
        ["astray", "(\"a library's own\")", "`call_written_c (fx_call_data)`", "the export `run_unwinding`"]
    {
        assert!(said.as_ref().is_none_or(|said| said.contains(words)), "{said:?}");
    }
}

#[test]
fn a_panic_that_comes_back_to_a_destructor_in_a_panic_aborts_and_names_import_and_thread() {
    struct Calls;
    impl Drop for Calls {
        fn drop(&mut self) {
            returning(2);
        }
    }
    let test =
        "panics::a_panic_that_comes_back_to_a_destructor_in_a_panic_aborts_and_names_import_and_thread";
    for (variant, plain) in [("goroutine", false), ("thread", true)] {
        let body = || {
            let body = || {
                let _calls = Calls;
                panic!("the first");
            };
            if plain { body() } else { cgocall::run(body) }
        };
        let said = dies(test, variant, libc::SIGABRT, body);
        for words in ["the first", "`call (fx_call_data)` on thread \"a library's own\"", "panicking already"]
        {
            assert!(said.as_ref().is_none_or(|said| said.contains(words)), "{said:?}");
        }
    }
}

#[test]
fn a_leaf_that_calls_back_there_aborts_and_names_both() {
    let test = "panics::a_leaf_that_calls_back_there_aborts_and_names_both";
    let said = dies(test, "", libc::SIGABRT, || {
        // SAFETY: as above.
        cgocall::run(|| with_data(|| (), |data| unsafe { ffi::call_leaf(run, data) }));
    });
    for words in
        ["(\"a library's own\")", "`call_leaf (fx_call_data)`", "imported as `leaf`", "the export `run`"]
    {
        assert!(said.as_ref().is_none_or(|said| said.contains(words)), "{said:?}");
    }
}

#[test]
fn a_callback_that_leaves_a_no_park_behind_aborts_and_names_the_thread() {
    let test = "panics::a_callback_that_leaves_a_no_park_behind_aborts_and_names_the_thread";
    let said = dies(test, "", libc::SIGABRT, || {
        let leaves = || std::mem::forget(cgocall::NoPark::new());
        // SAFETY: as above.
        cgocall::run(|| with_data(leaves, |data| unsafe { ffi::call(run, data) }));
        std::thread::sleep(std::time::Duration::from_secs(60));
    });
    for words in
        ["has left a NoPark or a WorldStopped behind on thread \"a library's own\"", "help: drop them"]
    {
        assert!(said.as_ref().is_none_or(|said| said.contains(words)), "{said:?}");
    }
}
