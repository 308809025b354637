//! spawn, join, detach, names and ids.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use super::{Dropped, Gate, go, until};

#[test]
fn join_gives_what_the_closure_returned() {
    go(|| {
        let tasks: Vec<_> = (0..1000u64).map(|i| cgocall::spawn(move || i * i)).collect();
        for (i, t) in (0..1000).zip(tasks) {
            assert_eq!(t.join().expect("it returns"), i * i);
        }
    });
}

#[test]
fn large_and_strictly_aligned_closures_and_results_arrive_whole() {
    #[repr(align(256))]
    #[derive(Clone, Copy)]
    struct Aligned(u8);
    let roomy = cgocall::Spawner::new().stack_size(1 << 20);
    go(|| {
        let body = move || {
            let (large, aligned) = ([7u8; 20_000], Aligned(9));
            let task = roomy.spawn(move || {
                let aligned = aligned;
                assert_eq!((&raw const aligned).addr() % 256, 0);
                (large, aligned, std::array::from_fn::<u64, 5000, _>(|i| i as u64))
            });
            let (large, aligned, numbers) = task.expect("a stack").join().expect("it returns");
            assert!(large.iter().all(|b| *b == 7) && aligned.0 == 9);
            assert!(numbers.iter().zip(0..).all(|(n, i)| *n == i));
        };
        let spawner = cgocall::Spawner::new().stack_size(1 << 20);
        spawner.spawn(body).expect("a stack").join().expect("all arrived");
    });
}

#[test]
fn a_panic_gives_its_payload_to_join() {
    go(|| {
        let text = cgocall::spawn(|| std::panic::resume_unwind(Box::new(String::from("reason"))));
        let any: cgocall::JoinHandle<()> = cgocall::spawn(|| std::panic::panic_any(77u16));
        assert_eq!(*text.join().expect_err("it panics").downcast::<String>().expect("a String"), "reason");
        assert_eq!(*any.join().expect_err("it panics").downcast::<u16>().expect("a u16"), 77);
    });
}

#[test]
fn a_panic_runs_the_destructors_of_the_goroutine() {
    static DROPPED: AtomicUsize = AtomicUsize::new(0);
    go(|| {
        let task = cgocall::spawn(|| {
            let _a = Dropped(&DROPPED);
            cgocall::yield_now();
            let _b = Dropped(&DROPPED);
            std::panic::resume_unwind(Box::new(()));
        });
        assert!(task.join().is_err());
    });
    assert_eq!(DROPPED.load(Ordering::SeqCst), 2);
}

#[test]
fn is_finished_says_whether_join_would_wait() {
    go(|| {
        let gate = Arc::new(Gate::default());
        let task = cgocall::spawn({
            let gate = gate.clone();
            move || gate.pass()
        });
        assert!(!task.is_finished());
        gate.open();
        until(|| task.is_finished());
        task.join().expect("it returns");
    });
}

/// What a goroutine takes with it, and what it leaves, is dropped exactly once, in whatever order its end, the handle's
/// drop and other handles' drops come.
#[test]
fn closure_and_result_are_dropped_once_in_every_order() {
    static CLOSURES: AtomicUsize = AtomicUsize::new(0);
    static RESULTS: AtomicUsize = AtomicUsize::new(0);
    let counts = || (CLOSURES.load(Ordering::SeqCst), RESULTS.load(Ordering::SeqCst));
    let task = |gate: &Arc<Gate>| {
        let (gate, mine) = (gate.clone(), Dropped(&CLOSURES));
        cgocall::spawn(move || {
            gate.pass();
            drop(mine);
            Dropped(&RESULTS)
        })
    };
    go(|| {
        // The handle goes first.
        let gate = Arc::new(Gate::default());
        drop(task(&gate));
        assert_eq!(counts(), (0, 0));
        gate.open();
        until(|| counts() == (1, 1));

        // The goroutine goes first.
        let handle = task(&gate);
        until(|| handle.is_finished());
        assert_eq!(counts(), (2, 1));
        drop(handle);
        assert_eq!(counts(), (2, 2));

        // Joined, before and after the end.
        let handle = task(&gate);
        until(|| handle.is_finished());
        let result = handle.join().expect("it returns");
        assert_eq!(counts(), (3, 2));
        drop(result);
        drop(task(&Arc::new(Gate::default())).goroutine().clone());
        assert_eq!(counts(), (3, 3));
        let gate = Arc::new(Gate::default());
        let handle = task(&gate);
        let opener = cgocall::spawn(move || {
            cgocall::sleep(Duration::from_millis(1));
            gate.open();
        });
        drop(handle.join().expect("it returns"));
        opener.join().expect("it returns");
        assert_eq!(counts(), (4, 4));

        // A plain reference survives both, and keeps nothing but the name.
        let gate = Arc::new(Gate::default());
        gate.open();
        let handle = task(&gate);
        let goroutine = handle.goroutine().clone();
        handle.join().expect("it returns");
        goroutine.unpark();
        drop(goroutine);
        assert_eq!(counts(), (5, 5));
    });
}

