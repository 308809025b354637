//! What goes wrong is said so that its cause is found, and hurts nobody else. Each in a process of its own.

mod support;

use std::hint::black_box;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicI32, Ordering::SeqCst};
use std::time::Duration;

use cgocall::Spawner;

/// Calls itself for ever, 1 KiB at a time.
fn recurse(depth: u64) -> u64 {
    let frame = black_box([depth; 128]);
    if depth == u64::MAX { 0 } else { frame[127] + recurse(depth + 1) }
}

/// The same so many times.
fn recurse_times(n: u64) -> u64 {
    let frame = black_box([n; 128]);
    if n == 0 { 0 } else { 1 + recurse_times(frame[127] - 1) }
}

/// What `f` panics with.
fn panic_of(f: impl FnOnce()) -> String {
    let payload = catch_unwind(AssertUnwindSafe(f)).expect_err("a panic");
    match payload.downcast::<String>() {
        Ok(text) => *text,
        Err(payload) => (*payload.downcast::<&str>().expect("text")).into(),
    }
}

#[test]
fn a_goroutine_that_overflows_its_stack_is_named_with_the_size_and_the_remedy() {
    let ended = support::run("overflow").died_of(libc::SIGABRT);
    // `main` is goroutine 1.
    let ended = ended.said("goroutine 2 (\"deep\") overflowed its 64 KiB stack at address 0x");
    ended.said("help: give it more with cgocall::Spawner::new().stack_size(..)").did_not_say("survived");
}

#[test]
fn a_goroutine_with_a_larger_stack_recurses_deeper() {
    support::run("deep").succeeded();
}

#[test]
fn a_plain_thread_that_overflows_gets_the_standard_librarys_message() {
    let ended = support::run("thread overflow").died_of(libc::SIGABRT);
    ended.said("thread 'plain'").said("has overflowed its stack").did_not_say("goroutine");
}

#[test]
fn c_that_overflows_the_threads_stack_gets_the_standard_librarys_message() {
    let ended = support::run("c overflow").died_of(libc::SIGABRT);
    ended.said("thread 'cgocall-m").said("has overflowed its stack");
}

#[test]
fn a_second_init_is_an_error() {
    support::run("init twice").succeeded();
    support::run("init after use").succeeded();
}

#[test]
fn an_absurd_stack_size_is_an_error() {
    support::run("absurd stack").succeeded();
}

#[test]
fn a_forked_child_that_spawns_is_told_why_it_cannot() {
    support::run("fork, spawn")
        .succeeded()
        .said_once("this process was forked from one that runs goroutines");
}

#[test]
fn a_forked_child_that_would_wait_for_others_is_told_why_it_cannot() {
    for scenario in ["fork, park", "fork, yield", "fork, blocking call", "fork, limit"] {
        let ended = support::run(scenario).succeeded();
        ended.said_once("this process was forked from one that runs goroutines");
    }
}

#[test]
fn a_forked_child_computes_calls_c_and_ends() {
    support::run("fork, C").succeeded().did_not_say("forked");
}

#[test]
fn where_address_space_ends_spawner_says_so_and_the_program_goes_on() {
    support::run("no address space").succeeded().said("no stack for another goroutine");
}

#[test]
fn a_park_within_on_system_stack_says_where_it_is() {
    let text = cgocall::run(|| cgocall::on_system_stack(|| panic_of(cgocall::park)));
    assert!(text.contains("would park within on_system_stack") && text.contains("(\"main\")"), "{text}");
    for wait in [
        cgocall::yield_now,
        || cgocall::sleep(Duration::from_millis(1)),
        || drop(cgocall::spawn(|| ()).join()),
    ] {
        let text = cgocall::run(|| cgocall::on_system_stack(|| panic_of(wait)));
        assert!(text.contains("would park within on_system_stack"), "{text}");
    }
}

#[test]
fn a_park_while_no_park_lives_says_where_it_was_made() {
    let text = cgocall::run(|| {
        let _no_park = cgocall::NoPark::new();
        panic_of(cgocall::park)
    });
    assert!(text.contains("would park while a NoPark, made at ") && text.contains("bad_input.rs:"), "{text}");
}

#[test]
fn a_park_with_the_world_stopped_says_so() {
    let text = cgocall::run(|| {
        let _stopped = cgocall::stop_the_world();
        panic_of(cgocall::park)
    });
    assert!(text.contains("would park while it holds the world stopped"), "{text}");
}

#[test]
fn current_off_a_goroutine_says_so() {
    let text = panic_of(|| drop(cgocall::current()));
    assert!(text.contains("goroutine"), "{text}");
    assert!(cgocall::try_current().is_none());
}

