//! Places in C at the thread cap: who keeps one, and who gets it.

#[allow(dead_code, reason = "each file uses what it needs")]
mod child;

use std::ffi::{c_int, c_uint};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::SeqCst};
use std::time::Duration;

mod c {
    use super::{c_int, c_uint};

    #[cgocall::cgo_import(blocking)]
    unsafe extern "C" {
        pub(super) safe fn sched_places_test_sleeps(us: c_uint);
        pub(super) safe fn sched_places_test_holds() -> c_int;
        pub(super) safe fn sched_places_test_arrives() -> c_int;
    }
}

static HELD: AtomicBool = AtomicBool::new(false);
static LET_GO: AtomicBool = AtomicBool::new(false);
static ARRIVED: AtomicBool = AtomicBool::new(false);

#[unsafe(no_mangle)]
extern "C" fn sched_places_test_sleeps(us: c_uint) {
    std::thread::sleep(Duration::from_micros(us.into()));
}

/// Keeps the only place until it is told to let go.
#[unsafe(no_mangle)]
extern "C" fn sched_places_test_holds() -> c_int {
    HELD.store(true, SeqCst);
    soon(|| LET_GO.load(SeqCst));
    1
}

#[unsafe(no_mangle)]
extern "C" fn sched_places_test_arrives() -> c_int {
    ARRIVED.store(true, SeqCst);
    1
}

fn soon(what: impl Fn() -> bool) {
    while !what() {
        std::thread::sleep(Duration::from_micros(200));
    }
}

/// Does a goroutine wait for a place?
fn one_waits() -> bool {
    let mut text = Vec::new();
    cgocall::dump(&mut text).expect("writing to memory");
    String::from_utf8(text).expect("text").contains("waiting for a thread")
}

/// One goroutine holds the only place and does `next` when it comes back from C; another waits for the place.
fn one_holds_and_one_waits(
    procs: usize,
    next: fn(),
) -> (cgocall::JoinHandle<()>, cgocall::JoinHandle<c_int>) {
    child::builder().max_procs(procs).max_threads(1).init().expect("nobody has started it");
    let holder = cgocall::spawn(move || {
        c::sched_places_test_holds();
        next();
    });
    soon(|| HELD.load(SeqCst));
    let waiter = cgocall::spawn(c::sched_places_test_arrives);
    soon(one_waits);
    assert!(!ARRIVED.load(SeqCst), "two in C at a cap of one");
    (holder, waiter)
}

fn one_waits_while_another_comes_back_and(next: fn()) {
    let (holder, waiter) = one_holds_and_one_waits(2, next);
    LET_GO.store(true, SeqCst);
    assert_eq!(waiter.join().expect("it returns"), 1);
    holder.goroutine().unpark();
    holder.join().expect("it returns");
}

#[test]
fn a_place_goes_to_who_waits_while_its_thread_runs_rust_code() {
    child::in_every_mode("a_place_goes_to_who_waits_while_its_thread_runs_rust_code", || {
        one_waits_while_another_comes_back_and(|| {
            while !ARRIVED.load(SeqCst) {
                std::hint::spin_loop();
            }
        });
    });
}

#[test]
fn a_place_goes_to_who_waits_while_its_thread_runs_goroutines_that_call_nothing() {
    child::in_every_mode(
        "a_place_goes_to_who_waits_while_its_thread_runs_goroutines_that_call_nothing",
        || {
            one_waits_while_another_comes_back_and(|| {
                while !ARRIVED.load(SeqCst) {
                    cgocall::yield_now();
                }
            });
        },
    );
}

#[test]
fn a_place_goes_to_who_waits_when_its_goroutine_parks() {
    child::in_every_mode("a_place_goes_to_who_waits_when_its_goroutine_parks", || {
        one_waits_while_another_comes_back_and(cgocall::park);
    });
}

#[test]
fn a_place_goes_to_who_waits_when_its_goroutine_ends() {
    child::in_every_mode("a_place_goes_to_who_waits_when_its_goroutine_ends", || {
        one_waits_while_another_comes_back_and(|| {});
    });
}

#[cgocall::cgo_export]
extern "C" fn sched_places_test_calls_back() {
    c::sched_places_test_holds();
}

