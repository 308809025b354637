//! Goroutines in the default mode: each stays on the thread that it first ran on.

mod task_suite;

use std::sync::Once;

use task_suite::{go, tid};

fn start() {
    static STARTED: Once = Once::new();
    STARTED.call_once(|| cgocall::Builder::new().max_procs(4).init().expect("nobody has started it"));
}

#[test]
fn a_goroutine_never_changes_its_thread() {
    go(|| {
        let many = if cfg!(debug_assertions) { 2_000 } else { 10_000 };
        let tasks: Vec<_> = (0..many)
            .map(|i| {
                cgocall::spawn(move || {
                    let home = tid();
                    for round in 0..20 {
                        match (i + round) % 4 {
                            0 => cgocall::sleep(std::time::Duration::from_micros(i % 100)),
                            1 => cgocall::park_timeout(std::time::Duration::from_micros(1)),
                            2 => cgocall::spawn(|| ()).join().expect("it returns"),
                            _ => cgocall::yield_now(),
                        }
                        assert_eq!(tid(), home);
                    }
                })
            })
            .collect();
        tasks.into_iter().for_each(|t| t.join().expect("it never moved"));
    });
}

#[test]
fn safe_code_may_keep_what_belongs_to_its_thread_across_a_park() {
    go(|| {
        let tasks: Vec<_> = (0..200)
            .map(|_| {
                cgocall::spawn(|| {
                    thread_local!(static HERE: std::cell::Cell<u64> = const { std::cell::Cell::new(0) });
                    HERE.with(|here| {
                        for _ in 0..20 {
                            let before = here.get();
                            here.set(before + 1);
                            cgocall::yield_now();
                            assert!(here.get() > before, "another thread's value");
                        }
                    });
                })
            })
            .collect();
        tasks.into_iter().for_each(|t| t.join().expect("the same thread throughout"));
    });
}
