//! Goroutines in a migrating program.

mod task_suite;

use std::sync::Once;
use std::time::Duration;

use task_suite::{go, tid};

fn start() {
    static STARTED: Once = Once::new();
    STARTED.call_once(|| {
        // SAFETY: no goroutine of these tests keeps a thread's value across a park.
        unsafe { cgocall::Builder::new().max_procs(4).migrating() }.init().expect("nobody has started it")
    });
}

/// How many of a number of busy goroutines, made by `spawner`, have seen more than one thread.
fn moved(spawner: &cgocall::Spawner) -> usize {
    let tasks: Vec<_> = (0..100)
        .map(|i| {
            let parks = move || {
                let home = tid();
                let mut moved = false;
                for round in 0..100 {
                    match (i + round) % 3 {
                        0 => cgocall::sleep(Duration::from_micros(50)),
                        _ => cgocall::yield_now(),
                    }
                    moved |= tid() != home;
                }
                moved
            };
            spawner.clone().spawn(parks).expect("a stack")
        })
        .collect();
    tasks.into_iter().map(|t| t.join().expect("it returns")).filter(|moved| *moved).count()
}

#[test]
fn goroutines_move_between_threads() {
    assert!(go(|| moved(&cgocall::Spawner::new())) > 0);
}

#[test]
fn a_pinned_goroutine_stays() {
    assert_eq!(go(|| moved(&cgocall::Spawner::new().pinned(true))), 0);
}

#[test]
fn a_goroutine_bound_to_no_thread_waits_for_no_thread_in_c() {
    go(|| {
        // All that ever ran here are woken while as many threads as there are sleep in C.
        let sleepers: Vec<_> = (0..100)
            .map(|_| {
                cgocall::spawn(|| {
                    cgocall::park();
                    tid()
                })
            })
            .collect();
        cgocall::sleep(Duration::from_millis(5));
        let before = cgocall::stats().bound_waits;
        sleepers.iter().for_each(|s| s.goroutine().unpark());
        for sleeper in sleepers {
            sleeper.join().expect("it returns");
        }
        assert_eq!(cgocall::stats().bound_waits, before);
    });
}

#[test]
fn a_goroutine_that_parks_while_it_panics_keeps_its_thread_to_itself() {
    /// Parks while the goroutine unwinds.
    struct Parks;
    impl Drop for Parks {
        fn drop(&mut self) {
            let home = tid();
            for _ in 0..20 {
                cgocall::sleep(Duration::from_micros(100));
                cgocall::yield_now();
                assert_eq!(tid(), home, "the panic count belongs to the thread");
            }
        }
    }
    go(|| {
        let panics: Vec<_> = (0..8)
            .map(|_| {
                cgocall::spawn(|| {
                    let _parks = Parks;
                    std::panic::resume_unwind(Box::new("on purpose"));
                })
            })
            .collect();
        let bystanders: Vec<_> = (0..50)
            .map(|_| {
                cgocall::spawn(|| {
                    (0..100).all(|_| {
                        cgocall::yield_now();
                        !std::thread::panicking()
                    })
                })
            })
            .collect();
        for b in bystanders {
            assert!(b.join().expect("it does not panic"), "another goroutine's panic was taken for its own");
        }
        for p in panics {
            assert_eq!(*p.join().expect_err("it panics").downcast::<&str>().expect("a &str"), "on purpose");
        }
    });
}
