//! Who gets the processor of a thread in C, when, and that nobody else does. With one processor, so that a goroutine
//! which should run but does not is seen.

mod support;

use std::sync::atomic::{AtomicBool, AtomicI32, AtomicI64, AtomicU64, Ordering::SeqCst};
use std::time::Duration;

use support::ffi;

/// The test alone, with so many processors. Goroutines move freely: bound to a thread, one that waits would not run when
/// another is in C there.
fn with_procs(n: usize, test: impl FnOnce() + Send) {
    let _alone = support::alone();
    support::migrating();
    cgocall::set_max_procs(n);
    cgocall::run(test);
}

#[test]
fn a_blocking_call_hands_its_processor_on_before_it_begins() {
    with_procs(1, || {
        let before = cgocall::stats();
        let flag = &AtomicI32::new(0);
        cgocall::scope(|s| {
            s.spawn(|| flag.store(1, SeqCst));
            ffi::fixture_wait_blocking(flag);
        });
        let after = cgocall::stats();
        assert_eq!(after.handoffs, before.handoffs + 1);
        assert_eq!(after.retakes, before.retakes);
    });
}

#[test]
fn a_default_call_that_lasts_loses_its_processor() {
    with_procs(1, || {
        let before = cgocall::stats();
        let flag = &AtomicI32::new(0);
        cgocall::scope(|s| {
            s.spawn(|| flag.store(1, SeqCst));
            ffi::fixture_wait(flag);
        });
        let after = cgocall::stats();
        assert_eq!(after.handoffs, before.handoffs);
        assert!(after.retakes > before.retakes);
    });
}

#[test]
fn a_leaf_call_keeps_its_processor_however_long_it_lasts() {
    with_procs(1, || {
        let flag = &AtomicI32::new(0);
        cgocall::scope(|s| {
            s.spawn(|| flag.store(1, SeqCst));
            // C looks. When it has returned, a goroutine that has run for long gives way, also after such a call.
            assert_eq!(ffi::fixture_read_after_leaf(flag, 50_000), 0, "another goroutine ran meanwhile");
        });
    });
}

#[test]
fn blocking_lets_others_run_and_gives_the_processor_back_afterwards() {
    with_procs(1, || {
        let flag = &AtomicI32::new(0);
        cgocall::scope(|s| {
            s.spawn(|| flag.store(1, SeqCst));
            cgocall::blocking(|| {
                while flag.load(SeqCst) == 0 {
                    std::thread::sleep(Duration::from_micros(50));
                }
            });
        });
    });
}

#[test]
fn within_blocking_calls_return_without_a_processor() {
    with_procs(1, || {
        let flag = &AtomicI32::new(0);
        cgocall::scope(|s| {
            s.spawn(|| {
                // Holds the only processor until the calls of the other have returned.
                while flag.load(SeqCst) == 0 {
                    std::hint::spin_loop();
                }
            });
            cgocall::blocking(|| {
                std::thread::sleep(Duration::from_millis(20));
                assert_eq!(ffi::default_policy::fixture_add(1, 2), 3);
                assert_eq!(ffi::blocking::fixture_add(1, 2), 3);
                flag.store(1, SeqCst);
            });
        });
    });
}

#[test]
fn a_function_whose_calls_keep_blocking_is_learned_and_one_that_stops_is_forgotten() {
    #[cgocall::cgo_import]
    unsafe extern "C" {
        safe fn fixture_sleep(microseconds: u32);
    }
    with_procs(1, || {
        let done = &AtomicBool::new(false);
        cgocall::scope(|s| {
            s.spawn(|| {
                while !done.load(SeqCst) {
                    cgocall::yield_now();
                }
            });
            let handed_on = |microseconds| {
                let before = cgocall::stats().handoffs;
                fixture_sleep(microseconds);
                cgocall::stats().handoffs > before
            };
            assert!(!handed_on(0), "before the first call has lasted");
            assert!((0..20).any(|_| handed_on(5_000)), "twenty calls lasted, and it was not learned");
            assert!((0..100_000).any(|_| !handed_on(0)), "however many calls are short, it is not forgotten");
            done.store(true, SeqCst);
        });
    });
}

