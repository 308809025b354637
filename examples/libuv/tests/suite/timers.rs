//! Timers, and callbacks that wait.

use super::with_loop;
use cgocall::sync::channel;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::time::{Duration, Instant};

#[test]
fn thousands_of_goroutines_sleep_on_one_loop() {
    with_loop(|uv| {
        let begun = Instant::now();
        let all: Vec<_> = (0..3_000)
            .map(|i| {
                let uv = uv.clone();
                cgocall::spawn(move || {
                    let (begun, time) = (Instant::now(), Duration::from_millis(1 + i % 50));
                    uv.sleep(time).expect("the loop runs");
                    // libuv counts whole milliseconds.
                    assert!(begun.elapsed() + Duration::from_millis(1) >= time);
                })
            })
            .collect();
        all.into_iter().for_each(|goroutine| goroutine.join().expect("no panic"));
        assert!(begun.elapsed() < Duration::from_millis(3_000 * 25) / 2, "one after the other");
    });
}

/// The loop stands still until the callback goes on.
#[test]
fn a_callback_that_waits_stops_its_loop_and_no_goroutine() {
    with_loop(|uv| {
        let (there, comes) = channel(0);
        let (go_on, goes_on) = channel::<()>(0);
        let ticker = uv.every(Duration::from_millis(1), move || {
            if there.send(()).is_ok() {
                let _ = goes_on.recv();
            }
        });
        let ticker = ticker.expect("the loop runs");
        for _ in 0..20 {
            comes.recv().expect("it ticks");
            let sleeps = uv.clone();
            let sleeper = cgocall::spawn(move || sleeps.sleep(Duration::from_millis(1)));
            let others: Vec<_> =
                (0..50).map(|_| cgocall::spawn(|| cgocall::sleep(Duration::from_millis(2)))).collect();
            others.into_iter().for_each(|other| other.join().expect("no panic"));
            assert!(!sleeper.is_finished(), "the loop has gone on");
            go_on.send(()).expect("it waits");
            drop(sleeper);
        }
        drop((ticker, comes, go_on));
    });
}

#[test]
fn a_timer_ticks_until_it_is_dropped() {
    with_loop(|uv| {
        let (ticks, ticked) = (Arc::new(AtomicUsize::new(0)), channel(0));
        let (counted, each) = (Arc::clone(&ticks), ticked.0);
        let ticker = uv.every(Duration::from_millis(1), move || {
            counted.fetch_add(1, Relaxed);
            let _ = each.send(());
        });
        let ticker = ticker.expect("the loop runs");
        for _ in 0..10 {
            ticked.1.recv().expect("it ticks");
        }
        drop((ticker, ticked.1));
        uv.sleep(Duration::from_millis(5)).expect("the loop runs");
        // What it held is gone.
        assert_eq!(Arc::strong_count(&ticks), 1);
        assert!((10..=12).contains(&ticks.load(Relaxed)), "{ticks:?}");
    });
}
