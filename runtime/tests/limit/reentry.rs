//! Places belong to goroutines: who holds one goes in again without another.

use std::ffi::c_void;
use std::sync::atomic::{AtomicI32, Ordering::SeqCst};

use cgocall::cgo_import;

use crate::{Count, Run, child, run, run_closure, soon, soon_in_line, with_data};

#[cgo_import(serialize)]
unsafe extern "C" {
    safe fn limits_pass(count: &Count);
    #[cgo(blocking)]
    #[link_name = "limits_pass"]
    safe fn pass_blocking(count: &Count);
    #[cgo(leaf)]
    #[link_name = "limits_pass"]
    safe fn pass_leaf(count: &Count);
    #[cgo(inline)]
    #[link_name = "limits_pass"]
    safe fn pass_inline(count: &Count);
    fn limits_call_back(count: &Count, f: Run, data: *mut c_void);
    #[cgo(blocking)]
    #[link_name = "limits_call_back"]
    fn call_back_blocking(count: &Count, f: Run, data: *mut c_void);
    #[cgo(inline)]
    #[link_name = "limits_call_back"]
    fn call_back_inline(count: &Count, f: Run, data: *mut c_void);
}

mod others {
    use super::{Count, Run, c_void, cgo_import};

    #[cgo_import]
    unsafe extern "C" {
        #[cgo(limit = 1)]
        #[link_name = "limits_call_back"]
        pub(super) fn second(count: &Count, f: Run, data: *mut c_void);
        #[cgo(limit = 1)]
        #[link_name = "limits_call_back"]
        pub(super) fn third(count: &Count, f: Run, data: *mut c_void);
        #[cgo(limit = 1)]
        #[link_name = "limits_pass"]
        pub(super) safe fn fourth(count: &Count);
    }
}

type CallBack = unsafe fn(&Count, Run, *mut c_void);

const CALL_BACK: [CallBack; 3] = [limits_call_back, call_back_blocking, call_back_inline];
const PASS: [fn(&Count); 4] = [limits_pass, pass_blocking, pass_leaf, pass_inline];

/// C calls `closure` by `f`, out of a call by `call`.
fn back(call: CallBack, count: &Count, f: Run, closure: impl FnMut()) {
    // SAFETY: C calls once and keeps nothing.
    with_data(closure, |data| unsafe { call(count, f, data) });
}

/// Goes in once, and again in callbacks, of which some wait.
fn go_in_again(f: Run) {
    for call in CALL_BACK {
        let count = Count::new();
        back(call, &count, f, || {
            PASS.iter().for_each(|pass| pass(&count));
            back(call, &count, f, || {
                cgocall::yield_now();
                PASS.iter().for_each(|pass| pass(&count));
            });
            limits_pass(&count);
        });
        assert_eq!((count.now(), count.most(), count.all()), (0, 3, 11));
    }
}

unsafe extern "C" fn run_plainly(data: *mut c_void) {
    // SAFETY: every test passes what `with_data` gave it.
    unsafe { run_closure(data) }
}

#[test]
fn a_goroutine_that_holds_the_place_goes_in_again() {
    child::in_every_mode("reentry::a_goroutine_that_holds_the_place_goes_in_again", || {
        child::builder().max_procs(2).init().expect("the first");
        let go_in = || {
            for _ in 0..10 {
                go_in_again(run);
                cgocall::blocking(|| go_in_again(run));
            }
        };
        let all: Vec<_> = (0..50).map(|_| cgocall::spawn(go_in)).collect();
        all.into_iter().for_each(|g| g.join().expect("no panic"));
    });
}

#[test]
fn so_does_a_thread_though_its_callbacks_run_on_a_goroutine() {
    child::in_every_mode("reentry::so_does_a_thread_though_its_callbacks_run_on_a_goroutine", || {
        child::builder().max_procs(2).init().expect("the first");
        std::thread::scope(|s| {
            for _ in 0..4 {
                s.spawn(|| {
                    // First as a thread that the runtime has never seen.
                    (0..10).for_each(|_| go_in_again(run));
                });
            }
        });
    });
}

