//! Threads: how many there are, who sleeps, and who keeps the time.

#[allow(dead_code, reason = "each file uses what it needs")]
mod child;

use std::ffi::{c_int, c_uint};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::SeqCst};
use std::time::{Duration, Instant};

mod c {
    use super::{c_int, c_uint};

    #[cgocall::cgo_import]
    unsafe extern "C" {
        pub(super) safe fn sched_threads_test_sleeps(us: c_uint);
        #[cgo(blocking)]
        #[link_name = "sched_threads_test_sleeps"]
        pub(super) safe fn sleeps_blocking(us: c_uint);
        #[cgo(blocking)]
        pub(super) safe fn sched_threads_test_waits() -> c_int;
        #[cgo(blocking)]
        pub(super) safe fn sched_threads_test_returns();
    }
}

static IN_C: AtomicUsize = AtomicUsize::new(0);
static MOST_IN_C: AtomicUsize = AtomicUsize::new(0);
static GO_ON: AtomicBool = AtomicBool::new(false);

/// Counts, on C's side, how many are in it at one time.
#[unsafe(no_mangle)]
extern "C" fn sched_threads_test_sleeps(us: c_uint) {
    MOST_IN_C.fetch_max(IN_C.fetch_add(1, SeqCst) + 1, SeqCst);
    std::thread::sleep(Duration::from_micros(us.into()));
    IN_C.fetch_sub(1, SeqCst);
}

#[unsafe(no_mangle)]
extern "C" fn sched_threads_test_waits() -> c_int {
    IN_C.fetch_add(1, SeqCst);
    while !GO_ON.load(SeqCst) {
        std::thread::sleep(Duration::from_micros(200));
    }
    IN_C.fetch_sub(1, SeqCst);
    1
}

#[unsafe(no_mangle)]
extern "C" fn sched_threads_test_returns() {}

/// On a busy machine the ticker has its turns rarely.
const PATIENCE: Duration = Duration::from_secs(60);

fn soon(what: impl Fn() -> bool) {
    while !what() {
        std::thread::sleep(Duration::from_micros(200));
    }
}

/// 500 goroutines make `call` at a cap of 8, beside one that never calls anything. The most that were in C at one time.
fn in_c_at_a_cap_of_8(call: fn(c_uint)) -> usize {
    child::builder().max_procs(2).max_threads(8).init().expect("nobody has started it");
    cgocall::run(move || {
        let (done, ticks) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicUsize::new(0)));
        let ticker = cgocall::spawn({
            let (done, ticks) = (done.clone(), ticks.clone());
            move || {
                while !done.load(SeqCst) {
                    cgocall::sleep(Duration::from_millis(1));
                    ticks.fetch_add(1, SeqCst);
                }
            }
        });
        // In the default mode it has its thread before the calls begin.
        while ticks.load(SeqCst) == 0 {
            cgocall::yield_now();
        }
        // They call until it has ticked three times since the first call ended.
        let first = Arc::new(AtomicUsize::new(usize::MAX));
        let begun = Instant::now();
        let calls: Vec<_> = (0..500)
            .map(|_| {
                let (first, ticks) = (first.clone(), ticks.clone());
                cgocall::spawn(move || {
                    loop {
                        call(5000);
                        let now = ticks.load(SeqCst);
                        let first = first.fetch_min(now, SeqCst).min(now);
                        if now >= first + 3 {
                            break;
                        }
                        assert!(begun.elapsed() < PATIENCE, "the ticker stands still: {first} to {now}");
                        cgocall::yield_now(); // or one that is bound to this thread would wait for its end
                    }
                })
            })
            .collect();
        calls.into_iter().for_each(|c| c.join().expect("it returns"));
        done.store(true, SeqCst);
        ticker.join().expect("it returns");
    });
    MOST_IN_C.load(SeqCst)
}

#[test]
fn no_more_threads_block_in_c_than_the_cap_allows() {
    child::in_every_mode("no_more_threads_block_in_c_than_the_cap_allows", || {
        let most = in_c_at_a_cap_of_8(c::sleeps_blocking);
        assert!((2..=8).contains(&most), "{most} at one time");
    });
}

/// A call of the default policy begins with its P in hand, which is not counted; and Ps are taken from calls beyond the
/// cap as far as `max_procs` needs it.
#[test]
fn default_calls_exceed_the_cap_by_no_more_than_the_processors() {
    child::in_every_mode("default_calls_exceed_the_cap_by_no_more_than_the_processors", || {
        let most = in_c_at_a_cap_of_8(c::sched_threads_test_sleeps);
        assert!((2..=8 + 2 * 2).contains(&most), "{most} at one time");
    });
}