#[test]
fn a_closure_that_panics_is_dropped_once() {
    static CLOSURES: AtomicUsize = AtomicUsize::new(0);
    go(|| {
        for detached in [false, true] {
            let mine = Dropped(&CLOSURES);
            let task = cgocall::spawn(move || {
                let _mine = &mine;
                std::panic::resume_unwind(Box::new(()));
            });
            let before = CLOSURES.load(Ordering::SeqCst);
            if detached {
                drop(task)
            } else {
                drop(task.join().expect_err("it panics"))
            }
            until(|| {
                CLOSURES.load(Ordering::SeqCst) > 0 && (!detached || CLOSURES.load(Ordering::SeqCst) == 2)
            });
            assert!(before < 2);
        }
    });
    assert_eq!(CLOSURES.load(Ordering::SeqCst), 2);
}

#[test]
fn handles_dropped_and_joined_while_the_goroutines_end_lose_no_result() {
    static RESULTS: AtomicUsize = AtomicUsize::new(0);
    const N: usize = 20_000;
    go(|| {
        for i in 0..N {
            let task = cgocall::spawn(|| Dropped(&RESULTS));
            match i % 4 {
                0 => drop(task),
                1 => drop(task.join().expect("it returns")),
                2 => drop(cgocall::spawn(move || task.join().expect("it returns"))),
                _ => drop(cgocall::spawn(move || drop(task))),
            }
        }
        until(|| RESULTS.load(Ordering::SeqCst) == N);
    });
}

#[test]
fn a_panic_in_a_result_that_nobody_wanted_ends_nothing_but_itself() {
    struct PanicsInDrop;
    impl Drop for PanicsInDrop {
        fn drop(&mut self) {
            std::panic::resume_unwind(Box::new(()));
        }
    }
    go(|| {
        let task = cgocall::spawn(|| {
            cgocall::yield_now();
            PanicsInDrop
        });
        let goroutine = task.goroutine().clone();
        drop(task);
        cgocall::sleep(Duration::from_millis(1));
        drop(goroutine);
        assert_eq!(cgocall::spawn(|| 1).join().expect("all goes on"), 1);
    });
}

#[test]
fn threads_spawn_and_join_as_goroutines_do() {
    crate::start();
    std::thread::scope(|s| {
        for t in 0..4u64 {
            s.spawn(move || {
                let tasks: Vec<_> = (0..500).map(|i| cgocall::spawn(move || t * 1000 + i)).collect();
                for (i, task) in (0..).zip(tasks) {
                    assert_eq!(task.join().expect("it returns"), t * 1000 + i);
                }
            });
        }
    });
}

#[test]
fn many_threads_run_at_once_and_borrow() {
    crate::start();
    let total = AtomicUsize::new(0);
    std::thread::scope(|s| {
        for _ in 0..8 {
            s.spawn(|| {
                for _ in 0..200 {
                    let one = cgocall::run(|| {
                        cgocall::yield_now();
                        total.fetch_add(1, Ordering::Relaxed);
                        1
                    });
                    total.fetch_add(one, Ordering::Relaxed);
                }
            });
        }
    });
    assert_eq!(total.into_inner(), 8 * 200 * 2);
}

