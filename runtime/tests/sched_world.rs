//! Stop-the-world and the number of processors.

#[allow(dead_code, reason = "each file uses what it needs")]
mod child;

use std::ffi::{c_int, c_uint};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::SeqCst};
use std::time::{Duration, Instant};

mod c {
    use super::{c_int, c_uint};

    #[cgocall::cgo_import]
    unsafe extern "C" {
        pub(super) safe fn usleep(us: c_uint) -> c_int;
        pub(super) safe fn sched_world_test_counts_until_told() -> c_int;
        pub(super) safe fn sched_world_test_waits_for_flag();
    }

    pub(super) mod blocking {
        use super::{c_int, c_uint};

        #[cgocall::cgo_import(blocking)]
        unsafe extern "C" {
            pub(crate) safe fn usleep(us: c_uint) -> c_int;
            pub(crate) safe fn sched_world_test_counts_until_told() -> c_int;
        }
    }
}

static COUNT_IN_C: AtomicUsize = AtomicUsize::new(0);
static TOLD: AtomicBool = AtomicBool::new(false);
static FLAG: AtomicBool = AtomicBool::new(false);

/// C code that is seen to run.
#[unsafe(no_mangle)]
extern "C" fn sched_world_test_counts_until_told() -> c_int {
    while !TOLD.load(SeqCst) {
        COUNT_IN_C.fetch_add(1, SeqCst);
        std::thread::sleep(Duration::from_micros(100));
    }
    7
}

#[unsafe(no_mangle)]
extern "C" fn sched_world_test_waits_for_flag() {
    while !FLAG.load(SeqCst) {
        std::thread::sleep(Duration::from_micros(100));
    }
}

/// Goroutines of every kind, each of which counts whenever it runs Rust code, until the load is dropped.
struct Load {
    counts: Arc<Vec<AtomicUsize>>,
    done: Arc<AtomicBool>,
    tasks: Vec<cgocall::JoinHandle<()>>,
}

impl Load {
    fn new() -> Load {
        type Step = fn();
        let steps: [Step; 6] = [
            cgocall::yield_now,
            || cgocall::sleep(Duration::from_micros(50)),
            || {
                c::usleep(30);
                cgocall::yield_now(); // for those bound to the same thread
            },
            || {
                c::blocking::usleep(30);
                cgocall::yield_now();
            },
            || {
                cgocall::blocking(|| std::thread::sleep(Duration::from_micros(30)));
                cgocall::yield_now();
            },
            || cgocall::spawn(|| ()).join().expect("it returns"),
        ];
        let counts: Arc<Vec<_>> = Arc::new((0..steps.len() * 4).map(|_| AtomicUsize::new(0)).collect());
        let done = Arc::new(AtomicBool::new(false));
        let tasks = (0..counts.len())
            .map(|i| {
                let (counts, done, step) = (counts.clone(), done.clone(), steps[i % steps.len()]);
                cgocall::spawn(move || {
                    while !done.load(SeqCst) {
                        counts[i].fetch_add(1, SeqCst);
                        step();
                    }
                })
            })
            .collect();
        Load { counts, done, tasks }
    }

    fn counted(&self) -> Vec<usize> {
        self.counts.iter().map(|c| c.load(SeqCst)).collect()
    }

    /// Returns when every goroutine of it has made progress.
    fn progress(&self) {
        let before = self.counted();
        while self.counted().iter().zip(&before).any(|(now, before)| now <= before) {
            cgocall::sleep(Duration::from_micros(100));
        }
    }
}

impl Drop for Load {
    fn drop(&mut self) {
        self.done.store(true, SeqCst);
        self.tasks.drain(..).for_each(|t| t.join().expect("it returns"));
    }
}

/// Lets time pass without leaving the processor to anybody.
fn pass(d: Duration) {
    let begun = Instant::now();
    while begun.elapsed() < d {
        std::hint::spin_loop();
    }
}

fn nothing_moves_while_stopped() {
    let load = Load::new();
    for round in 0..30 {
        let stopped = cgocall::stop_the_world();
        let before = load.counted();
        match round % 3 {
            0 => pass(Duration::from_millis(2)),
            1 => std::thread::sleep(Duration::from_millis(2)),
            _ => drop(c::usleep(2000)),
        }
        assert_eq!(load.counted(), before, "a goroutine ran while the world was stopped");
        drop(stopped);
        load.progress();
    }
}