/// Rust code of more goroutines than there are processors never runs at one time, whatever calls they come back from.
/// Goes on for `time`, and until processors have been handed on and taken.
fn exclusion(procs: usize, goroutines: u32, time: Duration) {
    cgocall::set_max_procs(procs);
    cgocall::run(move || {
        let before = cgocall::stats();
        let (inside, most, calls) = (AtomicI32::new(0), AtomicI32::new(0), AtomicU64::new(0));
        let done = AtomicBool::new(false);
        cgocall::scope(|s| {
            for i in 0..goroutines {
                let (inside, most, calls, done) = (&inside, &most, &calls, &done);
                s.spawn(move || {
                    let mut random = i.wrapping_mul(0x9e37_79b9) | 1;
                    while !done.load(SeqCst) {
                        most.fetch_max(inside.fetch_add(1, SeqCst) + 1, SeqCst);
                        for _ in 0..100 {
                            random ^= random << 13;
                            random ^= random >> 17;
                            random ^= random << 5;
                        }
                        inside.fetch_sub(1, SeqCst);
                        calls.fetch_add(1, SeqCst);
                        // Around the monitor's tick, so that it takes some at the moment when they come back.
                        match random % 8 {
                            0 => ffi::fixture_sleep_blocking(random % 50),
                            1 => ffi::fixture_sleep(random % 400),
                            2 => cgocall::blocking(|| {
                                std::thread::sleep(Duration::from_micros(u64::from(random % 100)))
                            }),
                            3 => cgocall::yield_now(),
                            _ => drop(ffi::fixture_spin(u64::from(random % 40_000))),
                        }
                    }
                });
            }
            cgocall::sleep(time);
            while cgocall::stats().handoffs == before.handoffs || cgocall::stats().retakes == before.retakes {
                cgocall::sleep(Duration::from_millis(1));
            }
            done.store(true, SeqCst);
        });
        let most = most.into_inner();
        assert!(
            most >= 1 && most as usize <= procs,
            "{most} ran Rust code at one time, with {procs} processors"
        );
        assert!(calls.into_inner() > u64::from(goroutines));
    });
}

#[test]
fn goroutines_that_come_back_from_c_never_share_a_processor() {
    let _alone = support::alone();
    support::migrating();
    exclusion(1, 32, Duration::from_millis(1000));
    exclusion(2, 32, Duration::from_millis(500));
}

#[test]
fn goroutines_bound_to_threads_that_come_back_from_c_never_share_a_processor() {
    support::run("exclusion of the bound").succeeded();
}

#[test]
fn rust_code_stands_still_in_a_stopped_world_however_it_comes_back_from_c() {
    with_procs(2, || {
        let done = AtomicBool::new(false);
        let steps: Vec<AtomicU64> = (0..16).map(|_| AtomicU64::new(0)).collect();
        cgocall::scope(|s| {
            for (i, steps) in steps.iter().enumerate() {
                let done = &done;
                s.spawn(move || {
                    while !done.load(SeqCst) {
                        steps.fetch_add(1, SeqCst);
                        match i % 4 {
                            0 => ffi::fixture_sleep_blocking(30),
                            1 => ffi::fixture_sleep(200),
                            2 => drop(ffi::fixture_spin(10_000)),
                            _ => cgocall::yield_now(),
                        }
                    }
                });
            }
            let look = || steps.iter().map(|s| s.load(SeqCst)).collect::<Vec<_>>();
            for round in 0..100 {
                let stopped = cgocall::stop_the_world();
                let before = look();
                std::thread::sleep(Duration::from_micros(300)); // time in which those that should not could run
                assert_eq!(look(), before, "round {round}");
                drop(stopped);
                cgocall::sleep(Duration::from_micros(100));
            }
            assert!(look().into_iter().all(|steps| steps > 1), "{:?}", look());
            done.store(true, SeqCst);
        });
    });
}

