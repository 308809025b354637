//! Goroutines that wait, call C and are called back in the midst of a panic.

use std::sync::atomic::{AtomicBool, AtomicU32, Ordering::SeqCst};
use std::thread::panicking;
use std::time::Duration;

use super::{CallsOnDrop, fx_call, panic_of, panics_at_once, text_of};
use crate::child;
use crate::closure::{Others, call_back, call_back_returning, call_back_unwinding, tid};

#[test]
fn a_goroutine_that_parks_while_it_panics_stays_on_its_thread_and_others_do_not_see_the_panic() {
    let test = "panics::waiting::a_goroutine_that_parks_while_it_panics_stays_on_its_thread_and_others_do_not_see_the_panic";
    child::in_every_mode(test, || {
        child::builder().max_procs(2).init().expect("the first");
        cgocall::run(|| {
            static DONE: AtomicBool = AtomicBool::new(false);
            static SEEN: AtomicU32 = AtomicU32::new(0);
            let watch = || {
                while !DONE.load(SeqCst) {
                    cgocall::yield_now();
                    SEEN.fetch_add(u32::from(panicking()), SeqCst);
                }
            };
            // In the default mode those that are bound to the thread share its count; free ones must not.
            let watchers: Vec<_> =
                (0..if child::is_migrating() { 4 } else { 0 }).map(|_| cgocall::spawn(watch)).collect();
            for _ in 0..50 {
                let thread = tid();
                let park_on_drop = || {
                    CallsOnDrop(move || {
                        for _ in 0..3 {
                            cgocall::yield_now();
                            cgocall::sleep(Duration::from_micros(50));
                            assert_eq!(tid(), thread);
                            assert!(panicking());
                        }
                    })
                };
                // In the callback, whose C frames are there still; and above the call, when they are gone.
                let panic = panic_of(|| {
                    let _above = park_on_drop();
                    call_back_unwinding(|| {
                        let _within = park_on_drop();
                        panic!("through C");
                    });
                });
                assert_eq!(text_of(panic), "through C");
                assert_eq!(tid(), thread);
                assert!(!panicking());
            }
            DONE.store(true, SeqCst);
            watchers.into_iter().for_each(|g| g.join().expect("no panic"));
            assert_eq!(SEEN.load(SeqCst), 0, "times that another goroutine ran with this one's panic");
        });
    });
}

#[test]
fn a_goroutine_that_waits_during_its_panic_does_not_end_the_panics_of_others() {
    child::in_every_mode(
        "panics::waiting::a_goroutine_that_waits_during_its_panic_does_not_end_the_panics_of_others",
        || {
            child::builder().max_procs(1).init().expect("the first");
            cgocall::run(|| {
                let (unwinds, go_on) = (cgocall::sync::channel(0), cgocall::sync::channel(0));
                let (to, from) = cgocall::sync::channel::<bool>(0);
                let thread = tid();
                // One that is bound to this thread, too. A free one must not run on it while this one unwinds.
                let other = loop {
                    let (unwinds, go_on, from) = (unwinds.1.clone(), go_on.0.clone(), from.clone());
                    let (tell, told) = cgocall::sync::channel(0);
                    let other = cgocall::spawn(move || {
                        tell.send(tid()).expect("it waits");
                        if !from.recv().expect("it answers") {
                            return None;
                        }
                        unwinds.recv().expect("it unwinds");
                        let panic = panic_of(|| _ = fx_call(panics_at_once, 1));
                        go_on.send(()).expect("it waits");
                        Some(text_of(panic))
                    });
                    let wanted = told.recv().expect("it tells") == thread || child::is_migrating();
                    to.send(wanted).expect("it waits");
                    if wanted {
                        break other;
                    }
                    other.join().expect("no panic");
                };
                let first = panic_of(|| {
                    let _guard = CallsOnDrop(|| {
                        unwinds.0.send(()).expect("it waits");
                        go_on.1.recv().expect("it answers");
                    });
                    panic!("the first");
                });
                assert_eq!(text_of(first), "the first");
                assert_eq!(other.join().expect("no panic").as_deref(), Some("at once: 1"));
            });
        },
    );
}

#[test]
fn while_a_panic_is_reported_c_may_be_called_and_may_call_back() {
    struct Message;
    impl std::fmt::Display for Message {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            let mut words = "";
            call_back(|| {
                cgocall::yield_now();
                words = "words from C";
            });
            f.write_str(words)
        }
    }
    let test = "panics::waiting::while_a_panic_is_reported_c_may_be_called_and_may_call_back";
    child::in_every_mode(test, || {
        child::builder().max_procs(1).init().expect("the first");
        cgocall::run(|| {
            let _others = Others::new(1);
            let unwinding = panic_of(|| call_back_unwinding(|| panic!("{Message}")));
            assert_eq!(text_of(unwinding), "words from C");
            let returning = panic_of(|| call_back_returning(|| panic!("{Message}")));
            assert_eq!(text_of(returning), "words from C");
        });
    });
}