#[test]
fn no_goroutine_progresses_while_one_holds_the_world_stopped() {
    child::in_every_mode("no_goroutine_progresses_while_one_holds_the_world_stopped", || {
        child::builder().max_procs(3).init().expect("nobody has started it");
        cgocall::run(nothing_moves_while_stopped);
    });
}

#[test]
fn no_goroutine_progresses_while_a_plain_thread_holds_the_world_stopped() {
    child::in_every_mode("no_goroutine_progresses_while_a_plain_thread_holds_the_world_stopped", || {
        child::builder().max_procs(3).init().expect("nobody has started it");
        nothing_moves_while_stopped();
    });
}

#[test]
fn c_keeps_running_and_what_comes_back_from_it_waits() {
    child::in_every_mode("c_keeps_running_and_what_comes_back_from_it_waits", || {
        child::builder().max_procs(2).init().expect("nobody has started it");
        let back = Arc::new(AtomicUsize::new(0));
        let calls: [fn() -> c_int; 2] =
            [c::sched_world_test_counts_until_told, c::blocking::sched_world_test_counts_until_told];
        let tasks: Vec<_> = calls
            .iter()
            .map(|&call| {
                let back = back.clone();
                cgocall::spawn(move || {
                    assert_eq!(call(), 7);
                    back.fetch_add(1, SeqCst);
                })
            })
            .collect();
        while cgocall::stats().goroutines_in_c < 2 {
            std::thread::yield_now();
        }
        let stopped = cgocall::stop_the_world();
        let before = COUNT_IN_C.load(SeqCst);
        while COUNT_IN_C.load(SeqCst) < before + 10 {
            std::thread::yield_now();
        }
        TOLD.store(true, SeqCst);
        std::thread::sleep(Duration::from_millis(20));
        assert_eq!(back.load(SeqCst), 0, "it came back from C while the world was stopped");
        drop(stopped);
        tasks.into_iter().for_each(|t| t.join().expect("it returns"));
        assert_eq!(back.load(SeqCst), 2);
    });
}

#[test]
fn who_holds_the_world_stopped_may_do_anything_but_park() {
    child::in_every_mode("who_holds_the_world_stopped_may_do_anything_but_park", || {
        child::builder().max_procs(2).init().expect("nobody has started it");
        cgocall::run(|| {
            let load = Load::new();
            for _ in 0..20 {
                let stopped = cgocall::stop_the_world();
                let others = load.counted();
                c::usleep(200);
                c::blocking::usleep(200);
                cgocall::blocking(|| std::thread::sleep(Duration::from_micros(200)));
                assert_eq!(cgocall::on_system_stack(|| 4), 4);
                let spawned = cgocall::spawn(|| 3);
                cgocall::dump(&mut Vec::new()).expect("a Vec takes all");
                assert!(cgocall::stats().goroutines > 0);
                for wait in [cgocall::park as fn(), || cgocall::sleep(Duration::from_secs(1))] {
                    let text = catch_unwind(wait).expect_err("a park is refused");
                    let text = text.downcast::<String>().expect("a message");
                    assert!(text.contains("world stopped"), "{text}");
                }
                assert!(!spawned.is_finished());
                assert_eq!(load.counted(), others);
                drop(stopped);
                assert_eq!(spawned.join().expect("it returns"), 3);
                cgocall::yield_now();
            }
        });
    });
}

#[test]
fn a_hundred_stoppers_take_turns() {
    child::in_every_mode("a_hundred_stoppers_take_turns", || {
        child::builder().max_procs(3).init().expect("nobody has started it");
        static HOLDERS: AtomicUsize = AtomicUsize::new(0);
        static TURNS: AtomicUsize = AtomicUsize::new(0);
        fn stop() {
            for _ in 0..3 {
                let stopped = cgocall::stop_the_world();
                assert_eq!(HOLDERS.fetch_add(1, SeqCst), 0, "two hold the world stopped");
                pass(Duration::from_micros(50));
                HOLDERS.fetch_sub(1, SeqCst);
                TURNS.fetch_add(1, SeqCst);
                drop(stopped);
            }
        }
        let load = Load::new();
        std::thread::scope(|s| {
            (0..50).for_each(|_| drop(s.spawn(stop)));
            let tasks: Vec<_> = (0..50).map(|_| cgocall::spawn(stop)).collect();
            tasks.into_iter().for_each(|t| t.join().expect("it returns"));
        });
        load.progress();
        assert_eq!(TURNS.load(SeqCst), 300);
    });
}

