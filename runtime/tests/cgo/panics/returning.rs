//! `on_panic = return`: C gets a value and carries on, and the panic resumes when it has returned.

use std::ffi::{c_int, c_void};
use std::panic::panic_any;
use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::time::Duration;

use cgocall::{cgo_export, cgo_import};

use super::{Int, assert_in_order, fx_call, fx_stack_pointer, panic_of, panics_at_once, text_of};
use crate::child;
use crate::closure::{
    Others, Run, RunUnwinding, call_back_on_thread, call_back_returning, call_back_unwinding, run_returning,
    run_unwinding, with_data,
};

#[cgo_import]
unsafe extern "C" {
    safe fn fx_call_many(f: Int, n: c_int) -> c_int;
    #[cgo(blocking)]
    #[link_name = "fx_call_data"]
    fn fx_call_data_blocking(f: Run, data: *mut c_void);
}

#[cgo_import(blocking)]
unsafe extern "C-unwind" {
    #[link_name = "fx_call_data"]
    fn fx_call_data_unwinding_blocking(f: RunUnwinding, data: *mut c_void);
}

/// A payload that tells when it is dropped.
struct Token(&'static AtomicU32);
impl Drop for Token {
    fn drop(&mut self) {
        self.0.fetch_add(1, SeqCst);
    }
}

static RAN: AtomicU32 = AtomicU32::new(0);

#[cgo_export(on_panic = return(-100))]
extern "C" fn panics_at_three(x: c_int) -> c_int {
    RAN.fetch_add(1, SeqCst);
    assert_ne!(x, 3, "three");
    cgocall::yield_now();
    x
}

#[test]
fn c_gets_the_value_and_carries_on_and_the_panic_resumes_when_it_returns() {
    cgocall::run(|| {
        let stack_pointer = fx_stack_pointer();
        let mut returned = false;
        let panic = panic_of(|| {
            fx_call_many(panics_at_three, 10);
            returned = true;
        });
        assert!(text_of(panic).contains("three"));
        assert!(!returned, "the call's result is discarded");
        assert_eq!(RAN.load(SeqCst), 10, "C carries on");
        assert_eq!(fx_call_many(panics_at_three, 3), 3, "nothing is left of the panic");
        assert_in_order(stack_pointer);
    });
}

#[test]
fn a_direct_call_of_an_export_gets_the_value() {
    cgocall::run(|| assert_eq!(panics_at_once(1), -100));
    assert_eq!(panics_at_once(2), -100);
}

#[test]
fn the_panic_reaches_the_handle_of_the_goroutine() {
    cgocall::run(|| {
        let returning = cgocall::spawn(|| fx_call(panics_at_once, 5));
        assert_eq!(text_of(returning.join().err()), "at once: 5");
        let unwinding = cgocall::spawn(|| call_back_unwinding(|| panic!("through C")));
        assert_eq!(text_of(unwinding.join().err()), "through C");
    });
}

#[test]
fn the_second_panic_before_c_returns_is_dropped() {
    static FIRST: AtomicU32 = AtomicU32::new(0);
    static SECOND: AtomicU32 = AtomicU32::new(0);
    cgocall::run(|| {
        let mut payloads = vec![Token(&SECOND), Token(&SECOND), Token(&FIRST)];
        let panic = panic_of(|| {
            // C calls back for the export that panics, within one call of its own.
            with_data(
                || panic_any(payloads.pop().expect("three")),
                // SAFETY: C calls and keeps nothing.
                |data| unsafe { three_times(data) },
            );
        });
        assert!(
            panic.expect("a panic").downcast_ref::<Token>().is_some_and(|t| t.0.as_ptr() == FIRST.as_ptr())
        );
        assert_eq!((FIRST.load(SeqCst), SECOND.load(SeqCst)), (1, 2));
    });
}

/// # Safety
/// As for `fx_pcall_many`.
unsafe fn three_times(data: *mut c_void) {
    #[cgo_import]
    unsafe extern "C" {
        fn fx_pcall_many(f: Run, data: *mut c_void, n: c_int) -> c_int;
    }
    // SAFETY: the caller's promise.
    unsafe { fx_pcall_many(run_returning, data, 3) };
}

#[test]
fn nested_calls_keep_their_own_panics() {
    cgocall::run(|| {
        let mut inner = None;
        let outer = panic_of(|| {
            call_back_returning(|| {
                inner = panic_of(|| call_back_returning(|| panic!("inner")));
                cgocall::yield_now();
                panic!("outer");
            });
        });
        assert_eq!((text_of(inner), text_of(outer)), ("inner".into(), "outer".into()));
        // Uncaught in between, the one resumes by way of the other.
        let through = panic_of(|| {
            call_back_returning(|| {
                call_back_returning(|| call_back_returning(|| panic!("through three calls")))
            });
        });
        assert_eq!(text_of(through), "through three calls");
    });
}

#[test]
fn a_panic_resumes_out_of_calls_of_every_kind() {
    child::in_every_mode("panics::returning::a_panic_resumes_out_of_calls_of_every_kind", || {
        child::builder().max_procs(1).init().expect("the first");
        cgocall::run(|| {
            let _others = Others::new(2);
            let stack_pointer = fx_stack_pointer();
            let closure = || {
                cgocall::sleep(Duration::from_micros(50));
                panic!("late")
            };
            let returning = || {
                // SAFETY: C calls once and keeps nothing; here and below.
                with_data(closure, |data| unsafe { fx_call_data_blocking(run_returning, data) });
            };
            let unwinding = || {
                // SAFETY: as above.
                with_data(closure, |data| unsafe { fx_call_data_unwinding_blocking(run_unwinding, data) });
            };
            for _ in 0..20 {
                assert_eq!(text_of(panic_of(returning)), "late");
                assert_eq!(text_of(panic_of(unwinding)), "late");
                assert_eq!(text_of(panic_of(|| cgocall::blocking(returning))), "late");
                assert_eq!(text_of(panic_of(|| cgocall::blocking(unwinding))), "late");
                // Caught within `blocking`, which goes on.
                cgocall::blocking(|| {
                    assert_eq!(text_of(panic_of(returning)), "late");
                    assert_eq!(text_of(panic_of(unwinding)), "late");
                });
                assert_in_order(stack_pointer);
            }
        });
    });
}

#[test]
fn on_a_thread_of_c_a_panic_is_reported_and_dropped() {
    static DROPPED: AtomicU32 = AtomicU32::new(0);
    let body = || {
        cgocall::run(|| {
            let mut carried_on = false;
            call_back_on_thread(run_returning, || {
                // One call within is no call around: this panic resumes here.
                let inner = panic_of(|| call_back_returning(|| panic!("in a call of the callback's own")));
                assert_eq!(text_of(inner), "in a call of the callback's own");
                carried_on = true;
                panic_any(Token(&DROPPED));
            });
            assert!(carried_on);
            assert_eq!(DROPPED.load(SeqCst), 1);
        });
    };
    let test = "panics::returning::on_a_thread_of_c_a_panic_is_reported_and_dropped";
    let Some(output) = child::output_of(test, &[], body) else { return };
    assert!(output.status.success(), "{}", output.stderr);
    assert_eq!(output.stderr.matches("panicked at").count(), 2, "{}", output.stderr);
}

#[test]
fn a_payload_that_panics_when_it_is_dropped_does_not_reach_c() {
    struct Malign;
    impl Drop for Malign {
        fn drop(&mut self) {
            panic!("dropped");
        }
    }
    cgocall::run(|| {
        for _ in 0..3 {
            call_back_on_thread(run_returning, || panic_any(Malign));
        }
        let first = panic_of(|| {
            let mut panics = 0;
            let closure = || {
                panics += 1;
                if panics == 1 { panic!("the first") } else { panic_any(Malign) }
            };
            // SAFETY: C calls and keeps nothing.
            with_data(closure, |data| unsafe { three_times(data) });
        });
        assert_eq!(text_of(first), "the first");
    });
}
