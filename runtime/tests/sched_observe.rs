//! `stats`, `dump` and the hint, in situations made for them.

#[allow(dead_code, reason = "each file uses what it needs")]
mod child;

use std::ffi::c_int;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::time::Duration;

mod c {
    use super::c_int;

    #[cgocall::cgo_import]
    unsafe extern "C" {
        pub(super) safe fn abs(x: c_int) -> c_int;
        #[cgo(leaf)]
        pub(super) safe fn labs(x: std::ffi::c_long) -> std::ffi::c_long;
        pub(super) safe fn sched_observe_test_waits();
        #[cgo(blocking)]
        #[link_name = "sched_observe_test_waits"]
        pub(super) safe fn waits_blocking();
    }
}

static GO_ON: AtomicBool = AtomicBool::new(false);

#[unsafe(no_mangle)]
extern "C" fn sched_observe_test_waits() {
    while !GO_ON.load(SeqCst) {
        std::thread::sleep(Duration::from_micros(200));
    }
}

fn dumped() -> Vec<String> {
    let mut text = Vec::new();
    cgocall::dump(&mut text).expect("a Vec takes all");
    String::from_utf8(text).expect("text").lines().map(String::from).collect()
}

fn line_of(name: &str) -> String {
    let lines = dumped();
    let wanted = format!("({name:?})");
    let mut found = lines.iter().filter(|l| l.contains(&wanted));
    let line = found.next().unwrap_or_else(|| panic!("{name} is not in {lines:#?}"));
    assert!(found.next().is_none(), "{name} is there twice");
    line.clone()
}

/// Waits on a plain thread for what is about to be true.
fn soon(what: impl Fn() -> bool) {
    while !what() {
        std::thread::sleep(Duration::from_micros(200));
    }
}

fn named<T: Send + 'static>(name: &str, f: impl FnOnce() -> T + Send + 'static) -> cgocall::JoinHandle<T> {
    cgocall::Spawner::new().name(name).spawn(f).expect("a stack")
}

#[test]
fn stats_count_goroutines_by_state() {
    child::in_every_mode("stats_count_goroutines_by_state", || {
        assert_eq!(cgocall::stats(), cgocall::Stats::default());
        child::builder().max_procs(1).init().expect("nobody has started it");
        let parked: Vec<_> = (0..5).map(|_| cgocall::spawn(cgocall::park)).collect();
        let asleep = cgocall::spawn(|| cgocall::sleep(Duration::from_secs(3600)));
        let in_c: Vec<_> = (0..3).map(|_| cgocall::spawn(c::waits_blocking)).collect();
        let in_blocking = cgocall::spawn(|| cgocall::blocking(|| sched_observe_test_waits()));
        soon(|| {
            let s = cgocall::stats();
            (s.goroutines_parked, s.goroutines_in_c) == (6, 4)
        });
        let stats = cgocall::run(|| {
            let runnable: Vec<_> = (0..7).map(|i| cgocall::spawn(move || i)).collect();
            let stats = cgocall::stats();
            runnable.into_iter().for_each(|r| drop(r.join()));
            stats
        });
        assert_eq!(stats.goroutines, 6 + 4 + 1 + 7, "{stats:?}");
        assert_eq!(stats.goroutines_running, 1, "{stats:?}");
        assert_eq!(stats.goroutines_runnable, 7, "{stats:?}");
        assert_eq!(stats.goroutines_parked, 6, "{stats:?}");
        assert_eq!((stats.goroutines_in_c, stats.threads_in_c), (4, 4), "{stats:?}");
        assert!(stats.threads >= 5 && stats.foreign_threads == 0, "{stats:?}");
        GO_ON.store(true, SeqCst);
        in_c.into_iter().for_each(|t| t.join().expect("it returns"));
        in_blocking.join().expect("it returns");
        parked.iter().for_each(|p| p.goroutine().unpark());
        parked.into_iter().for_each(|p| p.join().expect("it was woken"));
        // What was joined may be on its last steps.
        soon(|| cgocall::stats().goroutines == 1);
        let ended = cgocall::stats();
        assert_eq!((ended.goroutines_parked, ended.threads_in_c), (1, 0), "{ended:?}");
        drop(asleep);
    });
}

