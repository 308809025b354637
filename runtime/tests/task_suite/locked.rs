//! `lock_os_thread` and `Spawner::pinned`.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, OnceLock};
use std::time::Duration;

use super::{Gate, go, tid, until};

#[test]
fn a_locked_goroutine_stays_on_its_thread_and_locks_nest() {
    go(|| {
        let tasks: Vec<_> = (0..20)
            .map(|i| {
                cgocall::spawn(move || {
                    let outer = cgocall::lock_os_thread();
                    let home = tid();
                    let inner = cgocall::lock_os_thread();
                    for round in 0..50u64 {
                        match (round + i) % 3 {
                            0 => cgocall::sleep(Duration::from_micros(round)),
                            1 => cgocall::spawn(|| ()).join().expect("it returns"),
                            _ => cgocall::yield_now(),
                        }
                        assert_eq!(tid(), home);
                    }
                    drop(inner);
                    for _ in 0..10 {
                        cgocall::yield_now();
                        assert_eq!(tid(), home, "the outer guard still lives");
                    }
                    drop(outer);
                    cgocall::yield_now();
                })
            })
            .collect();
        tasks.into_iter().for_each(|t| t.join().expect("it never moved"));
    });
}

#[test]
fn no_fresh_goroutine_runs_on_a_locked_thread() {
    go(|| {
        let done = Arc::new(Gate::default());
        let locked = Arc::new(Mutex::new(HashSet::new()));
        let holders: Vec<_> = (0..3)
            .map(|_| {
                let (done, locked) = (done.clone(), locked.clone());
                cgocall::spawn(move || {
                    let _guard = cgocall::lock_os_thread();
                    // Two goroutines that first ran on one thread may both lock it.
                    locked.lock().expect("no panic under it").insert(tid());
                    until(|| {
                        cgocall::sleep(Duration::from_micros(100));
                        done.is_open()
                    });
                })
            })
            .collect();
        // Not before all have locked.
        cgocall::sleep(Duration::from_millis(20));
        let taken = locked.lock().expect("no panic under it").clone();
        assert!(!taken.is_empty());
        for _ in 0..500 {
            let fresh = cgocall::spawn(|| {
                cgocall::yield_now();
                tid()
            });
            let ran_on = fresh.join().expect("it returns");
            assert!(!taken.contains(&ran_on), "a fresh goroutine ran on a locked thread");
        }
        done.open();
        holders.into_iter().for_each(|h| h.join().expect("it returns"));
    });
}

#[test]
fn two_goroutines_of_one_thread_lock_it_independently() {
    go(|| {
        // One that is locked, and others of the same thread that lock and unlock: the first one's lock holds on.
        let (first_locked, done, home) = (Gate::new(), Gate::new(), OnceLock::new());
        cgocall::scope(|s| {
            let others: Vec<_> = (0..40)
                .map(|_| {
                    let lock_and_unlock = || {
                        first_locked.pass();
                        let guard = cgocall::lock_os_thread();
                        cgocall::yield_now();
                        drop(guard);
                    };
                    let pinned = cgocall::Spawner::new().pinned(true);
                    s.spawn_with(pinned, lock_and_unlock).expect("a stack")
                })
                .collect();
            // All have run once, and so are bound, before the first locks.
            cgocall::sleep(Duration::from_millis(20));
            let first = s.spawn(|| {
                let _guard = cgocall::lock_os_thread();
                home.set(tid()).expect("set once");
                first_locked.open();
                done.pass();
            });
            others.into_iter().for_each(|o| o.join().expect("it returns"));
            for _ in 0..300 {
                let ran_on = s.spawn(tid).join().expect("it returns");
                assert_ne!(Some(&ran_on), home.get(), "the other's unlock undid this one's lock");
            }
            done.open();
            first.join().expect("it returns");
        });
    });
}

#[test]
fn a_panic_unlocks_the_thread() {
    go(|| {
        for _ in 0..20 {
            let task = cgocall::spawn(|| {
                let _guard = cgocall::lock_os_thread();
                cgocall::yield_now();
                std::panic::resume_unwind(Box::new(()));
            });
            assert!(task.join().is_err());
        }
        // None of those ended a thread: their guards were dropped. All go on.
        let tasks: Vec<_> = (0..100).map(|i| cgocall::spawn(move || i)).collect();
        assert_eq!(tasks.into_iter().map(|t| t.join().expect("it returns")).sum::<i32>(), 4950);
    });
}

#[test]
fn a_guard_may_be_made_on_the_system_stack_and_dropped_outside() {
    go(|| {
        cgocall::spawn(|| {
            let guard = cgocall::on_system_stack(cgocall::lock_os_thread);
            let home = tid();
            for _ in 0..20 {
                cgocall::yield_now();
                assert_eq!(tid(), home);
            }
            drop(guard);
            let guard = cgocall::lock_os_thread();
            cgocall::on_system_stack(move || drop(guard));
            cgocall::yield_now();
        })
        .join()
        .expect("the counts fit");
    });
}

#[test]
fn a_pinned_goroutine_never_changes_its_thread() {
    go(|| {
        let tasks: Vec<_> = (0..100u64)
            .map(|i| {
                let stays = move || {
                    let home = tid();
                    for round in 0..50 {
                        if (i + round) % 2 == 0 {
                            cgocall::sleep(Duration::from_micros(round));
                        } else {
                            cgocall::yield_now();
                        }
                        assert_eq!(tid(), home);
                        drop(cgocall::lock_os_thread()); // its unlocking does not unpin
                    }
                };
                cgocall::Spawner::new().pinned(true).spawn(stays).expect("a stack")
            })
            .collect();
        tasks.into_iter().for_each(|t| t.join().expect("it never moved"));
    });
}

#[test]
fn a_lock_on_a_plain_thread_does_nothing() {
    crate::start();
    let guard = cgocall::lock_os_thread();
    cgocall::yield_now();
    drop(guard);
}