/// Each call gives the processor away, and its thread wants one at once: it is for that one, not for yet another thread.
#[test]
fn calls_that_could_block_but_return_at_once_do_not_take_a_thread_for_each_goroutine() {
    if cfg!(feature = "chaos") {
        return; // where calls take their time, and are asked for their processor again and again
    }
    const GOROUTINES: usize = 1000;
    child::in_every_mode(
        "calls_that_could_block_but_return_at_once_do_not_take_a_thread_for_each_goroutine",
        || {
            child::builder().max_procs(2).init().expect("nobody has started it");
            let (most, begun) = (AtomicUsize::new(0), Instant::now());
            cgocall::run(|| {
                cgocall::scope(|s| {
                    for _ in 0..GOROUTINES {
                        s.spawn(|| {
                            (0..200).for_each(|_| c::sched_threads_test_returns());
                            most.fetch_max(cgocall::stats().threads, SeqCst);
                        });
                    }
                });
            });
            // sysmon sees to it that who is queued does not wait for ever: it may start one in each millisecond.
            let (most, elapsed) = (most.into_inner(), begun.elapsed());
            let enough = 100 + elapsed.as_millis() as usize;
            assert!(most < enough, "{most} threads for {GOROUTINES} goroutines, in {elapsed:?}");
        },
    );
}

#[test]
fn at_the_cap_code_that_calls_nothing_goes_on() {
    child::in_every_mode("at_the_cap_code_that_calls_nothing_goes_on", || {
        child::builder().max_procs(2).max_threads(2).init().expect("nobody has started it");
        let waiting: Vec<_> = (0..2).map(|_| cgocall::spawn(c::sched_threads_test_waits)).collect();
        soon(|| IN_C.load(SeqCst) == 2);
        // All processors are idle; nobody will come back from C before these have run.
        std::thread::sleep(Duration::from_millis(20));
        assert_eq!(cgocall::run(|| cgocall::spawn(|| 5).join().expect("it returns")), 5);
        cgocall::run(|| cgocall::sleep(Duration::from_millis(10)));
        std::thread::sleep(Duration::from_millis(20));
        let sleeper = cgocall::spawn(|| {
            cgocall::sleep(Duration::from_millis(50));
            GO_ON.store(true, SeqCst);
        });
        sleeper.join().expect("it returns");
        waiting.into_iter().for_each(|w| assert_eq!(w.join().expect("it returns"), 1));
    });
}

#[test]
fn idle_threads_end() {
    child::in_every_mode("idle_threads_end", || {
        let builder = child::builder().max_procs(2).idle_timeout(Duration::from_millis(20));
        builder.init().expect("nobody has started it");
        for _ in 0..3 {
            GO_ON.store(false, SeqCst);
            let many: Vec<_> = (0..20).map(|_| cgocall::spawn(c::sched_threads_test_waits)).collect();
            soon(|| IN_C.load(SeqCst) == 20);
            assert!(cgocall::stats().threads >= 20);
            GO_ON.store(true, SeqCst);
            for m in many {
                m.join().expect("it returns");
            }
            soon(|| cgocall::stats().threads <= 1);
            // What has ended is replaced when it is needed.
            assert_eq!(cgocall::run(|| cgocall::spawn(|| 2).join().expect("it returns")), 2);
        }
    });
}

/// Whoever sleeps until the next timer is idle as well, and must not take the time with it.
#[test]
fn timers_outlast_idle_threads() {
    child::in_every_mode("timers_outlast_idle_threads", || {
        let builder = child::builder().max_procs(2).idle_timeout(Duration::from_millis(5));
        builder.init().expect("nobody has started it");
        cgocall::run(|| {
            let sleepers: Vec<_> = (1..=4)
                .map(|i| cgocall::spawn(move || cgocall::sleep(Duration::from_millis(i * 30))))
                .collect();
            sleepers.into_iter().for_each(|s| s.join().expect("it woke"));
        });
        // One thread only has a timer, and it is not the one that keeps the time.
        let far = cgocall::spawn(|| cgocall::sleep(Duration::from_secs(3600)));
        cgocall::spawn(|| {
            let _guard = cgocall::lock_os_thread();
            for _ in 0..5 {
                cgocall::sleep(Duration::from_millis(15));
            }
        })
        .join()
        .expect("an earlier timer of a locked thread");
        assert!(!far.is_finished());
    });
}

