//! What a callback may do.

use std::ffi::c_void;
use std::hint::black_box;
use std::sync::atomic::{AtomicBool, AtomicI64, AtomicU32, Ordering::SeqCst};

use cgocall::sync::channel;
use cgocall::{cgo_export, cgo_import};

use crate::child;
use crate::closure::{Others, Run, call_back, call_back_deep, recurse, run, tid, with_data};

#[cgo_import]
unsafe extern "C" {
    safe fn frames_call_nothing(f: extern "C" fn());
    fn frames_call_below(f: Run, data: *mut c_void, n: usize) -> usize;
    fn fx_call_data(f: Run, data: *mut c_void);
}

#[test]
fn c_with_64_kib_of_frames_calls_back_with_its_token() {
    cgocall::run(|| {
        for token in 0..100 {
            let mut seen = None;
            call_back_deep(|| seen = Some(token));
            assert_eq!(seen, Some(token));
        }
    });
}

#[test]
fn a_callback_that_stops_the_world_or_changes_the_processors_returns() {
    child::in_every_mode(
        "callbacks::a_callback_that_stops_the_world_or_changes_the_processors_returns",
        || {
            child::builder().max_procs(2).init().expect("the first");
            cgocall::run(|| {
                let _others = Others::new(3);
                for procs in [3, 1, 2, 4, 1] {
                    call_back_deep(|| drop(cgocall::stop_the_world()));
                    call_back_deep(|| _ = cgocall::set_max_procs(procs));
                    assert_eq!(cgocall::max_procs(), procs);
                }
            });
        },
    );
}

static NOTHING_RAN: AtomicU32 = AtomicU32::new(0);

#[cgo_export]
extern "C" fn takes_nothing() {
    #[repr(align(16))]
    struct Aligned([u8; 16]);
    let aligned = black_box(Aligned([7; 16]));
    assert_eq!(black_box(&raw const aligned.0).addr() % 16, 0);
    let many: Vec<Box<[u8]>> = (0..200).map(|n| vec![7; n * 64].into_boxed_slice()).collect();
    assert!(black_box(many).iter().flatten().all(|&byte| byte == 7));
    NOTHING_RAN.fetch_add(1, SeqCst);
}

#[test]
fn a_callback_without_arguments_has_an_aligned_stack_and_allocates_heavily() {
    cgocall::run(|| (0..50).for_each(|_| frames_call_nothing(takes_nothing)));
    assert_eq!(NOTHING_RAN.load(SeqCst), 50);
}

/// Calls `f` with this stack deeper by 32 bytes and more for each level.
#[inline(never)]
fn deeper(levels: usize, f: &mut dyn FnMut()) {
    match black_box(levels) {
        0 => f(),
        _ => deeper(levels - 1, f),
    }
    black_box(());
}

#[test]
fn callbacks_work_with_any_amount_of_either_stack_in_use() {
    cgocall::run(|| {
        for n in 0..1250 {
            let mut calls = 0;
            let call = || {
                calls += 1;
                cgocall::yield_now();
            };
            // SAFETY: C calls once and keeps nothing.
            let changed = with_data(call, |data| unsafe { frames_call_below(run, data, n) });
            assert_eq!((changed, calls), (0, 1), "{n} bytes");
        }
        for levels in 0..250 {
            let mut calls = 0;
            deeper(levels, &mut || call_back_deep(|| calls += 1));
            assert_eq!(calls, 1, "{levels} levels");
        }
    });
}

#[test]
fn while_a_callback_yields_in_a_loop_another_goroutine_runs_on_the_one_processor() {
    child::in_every_mode(
        "callbacks::while_a_callback_yields_in_a_loop_another_goroutine_runs_on_the_one_processor",
        || {
            child::builder().max_procs(1).init().expect("the first");
            cgocall::run(|| {
                static BEGUN: AtomicBool = AtomicBool::new(false);
                static DONE: AtomicBool = AtomicBool::new(false);
                static STEPS: AtomicU32 = AtomicU32::new(0);
                let other = cgocall::spawn(|| {
                    while !BEGUN.load(SeqCst) {
                        cgocall::yield_now(); // it may get the processor while C has not called back yet
                    }
                    for _ in 0..100 {
                        STEPS.fetch_add(1, SeqCst);
                        call_back_deep(cgocall::yield_now); // its C frames go where the scheduler's were
                    }
                    DONE.store(true, SeqCst);
                });
                let mut yields = 0u32;
                let wait = || {
                    BEGUN.store(true, SeqCst);
                    while !DONE.load(SeqCst) {
                        yields += 1;
                        cgocall::yield_now();
                    }
                };
                // SAFETY: C calls once and keeps nothing.
                let changed = with_data(wait, |data| unsafe { frames_call_below(run, data, 10_000) });
                assert_eq!(changed, 0);
                assert!(yields > 0, "the other ran before the callback began: this proves nothing");
                assert_eq!(STEPS.load(SeqCst), 100);
                other.join().expect("no panic");
            });
        },
    );
}

#[test]
fn a_callback_plays_ping_pong_with_a_goroutine_over_channels() {
    child::in_every_mode("callbacks::a_callback_plays_ping_pong_with_a_goroutine_over_channels", || {
        child::builder().init().expect("the first");
        cgocall::run(|| {
            let (to, pings) = channel::<u32>(0);
            let (pongs, from) = channel::<u32>(0);
            let partner = cgocall::spawn(move || {
                for n in pings {
                    call_back(|| pongs.send(n + 1).expect("it waits"));
                }
            });
            let mut n = 0;
            for _ in 0..10 {
                call_back_deep(|| {
                    for _ in 0..20 {
                        to.send(n).expect("it waits");
                        n = from.recv().expect("it answers");
                    }
                });
            }
            assert_eq!(n, 200);
            drop(to);
            partner.join().expect("no panic");
        });
    });
}