#[test]
fn stats_count_calls_hand_offs_and_retakes() {
    child::in_every_mode("stats_count_calls_hand_offs_and_retakes", || {
        child::builder().max_procs(1).init().expect("nobody has started it");
        cgocall::run(|| ());
        let before = cgocall::stats();
        cgocall::run(|| {
            for i in 0..1000 {
                assert_eq!((c::abs(-i), c::labs(-1)), (i, 1));
            }
        });
        let after = cgocall::stats();
        assert_eq!(after.cgo_calls - before.cgo_calls, 2000);
        assert_eq!(after.handoffs, before.handoffs);

        GO_ON.store(true, SeqCst);
        cgocall::run(|| (0..10).for_each(|_| c::waits_blocking()));
        assert_eq!(cgocall::stats().handoffs - after.handoffs, 10);

        // A default call loses its P if somebody else could use it.
        GO_ON.store(false, SeqCst);
        let waits = cgocall::spawn(c::sched_observe_test_waits);
        soon(|| cgocall::stats().goroutines_in_c == 1);
        let retakes = cgocall::stats().retakes;
        cgocall::spawn(|| GO_ON.store(true, SeqCst)).join().expect("it needs the one P");
        waits.join().expect("it returns");
        assert_eq!(cgocall::stats().retakes - retakes, 1);
        assert_eq!(cgocall::stats().cgo_callbacks, 0);
    });
}

#[test]
fn dump_shows_every_goroutine_with_its_state() {
    child::in_every_mode("dump_shows_every_goroutine_with_its_state", || {
        assert!(dumped().is_empty());
        child::builder().max_procs(1).init().expect("nobody has started it");
        let parked = named("parked one", || cgocall::park());
        let calls = named("calls", c::sched_observe_test_waits);
        let blocks = named("blocks", || cgocall::blocking(|| sched_observe_test_waits()));
        let locked = named("locked", || {
            let _guard = cgocall::lock_os_thread();
            cgocall::park();
        });
        soon(|| cgocall::stats().goroutines_in_c == 2 && cgocall::stats().goroutines_parked == 2);
        cgocall::run(|| {
            let runnable = named("runnable", || ());
            let line = line_of("runnable");
            assert!(line.contains(": runnable") && !line.contains("bound"), "{line}");
            runnable.join().expect("it returns");
            let line = line_of("main");
            assert!(line.starts_with(&format!("goroutine {} ", cgocall::current().id())), "{line}");
            assert!(line.contains(": running") && !line.contains("locked"), "{line}");
        });
        let line = line_of("parked one");
        assert!(line.contains(": parked") && line.contains("sched_observe.rs:"), "{line}");
        let line = line_of("calls");
        assert!(line.contains("in C: sched_observe_test_waits"), "{line}");
        assert!(line_of("blocks").contains("in C: (blocking)"));
        let line = line_of("locked");
        assert!(line.contains(": parked, locked to thread"), "{line}");
        GO_ON.store(true, SeqCst);
        locked.goroutine().unpark();
        parked.goroutine().unpark();
        [parked, calls, blocks, locked].into_iter().for_each(|t| t.join().expect("it returns"));
        soon(|| dumped().is_empty());
    });
}

