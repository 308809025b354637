//! libuv's thread pool: threads that C has made.

use super::{go, with_loop};
use cgocall::sync::{Barrier, channel};
use cgocall_example_libuv::Loop;
use cgocall_example_libuv::ffi::*;
use std::collections::HashSet;
use std::ffi::c_int;
use std::mem::MaybeUninit;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::thread::ThreadId;

/// libuv starts as many unless the environment says otherwise, which it does not in tests.
const THREADS: usize = 4;

#[test]
fn results_come_back_from_the_pool() {
    with_loop(|uv| {
        let all: Vec<_> = (0..1_000u64)
            .map(|n| {
                let uv = uv.clone();
                cgocall::spawn(move || {
                    uv.work(move || {
                        cgocall::yield_now();
                        n * n
                    })
                })
            })
            .collect();
        for (n, result) in (0..).zip(all) {
            assert_eq!(result.join().expect("no panic").expect("the loop runs"), n * n);
        }
    });
}

/// As many as there are threads meet; the next are queued until those have gone on.
#[test]
fn work_waits_for_other_work_and_for_goroutines() {
    with_loop(|uv| {
        let together = Arc::new(Barrier::new(THREADS));
        let (numbers, received) = channel(0);
        let all: Vec<_> = (0..5 * THREADS)
            .map(|_| {
                let (uv, together, received) = (uv.clone(), Arc::clone(&together), received.clone());
                cgocall::spawn(move || {
                    uv.work(move || {
                        together.wait();
                        received.recv().expect("a number")
                    })
                })
            })
            .collect();
        let mut expected = 0;
        for n in 0..all.len() {
            numbers.send(n).expect("somebody receives");
            expected += n;
        }
        let sum: usize =
            all.into_iter().map(|work| work.join().expect("no panic").expect("the loop runs")).sum();
        assert_eq!(sum, expected);
    });
}

#[test]
fn a_panic_of_the_work_goes_on_where_it_was_waited_for() {
    with_loop(|uv| {
        let work = || std::panic::resume_unwind(Box::new("on purpose"));
        let panic = catch_unwind(AssertUnwindSafe(|| uv.work::<()>(work))).expect_err("a panic");
        assert_eq!(panic.downcast_ref(), Some(&"on purpose"));
        assert_eq!(uv.work(|| 1).expect("the pool is as good as before"), 1);
    });
}

/// Work that runs while its loop is stopped is waited for.
#[test]
fn a_loop_that_is_stopped_waits_for_work_that_has_begun() {
    let (begun, begins) = channel(1);
    let (go_on, goes_on) = channel::<()>(0);
    let result = with_loop(move |uv| {
        let waits = uv.clone();
        let work = cgocall::spawn(move || {
            waits.work(move || {
                begun.send(()).expect("there is room");
                goes_on.recv().is_ok()
            })
        });
        begins.recv().expect("it begins");
        uv.stop();
        cgocall::yield_now();
        go_on.send(()).expect("it waits");
        work.join().expect("no panic")
    });
    assert!(result.expect("its result"));
}

/// Where the callbacks of one request have run.
#[repr(C)]
struct Request {
    uv: MaybeUninit<uv_work_t>,
    work: Option<(ThreadId, u64)>,
    after: Option<(ThreadId, u64)>,
}

fn here() -> (ThreadId, u64) {
    cgocall::yield_now();
    (std::thread::current().id(), cgocall::current().id())
}

#[cgocall::cgo_export(implements = uv_work_cb)]
unsafe extern "C" fn works(request: *mut uv_work_t) {
    // SAFETY: libuv passes the request, which nobody else uses meanwhile.
    unsafe { (*request.cast::<Request>()).work = Some(here()) };
}

#[cgocall::cgo_export(implements = uv_after_work_cb)]
unsafe extern "C" fn worked(request: *mut uv_work_t, _: c_int) {
    // SAFETY: as above.
    unsafe { (*request.cast::<Request>()).after = Some(here()) };
}

#[test]
fn work_runs_on_threads_of_libuv_and_the_rest_where_the_loop_runs() {
    go(|| {
        let mut uv = MaybeUninit::<uv_loop_t>::uninit();
        let mut requests: Vec<_> =
            (0..200).map(|_| Request { uv: MaybeUninit::uninit(), work: None, after: None }).collect();
        // SAFETY: a loop and requests of this goroutine's own, which outlive the loop's run.
        unsafe {
            assert_eq!(uv_loop_init(uv.as_mut_ptr()), 0);
            for request in &mut requests {
                let request = std::ptr::from_mut(request).cast();
                assert_eq!(uv_queue_work(uv.as_mut_ptr(), request, Some(works), Some(worked)), 0);
            }
            assert_eq!(uv_run(uv.as_mut_ptr(), UV_RUN_DEFAULT), 0);
            assert_eq!(uv_loop_close(uv.as_mut_ptr()), 0);
        }
        let after: HashSet<_> = requests.iter().map(|request| request.after.expect("it has run")).collect();
        assert_eq!(after, HashSet::from([(std::thread::current().id(), cgocall::current().id())]));
        let work: HashSet<_> = requests.iter().map(|request| request.work.expect("it has run")).collect();
        // Each thread has a goroutine, and always the same one.
        let threads: HashSet<_> = work.iter().map(|(thread, _)| thread).collect();
        let goroutines: HashSet<_> = work.iter().map(|(_, goroutine)| goroutine).collect();
        assert!(work.is_disjoint(&after) && work.len() <= THREADS, "{work:?}");
        assert_eq!((threads.len(), goroutines.len()), (work.len(), work.len()), "{work:?}");
    });
}

#[test]
fn work_of_many_loops_shares_the_pool() {
    go(|| {
        let loops: Vec<_> = (0..10)
            .map(|_| {
                let (uv, runner) = Loop::new().expect("a loop");
                (uv, crate::run(runner))
            })
            .collect();
        let all: Vec<_> = (0..200)
            .map(|n| {
                let uv = loops[n % loops.len()].0.clone();
                cgocall::spawn(move || uv.work(move || n).expect("the loop runs"))
            })
            .collect();
        let sum: usize = all.into_iter().map(|work| work.join().expect("no panic")).sum();
        assert_eq!(sum, 199 * 200 / 2);
        for (uv, ended) in loops {
            uv.stop();
            ended();
        }
    });
}
