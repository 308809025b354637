//! Callbacks of calls that belong to a thread.

use std::sync::atomic::{AtomicI32, AtomicUsize, Ordering::SeqCst};
use std::time::Duration;

use crate::closure::{run, tid, with_data};
use crate::ffi::{self, Library};
use crate::{child, soon};

/// C of the library calls `closure`.
fn call_back(closure: impl FnMut()) {
    // SAFETY: C calls once and keeps nothing, and the caller waits.
    with_data(closure, |data| unsafe { ffi::call(run, data) });
}

#[test]
fn callbacks_run_on_the_threads_own_goroutine() {
    child::in_every_mode("callbacks::callbacks_run_on_the_threads_own_goroutine", || {
        child::builder().max_procs(2).init().expect("nobody has started it");
        let who = || {
            let mut who = None;
            call_back(|| {
                let me = cgocall::current();
                who = Some((me.id(), me.name().map(String::from), tid()));
            });
            who.expect("it was called")
        };
        let first = who(); // of a plain thread
        assert_eq!(first.1.as_deref(), Some("a library's own"));
        cgocall::run(|| {
            assert_ne!(cgocall::current().id(), first.0);
            assert_eq!(first.2, ffi::gettid());
            for _ in 0..10 {
                assert_eq!(cgocall::spawn(who).join().expect("no panic"), first);
            }
        });
    });
}

#[test]
fn while_a_callback_is_parked_calls_wait_and_goroutines_run() {
    child::in_every_mode("callbacks::while_a_callback_is_parked_calls_wait_and_goroutines_run", || {
        child::builder().max_procs(1).init().expect("nobody has started it");
        let library = &Library::default();
        ffi::bound_open(library);
        cgocall::run(|| {
            let (ask, asked) = cgocall::sync::channel(0);
            let (tell, told) = cgocall::sync::channel(0);
            let uses = &AtomicUsize::new(0);
            cgocall::scope(|s| {
                s.spawn(move || {
                    let parks = || {
                        let here = (tid(), cgocall::current().id());
                        ask.send(()).expect("it waits");
                        told.recv().expect("it is sent");
                        cgocall::sleep(Duration::from_millis(1));
                        cgocall::yield_now();
                        assert_eq!((tid(), cgocall::current().id()), here);
                        assert_eq!(uses.load(SeqCst), 0, "a call was made in the middle of another");
                    };
                    // SAFETY: C calls once and keeps nothing.
                    let called = with_data(parks, |data| unsafe { ffi::bound_call(library, run, data) });
                    assert_eq!(called.expect("on the library's thread"), 1);
                });
                asked.recv().expect("the callback waits");
                for _ in 0..5 {
                    s.spawn(|| {
                        ffi::bound_use(library).expect("on the library's thread");
                        uses.fetch_add(1, SeqCst);
                    });
                }
                soon(|| crate::dumped().matches(": bound_use").count() == 5);
                tell.send(()).expect("it waits");
            });
            assert_eq!(uses.load(SeqCst), 5);
        });
    });
}

#[test]
fn a_callback_calls_its_own_thread_in_place_at_any_depth() {
    /// The calls within `depth` callbacks of each other.
    fn nested(library: &Library, depth: i64) {
        if depth == 0 {
            return;
        }
        let body = || {
            cgocall::yield_now();
            ffi::bound_use(library).expect("in place");
            nested(library, depth - 1);
            cgocall::blocking(|| ffi::bound_use(library).expect("in place"));
        };
        // SAFETY: C calls once and keeps nothing.
        with_data(body, |data| unsafe { ffi::bound_call(library, run, data) }).expect("in place");
    }
    child::in_every_mode("callbacks::a_callback_calls_its_own_thread_in_place_at_any_depth", || {
        child::builder().max_procs(2).init().expect("nobody has started it");
        let library = &Library::default();
        ffi::bound_open(library);
        cgocall::run(|| {
            let others: &AtomicI32 = &AtomicI32::new(0);
            cgocall::scope(|s| {
                for _ in 0..10 {
                    s.spawn(|| {
                        nested(library, 5);
                        ffi::bound_use(library).expect("on the library's thread");
                        others.fetch_add(1, SeqCst);
                    });
                }
            });
            assert_eq!(others.load(SeqCst), 10);
            assert_eq!(ffi::bound_use(library).expect("on the library's thread"), 10 * (5 * 3 + 1) + 1);
        });
    });
}