#[test]
#[ignore = "the other tests run it, in processes of its own"]
fn child() {
    let Some(scenario) = support::scenario() else { return };
    match scenario.as_str() {
        "overflow" => cgocall::run(|| {
            let deep = Spawner::new().name("deep").spawn(|| recurse(0)).expect("a stack");
            println!("survived: {:?}", deep.join());
        }),
        "deep" => cgocall::run(|| {
            let deep = Spawner::new().stack_size(8 << 20).spawn(|| recurse_times(1_000)).expect("a stack");
            assert_eq!(deep.join().expect("no panic"), 1_000);
        }),
        "thread overflow" => {
            cgocall::run(|| ());
            let plain =
                std::thread::Builder::new().name("plain".into()).spawn(|| recurse(0)).expect("a thread");
            drop(plain.join());
        }
        "c overflow" => drop(cgocall::run(|| support::ffi::fixture_recurse(usize::MAX))),
        "init twice" => {
            cgocall::Builder::new().max_procs(1).init().expect("the first");
            refused_init();
            assert_eq!(cgocall::max_procs(), 1, "the second changed something");
        }
        "init after use" => {
            cgocall::run(|| ());
            refused_init();
        }
        "absurd stack" => cgocall::run(|| {
            let error = Spawner::new().stack_size(2 << 30).spawn(|| ()).expect_err("2 GiB");
            assert_eq!(error.kind(), std::io::ErrorKind::InvalidInput);
            assert!(error.to_string().contains("the largest has 1 GiB"), "{error}");
            Spawner::new().stack_size(usize::MAX).spawn(|| ()).expect_err("everything");
            cgocall::spawn(|| ()).join().expect("others are not hurt");
        }),
        "fork, spawn" => forked(true, || drop(cgocall::spawn(|| ()))),
        "fork, park" => forked(true, cgocall::park),
        "fork, yield" => forked(true, || {
            loop {
                cgocall::yield_now();
                cgocall::sleep(Duration::from_millis(1));
            }
        }),
        "fork, blocking call" => forked(true, || support::ffi::fixture_sleep_blocking(1)),
        "fork, limit" => {
            std::thread::spawn(|| wait_alone(&HERE, &AtomicI32::new(0)));
            while HERE.load(SeqCst) == 0 {
                std::thread::yield_now();
            }
            // With its thread, which looks into no queue.
            forked(true, || cgocall::on_system_stack(|| wait_alone(&HERE, &AtomicI32::new(1))));
        }
        "fork, C" => forked(false, || {
            assert_eq!(support::ffi::default_policy::fixture_add(1, 2), 3);
            support::ffi::fixture_sleep(5_000);
            assert_eq!(cgocall::on_system_stack(|| support::ffi::fixture_recurse(10)), 10);
        }),
        "no address space" => no_address_space(),
        other => panic!("no scenario {other:?}"),
    }
}

static HERE: AtomicI32 = AtomicI32::new(0);

#[cgocall::cgo_import(serialize)]
unsafe extern "C" {
    #[link_name = "fixture_meet"]
    safe fn wait_alone(here: &AtomicI32, flag: &AtomicI32);
}

fn refused_init() {
    let error = cgocall::Builder::new().max_procs(2).init().expect_err("a second start");
    assert!(error.to_string().contains("the cgocall runtime is already running"), "{error}");
}

/// Forks on a goroutine, while others run on other threads, and does `what` in the forked process, which is to abort,
/// or not.
fn forked(aborts: bool, what: impl FnOnce() + Send) {
    cgocall::Builder::new().max_procs(2).init().expect("the first");
    cgocall::run(move || {
        let _busy: Vec<_> = (0..4)
            .map(|_| {
                cgocall::spawn(|| {
                    loop {
                        cgocall::yield_now()
                    }
                })
            })
            .collect();
        cgocall::yield_now();
        // SAFETY: what the forked process does is the matter of the test; it ends without running anything else.
        unsafe {
            let pid = libc::fork();
            if pid == 0 {
                libc::alarm(20);
                what();
                libc::_exit(0);
            }
            let mut status = 0;
            assert_eq!(libc::waitpid(pid, &mut status, 0), pid);
            if aborts {
                assert!(libc::WIFSIGNALED(status) && libc::WTERMSIG(status) == libc::SIGABRT, "{status:#x}");
            } else {
                assert!(libc::WIFEXITED(status) && libc::WEXITSTATUS(status) == 0, "{status:#x}");
            }
        }
    });
}

fn no_address_space() {
    cgocall::run(|| {
        let mut parked = Vec::with_capacity(100_000);
        // Holes in the heap, which otherwise could not grow for a panic's sake.
        let heap: Vec<Box<[u8; 1000]>> = (0..2000).map(|_| Box::new([0; 1000])).collect();
        drop(heap.into_iter().step_by(2).collect::<Vec<_>>());
        limit_address_space(64 << 20);
        let error = loop {
            match Spawner::new().spawn(cgocall::park) {
                Ok(g) => parked.push(g),
                Err(e) => break e,
            }
            assert!(parked.len() < 100_000, "64 MiB hold no 100,000 stacks");
        };
        assert_eq!(error.kind(), std::io::ErrorKind::OutOfMemory, "{error}");
        println!("{}", panic_of(|| drop(cgocall::spawn(|| ()))));
        // Those that live are not hurt, and their stacks are there for others when they end.
        assert!(parked.len() > 100, "{}", parked.len());
        for g in parked {
            g.goroutine().unpark();
            g.join().expect("no panic");
        }
        cgocall::spawn(|| ()).join().expect("as before");
    });
}

/// Lets the process have so many bytes more.
fn limit_address_space(more: u64) {
    let statm = std::fs::read_to_string("/proc/self/statm").expect("proc");
    let pages: u64 = statm.split(' ').next().and_then(|n| n.parse().ok()).expect("a number of pages");
    let limit = libc::rlimit { rlim_cur: pages * 4096 + more, rlim_max: libc::RLIM_INFINITY };
    // SAFETY: a plain system call.
    assert_eq!(unsafe { libc::setrlimit(libc::RLIMIT_AS, &limit) }, 0);
}

#[test]
fn a_default_stack_of_gigabytes_is_refused_before_anything_starts() {
    let error = cgocall::Builder::new().stack_size(2 << 30).init().expect_err("2 GiB for every goroutine");
    assert!(error.to_string().contains("at most 1073741824 bytes"), "{error}");
    assert_eq!(cgocall::stats(), cgocall::Stats::default(), "the runtime has started all the same");
}
