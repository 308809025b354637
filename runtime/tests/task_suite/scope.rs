//! Goroutines that borrow.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use super::{Dropped, go};

#[test]
fn scoped_goroutines_borrow_and_have_ended_when_the_scope_has() {
    go(|| {
        let mut cells = vec![0u64; 500];
        let total = AtomicUsize::new(0);
        let sum: u64 = cgocall::scope(|s| {
            let tasks: Vec<_> = (0..)
                .zip(&mut cells)
                .map(|(i, cell)| {
                    let total = &total;
                    s.spawn(move || {
                        cgocall::sleep(Duration::from_micros(i % 50));
                        *cell = i;
                        total.fetch_add(1, Ordering::Relaxed);
                        i
                    })
                })
                .collect();
            // Half are joined, half left to the scope.
            tasks.into_iter().step_by(2).map(|t| t.join().expect("it returns")).sum()
        });
        assert_eq!(sum, (0..500).step_by(2).sum());
        assert_eq!(total.into_inner(), 500);
        assert!(cells.iter().zip(0..).all(|(cell, i)| *cell == i));
    });
}

#[test]
fn scopes_nest_and_scoped_goroutines_spawn_into_their_scope() {
    go(|| {
        let count = AtomicUsize::new(0);
        let count = &count;
        cgocall::scope(|outer| {
            for _ in 0..10 {
                outer.spawn(move || {
                    outer.spawn(move || count.fetch_add(1, Ordering::Relaxed));
                    cgocall::scope(|inner| {
                        inner.spawn(|| cgocall::yield_now());
                        inner.spawn(|| count.fetch_add(1, Ordering::Relaxed));
                    });
                    count.fetch_add(1, Ordering::Relaxed);
                });
            }
        });
        assert_eq!(count.load(Ordering::Relaxed), 30);
    });
}

#[test]
fn a_scope_works_on_a_plain_thread() {
    crate::start();
    let mut value = 0;
    cgocall::scope(|s| {
        s.spawn(|| {
            cgocall::sleep(Duration::from_millis(1));
            value = 4;
        });
    });
    assert_eq!(value, 4);
}

#[test]
fn a_scope_panics_for_a_goroutine_whose_panic_nobody_took() {
    go(|| {
        let panicking = || {
            cgocall::scope(|s| {
                s.spawn(|| resume_unwind(Box::new(())));
            });
        };
        assert!(catch_unwind(panicking).is_err());
        let joined = || {
            cgocall::scope(|s| {
                assert!(s.spawn(|| resume_unwind(Box::new(()))).join().is_err());
            });
        };
        assert!(catch_unwind(joined).is_ok());
        let one_of_two = || {
            cgocall::scope(|s| {
                let taken = s.spawn(|| resume_unwind(Box::new(())));
                let left = s.spawn(|| resume_unwind(Box::new(())));
                while !left.is_finished() {
                    cgocall::yield_now();
                }
                assert!(taken.join().is_err());
            });
        };
        assert!(catch_unwind(one_of_two).is_err(), "the other one's panic was forgotten");
    });
}

#[test]
fn a_panic_of_the_scopes_own_body_waits_for_its_goroutines() {
    static DROPPED: AtomicUsize = AtomicUsize::new(0);
    go(|| {
        let ended = AtomicUsize::new(0);
        let caught = catch_unwind(AssertUnwindSafe(|| {
            cgocall::scope(|s| {
                for _ in 0..20 {
                    s.spawn(|| {
                        let _dropped = Dropped(&DROPPED);
                        cgocall::sleep(Duration::from_millis(2));
                        ended.fetch_add(1, Ordering::SeqCst);
                    });
                }
                resume_unwind(Box::new("body"));
            })
        }));
        let payload: Box<dyn std::any::Any + Send> = caught.expect_err("it panics");
        assert_eq!(*payload.downcast::<&str>().expect("a &str"), "body");
        assert_eq!(ended.load(Ordering::SeqCst), 20);
        assert_eq!(DROPPED.load(Ordering::SeqCst), 20);
    });
}

#[test]
fn results_that_nobody_takes_are_dropped_before_the_scope_ends() {
    go(|| {
        let dropped = AtomicUsize::new(0);
        cgocall::scope(|s| {
            for i in 0..50 {
                let task = s.spawn(|| {
                    cgocall::yield_now();
                    Dropped(&dropped)
                });
                if i % 2 == 0 {
                    cgocall::yield_now();
                }
                drop(task);
            }
        });
        assert_eq!(dropped.into_inner(), 50);
    });
}

#[test]
fn scoped_goroutines_have_names_and_sizes() {
    go(|| {
        cgocall::scope(|s| {
            let spawner = cgocall::Spawner::new().name("scoped").stack_size(256 << 10);
            let task =
                s.spawn_with(spawner, || cgocall::current().name() == Some("scoped")).expect("a stack");
            assert_eq!(task.goroutine().name(), Some("scoped"));
            assert!(task.join().expect("it returns"));
            assert!(s.spawn_with(cgocall::Spawner::new().stack_size(usize::MAX), || ()).is_err());
        });
    });
}