#[test]
fn callbacks_call_from_thread_to_thread() {
    child::in_every_mode("callbacks::callbacks_call_from_thread_to_thread", || {
        child::builder().max_procs(1).init().expect("nobody has started it");
        cgocall::run(|| {
            let (one, another) = (ffi::gettid(), ffi::gettid_of_another());
            let mut seen = Vec::new();
            let on_another = || {
                cgocall::sleep(Duration::from_micros(100));
                seen.push(tid());
            };
            // SAFETY: C calls once and keeps nothing.
            let calls_another = || with_data(on_another, |data| unsafe { ffi::call_on_another(run, data) });
            let mut calls_another = Some(calls_another);
            call_back(|| {
                calls_another.take().expect("once")();
                assert_eq!(tid(), one);
            });
            assert_eq!(seen, [another]);
        });
    });
}

#[test]
fn a_callback_waits_for_goroutines_that_it_has_started() {
    child::in_every_mode("callbacks::a_callback_waits_for_goroutines_that_it_has_started", || {
        child::builder().max_procs(1).init().expect("nobody has started it");
        cgocall::run(|| {
            let there = ffi::gettid();
            let mut sum = 0;
            call_back(|| {
                let goroutines: Vec<_> = (0..20)
                    .map(|i| {
                        cgocall::spawn(move || {
                            cgocall::yield_now();
                            assert_ne!(tid(), there, "the thread is there for its calls only");
                            i
                        })
                    })
                    .collect();
                sum += goroutines.into_iter().map(|g| g.join().expect("no panic")).sum::<i32>();
            });
            assert_eq!(sum, 190);
        });
    });
}

/// The place is the thread's goroutine's, on which the callback runs.
#[test]
fn a_callback_calls_its_serialized_block_again_and_functions_of_many_arguments_come_there_too() {
    let name = "callbacks::a_callback_calls_its_serialized_block_again_and_functions_of_many_arguments_come_there_too";
    child::in_every_mode(name, || {
        child::builder().max_procs(2).init().expect("nobody has started it");
        let all = &AtomicUsize::new(0);
        let calls_twice = || {
            let calls_again = || {
                let mut text = [0u8; 32];
                let arguments = (7 as std::ffi::c_int, 2.5, c"x".as_ptr());
                // SAFETY: C writes into the buffer, what the format asks for is there, and C calls once.
                let (length, _) = unsafe {
                    ffi::snprintf(text.as_mut_ptr().cast(), text.len(), c"%d %.1f %s".as_ptr(), arguments)
                };
                assert_eq!(&text[..length as usize], b"7 2.5 x");
                cgocall::yield_now();
                all.fetch_add(1, SeqCst);
            };
            // SAFETY: C calls once and keeps nothing, and the caller waits.
            with_data(calls_again, |data| unsafe { ffi::call_serialized(run, data) });
        };
        cgocall::run(|| {
            cgocall::scope(|s| {
                for _ in 0..200 {
                    // SAFETY: as above.
                    s.spawn(|| with_data(calls_twice, |data| unsafe { ffi::call_serialized(run, data) }));
                }
            });
        });
        assert_eq!(all.load(SeqCst), 200);
    });
}

/// Who holds the place calls on in callbacks, on whichever threads: they have it from whoever waits for them.
#[test]
fn a_place_goes_with_the_call_from_thread_to_thread() {
    type Call = unsafe fn(crate::closure::Run, *mut std::ffi::c_void);
    /// Each of the calls in a callback of the one before it.
    fn nested(calls: &[Call], calls_made: &AtomicUsize) {
        let Some((call, rest)) = calls.split_first() else { return };
        let body = || {
            cgocall::yield_now();
            calls_made.fetch_add(1, SeqCst);
            nested(rest, calls_made);
        };
        // SAFETY: C calls once and keeps nothing, and the caller waits.
        with_data(body, |data| unsafe { call(run, data) });
    }
    child::in_every_mode("callbacks::a_place_goes_with_the_call_from_thread_to_thread", || {
        child::builder().max_procs(2).init().expect("nobody has started it");
        static MADE: AtomicUsize = AtomicUsize::new(0);
        const HERE: Call = ffi::serialized_here;
        const THERE: Call = ffi::serialized_there;
        const ANOTHER: Call = ffi::serialized_on_another;
        let all = || {
            nested(&[HERE, THERE, ANOTHER, HERE], &MADE);
            nested(&[THERE, THERE, HERE, ANOTHER], &MADE);
        };
        cgocall::run(|| (0..20).for_each(|_| cgocall::spawn(all).join().expect("no panic")));
        std::thread::spawn(all).join().expect("no panic");
        assert_eq!(MADE.load(SeqCst), 21 * 8);
        // Nothing is left of it: others get the place.
        cgocall::run(|| cgocall::spawn(|| nested(&[HERE], &MADE)).join().expect("no panic"));
    });
}