#[test]
fn so_does_rust_code_that_c_calls_without_an_export_and_code_on_the_system_stack() {
    let pass = |f: Run| {
        let count = Count::new();
        back(limits_call_back, &count, f, || PASS.iter().for_each(|pass| pass(&count)));
        assert_eq!(count.all(), 5);
    };
    std::thread::spawn(move || pass(run_plainly)).join().expect("no panic");
    cgocall::run(move || {
        pass(run_plainly);
        cgocall::on_system_stack(|| pass(run));
        let count = Count::new();
        back(limits_call_back, &count, run, || cgocall::on_system_stack(|| limits_pass(&count)));
        assert_eq!(count.all(), 2);
    });
}

#[test]
fn it_stays_counted_once_and_gives_the_place_back_when_its_outermost_call_returns() {
    let test = "reentry::it_stays_counted_once_and_gives_the_place_back_when_its_outermost_call_returns";
    child::in_every_mode(test, || {
        child::builder().max_procs(2).init().expect("the first");
        static HELD: Count = Count::new();
        static WAITER: Count = Count::new();
        static GO_ON: AtomicI32 = AtomicI32::new(0);
        let holder = cgocall::spawn(|| {
            back(limits_call_back, &HELD, run, || {
                limits_pass(&HELD);
                while GO_ON.load(SeqCst) == 0 {
                    cgocall::yield_now();
                }
                limits_pass(&HELD);
                assert_eq!(WAITER.all(), 0, "it came in between");
            });
        });
        soon(|| HELD.all() == 2);
        let waiter = cgocall::spawn(|| limits_pass(&WAITER));
        soon_in_line("limits_pass", 1);
        GO_ON.store(1, SeqCst);
        holder.join().expect("no panic");
        waiter.join().expect("no panic");
        assert_eq!(WAITER.all(), 1);
    });
}

#[test]
fn places_of_several_limits_are_held_side_by_side_and_given_back_in_turn() {
    child::in_every_mode(
        "reentry::places_of_several_limits_are_held_side_by_side_and_given_back_in_turn",
        || {
            child::builder().max_procs(2).init().expect("the first");
            let nest = || {
                for _ in 0..20 {
                    let count = Count::new();
                    back(limits_call_back, &count, run, || {
                        back(others::second, &count, run, || {
                            back(others::third, &count, run, || {
                                cgocall::yield_now();
                                others::fourth(&count);
                                limits_pass(&count);
                                back(others::second, &count, run, || others::fourth(&count));
                            });
                            others::fourth(&count);
                        });
                        limits_pass(&count);
                    });
                    assert_eq!((count.now(), count.all()), (0, 9));
                }
            };
            let all: Vec<_> = (0..20).map(|_| cgocall::spawn(nest)).collect();
            all.into_iter().for_each(|g| g.join().expect("no panic"));
            std::thread::scope(|s| (0..3).for_each(|_| drop(s.spawn(nest))));
        },
    );
}

#[test]
fn another_goroutine_that_the_callback_starts_waits_until_the_call_is_over() {
    let test = "reentry::another_goroutine_that_the_callback_starts_waits_until_the_call_is_over";
    child::in_every_mode(test, || {
        child::builder().max_procs(2).init().expect("the first");
        static COUNT: Count = Count::new();
        let mut other = None;
        cgocall::run(move || {
            back(limits_call_back, &COUNT, run, || {
                other = Some(cgocall::spawn(|| limits_pass(&COUNT)));
                while crate::dumped(": parked: limit of limits_pass, ").is_empty() {
                    cgocall::yield_now();
                }
                assert_eq!(COUNT.all(), 1);
            });
            other.take().expect("started").join().expect("no panic");
            assert_eq!((COUNT.most(), COUNT.all()), (1, 2));
        });
    });
}

#[test]
fn a_callback_that_waits_keeps_the_place() {
    child::in_every_mode("reentry::a_callback_that_waits_keeps_the_place", || {
        child::builder().max_procs(1).init().expect("the first");
        static COUNT: Count = Count::new();
        cgocall::run(|| {
            let (send, receive) = cgocall::sync::channel(0);
            let holder = cgocall::spawn(move || {
                back(limits_call_back, &COUNT, run, || receive.recv().expect("it is sent"));
            });
            while COUNT.all() == 0 {
                cgocall::yield_now();
            }
            let waiter = cgocall::spawn(|| limits_pass(&COUNT));
            while crate::dumped(": parked: limit of limits_pass, ").is_empty() {
                cgocall::yield_now();
            }
            send.send(()).expect("it receives");
            holder.join().expect("no panic");
            waiter.join().expect("no panic");
            assert_eq!((COUNT.most(), COUNT.all()), (1, 2));
        });
    });
}
