//! `extern "C-unwind"`: a panic leaves by way of C's frames, and everything is as before the call.

use std::cell::Cell;
use std::ffi::{CStr, c_char, c_void};
use std::hint::black_box;
use std::panic::panic_any;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering::SeqCst};
use std::time::Duration;

use cgocall::{cgo_export, cgo_import};

use super::{CallsOnDrop, assert_in_order, fx_stack_pointer, panic_of, text_of};
use crate::child;
use crate::closure::{
    Others, Run, RunUnwinding, call_back, call_back_deep, call_back_on_thread, call_back_unwinding, recurse,
    run, run_unwinding, tid, with_data,
};

#[cgo_import]
unsafe extern "C" {
    fn fx_call_data(f: Run, data: *mut c_void);
}

#[cgo_import]
unsafe extern "C-unwind" {
    fn faults_call_and_clean(f: RunUnwinding, data: *mut c_void, clean: Run, more: *mut c_void);
    fn faults_raise(f: unsafe extern "C-unwind" fn(*const c_char), message: *const c_char);
    #[link_name = "fx_call_data"]
    fn fx_call_data_unwinding(f: RunUnwinding, data: *mut c_void);
    #[cgo(blocking)]
    #[link_name = "fx_call_data"]
    fn fx_call_data_unwinding_blocking(f: RunUnwinding, data: *mut c_void);
}

#[test]
fn a_hundred_thousand_panics_through_c_leave_nothing_on_either_stack() {
    cgocall::run(|| {
        std::panic::set_hook(Box::new(|_| ()));
        let here = fx_stack_pointer();
        let (mut shallow, mut deep) = (None, None);
        for n in 0..100_000 {
            let panic = panic_of(|| {
                call_back_unwinding(|| {
                    let place = (fx_stack_pointer(), (&raw const n).addr());
                    assert_eq!(*shallow.get_or_insert(place), place);
                    if n % 10 == 0 {
                        // By way of another call, some of which park.
                        call_back_unwinding(|| {
                            if n % 1000 == 0 {
                                cgocall::yield_now();
                            }
                            let place = (fx_stack_pointer(), (&raw const n).addr());
                            assert_eq!(*deep.get_or_insert(place), place);
                            panic_any(n);
                        });
                    }
                    panic_any(n);
                });
            });
            assert_eq!(panic.and_then(|p| p.downcast::<i32>().ok()).as_deref(), Some(&n));
        }
        drop(std::panic::take_hook());
        assert_in_order(here);
    });
}

/// Rust code that C calls by a plain function pointer, no export, catches panics of C that it calls itself. It stays in C
/// for the runtime.
unsafe extern "C" fn catches_many(_: *mut c_void) {
    let mut first = None;
    for n in 0..10_000 {
        let panic = panic_of(|| {
            call_back_unwinding(|| {
                let place = 0u8;
                let place = (fx_stack_pointer(), (&raw const place).addr());
                assert_eq!(*first.get_or_insert(place), place, "stacks are used up");
                panic_any(n);
            });
        });
        assert_eq!(panic.and_then(|p| p.downcast::<i32>().ok()).as_deref(), Some(&n));
    }
}

#[test]
fn panics_that_reach_rust_which_c_called_leave_nothing_on_either_stack() {
    let test = "panics::unwinding::panics_that_reach_rust_which_c_called_leave_nothing_on_either_stack";
    child::alone(test, &[], || {
        std::panic::set_hook(Box::new(|_| ()));
        // SAFETY: it does not look at its argument.
        cgocall::run(|| unsafe { fx_call_data(catches_many, std::ptr::null_mut()) });
        // SAFETY: as above. On a thread that the runtime does not know until its first callback.
        std::thread::spawn(|| unsafe { catches_many(std::ptr::null_mut()) }).join().expect("no panic");
        call_back_on_thread(catches_many, || ());
    });
}

#[test]
fn a_panic_of_rust_that_is_no_export_comes_back_with_a_processor() {
    /// It is in C for the runtime, which gives its processor to another meanwhile.
    unsafe extern "C-unwind" fn lasts_and_panics(_: *mut c_void) {
        std::thread::sleep(Duration::from_millis(5));
        panic!("after 5 ms");
    }
    child::in_every_mode(
        "panics::unwinding::a_panic_of_rust_that_is_no_export_comes_back_with_a_processor",
        || {
            child::builder().max_procs(1).init().expect("the first");
            cgocall::run(|| {
                static RUNNING: AtomicU32 = AtomicU32::new(0);
                static DONE: AtomicBool = AtomicBool::new(false);
                let counts = || {
                    assert_eq!(RUNNING.fetch_add(1, SeqCst), 0, "two goroutines run on one processor");
                    (0..500).for_each(|n| _ = black_box(n));
                    RUNNING.fetch_sub(1, SeqCst);
                };
                let other = cgocall::spawn(move || {
                    while !DONE.load(SeqCst) {
                        counts();
                        cgocall::yield_now();
                    }
                });
                let stack_pointer = fx_stack_pointer();
                for _ in 0..10 {
                    let null = std::ptr::null_mut();
                    // SAFETY: the callback does not look at its argument.
                    let plain = || unsafe { fx_call_data_unwinding(lasts_and_panics, null) };
                    assert_eq!(text_of(panic_of(plain)), "after 5 ms");
                    (0..1000).for_each(|_| counts());
                    // SAFETY: as above.
                    let blocking = || unsafe { fx_call_data_unwinding_blocking(lasts_and_panics, null) };
                    assert_eq!(text_of(panic_of(blocking)), "after 5 ms");
                    (0..1000).for_each(|_| counts());
                    cgocall::blocking(|| assert_eq!(text_of(panic_of(plain)), "after 5 ms"));
                    (0..1000).for_each(|_| counts());
                    assert_in_order(stack_pointer);
                }
                DONE.store(true, SeqCst);
                other.join().expect("no panic");
            });
        },
    );
}

