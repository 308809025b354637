//! Many threads of C's call at one time: nobody is left behind, and those that have a processor wait for nobody.

use std::ffi::c_void;
use std::sync::atomic::{AtomicBool, AtomicI32, AtomicUsize, Ordering::SeqCst};
use std::time::{Duration, Instant};

use cgocall::cgo_export;

use crate::child;
use crate::closure::call_back;
use crate::threads::{cgo_join, counts, soon, start, start_until};

#[cgo_export]
unsafe extern "C" fn counts_and_yields(data: *mut c_void) {
    // SAFETY: every caller passes such a counter.
    unsafe { &*data.cast::<AtomicUsize>() }.fetch_add(1, SeqCst);
    cgocall::yield_now();
}

/// Eight threads that do nothing but call back, beside a goroutine that yields: each of them advances, and so does it.
fn all_advance(procs: usize, f: crate::threads::Fn) {
    child::builder().max_procs(procs).init().expect("nobody has started it");
    let counters: Vec<_> = (0..8).map(|_| AtomicUsize::new(0)).collect();
    let (stop, made) = (AtomicI32::new(0), AtomicI32::new(0));
    let threads: Vec<_> = counters.iter().map(|c| start_until(f, c, false, &stop, &made)).collect();
    let yields = &AtomicUsize::new(0);
    let over = &AtomicBool::new(false);
    let least = || counters.iter().map(|c| c.load(SeqCst)).min().expect("eight").min(yields.load(SeqCst));
    std::thread::scope(|s| {
        s.spawn(|| {
            cgocall::run(|| {
                while !over.load(SeqCst) {
                    yields.fetch_add(1, SeqCst);
                    cgocall::yield_now();
                }
            });
        });
        soon(|| least() > 0);
        // Again and again, not only at the beginning.
        for _ in 0..5 {
            let goal: Vec<_> = counters.iter().map(|c| c.load(SeqCst) + 10).collect();
            let yields_goal = yields.load(SeqCst) + 10;
            soon(|| {
                counters.iter().zip(&goal).all(|(c, goal)| c.load(SeqCst) >= *goal)
                    && yields.load(SeqCst) >= yields_goal
            });
        }
        stop.store(1, SeqCst);
        over.store(true, SeqCst);
    });
    threads.into_iter().for_each(cgo_join);
}

#[test]
fn more_threads_than_processors_all_advance() {
    child::in_every_mode("contention::more_threads_than_processors_all_advance", || all_advance(2, counts));
}

#[test]
fn more_threads_than_processors_all_advance_if_their_callbacks_yield() {
    child::in_every_mode(
        "contention::more_threads_than_processors_all_advance_if_their_callbacks_yield",
        || {
            all_advance(2, counts_and_yields);
        },
    );
}

#[test]
fn threads_and_a_goroutine_share_the_only_processor() {
    child::in_every_mode("contention::threads_and_a_goroutine_share_the_only_processor", || {
        all_advance(1, counts);
    });
}

/// While each of two threads has a processor, a hundred thousand callbacks make neither of them wait: no lock is
/// between them.
#[test]
fn threads_that_call_back_in_parallel_do_not_wait_for_each_other() {
    struct Job {
        count: AtomicUsize,
        waits: AtomicUsize,
    }
    /// The first callback that finds no more to do notes how often its thread has waited.
    #[cgo_export]
    unsafe extern "C" fn works(data: *mut c_void) {
        // SAFETY: every caller passes a job.
        let job = unsafe { &*data.cast::<Job>() };
        let n = job.count.fetch_add(1, SeqCst);
        if n == 0 {
            job.waits.store(waits_of_this_thread(), SeqCst);
        } else if n == 100_000 {
            let before = job.waits.load(SeqCst);
            job.waits.store(waits_of_this_thread() - before, SeqCst);
        }
    }
    fn waits_of_this_thread() -> usize {
        // SAFETY: zeros are a valid `rusage`, which the call fills in.
        unsafe {
            let mut usage: libc::rusage = std::mem::zeroed();
            libc::getrusage(libc::RUSAGE_THREAD, &mut usage);
            usage.ru_nvcsw as usize
        }
    }
    child::alone("contention::threads_that_call_back_in_parallel_do_not_wait_for_each_other", &[], || {
        cgocall::Builder::new().max_procs(4).init().expect("nobody has started it");
        let jobs = [(); 2].map(|()| Job { count: AtomicUsize::new(0), waits: AtomicUsize::new(0) });
        let threads: Vec<_> = jobs.iter().map(|job| start(works, job, 100_001)).collect();
        threads.into_iter().for_each(cgo_join);
        for job in &jobs {
            let waits = job.waits.load(SeqCst);
            // Chaos stretches the windows of the slow paths, of which each takes a few.
            assert!(waits < 200, "{waits} waits in 100,000 callbacks");
        }
    });
}