#[test]
fn dump_says_for_how_long() {
    child::alone("dump_says_for_how_long", &[], || {
        cgocall::Builder::new().max_procs(2).init().expect("nobody has started it");
        let since = || -> Duration {
            let line = line_of("parked");
            let text = line.split(", ").nth(1).expect("a duration").to_owned();
            let (number, unit) = text.split_at(text.find(|c: char| c.is_alphabetic()).expect("a unit"));
            let seconds = number.parse::<f64>().expect("a number") * if unit == "s" { 1.0 } else { 1e-3 };
            Duration::from_secs_f64(seconds)
        };
        let begun = std::time::Instant::now();
        let parked = named("parked", cgocall::park);
        soon(|| cgocall::stats().goroutines_parked == 1);
        std::thread::sleep(Duration::from_millis(120));
        // Others run meanwhile, as they do; the clock goes on.
        cgocall::run(|| cgocall::sleep(Duration::from_millis(5)));
        let since = since();
        // The clock of the states is a coarse one.
        let most = begun.elapsed() + Duration::from_millis(20);
        assert!(since >= Duration::from_millis(100) && since <= most, "{since:?} of {most:?}");
        parked.goroutine().unpark();
        parked.join().expect("it was woken");
    });
}

/// Makes a goroutine runnable whose thread is in C, and returns how `dump` shows it.
fn wait_for_a_thread_in_c() -> String {
    // Bound to one thread both: the first spawns the second and yields to it.
    let parked = Arc::new(std::sync::OnceLock::new());
    let first = named("in C", {
        let parked = parked.clone();
        move || {
            parked.set(named("waiting", cgocall::park)).expect("set once");
            while cgocall::stats().goroutines_parked == 0 {
                cgocall::yield_now();
            }
            c::waits_blocking();
        }
    });
    soon(|| cgocall::stats().goroutines_in_c == 1);
    let waiting = parked.get().expect("set before the call");
    waiting.goroutine().unpark();
    // In the migrating mode another thread runs it at once.
    let line = if child::is_migrating() { String::new() } else { line_of("waiting") };
    assert_eq!(cgocall::stats().bound_waits, u64::from(!child::is_migrating()));
    GO_ON.store(true, SeqCst);
    first.join().expect("it returns");
    soon(|| waiting.is_finished());
    GO_ON.store(false, SeqCst);
    line
}

#[test]
fn a_goroutine_that_waits_for_its_thread_is_counted_shown_and_hinted_at_once() {
    let test = "a_goroutine_that_waits_for_its_thread_is_counted_shown_and_hinted_at_once";
    let output = child::output_of(test, &[], || {
        cgocall::Builder::new().max_procs(1).init().expect("nobody has started it");
        let line = wait_for_a_thread_in_c();
        assert!(line.contains("runnable, bound to a thread in C: waits_blocking"), "{line}");
        let before = cgocall::stats().bound_waits;
        assert!(before > 0);
        let again = named("again", || {
            let other = named("other", cgocall::park);
            while cgocall::stats().goroutines_parked == 0 {
                cgocall::yield_now();
            }
            let goroutine = other.goroutine().clone();
            let thread = std::thread::spawn(move || {
                soon(|| cgocall::stats().goroutines_in_c == 1);
                goroutine.unpark();
                GO_ON.store(true, SeqCst);
            });
            c::waits_blocking();
            other.join().expect("it was woken");
            thread
        });
        again.join().expect("it returns").join().expect("it returns");
        assert!(cgocall::stats().bound_waits > before);
    });
    let Some(output) = output else { return };
    assert!(output.status.success(), "{}{}", output.stdout, output.stderr);
    let hints: Vec<_> = output.stderr.lines().filter(|l| l.contains("hint")).collect();
    assert_eq!(hints.len(), 1, "{hints:?}");
    assert!(hints[0].contains("waiting") && hints[0].contains("sched_observe_test_waits"), "{hints:?}");
    assert!(hints[0].contains("migrating"), "{hints:?}");
}

#[test]
fn a_migrating_program_gets_no_hint() {
    let test = "a_migrating_program_gets_no_hint";
    let output = child::output_of(test, &[("CGOCALL_TEST_MIGRATING", "1")], || {
        child::builder().max_procs(1).init().expect("nobody has started it");
        wait_for_a_thread_in_c();
        assert_eq!(cgocall::stats().bound_waits, 0);
    });
    let Some(output) = output else { return };
    assert!(output.status.success(), "{}{}", output.stdout, output.stderr);
    assert!(!output.stderr.contains("hint"), "{}", output.stderr);
}
