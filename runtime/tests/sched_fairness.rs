//! Nobody who is runnable waits for ever.

#[allow(dead_code, reason = "each file uses what it needs")]
mod child;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::SeqCst};
use std::time::{Duration, Instant};

mod c {
    #[cgocall::cgo_import(blocking)]
    unsafe extern "C" {
        pub(super) safe fn usleep(us: std::ffi::c_uint) -> std::ffi::c_int;
    }
}

/// Starts goroutines that run `busy` again and again, and returns when others have had their turns.
fn others_get_turns_beside(busy: fn()) {
    let done = Arc::new(AtomicBool::new(false));
    let tasks: Vec<_> = (0..3)
        .map(|_| {
            let done = done.clone();
            cgocall::spawn(move || {
                while !done.load(SeqCst) {
                    busy();
                }
            })
        })
        .collect();
    // A fresh one, one that yields, one that sleeps, one woken from a plain thread.
    cgocall::spawn(|| ()).join().expect("it returns");
    cgocall::spawn(|| (0..20).for_each(|_| cgocall::yield_now())).join().expect("it returns");
    cgocall::spawn(|| (0..5).for_each(|_| cgocall::sleep(Duration::from_micros(100))))
        .join()
        .expect("it returns");
    let parked = cgocall::spawn(cgocall::park);
    let goroutine = parked.goroutine().clone();
    let thread = std::thread::spawn(move || {
        std::thread::sleep(Duration::from_millis(1));
        goroutine.unpark();
    });
    parked.join().expect("it was woken");
    cgocall::blocking(|| thread.join()).expect("it returns");
    done.store(true, SeqCst);
    tasks.into_iter().for_each(|t| t.join().expect("it returns"));
}

#[test]
fn goroutines_that_only_yield_leave_turns_to_others() {
    child::in_every_mode("goroutines_that_only_yield_leave_turns_to_others", || {
        child::builder().max_procs(1).init().expect("nobody has started it");
        cgocall::run(|| others_get_turns_beside(cgocall::yield_now));
    });
}

#[test]
fn goroutines_that_wake_each_other_leave_turns_to_others() {
    child::in_every_mode("goroutines_that_wake_each_other_leave_turns_to_others", || {
        child::builder().max_procs(1).init().expect("nobody has started it");
        cgocall::run(|| others_get_turns_beside(|| cgocall::spawn(|| ()).join().expect("it returns")));
    });
}

#[test]
fn calls_that_follow_upon_each_other_leave_turns_to_others() {
    child::in_every_mode("calls_that_follow_upon_each_other_leave_turns_to_others", || {
        child::builder().max_procs(1).init().expect("nobody has started it");
        let busy = || {
            c::usleep(10);
            // One that is bound to the same thread depends on this one's parks.
            if !child::is_migrating() {
                cgocall::yield_now();
            }
        };
        cgocall::run(|| others_get_turns_beside(busy));
    });
}

#[test]
fn yields_on_one_processor_go_round() {
    child::in_every_mode("yields_on_one_processor_go_round", || {
        child::builder().max_procs(1).init().expect("nobody has started it");
        const N: usize = 5;
        cgocall::run(|| {
            let turns: Arc<[AtomicUsize; N]> = Arc::default();
            let tasks: Vec<_> = (0..N)
                .map(|i| {
                    let turns = turns.clone();
                    cgocall::spawn(move || {
                        for turn in 1..=2000 {
                            turns[i].store(turn, SeqCst);
                            cgocall::yield_now();
                        }
                        // At this one's end no other is far behind.
                        turns.iter().map(|t| t.load(SeqCst)).min().expect("some")
                    })
                })
                .collect();
            for t in tasks {
                let slowest = t.join().expect("it returns");
                // The fair turns of the scheduler give some a turn more now and then.
                assert!(slowest >= 1800, "one had {slowest} turns when another had 2000");
            }
        });
    });
}

#[test]
fn a_lone_goroutine_behind_a_busy_one_is_taken_over() {
    child::in_every_mode("a_lone_goroutine_behind_a_busy_one_is_taken_over", || {
        child::builder().max_procs(2).init().expect("nobody has started it");
        cgocall::run(|| {
            for _ in 0..50 {
                let ran = Arc::new(AtomicBool::new(false));
                let task = cgocall::spawn({
                    let ran = ran.clone();
                    move || ran.store(true, SeqCst)
                });
                // Neither a park nor a call: another processor must come for it.
                while !ran.load(SeqCst) {
                    std::hint::spin_loop();
                }
                task.join().expect("it returns");
            }
        });
    });
}

/// Goroutines that last less than it takes to steal them are left to their processor. That ends with them.
#[test]
fn who_waits_behind_a_long_goroutine_runs_elsewhere_also_right_after_many_short_ones() {
    child::in_every_mode(
        "who_waits_behind_a_long_goroutine_runs_elsewhere_also_right_after_many_short_ones",
        || {
            child::builder().max_procs(2).init().expect("nobody has started it");
            for _ in 0..20 {
                cgocall::run(|| {
                    for _ in 0..20 {
                        let short: Vec<_> = (0..1000).map(|i| cgocall::spawn(move || i)).collect();
                        short.into_iter().for_each(|g| assert!(g.join().expect("no panic") < 1000));
                    }
                    let flag: &'static AtomicBool = Box::leak(Box::new(AtomicBool::new(false)));
                    let behind = cgocall::spawn(|| flag.store(true, SeqCst));
                    // Goes before it, having been readied last, and keeps the processor until the other has run.
                    let long = cgocall::spawn(|| {
                        while !flag.load(SeqCst) {
                            std::hint::spin_loop();
                        }
                    });
                    long.join().expect("no panic");
                    behind.join().expect("no panic");
                });
            }
        },
    );
}

/// One processor has one heap of timers. Still, sysmon readies late sleepers beside it, one by one, and either of the two
/// may be stopped by the system with one in hand: some are off. The chaos mode scatters them on purpose.
#[cfg(not(feature = "chaos"))]
#[test]
fn sleepers_of_one_processor_wake_in_the_order_of_their_deadlines() {
    child::in_every_mode("sleepers_of_one_processor_wake_in_the_order_of_their_deadlines", || {
        child::builder().max_procs(1).init().expect("nobody has started it");
        const MANY: u64 = 2000;
        // Armed in an order that is none, 100 us apart. None, if that was not over when the first was due.
        let sleep = |begin: Instant| {
            let (armed, woken) = (&AtomicUsize::new(0), &AtomicUsize::new(0));
            cgocall::scope(|s| {
                let sleepers: Vec<_> = (0..MANY)
                    .map(|i| {
                        let deadline = begin + Duration::from_micros(i * 7919 % MANY * 100);
                        s.spawn(move || {
                            armed.fetch_add(usize::from(Instant::now() < begin), SeqCst);
                            cgocall::sleep_until(deadline);
                            (deadline, woken.fetch_add(1, SeqCst))
                        })
                    })
                    .collect();
                let order: Vec<_> = sleepers.into_iter().map(|s| s.join().expect("no panic")).collect();
                (armed.load(SeqCst) == MANY as usize).then_some(order)
            })
        };
        let mut order: Vec<(Instant, usize)> = cgocall::run(|| {
            let mut until_armed = Duration::from_millis(100);
            loop {
                match sleep(Instant::now() + until_armed) {
                    Some(order) => return order,
                    None => until_armed *= 3,
                }
            }
        });
        order.sort();
        let off = order.iter().enumerate().filter(|(place, (_, nth))| nth.abs_diff(*place) > 100).count();
        assert!(off < 200, "{off} of {MANY} woke long before or after their turn");
    });
}