/// A hundred goroutines each start a thread with a small stack, whose callback stops the world and goes deep.
#[test]
fn callbacks_of_a_hundred_threads_stop_the_world() {
    #[inline(never)]
    fn recurse(depth: usize) -> usize {
        let frame = std::hint::black_box([depth; 32]);
        if depth == 0 { frame[0] } else { recurse(depth - 1) + usize::from(frame[1] == depth) }
    }
    #[cgo_export]
    unsafe extern "C" fn stops(data: *mut c_void) {
        drop(cgocall::stop_the_world());
        assert_eq!(recurse(30), 30);
        // SAFETY: a counter.
        unsafe { counts(data) };
    }
    child::in_every_mode("contention::callbacks_of_a_hundred_threads_stop_the_world", || {
        child::builder().init().expect("nobody has started it");
        let count = AtomicUsize::new(0);
        cgocall::run(|| {
            cgocall::scope(|s| {
                for _ in 0..100 {
                    s.spawn(|| {
                        let (data, null) = (std::ptr::from_ref(&count).cast_mut().cast(), std::ptr::null());
                        // SAFETY: `stops` gets its counter, which outlives the thread.
                        let id = unsafe { crate::threads::cgo_start(stops, data, 1, null, null, 256 << 10) };
                        assert_ne!(id, 0, "a thread");
                        cgo_join(id);
                    });
                }
            });
        });
        assert_eq!(count.into_inner(), 100);
        let stats = cgocall::stats();
        assert_eq!(stats.foreign_threads, 0, "{stats:?}");
    });
}

/// The only processor is a goroutine's that calls C again and again: a thread's callback gets it all the same.
#[test]
fn a_callback_gets_the_processor_of_a_goroutine_that_calls_c_all_the_time() {
    child::in_every_mode(
        "contention::a_callback_gets_the_processor_of_a_goroutine_that_calls_c_all_the_time",
        || {
            child::builder().max_procs(1).init().expect("nobody has started it");
            let (done, count) = (&AtomicBool::new(false), &AtomicUsize::new(0));
            let busy = &AtomicBool::new(false);
            std::thread::scope(|s| {
                s.spawn(|| {
                    cgocall::run(|| {
                        busy.store(true, SeqCst);
                        while !done.load(SeqCst) {
                            assert_eq!(crate::support::ffi::default_policy::fixture_add(1, 2), 3);
                        }
                    });
                });
                soon(|| busy.load(SeqCst));
                let begun = Instant::now();
                cgo_join(start(counts, count, 3));
                done.store(true, SeqCst);
                assert!(begun.elapsed() < Duration::from_secs(5), "{:?}", begun.elapsed());
            });
            assert_eq!(count.load(SeqCst), 3);
        },
    );
}

/// Each keeps a thread, for C waits on it, and wants the processor again as soon as it has given it up.
#[test]
fn goroutines_advance_beside_hundreds_that_yield_in_callbacks() {
    child::in_every_mode("contention::goroutines_advance_beside_hundreds_that_yield_in_callbacks", || {
        child::builder().max_procs(1).init().expect("nobody has started it");
        let in_callbacks: Vec<_> = (0..200).map(|_| AtomicUsize::new(0)).collect();
        let others: Vec<_> = (0..3).map(|_| AtomicUsize::new(0)).collect();
        let over = &AtomicBool::new(false);
        let yields = |count: &AtomicUsize| {
            while !over.load(SeqCst) {
                count.fetch_add(1, SeqCst);
                cgocall::yield_now();
            }
        };
        std::thread::scope(|s| {
            s.spawn(|| {
                cgocall::run(|| {
                    cgocall::scope(|s| {
                        for count in &in_callbacks {
                            s.spawn(|| call_back(|| yields(count)));
                        }
                        for count in &others {
                            s.spawn(|| yields(count));
                        }
                    });
                });
            });
            let turns = || in_callbacks.iter().chain(&others).map(|count| count.load(SeqCst));
            soon(|| turns().min() >= Some(10));
            let average = turns().sum::<usize>() / turns().count();
            over.store(true, SeqCst);
            assert!(average < 100, "others had {average} turns before the last had 10");
        });
    });
}
