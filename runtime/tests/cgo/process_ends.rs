//! Callbacks before `main`, at the end of the process, and while it ends.

use std::ffi::{CStr, c_int, c_void};
use std::sync::atomic::{AtomicI32, AtomicUsize, Ordering::SeqCst};

use cgocall::{cgo_export, cgo_import};

use crate::child;
use crate::threads::{Fn, counts, soon, start_until};

mod c {
    use super::*;

    #[cgo_import]
    unsafe extern "C" {
        pub(super) fn cgo_call_last(f: Fn, data: *mut c_void);
        /// `-> !` in C's words.
        pub(super) safe fn exit(code: c_int);
    }
}

/// Writes without the standard library's locks, whose state at the end of the process is not the matter here.
fn say(text: &str) {
    // SAFETY: writes initialised bytes.
    unsafe { libc::write(1, text.as_ptr().cast(), text.len()) };
}

#[cgo_export]
unsafe extern "C" fn last(_data: *mut c_void) {
    let (send, receive) = cgocall::sync::channel(0);
    let other = cgocall::spawn(move || send.send(cgocall::current().id()).expect("it is received"));
    let id = receive.recv().expect("it is sent");
    other.join().expect("it ends");
    if id != cgocall::current().id() {
        say("called last\n");
    }
}

/// In a child that ends as `body` says: a destructor function of C's calls back, and what it calls waits for another
/// goroutine.
fn calls_last(test: &str, code: i32, body: fn()) {
    for (migrating, membarrier) in [("0", "on"), ("1", "off")] {
        let env = [("CGOCALL_TEST_MIGRATING", migrating), ("CGOCALL_MEMBARRIER", membarrier)];
        let output = child::output_of(test, &env, || {
            child::builder().init().expect("nobody has started it");
            // SAFETY: `last` takes any pointer.
            unsafe { c::cgo_call_last(last, std::ptr::null_mut()) };
            body();
        });
        let Some(output) = output else { return };
        assert_eq!(output.status.code(), Some(code), "{}{}", output.stdout, output.stderr);
        assert!(output.stdout.contains("called last\n"), "{}{}", output.stdout, output.stderr);
    }
}

#[test]
fn a_destructor_of_c_calls_back_when_main_returns() {
    calls_last("process_ends::a_destructor_of_c_calls_back_when_main_returns", 0, || {
        cgocall::run(|| cgocall::yield_now());
    });
}

#[test]
fn a_destructor_of_c_calls_back_when_c_ends_the_process_on_a_goroutine() {
    calls_last(
        "process_ends::a_destructor_of_c_calls_back_when_c_ends_the_process_on_a_goroutine",
        3,
        || {
            cgocall::run(|| c::exit(3));
        },
    );
}

#[test]
fn a_destructor_of_c_calls_back_when_c_ends_the_process_on_its_own_thread() {
    #[cgo_export]
    unsafe extern "C" fn yields(_data: *mut c_void) {
        cgocall::yield_now();
    }
    unsafe extern "C" fn ends(data: *mut c_void) {
        // SAFETY: `yields` takes any pointer, and the thread is C's.
        unsafe {
            yields(data);
            libc::exit(4);
        }
    }
    calls_last(
        "process_ends::a_destructor_of_c_calls_back_when_c_ends_the_process_on_its_own_thread",
        4,
        || {
            crate::threads::cgo_join(crate::threads::start(ends, &(), 1));
        },
    );
}

#[test]
fn a_destructor_of_c_calls_back_when_a_callback_of_a_thread_ends_the_process() {
    #[cgo_export]
    unsafe extern "C" fn ends(_data: *mut c_void) {
        // SAFETY: `last_without_a_wait` takes any pointer.
        unsafe { c::cgo_call_last(last_without_a_wait, std::ptr::null_mut()) };
        cgocall::yield_now();
        cgocall::exit(7);
    }
    calls_last(
        "process_ends::a_destructor_of_c_calls_back_when_a_callback_of_a_thread_ends_the_process",
        7,
        || {
            crate::threads::cgo_join(crate::threads::start(ends, &(), 1));
        },
    );
}

/// A wait is refused on the system stack, where the exit handlers run.
#[cgo_export]
unsafe extern "C" fn last_without_a_wait(_data: *mut c_void) {
    cgocall::spawn(|| ());
    say("called last\n");
}

#[test]
fn a_destructor_of_c_calls_back_when_rust_ends_the_process_on_a_goroutine() {
    fn ends(how: fn() -> !) {
        // SAFETY: `last_without_a_wait` takes any pointer.
        unsafe { c::cgo_call_last(last_without_a_wait, std::ptr::null_mut()) };
        cgocall::run(|| how());
    }
    let test = "process_ends::a_destructor_of_c_calls_back_when_rust_ends_the_process_on_a_goroutine";
    calls_last(test, 5, || ends(|| cgocall::exit(5)));
}

