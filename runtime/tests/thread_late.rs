//! A thread that the system is slow to start keeps nobody waiting meanwhile.
//!
//! This test binary's own `pthread_create` stands before the C library's, and lets new threads sleep first.

// A static program has no other `pthread_create` behind its own.
#![cfg(target_env = "gnu")]

mod support;

use std::ffi::c_void;
use std::mem::transmute;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering::SeqCst};
use std::time::{Duration, Instant};

use support::ffi;

static LATE: AtomicBool = AtomicBool::new(false);
static STARTED_LATE: AtomicU32 = AtomicU32::new(0);
const BY: Duration = Duration::from_secs(2);

type Main = extern "C" fn(*mut c_void) -> *mut c_void;
type Create = unsafe extern "C" fn(*mut c_void, *const c_void, Main, *mut c_void) -> i32;

/// # Safety
/// As the C library's.
#[unsafe(no_mangle)]
unsafe extern "C" fn pthread_create(id: *mut c_void, attr: *const c_void, f: Main, arg: *mut c_void) -> i32 {
    // SAFETY: the next definition of this name is the C library's, which is of this type; the caller's promises.
    unsafe {
        let next = libc::dlsym(libc::RTLD_NEXT, c"pthread_create".as_ptr());
        let create = transmute::<*mut c_void, Create>(next);
        if !LATE.load(SeqCst) {
            return create(id, attr, f, arg);
        }
        STARTED_LATE.fetch_add(1, SeqCst);
        create(id, attr, starts_late, Box::into_raw(Box::new((f, arg))).cast())
    }
}

extern "C" fn starts_late(start: *mut c_void) -> *mut c_void {
    std::thread::sleep(BY);
    // SAFETY: `pthread_create` above made it for this thread alone.
    let (f, arg) = *unsafe { Box::from_raw(start.cast::<(Main, *mut c_void)>()) };
    f(arg)
}

#[test]
fn who_comes_back_from_c_does_not_wait_for_a_thread_in_the_making() {
    support::run("comes back").succeeded();
}

#[test]
#[ignore = "the other test runs it, in a process of its own"]
fn child() {
    let Some(_) = support::scenario() else { return };
    // SAFETY: no code here keeps a value of the thread across a park.
    let builder = unsafe { cgocall::Builder::new().max_procs(1).migrating() };
    builder.init().expect("the first");
    cgocall::run(|| {
        LATE.store(true, SeqCst);
        let other = cgocall::spawn(|| 7);
        let called = Instant::now();
        // The one processor is for the other goroutine now, and there is no thread for it yet.
        ffi::fixture_sleep_blocking(5_000);
        let lasted = called.elapsed();
        assert!(STARTED_LATE.load(SeqCst) > 0, "no thread was asked for");
        assert!(lasted < BY / 2, "it waited for {lasted:?}");
        assert_eq!(other.join().expect("no panic"), 7);
    });
}