#[test]
fn a_place_goes_to_who_waits_when_a_foreign_thread_goes_back_to_c() {
    child::in_every_mode("a_place_goes_to_who_waits_when_a_foreign_thread_goes_back_to_c", || {
        child::builder().max_procs(1).max_threads(1).init().expect("nobody has started it");
        let foreign = std::thread::spawn(|| {
            sched_places_test_calls_back();
            soon(|| ARRIVED.load(SeqCst));
        });
        soon(|| HELD.load(SeqCst));
        let waiter = cgocall::spawn(c::sched_places_test_arrives);
        soon(one_waits);
        // So that the foreign thread loses its processor.
        let busy = cgocall::spawn(|| {
            while !ARRIVED.load(SeqCst) {
                cgocall::yield_now();
            }
        });
        LET_GO.store(true, SeqCst);
        assert_eq!(waiter.join().expect("it returns"), 1);
        busy.join().expect("it returns");
        foreign.join().expect("it returns");
    });
}

/// Its thread comes back without a P to be had.
#[test]
fn a_place_goes_to_who_waits_while_its_thread_waits_for_a_processor() {
    child::in_every_mode("a_place_goes_to_who_waits_while_its_thread_waits_for_a_processor", || {
        let (holder, waiter) = one_holds_and_one_waits(1, || {});
        cgocall::run(|| {
            LET_GO.store(true, SeqCst);
            while !ARRIVED.load(SeqCst) {
                std::hint::spin_loop();
            }
        });
        assert_eq!(waiter.join().expect("it returns"), 1);
        holder.join().expect("it returns");
    });
}

#[test]
fn who_calls_again_and_again_does_not_keep_its_place_for_ever() {
    child::in_every_mode("who_calls_again_and_again_does_not_keep_its_place_for_ever", || {
        child::builder().max_procs(2).max_threads(1).init().expect("nobody has started it");
        let calls_on = cgocall::spawn(|| {
            while !ARRIVED.load(SeqCst) {
                c::sched_places_test_sleeps(100);
            }
        });
        cgocall::spawn(c::sched_places_test_arrives).join().expect("it returns");
        calls_on.join().expect("it returns");
    });
}

/// What a thread's end does not take along: the threads here outlive the test.
fn voluntary_switches() -> usize {
    let mut sum = 0;
    for thread in std::fs::read_dir("/proc/self/task").expect("proc is mounted") {
        let at = thread.expect("an entry").path();
        let read = |file| std::fs::read_to_string(at.join(file)).unwrap_or_default();
        if read("comm").starts_with("cgocall-m") {
            let status = read("status");
            let line = status.lines().find(|l| l.starts_with("voluntary_ctxt_switches"));
            sum += line.and_then(|l| l.split_whitespace().nth(1)?.parse::<usize>().ok()).unwrap_or(0);
        }
    }
    sum
}

/// A thread that comes back from C ends its goroutine and goes into C with the next: the one sleep is the call's.
#[test]
fn at_the_cap_a_call_after_another_costs_no_change_of_threads() {
    if cfg!(feature = "chaos") {
        return; // where every wait goes to another thread
    }
    const CALLS: usize = 2000;
    child::alone("at_the_cap_a_call_after_another_costs_no_change_of_threads", &[], || {
        // SAFETY: no code here keeps a value of the thread across a park.
        let builder = unsafe { cgocall::Builder::new().max_procs(2).max_threads(16).migrating() };
        builder.init().expect("nobody has started it");
        static DONE: AtomicUsize = AtomicUsize::new(0);
        cgocall::run(|| {
            let call = || {
                c::sched_places_test_sleeps(2000);
                DONE.fetch_add(1, SeqCst);
            };
            let all: Vec<_> = (0..CALLS).map(|_| cgocall::spawn(call)).collect();
            all.into_iter().for_each(|g| g.join().expect("it returns"));
        });
        assert_eq!(DONE.load(SeqCst), CALLS);
        let switches = voluntary_switches();
        assert!(switches < 2 * CALLS, "{switches} changes of threads for {CALLS} calls");
        let threads = cgocall::stats().threads;
        assert!(threads <= 16 + 16, "{threads} threads at a cap of 16");
    });
}