#[test]
fn a_destructor_of_c_calls_back_when_the_standard_library_ends_the_process_on_a_goroutine() {
    fn ends() {
        // SAFETY: `last_without_a_wait` takes any pointer.
        unsafe { c::cgo_call_last(last_without_a_wait, std::ptr::null_mut()) };
        cgocall::run(|| std::process::exit(6));
    }
    calls_last(
        "process_ends::a_destructor_of_c_calls_back_when_the_standard_library_ends_the_process_on_a_goroutine",
        6,
        ends,
    );
}

/// Threads of C's and goroutines are in the middle of callbacks, some running, some parked: the end waits for none.
#[test]
fn the_process_ends_with_callbacks_in_flight() {
    #[cgo_export]
    unsafe extern "C" fn parks(_data: *mut c_void) {
        cgocall::park();
    }
    #[cgo_export]
    unsafe extern "C" fn computes(_data: *mut c_void) {
        STARTED.fetch_add(1, SeqCst);
        loop {
            std::hint::spin_loop();
        }
    }
    static STARTED: AtomicUsize = AtomicUsize::new(0);
    static STOP: AtomicI32 = AtomicI32::new(0);
    static MADE: AtomicI32 = AtomicI32::new(0);
    static COUNT: AtomicUsize = AtomicUsize::new(0);
    let how: [(&str, fn()); 3] = [
        ("main", || std::process::exit(9)),
        ("goroutine", || cgocall::run(|| -> () { cgocall::exit(9) })),
        ("c", || cgocall::run(|| c::exit(9))),
    ];
    for (name, _) in how {
        let env = [("CGOCALL_TEST_END", name)];
        let output =
            child::output_of("process_ends::the_process_ends_with_callbacks_in_flight", &env, || {
                cgocall::Builder::new().max_procs(4).init().expect("nobody has started it");
                start_until(parks, &(), true, &STOP, &MADE);
                start_until(counts, &COUNT, false, &STOP, &MADE);
                start_until(computes, &(), true, &STOP, &MADE);
                for f in [parks as Fn, computes] {
                    // SAFETY: both take any pointer.
                    cgocall::spawn(move || unsafe { crate::threads::cgo_repeat(f, std::ptr::null_mut(), 1) });
                }
                soon(|| {
                    cgocall::stats().goroutines_parked == 2
                        && STARTED.load(SeqCst) == 2
                        && COUNT.load(SeqCst) > 0
                });
                let wanted = std::env::var("CGOCALL_TEST_END").expect("set by the parent");
                let (_, ends) = how.into_iter().find(|(name, _)| *name == wanted).expect("one of these");
                ends();
            });
        let Some(output) = output else { return };
        assert_eq!(output.status.code(), Some(9), "{name}: {}{}", output.stdout, output.stderr);
    }
}

/// Runs before `main` in every process of this test binary, on the main thread, which is C's then. In the children of the
/// tests below it calls C, which calls back as often as the environment says.
extern "C" fn constructor() {
    unsafe extern "C-unwind" {
        fn cgo_repeat(f: Fn, data: *mut c_void, times: std::ffi::c_long);
    }
    let number = |name: &CStr| {
        // SAFETY: a C string; nobody changes the environment yet; and what is there is a C string, too.
        unsafe {
            let text = libc::getenv(name.as_ptr());
            if text.is_null() { 0 } else { libc::atol(text) }
        }
    };
    let data = std::ptr::from_ref(&BEFORE_MAIN).cast_mut().cast();
    // SAFETY: both get a counter.
    unsafe {
        cgo_repeat(waits_and_counts, data, number(c"CGOCALL_TEST_WAITS_BEFORE_MAIN"));
        cgo_repeat(counts, data, number(c"CGOCALL_TEST_CALLS_BEFORE_MAIN"));
    }
}

#[used]
#[unsafe(link_section = ".init_array")]
static CONSTRUCTOR: extern "C" fn() = constructor;

static BEFORE_MAIN: AtomicUsize = AtomicUsize::new(0);

#[cgo_export]
unsafe extern "C" fn waits_and_counts(data: *mut c_void) {
    cgocall::spawn(|| cgocall::yield_now()).join().expect("goroutines run before main");
    // SAFETY: a counter.
    unsafe { counts(data) };
}

#[test]
fn a_static_constructor_calls_back_before_main() {
    let env = [("CGOCALL_TEST_WAITS_BEFORE_MAIN", "3")];
    child::alone("process_ends::a_static_constructor_calls_back_before_main", &env, || {
        assert_eq!(BEFORE_MAIN.load(SeqCst), 3);
        assert_eq!(cgocall::stats().foreign_threads, 1);
        // And everything goes on as ever.
        assert!(cgocall::Builder::new().init().is_err(), "it has been started");
        assert_eq!(cgocall::run(|| cgocall::spawn(|| 5).join().expect("it runs")), 5);
    });
}

/// The main thread of a program whose main is C's: it is never in `run`.
#[test]
fn a_hundred_thousand_callbacks_of_the_main_thread() {
    let env = [("CGOCALL_TEST_CALLS_BEFORE_MAIN", "100000")];
    child::alone("process_ends::a_hundred_thousand_callbacks_of_the_main_thread", &env, || {
        assert_eq!(BEFORE_MAIN.load(SeqCst), 100_000);
        assert_eq!(cgocall::stats().cgo_callbacks, 100_000);
    });
}
