//! `on_system_stack(f)`.

use std::panic::{catch_unwind, resume_unwind};
use std::time::Duration;

use super::{go, tid};

/// Uses about `kib` KiB of stack.
fn depth(kib: usize) -> usize {
    let frame = std::hint::black_box([kib; 128]);
    if kib == 0 { 0 } else { 1 + depth(frame[kib % 128] - 1) }
}

#[test]
fn deep_recursion_fits_on_the_system_stack() {
    go(|| {
        let tasks: Vec<_> =
            (0..20).map(|_| cgocall::spawn(|| cgocall::on_system_stack(|| depth(3000)))).collect();
        for t in tasks {
            assert_eq!(t.join().expect("it fits"), 3000);
        }
    });
}

#[test]
fn it_gives_and_takes_any_value_and_nests() {
    go(|| {
        let mut big = [3u64; 500];
        let sum: u64 = cgocall::on_system_stack(|| {
            big[0] = cgocall::on_system_stack(|| 10);
            big.iter().sum()
        });
        assert_eq!(sum, 10 + 499 * 3);
        let thread = tid();
        assert_eq!(cgocall::on_system_stack(tid), thread);
    });
}

#[test]
fn goroutines_spawned_on_the_system_stack_run() {
    go(|| {
        let tasks: Vec<_> = (0..50)
            .map(|_| {
                cgocall::on_system_stack(|| {
                    let me = cgocall::current();
                    cgocall::spawn(move || me.unpark());
                    cgocall::spawn(|| 1)
                })
            })
            .collect();
        let sum: i32 = tasks.into_iter().map(|t| t.join().expect("it returns")).sum();
        assert_eq!(sum, 50);
    });
}

#[test]
fn a_panic_on_the_system_stack_passes_through_it() {
    go(|| {
        for _ in 0..50 {
            let caught: Result<(), _> = catch_unwind(|| {
                cgocall::on_system_stack(|| {
                    depth(100);
                    resume_unwind(Box::new(5u8));
                })
            });
            assert_eq!(*caught.expect_err("it panics").downcast::<u8>().expect("a u8"), 5);
            cgocall::yield_now();
        }
    });
}

#[test]
fn every_wait_on_the_system_stack_is_a_clear_panic() {
    type Wait = (&'static str, fn());
    let waits: [Wait; 8] = [
        ("park", cgocall::park),
        ("park_timeout", || cgocall::park_timeout(Duration::from_millis(1))),
        ("sleep", || cgocall::sleep(Duration::from_millis(1))),
        ("yield_now", cgocall::yield_now),
        ("join", || {
            let _ = cgocall::spawn(|| cgocall::sleep(Duration::from_millis(5))).join();
        }),
        ("run", || cgocall::run(|| cgocall::sleep(Duration::from_millis(5)))),
        ("scope", || {
            cgocall::scope(|s| {
                s.spawn(|| cgocall::sleep(Duration::from_millis(5)));
            });
        }),
        ("stop_the_world", || drop(cgocall::stop_the_world())),
    ];
    go(move || {
        for (name, wait) in waits {
            let caught = catch_unwind(|| cgocall::on_system_stack(wait)).expect_err(name);
            let text = caught.downcast::<String>().expect("a message");
            assert!(text.contains("on_system_stack") && text.contains("goroutine"), "{name}: {text}");
            cgocall::yield_now();
        }
    });
}

#[test]
fn on_a_plain_thread_it_runs_in_place() {
    crate::start();
    assert_eq!(cgocall::on_system_stack(tid), tid());
}
