//! What ends the process does so under its own name, wherever it happens.

use std::ffi::{c_int, c_void};
use std::panic::{AssertUnwindSafe, catch_unwind};

use cgocall::cgo_import;

use crate::closure::{Run, call_back, call_back_on_thread, call_back_unwinding, run, with_data};
use crate::fatal::dies;

#[cgo_import]
unsafe extern "C" {
    safe fn faults_abort();
    safe fn faults_read_null() -> c_int;
    safe fn faults_send_segv();
    safe fn faults_watch_abort();
    #[cgo(blocking)]
    #[link_name = "faults_read_null"]
    safe fn read_null_blocking() -> c_int;
    #[cgo(leaf)]
    #[link_name = "faults_read_null"]
    safe fn read_null_leaf() -> c_int;
    #[cgo(inline)]
    #[link_name = "faults_read_null"]
    safe fn read_null_inline() -> c_int;
    #[cgo(leaf)]
    #[link_name = "fx_call_data"]
    fn call_leaf(f: Run, data: *mut c_void);
    #[cgo(nocallback)]
    #[link_name = "fx_call_data"]
    fn call_nocallback(f: Run, data: *mut c_void);
}

/// Makes a fault happen somewhere.
type Place = fn(fn());

const PLACES: [(&str, Place); 6] = [
    ("in a call", |fault| fault()),
    ("in a callback", |fault| call_back(fault)),
    ("in a callback that has parked", |fault| {
        call_back(|| {
            cgocall::yield_now();
            fault();
        });
    }),
    ("in a callback on a thread of C", |fault| call_back_on_thread(run, fault)),
    ("within blocking", |fault| cgocall::blocking(fault)),
    ("on the system stack", |fault| cgocall::on_system_stack(fault)),
];

#[test]
fn an_abort_of_c_ends_the_process_wherever_c_was_called() {
    for (place, at) in PLACES {
        let test = "faults::an_abort_of_c_ends_the_process_wherever_c_was_called";
        let said = dies(test, place, libc::SIGABRT, || {
            cgocall::run(|| drop(catch_unwind(AssertUnwindSafe(|| at(faults_abort)))));
        });
        assert_eq!(said.as_deref().unwrap_or_default(), "", "{place}");
    }
}

#[test]
fn a_wild_access_in_c_is_no_panic_and_no_overflow_by_any_policy_or_place() {
    let test = "faults::a_wild_access_in_c_is_no_panic_and_no_overflow_by_any_policy_or_place";
    let policies: [(&str, fn()); 4] = [
        ("default", || _ = faults_read_null()),
        ("blocking", || _ = read_null_blocking()),
        ("leaf", || _ = read_null_leaf()),
        ("inline", || _ = read_null_inline()),
    ];
    let by_policy = policies.map(|(name, fault)| (name, PLACES[0].1, fault));
    let by_place = PLACES.map(|(name, at)| (name, at, policies[0].1));
    for (name, at, fault) in by_policy.into_iter().chain(by_place) {
        let said = dies(test, name, libc::SIGSEGV, || {
            cgocall::run(|| drop(catch_unwind(AssertUnwindSafe(|| at(fault)))));
        });
        assert_eq!(said.as_deref().unwrap_or_default(), "", "{name}");
    }
}

#[test]
fn a_wild_access_in_a_callback_ends_the_process_by_its_signal() {
    let test = "faults::a_wild_access_in_a_callback_ends_the_process_by_its_signal";
    fn read_null() {
        let nothing = std::hint::black_box(std::ptr::null::<u64>());
        // SAFETY: none. This process is here to die of it.
        std::hint::black_box(unsafe { nothing.read_volatile() });
    }
    for (place, at) in PLACES {
        let said = dies(test, place, libc::SIGSEGV, || {
            cgocall::run(|| drop(catch_unwind(AssertUnwindSafe(|| at(read_null)))));
        });
        assert_eq!(said.as_deref().unwrap_or_default(), "", "{place}");
    }
}

#[test]
fn a_fault_signal_that_is_sent_does_what_it_does_to_any_rust_program() {
    let test = "faults::a_fault_signal_that_is_sent_does_what_it_does_to_any_rust_program";
    for (place, at) in PLACES {
        let said = dies(test, place, libc::SIGSEGV, || {
            cgocall::run(|| {
                at(faults_send_segv); // the standard library's handler takes itself out at the first
                call_back(|| at(faults_send_segv));
            });
        });
        assert_eq!(said.as_deref().unwrap_or_default(), "", "{place}");
    }
}

#[test]
fn a_handler_of_c_sees_the_abort_of_a_panic_installed_early_or_late() {
    let test = "faults::a_handler_of_c_sees_the_abort_of_a_panic_installed_early_or_late";
    for (when, on_thread) in [("early", false), ("late", false), ("early, on a thread of C", true)] {
        let said = dies(test, when, libc::SIGABRT, || {
            if when != "late" {
                faults_watch_abort(); // before the runtime starts
            }
            cgocall::run(|| {
                if when == "late" {
                    faults_watch_abort();
                }
                let fatal = || panic!("fatal");
                if on_thread { call_back_on_thread(run, fatal) } else { call_back(fatal) }
            });
        });
        if let Some(said) = said {
            assert_eq!(said.matches("C's handler saw the abort").count(), 1, "{when}: {said}");
            assert!(said.contains("the export `run`"), "{when}: {said}");
        }
    }
}

#[test]
fn a_function_that_may_not_call_back_and_does_aborts_and_names_both() {
    let test = "faults::a_function_that_may_not_call_back_and_does_aborts_and_names_both";
    type Import = unsafe fn(Run, *mut c_void);
    let imports: [(&str, Import); 2] = [("leaf", call_leaf), ("nocallback", call_nocallback)];
    for (policy, import) in imports {
        for nested in [false, true] {
            let variant = format!("{policy}, nested: {nested}");
            let said = dies(test, &variant, libc::SIGABRT, || {
                // SAFETY: C calls once and keeps nothing.
                let call = || with_data(|| println!("survived"), |data| unsafe { import(run, data) });
                cgocall::run(|| if nested { call_back_unwinding(call) } else { call() });
            });
            if let Some(said) = said {
                let named = format!("the C function `call_{policy} (fx_call_data)`, imported as `{policy}`");
                assert!(said.contains(&named) && said.contains("the export `run`"), "{said}");
            }
        }
    }
}

#[test]
fn nothing_is_wrong_with_such_a_function_off_a_goroutine() {
    let mut calls = 0;
    // SAFETY: C calls once and keeps nothing.
    let direct = |calls: &mut u32| with_data(|| *calls += 1, |data| unsafe { call_nocallback(run, data) });
    // On a thread that is no goroutine's the call is direct, and the policy binds nobody.
    std::thread::scope(|s| s.spawn(|| direct(&mut calls)).join().expect("no panic"));
    assert_eq!(calls, 1);
}
