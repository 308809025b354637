//! `blocking(f)`.

use std::panic::{catch_unwind, resume_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use super::{Gate, go, tid};

mod c {
    use std::ffi::{c_int, c_uint};

    #[cgocall::cgo_import]
    unsafe extern "C" {
        pub(super) safe fn abs(x: c_int) -> c_int;
        #[cgo(blocking)]
        pub(super) safe fn usleep(us: c_uint) -> c_int;
    }
}

#[test]
fn more_goroutines_block_than_there_are_processors() {
    go(|| {
        // Each waits for all the others inside of `blocking`: they must be there at the same time.
        let here = Arc::new(AtomicUsize::new(0));
        const N: usize = 30;
        let tasks: Vec<_> = (0..N)
            .map(|_| {
                let here = here.clone();
                cgocall::spawn(move || {
                    cgocall::blocking(|| {
                        here.fetch_add(1, Ordering::SeqCst);
                        while here.load(Ordering::SeqCst) < N {
                            std::thread::sleep(Duration::from_micros(200));
                        }
                    });
                })
            })
            .collect();
        tasks.into_iter().for_each(|t| t.join().expect("it returns"));
    });
}

#[test]
fn everything_works_inside_blocking() {
    go(|| {
        let tasks: Vec<_> = (0..50)
            .map(|i| {
                cgocall::spawn(move || {
                    let text = String::from("kept");
                    let got = cgocall::blocking(|| {
                        std::thread::sleep(Duration::from_micros(300));
                        assert_eq!(c::abs(-i), i);
                        c::usleep(100);
                        cgocall::sleep(Duration::from_micros(200));
                        let inner = cgocall::spawn(move || i + 1).join().expect("it returns");
                        cgocall::yield_now();
                        let (sender, receiver) = cgocall::sync::channel(0);
                        cgocall::spawn(move || sender.send(i).expect("the receiver waits"));
                        std::thread::sleep(Duration::from_micros(300));
                        assert_eq!(receiver.recv().expect("the sender sends"), i);
                        assert_eq!(cgocall::on_system_stack(|| c::abs(-7)), 7);
                        let nested = cgocall::blocking(|| cgocall::current().id());
                        assert_eq!(nested, cgocall::current().id());
                        inner
                    });
                    assert_eq!((got, text.as_str()), (i + 1, "kept"));
                    cgocall::yield_now();
                    assert_eq!(c::abs(-2), 2);
                })
            })
            .collect();
        tasks.into_iter().for_each(|t| t.join().expect("all of it worked"));
    });
}

#[test]
fn a_panic_inside_blocking_passes_through_it() {
    go(|| {
        for _ in 0..100 {
            let caught: Result<(), _> = catch_unwind(|| {
                cgocall::blocking(|| {
                    cgocall::blocking(|| {
                        std::thread::sleep(Duration::from_micros(100));
                        resume_unwind(Box::new("inside"));
                    })
                })
            });
            assert_eq!(*caught.expect_err("it panics").downcast::<&str>().expect("a &str"), "inside");
            // The accounting is in order: a park and a call work.
            cgocall::yield_now();
            assert_eq!(c::abs(-1), 1);
            cgocall::sleep(Duration::from_micros(10));
        }
    });
}

#[test]
fn blocking_never_changes_the_thread() {
    go(|| {
        let tasks: Vec<_> = (0..100)
            .map(|_| {
                cgocall::spawn(|| {
                    for _ in 0..10 {
                        let before = tid();
                        let inside = cgocall::blocking(|| {
                            std::thread::sleep(Duration::from_micros(50));
                            tid()
                        });
                        assert_eq!((before, inside), (tid(), tid()));
                        c::usleep(20);
                        assert_eq!(before, tid());
                        cgocall::yield_now();
                    }
                })
            })
            .collect();
        tasks.into_iter().for_each(|t| t.join().expect("no call migrates"));
    });
}

#[test]
fn blocking_on_a_plain_thread_runs_in_place() {
    crate::start();
    assert_eq!(cgocall::blocking(tid), tid());
}

#[test]
fn a_goroutine_in_blocking_is_woken_by_one_that_needed_its_processor() {
    go(|| {
        // With all processors in `blocking`, whoever opens the gate needs one of them.
        let gate = Arc::new(Gate::default());
        let waiting: Vec<_> = (0..cgocall::max_procs() * 2)
            .map(|_| {
                let gate = gate.clone();
                cgocall::spawn(move || {
                    cgocall::blocking(|| {
                        while !gate.is_open() {
                            std::thread::sleep(Duration::from_micros(100));
                        }
                    });
                })
            })
            .collect();
        cgocall::spawn(move || gate.open()).join().expect("it had a processor");
        waiting.into_iter().for_each(|w| w.join().expect("it returns"));
    });
}
