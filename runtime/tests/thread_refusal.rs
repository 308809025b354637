//! A system that gives no more threads is reported once and waited out.
//!
//! This test binary's own `pthread_create` stands before the C library's and refuses when told to: the limits that do
//! so in earnest do not bind a superuser, or bind the whole machine.

// A static program has no other `pthread_create` behind its own.
#![cfg(target_env = "gnu")]

mod support;

use std::ffi::c_void;
use std::mem::transmute;
use std::sync::atomic::{AtomicBool, AtomicI32, AtomicU32, Ordering::SeqCst};
use std::time::Duration;

use support::ffi;

static REFUSE: AtomicBool = AtomicBool::new(false);
static REFUSED: AtomicU32 = AtomicU32::new(0);

type Create = unsafe extern "C" fn(*mut c_void, *const c_void, *const c_void, *mut c_void) -> i32;

/// # Safety
/// As the C library's.
#[unsafe(no_mangle)]
unsafe extern "C" fn pthread_create(
    id: *mut c_void,
    attr: *const c_void,
    f: *const c_void,
    arg: *mut c_void,
) -> i32 {
    if REFUSE.load(SeqCst) {
        REFUSED.fetch_add(1, SeqCst);
        return libc::EAGAIN;
    }
    // SAFETY: the next definition of this name is the C library's, which is of this type; the caller's promises.
    let result = unsafe {
        let next = libc::dlsym(libc::RTLD_NEXT, c"pthread_create".as_ptr());
        transmute::<*mut c_void, Create>(next)(id, attr, f, arg)
    };
    // The new thread may meet a refusal before its maker goes on, which is no recovery from that.
    std::thread::sleep(Duration::from_millis(5));
    result
}

const MESSAGE: &str = "cgocall: the system refuses another thread";

#[test]
fn work_waits_for_the_threads_there_are_and_the_refusal_is_said_once() {
    support::run("no second thread").succeeded().said_once(MESSAGE).said("help: raise the limit");
}

#[test]
fn the_very_first_thread_is_waited_for() {
    support::run("no first thread").succeeded().said_once(MESSAGE);
}

#[test]
fn work_behind_a_call_into_c_runs_when_threads_are_given_again() {
    support::run("given again").succeeded().said_once(MESSAGE);
}

#[test]
fn calls_that_belong_to_a_thread_wait_for_it_and_the_refusal_names_it() {
    let ended = support::run("bound calls").succeeded();
    ended.said_once("cgocall: the system refuses thread \"refused\"").said("help: raise the limit");
}

#[test]
#[ignore = "the other tests run it, in processes of its own"]
fn child() {
    let Some(scenario) = support::scenario() else { return };
    // One processor: no second thread is asked for until one is needed.
    // SAFETY: no code here keeps a value of the thread across a park.
    let builder = unsafe { cgocall::Builder::new().max_procs(1).migrating() };
    builder.init().expect("the first");
    match scenario.as_str() {
        "no second thread" => no_second_thread(),
        "no first thread" => no_first_thread(),
        "given again" => given_again(),
        "bound calls" => bound_calls(),
        other => panic!("no scenario {other:?}"),
    }
}

/// One thread does the work of all, one call after the other.
fn no_second_thread() {
    cgocall::run(|| {
        REFUSE.store(true, SeqCst);
        let all: Vec<_> = (0..50).map(|_| cgocall::spawn(|| ffi::fixture_sleep_blocking(1_000))).collect();
        all.into_iter().for_each(|g| g.join().expect("no panic"));
        let more: Vec<_> = (0..50).map(|_| cgocall::spawn(|| ffi::fixture_sleep(1_000))).collect();
        more.into_iter().for_each(|g| g.join().expect("no panic"));
        assert!(REFUSED.load(SeqCst) > 0, "no thread was asked for");
    });
}

fn no_first_thread() {
    REFUSE.store(true, SeqCst);
    let goroutine = cgocall::spawn(|| 7);
    while REFUSED.load(SeqCst) < 3 {
        std::thread::sleep(Duration::from_millis(1)); // it is asked for again and again
    }
    REFUSE.store(false, SeqCst);
    assert_eq!(goroutine.join().expect("no panic"), 7);
}

/// The only thread is in C until a goroutine runs that has no thread to run on yet.
fn given_again() {
    static FLAG: AtomicI32 = AtomicI32::new(0);
    let waits = || {
        REFUSE.store(true, SeqCst);
        cgocall::spawn(|| FLAG.store(1, SeqCst));
        ffi::fixture_wait_blocking(&FLAG);
    };
    let goroutine = cgocall::spawn(waits);
    while REFUSED.load(SeqCst) == 0 {
        std::thread::sleep(Duration::from_millis(1));
    }
    assert_eq!(FLAG.load(SeqCst), 0);
    REFUSE.store(false, SeqCst);
    goroutine.join().expect("no panic");
}

/// The thread cannot be made at its first use.
fn bound_calls() {
    #[cgocall::cgo_import(thread = "refused")]
    unsafe extern "C" {
        safe fn gettid() -> i32;
    }
    cgocall::run(|| {
        REFUSE.store(true, SeqCst);
        let goroutines = [(); 2].map(|()| cgocall::spawn(gettid));
        while REFUSED.load(SeqCst) < 5 {
            cgocall::sleep(Duration::from_millis(1));
        }
        assert!(!goroutines.iter().any(cgocall::JoinHandle::is_finished));
        REFUSE.store(false, SeqCst);
        let there = gettid();
        for goroutine in goroutines {
            assert_eq!(goroutine.join().expect("no panic"), there);
        }
    });
}