#[test]
fn c_goes_on_in_a_stopped_world_and_its_goroutine_waits_when_it_is_done() {
    with_procs(2, || {
        let (counter, flag, back) = (&AtomicI64::new(0), &AtomicI32::new(0), &AtomicBool::new(false));
        cgocall::scope(|s| {
            s.spawn(|| {
                ffi::fixture_count(counter, flag);
                back.store(true, SeqCst);
            });
            while counter.load(SeqCst) == 0 {
                cgocall::yield_now();
            }
            let stopped = cgocall::stop_the_world();
            let before = counter.load(SeqCst);
            while counter.load(SeqCst) < before + 100 {
                std::hint::spin_loop();
            }
            flag.store(1, SeqCst);
            std::thread::sleep(Duration::from_millis(20));
            assert!(!back.load(SeqCst), "it ran Rust code in a stopped world");
            drop(stopped);
        });
        assert!(back.load(SeqCst));
    });
}

#[test]
fn a_thousand_goroutines_are_in_c_at_one_time_if_threads_may_be() {
    support::run("a thousand").succeeded();
}

#[test]
fn those_in_c_are_counted_and_dumped_with_the_function() {
    with_procs(2, || {
        let (here, flag) = (&AtomicI32::new(0), &AtomicI32::new(0));
        cgocall::scope(|s| {
            for _ in 0..3 {
                s.spawn(|| ffi::fixture_meet(here, flag));
            }
            while here.load(SeqCst) < 3 {
                cgocall::sleep(Duration::from_millis(1));
            }
            let stats = cgocall::stats();
            assert!(stats.goroutines_in_c >= 3 && stats.threads_in_c >= 3, "{stats:?}");
            let mut text = Vec::new();
            cgocall::dump(&mut text).expect("writing to memory");
            let text = String::from_utf8(text).expect("text");
            assert_eq!(text.matches("in C: fixture_meet").count(), 3, "{text}");
            flag.store(1, SeqCst);
        });
    });
}

#[test]
fn all_of_this_holds_without_membarrier() {
    support::no_membarrier::all_tests_but("membarrier");
}

#[test]
fn with_membarrier_a_retake_uses_it() {
    let mut command = support::child("a retake");
    if cgocall_test_fixtures::is_emulated() {
        // By the emulator's list of the system calls: of the two commands, the one that registers, and the barrier.
        let ended = support::finish({
            command.env("QEMU_STRACE", "1").env_remove("CGOCALL_MEMBARRIER");
            command
        });
        ended.succeeded().said("membarrier(16,0,0").said("membarrier(8,0,0");
        return;
    }
    support::no_membarrier::filter(&mut command, support::no_membarrier::Membarrier::Deadly);
    support::finish(command).died_of(libc::SIGSYS);
    support::run("a retake").succeeded();
}

#[test]
#[ignore = "the other tests run it, in processes of its own"]
fn child() {
    let Some(scenario) = support::scenario() else { return };
    match scenario.as_str() {
        "a thousand" => a_thousand_in_c(),
        "exclusion of the bound" => exclusion(1, 32, Duration::from_millis(1000)),
        "a retake" => a_default_call_that_lasts_loses_its_processor(),
        other => panic!("no scenario {other:?}"),
    }
}

fn a_thousand_in_c() {
    let settings = cgocall::Builder::new().max_procs(2).max_threads(1000).c_stack_size(128 << 10);
    // SAFETY: no code here keeps a value of the thread across a park.
    unsafe { settings.migrating() }.init().expect("the first");
    cgocall::run(|| {
        let (here, flag) = (&AtomicI32::new(0), &AtomicI32::new(0));
        cgocall::scope(|s| {
            for _ in 0..1000 {
                s.spawn(|| ffi::fixture_meet(here, flag));
            }
            while here.load(SeqCst) < 1000 {
                cgocall::sleep(Duration::from_millis(1));
            }
            flag.store(1, SeqCst);
        });
    });
}
