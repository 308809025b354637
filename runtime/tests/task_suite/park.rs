//! park, unpark, sleep.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use super::{Gate, go, until};

#[test]
fn an_unpark_before_the_park_is_kept_but_not_counted() {
    go(|| {
        let me = cgocall::current();
        me.unpark();
        me.unpark();
        cgocall::park(); // returns at once
        let begun = Instant::now();
        let d = Duration::from_millis(20);
        cgocall::park_timeout(d); // the second was merged with the first
        assert!(begun.elapsed() >= d);
    });
}

#[test]
fn an_unpark_shows_what_was_written_before_it() {
    go(|| {
        for _ in 0..2000 {
            let data = Arc::new(AtomicUsize::new(0));
            let task = cgocall::spawn({
                let data = data.clone();
                move || {
                    cgocall::park();
                    while data.load(Ordering::Relaxed) == 0 {
                        cgocall::park(); // without reason
                    }
                }
            });
            data.store(1, Ordering::Relaxed);
            task.goroutine().unpark();
            task.join().expect("it returns");
        }
    });
}

#[test]
fn a_plain_thread_unparks_a_goroutine_and_parks_itself() {
    crate::start();
    let task = cgocall::spawn(|| {
        let rounds = AtomicUsize::new(0);
        while rounds.fetch_add(1, Ordering::Relaxed) < 1000 {
            cgocall::park();
        }
    });
    while !task.is_finished() {
        task.goroutine().unpark();
        std::thread::yield_now();
    }
    task.join().expect("it returns");

    // Off a goroutine they are the thread's own.
    let thread = std::thread::current();
    thread.unpark();
    cgocall::park();
    cgocall::park_timeout(Duration::from_micros(1));
    let begun = Instant::now();
    cgocall::sleep(Duration::from_millis(2));
    cgocall::sleep_until(begun + Duration::from_millis(4));
    assert!(begun.elapsed() >= Duration::from_millis(4));
    cgocall::yield_now();
}

/// A token is passed round a ring by unparks, with a timeout at each park that is about as long as a round.
#[test]
fn timeouts_that_race_unparks_lose_none() {
    const ROUNDS: usize = 4000;
    go(|| {
        let turn = Arc::new(AtomicUsize::new(0));
        let player = |parity: usize, other: Arc<std::sync::OnceLock<cgocall::Goroutine>>| {
            let turn = turn.clone();
            cgocall::spawn(move || {
                let mut timeouts = 0u32;
                for round in (parity..ROUNDS).step_by(2) {
                    while turn.load(Ordering::SeqCst) != round {
                        // Now and then without a timeout: then only the unpark helps.
                        if round % 3 == 0 {
                            cgocall::park();
                        } else {
                            cgocall::park_timeout(Duration::from_nanos((timeouts % 50) as u64 * 200));
                            timeouts += 1;
                        }
                    }
                    turn.store(round + 1, Ordering::SeqCst);
                    until(|| other.get().is_some());
                    other.get().expect("just seen").unpark();
                }
            })
        };
        let places = [Arc::new(std::sync::OnceLock::new()), Arc::new(std::sync::OnceLock::new())];
        let even = player(0, places[1].clone());
        let odd = player(1, places[0].clone());
        places[0].set(even.goroutine().clone()).expect("set once");
        places[1].set(odd.goroutine().clone()).expect("set once");
        even.join().expect("it returns");
        odd.join().expect("it returns");
        // The handles refer to each other through the places.
        assert_eq!(turn.load(Ordering::SeqCst), ROUNDS);
    });
}

#[test]
fn unparks_from_many_sides_wake_one_sleeper_for_ever() {
    go(|| {
        let done = Arc::new(AtomicBool::new(false));
        let count = Arc::new(AtomicUsize::new(0));
        let sleeper = cgocall::spawn({
            let (done, count) = (done.clone(), count.clone());
            move || {
                loop {
                    cgocall::park();
                    count.fetch_add(1, Ordering::SeqCst);
                    if done.load(Ordering::SeqCst) {
                        break;
                    }
                }
            }
        });
        // It has begun before it is told to end.
        while count.load(Ordering::SeqCst) == 0 {
            sleeper.goroutine().unpark();
            cgocall::yield_now();
        }
        cgocall::scope(|s| {
            for _ in 0..4 {
                s.spawn(|| {
                    for i in 0..5000 {
                        sleeper.goroutine().unpark();
                        if i % 16 == 0 {
                            cgocall::yield_now();
                        }
                    }
                });
            }
        });
        done.store(true, Ordering::SeqCst);
        sleeper.goroutine().unpark();
        sleeper.join().expect("it returns");
    });
}

#[test]
fn many_sleepers_all_wake_and_none_early() {
    let many = if cfg!(debug_assertions) { 2000u64 } else { 10_000 };
    go(move || {
        let begin = Instant::now() + Duration::from_millis(100);
        let sleepers: Vec<_> = (0..many)
            .map(|i| {
                // Armed in an order that is none, over 200 ms.
                let deadline = begin + Duration::from_micros(i * 7919 % many * (200_000 / many));
                cgocall::spawn(move || {
                    cgocall::sleep_until(deadline);
                    assert!(Instant::now() >= deadline, "early");
                })
            })
            .collect();
        sleepers.into_iter().for_each(|s| s.join().expect("not early"));
    });
}

#[test]
fn sleeps_of_no_length_and_deadlines_of_the_past_return_at_once() {
    go(|| {
        cgocall::sleep(Duration::ZERO);
        cgocall::sleep_until(Instant::now() - Duration::from_secs(1));
        cgocall::park_timeout(Duration::ZERO);
    });
}

#[test]
fn a_sleep_without_end_is_no_overflow() {
    go(|| {
        let sleeper = cgocall::spawn(|| cgocall::sleep(Duration::MAX));
        let parker = cgocall::spawn(|| cgocall::park_timeout(Duration::MAX));
        cgocall::sleep(Duration::from_millis(2));
        parker.goroutine().unpark();
        parker.join().expect("it was woken");
        assert!(!sleeper.is_finished());
    });
}

#[test]
fn an_unpark_does_not_end_a_sleep() {
    go(|| {
        let slept = Arc::new(Gate::default());
        let d = Duration::from_millis(20);
        let sleeper = cgocall::spawn({
            let slept = slept.clone();
            move || {
                let begun = Instant::now();
                slept.open();
                cgocall::sleep(d);
                assert!(begun.elapsed() >= d);
                cgocall::park(); // the unpark was kept for this
            }
        });
        slept.pass();
        cgocall::sleep(Duration::from_millis(1));
        sleeper.goroutine().unpark();
        sleeper.join().expect("it slept");
    });
}