#[test]
fn run_on_a_goroutine_runs_another_and_passes_its_panic_on() {
    go(|| {
        let outer = cgocall::current().id();
        let mut borrowed = 0;
        let inner = cgocall::run(|| {
            borrowed = 5;
            cgocall::sleep(Duration::from_micros(10));
            cgocall::current().id()
        });
        assert_ne!(outer, inner);
        assert_eq!(borrowed, 5);
        let panics = || cgocall::run(|| std::panic::resume_unwind(Box::new("inner")));
        let caught: Box<dyn std::any::Any + Send> = std::panic::catch_unwind(panics).expect_err("it panics");
        assert_eq!(*caught.downcast::<&str>().expect("a &str"), "inner");
    });
}

#[test]
fn current_is_the_goroutine_that_calls_and_ids_do_not_repeat() {
    crate::start();
    assert!(cgocall::try_current().is_none());
    assert!(std::panic::catch_unwind(cgocall::current).is_err());
    go(|| {
        let tasks: Vec<_> = (0..500)
            .map(|_| {
                cgocall::spawn(|| {
                    let me = cgocall::current();
                    cgocall::yield_now();
                    assert_eq!(Some(me.clone()), cgocall::try_current());
                    me.id()
                })
            })
            .collect();
        let mut ids = Vec::new();
        for t in tasks {
            let goroutine = t.goroutine().clone();
            let id = t.join().expect("it returns");
            assert_eq!(goroutine.id(), id);
            ids.push(id);
        }
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), 500);
        assert!(!ids.contains(&0) && !ids.contains(&cgocall::current().id()));
    });
}

#[test]
fn names_are_those_given_and_outlive_the_goroutine() {
    go(|| {
        let task = cgocall::Spawner::new().name("reader 7").spawn(|| {
            assert_eq!(cgocall::current().name(), Some("reader 7"));
        });
        let task = task.expect("a stack");
        let goroutine = task.goroutine().clone();
        task.join().expect("the name was there");
        assert_eq!(goroutine.name(), Some("reader 7"));
        assert!(format!("{goroutine:?}").contains("reader 7"));
        let nameless = cgocall::spawn(|| cgocall::current().name().is_none());
        assert!(nameless.join().expect("it returns"));
    });
}

#[test]
fn a_stack_has_the_size_asked_for_and_an_absurd_one_is_an_error() {
    fn depth(kib: usize) -> u8 {
        let frame = std::hint::black_box([1u8; 1024]);
        if kib == 0 { frame[0] } else { depth(kib - 1).max(frame[1]) }
    }
    go(|| {
        let large = cgocall::Spawner::new().stack_size(4 << 20).spawn(|| depth(1000)).expect("a stack");
        assert_eq!(large.join().expect("it fits"), 1);
        let absurd = cgocall::Spawner::new().stack_size(usize::MAX / 2).spawn(|| ());
        assert_eq!(absurd.expect_err("it does not fit").kind(), std::io::ErrorKind::InvalidInput);
    });
}

#[test]
fn goroutines_that_never_wait_take_turns_when_they_yield() {
    // As many as there are processors, and more: each needs the others to have had their turn.
    const N: usize = 9;
    const ROUNDS: usize = 500;
    go(|| {
        let rounds: Arc<[AtomicUsize; N]> = Arc::default();
        let tasks: Vec<_> = (0..N)
            .map(|i| {
                let rounds = rounds.clone();
                cgocall::spawn(move || {
                    for round in 0..ROUNDS {
                        rounds[i].store(round + 1, Ordering::SeqCst);
                        until(|| rounds.iter().all(|other| other.load(Ordering::SeqCst) > round));
                    }
                })
            })
            .collect();
        tasks.into_iter().for_each(|t| t.join().expect("it returns"));
    });
}