/// A hundred thousand waits with timeouts, most of them cut short, leave no sleeper behind.
#[test]
fn timers_that_come_and_go_strand_nobody() {
    child::in_every_mode("timers_that_come_and_go_strand_nobody", || {
        let builder = child::builder().max_procs(3).idle_timeout(Duration::from_millis(2));
        builder.init().expect("nobody has started it");
        let rounds = if cfg!(debug_assertions) { 100 } else { 1000 };
        cgocall::run(move || {
            let tasks: Vec<_> = (0..100u64)
                .map(|i| {
                    cgocall::spawn(move || {
                        for round in 0..rounds {
                            let me = cgocall::current();
                            if (i + round) % 3 > 0 {
                                cgocall::spawn(move || me.unpark());
                            }
                            cgocall::park_timeout(Duration::from_micros((i * round) % 700));
                            if round % 64 == 0 {
                                cgocall::sleep(Duration::from_millis(i % 7));
                            }
                        }
                    })
                })
                .collect();
            tasks.into_iter().for_each(|t| t.join().expect("it returns"));
        });
    });
}

/// Voluntary context switches so far of the runtime's threads.
fn switches() -> u64 {
    let mut sum = 0;
    for thread in std::fs::read_dir("/proc/self/task").expect("proc is mounted") {
        let at = thread.expect("an entry").path();
        let read = |file| std::fs::read_to_string(at.join(file)).unwrap_or_default();
        if read("comm").starts_with("cgocall-") {
            let status = read("status");
            let line = status.lines().find(|l| l.starts_with("voluntary_ctxt_switches"));
            sum += line.and_then(|l| l.split_whitespace().nth(1)?.parse::<u64>().ok()).unwrap_or(0);
        }
    }
    sum
}

#[test]
fn an_idle_runtime_wakes_no_thread() {
    child::in_every_mode("an_idle_runtime_wakes_no_thread", || {
        child::builder().max_procs(4).init().expect("nobody has started it");
        cgocall::run(|| {
            let tasks: Vec<_> =
                (0..100).map(|_| cgocall::spawn(|| cgocall::sleep(Duration::from_millis(2)))).collect();
            tasks.into_iter().for_each(|t| t.join().expect("it returns"));
        });
        // Far timers and parked goroutines are no work.
        let far = cgocall::spawn(|| cgocall::sleep(Duration::from_secs(3600)));
        let parked = cgocall::spawn(cgocall::park);
        soon(|| cgocall::stats().goroutines_parked == 2);
        std::thread::sleep(Duration::from_millis(100));
        let before = switches();
        std::thread::sleep(Duration::from_millis(300));
        assert_eq!(switches() - before, 0, "an idle runtime was busy");
        parked.goroutine().unpark();
        parked.join().expect("it was woken");
        drop(far);
    });
}

/// The monitor sleeps while all are idle and must be there again when a call blocks.
#[test]
fn calls_that_block_are_noticed_after_idleness() {
    child::in_every_mode("calls_that_block_are_noticed_after_idleness", || {
        child::builder().max_procs(1).init().expect("nobody has started it");
        for _ in 0..20 {
            let flag = Arc::new(AtomicBool::new(false));
            let waits = cgocall::spawn({
                let flag = flag.clone();
                move || cgocall::blocking(|| soon(|| flag.load(SeqCst)))
            });
            soon(|| cgocall::stats().goroutines_in_c == 1);
            cgocall::spawn(move || flag.store(true, SeqCst)).join().expect("it needs the one P");
            waits.join().expect("it returns");
            std::thread::sleep(Duration::from_millis(5));
        }
    });
}

#[test]
fn a_goroutine_that_ends_locked_ends_its_thread() {
    // In a process of its own: the thread ends after all goroutines that are bound to it.
    child::in_every_mode("a_goroutine_that_ends_locked_ends_its_thread", || {
        child::builder().max_procs(2).init().expect("nobody has started it");
        for _ in 0..50 {
            let forgets = || {
                std::mem::forget(cgocall::lock_os_thread());
                // SAFETY: no arguments, no memory.
                unsafe { libc::gettid() }
            };
            let thread = cgocall::spawn(forgets).join().expect("it returns");
            soon(|| !std::fs::exists(format!("/proc/self/task/{thread}")).expect("proc is mounted"));
            assert_eq!(cgocall::spawn(|| 3).join().expect("all goes on"), 3);
        }
    });
}