#[test]
fn the_number_of_processors_changes_under_load() {
    child::in_every_mode("the_number_of_processors_changes_under_load", || {
        child::builder().max_procs(2).init().expect("nobody has started it");
        cgocall::run(|| {
            let load = Load::new();
            let mut last = 2;
            for n in [1, 8, 3, 1, 5, 16, 2, 1, 4, 2] {
                // Queues are full and timers armed, on Ps that may go.
                let begin = Instant::now() + Duration::from_millis(2);
                let sleepers: Vec<_> = (0..500u64)
                    .map(|i| {
                        let until = begin + Duration::from_micros(i * 5);
                        cgocall::spawn(move || {
                            cgocall::sleep_until(until);
                            assert!(Instant::now() >= until);
                        })
                    })
                    .collect();
                cgocall::yield_now();
                let queued: Vec<_> = (0..1000u64).map(|i| cgocall::spawn(move || i)).collect();
                assert_eq!(cgocall::set_max_procs(n), last);
                assert_eq!(cgocall::max_procs(), n);
                last = n;
                assert_eq!(queued.into_iter().map(|t| t.join().expect("it ran")).sum::<u64>(), 499_500);
                sleepers.into_iter().for_each(|t| t.join().expect("it was woken in time"));
                load.progress();
            }
            // From a plain thread as well.
            cgocall::blocking(|| std::thread::spawn(|| assert_eq!(cgocall::set_max_procs(3), 2)).join())
                .expect("2");
            load.progress();
        });
        assert_eq!(cgocall::set_max_procs(0), 3);
        assert_eq!(cgocall::max_procs(), 1);
        assert_eq!(cgocall::run(|| 5), 5);
    });
}

#[test]
fn no_more_goroutines_run_at_one_time_than_there_are_processors() {
    child::in_every_mode("no_more_goroutines_run_at_one_time_than_there_are_processors", || {
        child::builder().max_procs(2).init().expect("nobody has started it");
        static RUNNING: AtomicUsize = AtomicUsize::new(0);
        static MOST: AtomicUsize = AtomicUsize::new(0);
        cgocall::run(|| {
            let tasks: Vec<_> = (0..24)
                .map(|i| {
                    cgocall::spawn(move || {
                        for _ in 0..60 {
                            MOST.fetch_max(RUNNING.fetch_add(1, SeqCst) + 1, SeqCst);
                            pass(Duration::from_micros(20));
                            RUNNING.fetch_sub(1, SeqCst);
                            match i % 4 {
                                0 => drop(c::usleep(50)),
                                1 => drop(c::blocking::usleep(50)),
                                2 => cgocall::blocking(|| std::thread::sleep(Duration::from_micros(50))),
                                _ => cgocall::yield_now(),
                            }
                        }
                    })
                })
                .collect();
            tasks.into_iter().for_each(|t| t.join().expect("it returns"));
        });
        assert!(MOST.load(SeqCst) <= 2, "{} at one time", MOST.load(SeqCst));
    });
}

/// With the world stopped nobody holds a P, and sysmon sleeps; the start must wake it.
#[test]
fn calls_that_block_are_noticed_after_a_start() {
    child::in_every_mode("calls_that_block_are_noticed_after_a_start", || {
        child::builder().max_procs(1).init().expect("nobody has started it");
        cgocall::run(|| ());
        std::thread::sleep(Duration::from_millis(100));
        let stopped = cgocall::stop_the_world();
        let waits = cgocall::spawn(c::sched_world_test_waits_for_flag);
        let raises = cgocall::spawn(|| FLAG.store(true, SeqCst));
        drop(stopped);
        raises.join().expect("it returns");
        waits.join().expect("it returns");
    });
}

#[test]
fn a_world_stopped_and_forgotten_by_a_panic_goes_on() {
    child::in_every_mode("a_world_stopped_and_forgotten_by_a_panic_goes_on", || {
        child::builder().max_procs(2).init().expect("nobody has started it");
        cgocall::run(|| {
            let caught = catch_unwind(AssertUnwindSafe(|| {
                let _stopped = cgocall::stop_the_world();
                std::panic::resume_unwind(Box::new(()));
            }));
            assert!(caught.is_err());
            cgocall::spawn(|| cgocall::sleep(Duration::from_micros(10))).join().expect("all goes on");
        });
    });
}
