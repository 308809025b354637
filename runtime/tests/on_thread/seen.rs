//! What `dump` and `stats` show of a thread and of those who wait for it.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, AtomicI32, Ordering::SeqCst};

use crate::closure::{run, with_data};
use crate::{child, dumped, ffi, soon};

fn line_of(name: &str) -> String {
    let text = dumped();
    let wanted = format!("({name:?})");
    let mut lines = text.lines().filter(|line| line.contains(&wanted));
    let line = lines.next().unwrap_or_else(|| panic!("{name} is not in\n{text}"));
    assert!(lines.next().is_none(), "{name} is there twice:\n{text}");
    line.into()
}

const THREAD: &str = "a library's own";

#[test]
fn dump_shows_who_waits_for_the_thread_and_what_the_thread_does() {
    child::in_every_mode("seen::dump_shows_who_waits_for_the_thread_and_what_the_thread_does", || {
        child::builder().max_procs(2).init().expect("nobody has started it");
        let (here, flag) = (&AtomicI32::new(0), &AtomicI32::new(0));
        assert_eq!(cgocall::stats().foreign_threads, 0);
        cgocall::run(|| {
            cgocall::scope(|s| {
                let named = |name: &str| cgocall::Spawner::new().name(name);
                s.spawn_with(named("first"), || ffi::fixture_meet(here, flag)).expect("a stack");
                soon(|| here.load(SeqCst) == 1);
                s.spawn_with(named("second"), || _ = ffi::gettid()).expect("a stack");
                soon(|| line_of("second").contains("parked"));
                for (name, function) in [("first", "fixture_meet"), ("second", "gettid")] {
                    let line = line_of(name);
                    assert!(line.contains(&format!(": parked: thread {THREAD:?}: {function}, ")), "{line}");
                    assert!(line.contains("ffi.rs:"), "the block is named: {line}");
                }
                assert!(line_of(THREAD).contains(": in C: fixture_meet, "), "{}", line_of(THREAD));
                assert_eq!(cgocall::stats().foreign_threads, 1);
                flag.store(1, SeqCst);
            });
            soon(|| line_of(THREAD).contains(": parked: no call, "));
            let idle = line_of(THREAD);
            assert!(!idle.contains(".rs"), "{idle}");
            let in_callback = || {
                let line = line_of(THREAD);
                assert!(line.contains(": in callback: run, "), "{line}");
                cgocall::spawn(|| {
                    soon(|| line_of(THREAD).contains(": parked, in callback: run, "));
                })
                .join()
                .expect("no panic");
            };
            // SAFETY: C calls once and keeps nothing.
            with_data(in_callback, |data| unsafe { ffi::call(run, data) });
            // A wait for something else is no wait for the thread.
            let sleeper = cgocall::Spawner::new().name("sleeper").spawn(|| {
                ffi::gettid();
                cgocall::park();
            });
            let sleeper = sleeper.expect("a stack");
            soon(|| line_of("sleeper").contains(": parked, "));
            sleeper.goroutine().unpark();
            sleeper.join().expect("no panic");
        });
    });
}

#[test]
fn a_thread_that_waits_in_a_callback_time_and_again_is_seen_in_it_at_every_moment() {
    child::in_every_mode(
        "seen::a_thread_that_waits_in_a_callback_time_and_again_is_seen_in_it_at_every_moment",
        || {
            child::builder().max_procs(2).init().expect("nobody has started it");
            let (in_callback, seen) = (&OnceLock::new(), &AtomicBool::new(false));
            let waits = || {
                in_callback.set(cgocall::current()).expect("nobody else");
                while !seen.load(SeqCst) {
                    cgocall::park();
                }
            };
            cgocall::run(|| {
                cgocall::scope(|s| {
                    // SAFETY: C calls once and keeps nothing.
                    s.spawn(move || with_data(waits, |data| unsafe { ffi::call(run, data) }));
                    soon(|| in_callback.get().is_some());
                    s.spawn(|| {
                        let mut last = false;
                        while !last {
                            last = seen.load(SeqCst);
                            in_callback.get().expect("set above").unpark();
                            cgocall::yield_now();
                        }
                    });
                    let wrong = (0..1000).find_map(|_| {
                        let (text, count) = (dumped(), cgocall::stats().goroutines);
                        let is_seen = text
                            .lines()
                            .any(|line| line.contains(THREAD) && line.contains("in callback: run, "));
                        // It, its caller, who wakes it, and who looks.
                        (!is_seen || count != 4).then_some((text, count))
                    });
                    seen.store(true, SeqCst);
                    assert_eq!(wrong, None);
                });
            });
        },
    );
}
