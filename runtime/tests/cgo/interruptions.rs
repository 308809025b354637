//! System calls that signals interrupt, and the broadcast by which the C library changes who all threads are.

use std::ffi::c_int;
use std::sync::atomic::{AtomicBool, AtomicI32, AtomicUsize, Ordering::SeqCst};
use std::time::{Duration, Instant};

use cgocall::cgo_import;

use crate::child;
use crate::support::ffi;
use crate::threads::{cgo_join, counts, start};

#[cgo_import]
unsafe extern "C" {
    safe fn cgo_handle(signal: c_int, flags: c_int) -> c_int;
    safe fn cgo_handled() -> c_int;
    #[cgo(blocking)]
    safe fn cgo_storm(signal: c_int, stop: &AtomicI32);
    safe fn setgid(gid: libc::gid_t) -> c_int;
    safe fn getgid() -> libc::gid_t;
}

/// Each kind of wait, once.
fn wait_in_every_way() {
    let (send, receive) = cgocall::sync::channel(0);
    let sender = cgocall::spawn(move || {
        for i in 0..200 {
            send.send(i).expect("it is received");
            if i % 20 == 0 {
                cgocall::sleep(Duration::from_millis(1));
            }
        }
    });
    assert!((0..200).all(|i| receive.recv() == Ok(i)));
    sender.join().expect("all is sent");
    let begun = Instant::now();
    cgocall::sleep(Duration::from_millis(20));
    assert!(begun.elapsed() >= Duration::from_millis(20));
    for _ in 0..20 {
        drop(cgocall::stop_the_world());
        ffi::fixture_sleep_blocking(100);
        ffi::fixture_sleep(100);
    }
    let count = AtomicUsize::new(0);
    cgo_join(start(counts, &count, 100));
    assert_eq!(count.into_inner(), 100);
    let output = cgocall::blocking(|| std::process::Command::new("true").output());
    assert!(output.expect("a child").status.success());
}

/// Whatever waits goes on waiting when a handler without SA_RESTART has run on its thread.
#[test]
fn waits_outlast_handlers_that_do_not_restart_system_calls() {
    child::in_every_mode("interruptions::waits_outlast_handlers_that_do_not_restart_system_calls", || {
        assert_eq!(cgo_handle(libc::SIGUSR1, 0), 0);
        child::builder().max_procs(2).init().expect("nobody has started it");
        let stop = AtomicI32::new(0);
        std::thread::scope(|s| {
            for _ in 0..2 {
                s.spawn(|| cgo_storm(libc::SIGUSR1, &stop));
            }
            cgocall::run(|| {
                while cgo_handled() < 200 {
                    wait_in_every_way();
                }
            });
            stop.store(1, SeqCst);
        });
    });
}

/// The C library signals every thread, and waits for all: also for those of the runtime and those that come and go.
#[test]
fn setgid_on_a_goroutine_reaches_all_threads() {
    fn groups() -> Vec<String> {
        let mut groups: Vec<String> = std::fs::read_dir("/proc/self/task")
            .expect("proc")
            // A thread may have ended since.
            .filter_map(|task| std::fs::read_to_string(task.expect("proc").path().join("status")).ok())
            .filter_map(|status| status.lines().find(|l| l.starts_with("Gid:")).map(str::to_owned))
            .collect();
        groups.dedup();
        groups
    }
    child::in_every_mode("interruptions::setgid_on_a_goroutine_reaches_all_threads", || {
        child::builder().max_procs(2).init().expect("nobody has started it");
        cgocall::run(|| {
            let done = &AtomicBool::new(false);
            let count = &AtomicUsize::new(0);
            cgocall::scope(|s| {
                // Threads in C, threads that come and go, and Rust code that uses what is below its stack pointer.
                for _ in 0..8 {
                    s.spawn(|| {
                        while !done.load(SeqCst) {
                            ffi::fixture_sleep_blocking(100);
                        }
                    });
                }
                s.spawn(|| {
                    while !done.load(SeqCst) {
                        cgo_join(start(counts, count, 2));
                    }
                });
                let sums = s.spawn(|| {
                    let mut wrong = 0;
                    while !done.load(SeqCst) {
                        wrong += usize::from(leaf(std::hint::black_box(7)) != 7 * 120);
                        cgocall::yield_now();
                    }
                    wrong
                });
                let own = getgid();
                for _ in 0..50 {
                    assert_eq!(setgid(own), 0);
                }
                done.store(true, SeqCst);
                assert_eq!(sums.join().expect("it ends"), 0);
            });
            // An emulator changes one thread's only. SAFETY: no memory.
            if unsafe { libc::geteuid() } == 0 && !cgocall_test_fixtures::is_emulated() {
                assert_eq!((setgid(12_345), getgid()), (0, 12_345));
                assert_eq!(groups(), ["Gid:\t12345\t12345\t12345\t12345"]);
            }
        });
    });

    #[inline(never)]
    fn leaf(x: usize) -> usize {
        let mut local = [0; 15];
        for (i, word) in local.iter_mut().enumerate() {
            *word = x * (i + 1);
        }
        std::hint::black_box(&mut local).iter().sum()
    }
}