#[test]
fn destructors_of_every_rust_frame_run_and_a_catch_in_the_middle_goes_on() {
    fn descend(level: u32, caught_at: u32, order: &Cell<Vec<u32>>) {
        let note = |n| {
            let mut all = order.take();
            all.push(n);
            order.set(all);
        };
        let _guard = CallsOnDrop(|| {
            call_back(cgocall::yield_now); // a destructor may call C, be called back, and park
            note(level);
        });
        let call = || call_back_unwinding(|| descend(level - 1, caught_at, order));
        match level {
            0 => panic!("at the bottom"),
            _ if level == caught_at => {
                assert_eq!(text_of(panic_of(call)), "at the bottom");
                note(100);
            }
            _ => call(),
        }
    }
    child::in_every_mode(
        "panics::unwinding::destructors_of_every_rust_frame_run_and_a_catch_in_the_middle_goes_on",
        || {
            child::builder().max_procs(2).init().expect("the first");
            cgocall::run(|| {
                let _others = Others::new(1);
                let stack_pointer = fx_stack_pointer();
                let order = Cell::new(Vec::new());
                descend(8, 5, &order);
                assert_eq!(order.take(), [0, 1, 2, 3, 4, 100, 5, 6, 7, 8]);
                assert_eq!(text_of(panic_of(|| descend(8, 99, &order))), "at the bottom");
                assert_eq!(order.take(), [0, 1, 2, 3, 4, 5, 6, 7, 8]);
                assert_in_order(stack_pointer);
            });
        },
    );
}

#[test]
fn a_thread_lock_outlasts_a_panic_through_c() {
    child::in_every_mode("panics::unwinding::a_thread_lock_outlasts_a_panic_through_c", || {
        child::builder().max_procs(2).init().expect("the first");
        cgocall::run(|| {
            let _others = Others::new(3);
            for round in 0..50 {
                let guard = cgocall::lock_os_thread();
                let thread = tid();
                let panic = panic_of(|| {
                    call_back_unwinding(|| {
                        cgocall::yield_now();
                        let _inner = cgocall::lock_os_thread();
                        panic_any(round);
                    });
                });
                assert!(panic.is_some());
                for _ in 0..5 {
                    cgocall::yield_now();
                    assert_eq!(tid(), thread);
                }
                drop(guard);
                cgocall::yield_now();
            }
        });
    });
}

#[test]
fn after_a_panic_through_c_a_goroutine_moves_again() {
    let test = "panics::unwinding::after_a_panic_through_c_a_goroutine_moves_again";
    // In chaos mode every park migrates: there the way of a free goroutine is known.
    child::alone(test, &[("CGOCALL_TEST_MIGRATING", "1"), ("CGOCALL_CHAOS", "1")], || {
        child::builder().max_procs(2).init().expect("the first");
        cgocall::run(|| {
            let _others = Others::new(3);
            let panic = panic_of(|| {
                call_back_unwinding(|| {
                    cgocall::yield_now();
                    panic!("through C");
                });
            });
            assert!(panic.is_some());
            let thread = tid();
            let moved = (0..100_000).any(|_| {
                cgocall::yield_now();
                cgocall::sleep(Duration::from_micros(10));
                tid() != thread
            });
            assert!(moved, "still wired to the thread of the callback");
        });
    });
}

#[cgo_export]
unsafe extern "C-unwind" fn raise(message: *const c_char) {
    // SAFETY: C passes a string.
    let message = unsafe { CStr::from_ptr(message) };
    panic!("{}", message.to_string_lossy());
}

#[test]
fn c_raises_a_panic_with_its_own_words() {
    cgocall::run(|| {
        // SAFETY: a string, and an export that takes one.
        let panic = panic_of(|| unsafe { faults_raise(raise, c"the words of C".as_ptr()) });
        assert_eq!(text_of(panic), "the words of C");
    });
}

#[test]
fn cleanups_of_c_that_a_panic_runs_may_call_back_and_those_callbacks_may_do_anything() {
    let test = "panics::unwinding::cleanups_of_c_that_a_panic_runs_may_call_back_and_those_callbacks_may_do_anything";
    child::in_every_mode(test, || {
        child::builder().max_procs(2).init().expect("the first");
        cgocall::run(|| {
            let _others = Others::new(2);
            let stack_pointer = fx_stack_pointer();
            for round in 0..50 {
                let mut cleaned = 0;
                let panics = || {
                    call_back(cgocall::yield_now);
                    panic_any(round);
                };
                let cleans = || {
                    let levels = 20;
                    assert_eq!(recurse(levels), levels); // more than C's frames have left of the stack
                    cgocall::yield_now();
                    call_back_deep(cgocall::yield_now);
                    let other = cgocall::spawn(|| recurse(10));
                    assert_eq!(other.join().expect("no panic"), 10);
                    cleaned += 1;
                };
                let panic = panic_of(|| {
                    with_data(panics, |data| {
                        with_data(cleans, |more| {
                            // SAFETY: C calls each once and keeps nothing.
                            unsafe { faults_call_and_clean(run_unwinding, data, run, more) }
                        })
                    })
                });
                assert_eq!(panic.and_then(|p| p.downcast::<i32>().ok()).as_deref(), Some(&round));
                assert_eq!(cleaned, 1);
                assert_in_order(stack_pointer);
            }
        });
    });
}