#[test]
fn a_callback_that_yields_returns_on_the_thread_on_which_it_was_called() {
    child::in_every_mode(
        "callbacks::a_callback_that_yields_returns_on_the_thread_on_which_it_was_called",
        || {
            child::builder().max_procs(2).init().expect("the first");
            cgocall::run(|| {
                let _others = Others::new(2);
                let callers: Vec<_> = (0..3)
                    .map(|_| {
                        cgocall::spawn(|| {
                            for _ in 0..300 {
                                let before = tid();
                                call_back(|| {
                                    assert_eq!(tid(), before);
                                    cgocall::yield_now();
                                    assert_eq!(tid(), before);
                                });
                                assert_eq!(tid(), before);
                                cgocall::yield_now();
                            }
                        })
                    })
                    .collect();
                callers.into_iter().for_each(|g| g.join().expect("no panic"));
            });
        },
    );
}

#[test]
fn a_thread_lock_that_ends_in_the_callback_does_not_set_the_callback_free() {
    child::in_every_mode(
        "callbacks::a_thread_lock_that_ends_in_the_callback_does_not_set_the_callback_free",
        || {
            child::builder().max_procs(2).init().expect("the first");
            cgocall::run(|| {
                let _others = Others::new(3);
                for outer in [false, true] {
                    for _ in 0..100 {
                        let mut guard = outer.then(cgocall::lock_os_thread);
                        let thread = tid();
                        call_back(|| {
                            drop(cgocall::lock_os_thread());
                            cgocall::yield_now();
                            assert_eq!(tid(), thread);
                            let inner = cgocall::lock_os_thread();
                            cgocall::yield_now();
                            drop(guard.take());
                            drop(inner);
                            cgocall::yield_now();
                            assert_eq!(tid(), thread);
                        });
                        assert_eq!(tid(), thread);
                        cgocall::yield_now();
                    }
                }
                let lock_in_callback = || {
                    let mut kept = None;
                    call_back(|| {
                        cgocall::yield_now();
                        kept = Some(cgocall::lock_os_thread());
                        cgocall::yield_now();
                    });
                    kept
                };
                let kept = lock_in_callback();
                let thread = tid();
                for _ in 0..20 {
                    cgocall::yield_now();
                    assert_eq!(tid(), thread, "a lock taken in the callback outlasts it");
                }
                drop(kept);
            });
        },
    );
}

#[cgo_export]
unsafe extern "C" fn yields_and_counts(count: *mut c_void) {
    cgocall::yield_now();
    // SAFETY: the tests pass a number of their own.
    unsafe { *count.cast::<u32>() += 1 };
}

#[test]
fn an_export_that_rust_calls_just_runs_wherever_that_is() {
    cgocall::run(|| {
        let mut count = 0u32;
        // SAFETY: the export gets its number; here and below.
        let mut direct = || unsafe { yields_and_counts((&raw mut count).cast()) };
        direct();
        call_back_deep(&mut direct);
        call_back(|| cgocall::blocking(&mut direct));
        cgocall::blocking(&mut direct);
        // SAFETY: as above; it is C that calls.
        call_back(|| unsafe { cgocall::c_fn!(fx_call_data)(yields_and_counts, (&raw mut count).cast()) });
        assert_eq!(count, 5);
    });
}

static BEFORE_MAIN: AtomicI64 = AtomicI64::new(0);

#[cgo_export]
unsafe extern "C" fn first_of_all(_: *mut c_void) {
    cgocall::yield_now();
    assert_eq!(cgocall::spawn(|| recurse(10)).join().expect("no panic"), 10);
    assert_ne!(cgocall::current().id(), 0);
    BEFORE_MAIN.fetch_add(1, SeqCst);
}

const BEFORE_MAIN_VARIABLE: &str = "CGOCALL_TEST_BEFORE_MAIN";

/// A library's constructor: calls back on its own thread and on others, before `main`, and before the runtime has started.
#[used]
#[unsafe(link_section = ".init_array")]
static CONSTRUCTOR: extern "C" fn() = {
    extern "C" fn construct() {
        if std::env::var_os(BEFORE_MAIN_VARIABLE).is_some() {
            let threads: Vec<_> = (0..4).map(|_| std::thread::spawn(call_first)).collect();
            call_first();
            threads.into_iter().for_each(|t| t.join().expect("no panic"));
        }
    }
    construct
};

fn call_first() {
    // SAFETY: the export does not look at its argument.
    unsafe { cgocall::c_fn!(fx_call_data)(first_of_all, std::ptr::null_mut()) };
}

#[test]
fn callbacks_before_main_start_the_runtime_and_wait_for_it() {
    child::alone(
        "callbacks::callbacks_before_main_start_the_runtime_and_wait_for_it",
        &[(BEFORE_MAIN_VARIABLE, "1")],
        || {
            assert_eq!(BEFORE_MAIN.load(SeqCst), 5);
            cgocall::Builder::new().init().expect_err("it runs already");
            cgocall::run(call_first);
            assert_eq!(BEFORE_MAIN.load(SeqCst), 6);
        },
    );
}
