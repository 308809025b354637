//! Callbacks and the stopped world.

use std::ffi::c_void;
use std::sync::atomic::{AtomicI32, AtomicUsize, Ordering::SeqCst};
use std::time::Duration;

use cgocall::cgo_export;

use crate::child;
use crate::threads::{cgo_join, cgo_repeat, counts, soon, start, start_until};

#[test]
fn callbacks_that_arrive_while_the_world_is_stopped_wait() {
    child::in_every_mode("stopped_world::callbacks_that_arrive_while_the_world_is_stopped_wait", || {
        child::builder().max_procs(2).init().expect("nobody has started it");
        let (stop, made) = (AtomicI32::new(0), AtomicI32::new(0));
        let (old, new) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let threads = [(); 3].map(|()| start_until(counts, &old, false, &stop, &made));
        soon(|| old.load(SeqCst) > 0);
        cgocall::run(|| {
            let stopped = cgocall::stop_the_world();
            let before = old.load(SeqCst);
            // One that has called before, and one that is attached only now.
            let late = start(counts, &new, 1);
            std::thread::sleep(Duration::from_millis(20));
            assert_eq!((old.load(SeqCst), new.load(SeqCst)), (before, 0));
            drop(stopped);
            cgo_join(late);
            assert_eq!(new.load(SeqCst), 1);
            while old.load(SeqCst) == before {
                cgocall::yield_now();
            }
        });
        stop.store(1, SeqCst);
        threads.into_iter().for_each(cgo_join);
    });
}

#[cgo_export]
unsafe extern "C" fn resizes(data: *mut c_void) {
    // SAFETY: a counter.
    let n = unsafe { &*data.cast::<AtomicUsize>() }.fetch_add(1, SeqCst);
    cgocall::set_max_procs(1 + n % 4);
    let stopped = cgocall::stop_the_world();
    // A call of C, and its callback, with the world stopped.
    // SAFETY: a counter.
    unsafe { cgo_repeat(counts, data, 2) };
    drop(stopped);
    cgocall::yield_now();
}

#[test]
fn callbacks_change_the_number_of_processors_and_stop_the_world() {
    child::in_every_mode(
        "stopped_world::callbacks_change_the_number_of_processors_and_stop_the_world",
        || {
            child::builder().max_procs(2).init().expect("nobody has started it");
            let count = AtomicUsize::new(0);
            cgocall::run(|| {
                let threads = [(); 4].map(|()| start(resizes, &count, 50));
                cgocall::scope(|s| {
                    for _ in 0..4 {
                        s.spawn(|| {
                            // SAFETY: `resizes` gets its counter.
                            unsafe { cgo_repeat(resizes, std::ptr::from_ref(&count).cast_mut().cast(), 50) };
                        });
                    }
                });
                threads.into_iter().for_each(cgo_join);
            });
            assert_eq!(count.into_inner(), 8 * 50 * 3);
            assert!((1..=4).contains(&cgocall::max_procs()));
            cgocall::run(|| cgocall::sleep(Duration::from_millis(1)));
        },
    );
}

/// A thread of C's ends while the world is stopped, with the processor of its last callback.
#[test]
fn threads_end_while_the_world_is_stopped() {
    child::in_every_mode("stopped_world::threads_end_while_the_world_is_stopped", || {
        child::builder().max_procs(2).init().expect("nobody has started it");
        for round in 0..50 {
            let (stop, made, count) = (AtomicI32::new(0), AtomicI32::new(0), AtomicUsize::new(0));
            let thread = start_until(counts, &count, true, &stop, &made);
            soon(|| made.load(SeqCst) == 1);
            let world = cgocall::stop_the_world();
            stop.store(1, SeqCst);
            if round % 2 == 0 {
                cgo_join(thread);
                drop(world);
            } else {
                drop(world);
                cgo_join(thread);
            }
            assert_eq!(cgocall::run(|| cgocall::stats().foreign_threads), 0);
        }
    });
}
