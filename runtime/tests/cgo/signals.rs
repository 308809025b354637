//! Signals: whose handler runs, on which stack, and that a storm of them disturbs nothing.

use std::ffi::{CStr, c_char, c_int, c_void};
use std::os::unix::process::ExitStatusExt;
use std::sync::atomic::{AtomicI32, AtomicUsize, Ordering::SeqCst};
use std::time::Duration;

use cgocall::{cgo_export, cgo_import};

use crate::child;
use crate::threads::{Fn, cgo_join, counts, start};

#[cgo_import]
unsafe extern "C" {
    safe fn cgo_handle(signal: c_int, flags: c_int) -> c_int;
    safe fn cgo_handled() -> c_int;
    #[cgo(blocking)]
    fn cgo_storm_at_thread(f: Fn, data: *mut c_void, times: c_int, signal: c_int) -> c_int;
    #[cgo(blocking)]
    safe fn cgo_storm(signal: c_int, stop: &AtomicI32);
    fn cgo_mallocs(f: Fn, data: *mut c_void, times: c_int);
    #[cgo(blocking)]
    fn cgo_alternate_stacks(f: Fn, data: *mut c_void, own: c_int) -> c_int;
    safe fn cgo_replace_stack() -> c_int;
    #[cgo(blocking)]
    fn cgo_masks(f: Fn, data: *mut c_void) -> c_int;
    safe fn cgo_handle_faults() -> c_int;
    fn cgo_fault();
    safe fn cgo_fault_and_recover() -> c_int;
    safe fn cgo_write_to_closed_pipe() -> c_int;
    #[cgo(blocking)]
    fn cgo_blocked_in_child(line: *mut c_char, size: c_int) -> c_int;
}

fn pointer<T: Sync>(to: &T) -> *mut c_void {
    std::ptr::from_ref(to).cast_mut().cast()
}

#[cgo_export]
unsafe extern "C" fn yields(data: *mut c_void) {
    cgocall::yield_now();
    // SAFETY: a counter.
    unsafe { counts(data) };
}

/// From before the first callback, when the thread has nothing to do with the runtime yet, to its end.
#[test]
fn a_storm_of_signals_during_the_first_callbacks_of_threads_stops_nobody() {
    child::in_every_mode(
        "signals::a_storm_of_signals_during_the_first_callbacks_of_threads_stops_nobody",
        || {
            child::builder().init().expect("nobody has started it");
            // With and without the stack for signals, and the one that profilers use.
            for (signal, flags) in
                [(libc::SIGCHLD, 0), (libc::SIGUSR1, libc::SA_ONSTACK), (libc::SIGPROF, libc::SA_RESTART)]
            {
                assert_eq!(cgo_handle(signal, flags), 0);
                let count = AtomicUsize::new(0);
                let sent: c_int = cgocall::run(|| {
                    // SAFETY: `yields` gets its counter, and the thread ends within the call.
                    (0..15).map(|_| unsafe { cgo_storm_at_thread(yields, pointer(&count), 3, signal) }).sum()
                });
                assert_eq!(count.into_inner(), 45);
                assert!(sent > 15 && cgo_handled() > 0, "{sent} sent, {} handled", cgo_handled());
                assert_eq!(cgocall::stats().foreign_threads, 0);
            }
        },
    );
}

#[test]
fn a_hundred_threads_allocate_and_call_back_under_a_storm() {
    unsafe extern "C" fn allocates(data: *mut c_void) {
        // SAFETY: `yields` gets its counter.
        unsafe { plain_mallocs(yields, data, 1000) };
    }
    unsafe extern "C-unwind" {
        #[link_name = "cgo_mallocs"]
        fn plain_mallocs(f: Fn, data: *mut c_void, times: c_int);
    }
    child::in_every_mode("signals::a_hundred_threads_allocate_and_call_back_under_a_storm", || {
        assert_eq!(cgo_handle(libc::SIGCHLD, 0), 0);
        child::builder().init().expect("nobody has started it");
        let (stop, count) = (AtomicI32::new(0), AtomicUsize::new(0));
        std::thread::scope(|s| {
            s.spawn(|| cgo_storm(libc::SIGCHLD, &stop));
            cgocall::run(|| {
                let threads: Vec<_> = (0..100).map(|_| start(allocates, &count, 1)).collect();
                cgocall::scope(|s| {
                    for _ in 0..20 {
                        // SAFETY: as above.
                        s.spawn(|| unsafe { cgo_mallocs(yields, pointer(&count), 1000) });
                    }
                });
                threads.into_iter().for_each(cgo_join);
            });
            stop.store(1, SeqCst);
        });
        assert_eq!(count.into_inner(), 120 * 16);
        assert!(cgo_handled() > 0);
    });
}

#[test]
fn a_thread_finds_its_alternate_stack_as_it_was() {
    child::in_every_mode("signals::a_thread_finds_its_alternate_stack_as_it_was", || {
        child::builder().init().expect("nobody has started it");
        let count = AtomicUsize::new(0);
        // SAFETY: `yields` gets its counter, and the threads end within the calls.
        let wrong = [1, 0, 1, 0]
            .map(|own| cgocall::run(|| unsafe { cgo_alternate_stacks(yields, pointer(&count), own) }));
        assert_eq!(wrong, [0; 4]);
        assert_eq!(count.into_inner(), 4 + 2 + 4 + 2);
    });
}

#[test]
fn a_thread_finds_its_signal_mask_as_it_was_and_callbacks_run_with_it() {
    fn is_blocked(signal: c_int) -> bool {
        // SAFETY: the set is filled in by the call.
        unsafe {
            let mut now = std::mem::zeroed();
            libc::pthread_sigmask(libc::SIG_BLOCK, std::ptr::null(), &mut now);
            libc::sigismember(&now, signal) == 1
        }
    }
    #[cgo_export]
    unsafe extern "C" fn looks(data: *mut c_void) {
        assert!(is_blocked(libc::SIGUSR2) && !is_blocked(libc::SIGUSR1));
        // Also after it has waited.
        cgocall::sleep(Duration::from_micros(100));
        assert!(is_blocked(libc::SIGUSR2) && !is_blocked(libc::SIGUSR1));
        // SAFETY: a counter.
        unsafe { counts(data) };
    }
    child::in_every_mode(
        "signals::a_thread_finds_its_signal_mask_as_it_was_and_callbacks_run_with_it",
        || {
            child::builder().init().expect("nobody has started it");
            let count = AtomicUsize::new(0);
            // SAFETY: `looks` gets its counter, and the thread ends within the call.
            assert_eq!(cgocall::run(|| unsafe { cgo_masks(looks, pointer(&count)) }), 0);
            assert_eq!(count.into_inner(), 3);
        },
    );
}

/// A handler of C's, whether it was there before the runtime or came after it, gets C's faults: in a call, and on a thread.
#[test]
fn a_fault_in_c_gets_to_the_handler_that_c_has_installed() {
    unsafe extern "C" fn faults(data: *mut c_void) {
        // SAFETY: `counts` gets its counter.
        unsafe {
            counts(data);
            assert_eq!(plain_fault(), libc::SIGSEGV);
            counts(data);
        }
    }
    unsafe extern "C-unwind" {
        #[link_name = "cgo_fault_and_recover"]
        fn plain_fault() -> c_int;
    }
    for after in ["0", "1"] {
        let test = "signals::a_fault_in_c_gets_to_the_handler_that_c_has_installed";
        child::alone(test, &[("CGOCALL_TEST_AFTER", after)], || {
            let after = std::env::var("CGOCALL_TEST_AFTER").is_ok_and(|v| v == "1");
            if after {
                cgocall::run(|| ());
            }
            assert_eq!(cgo_handle_faults(), 0);
            let count = AtomicUsize::new(0);
            cgocall::run(|| {
                for _ in 0..3 {
                    assert_eq!(cgo_fault_and_recover(), libc::SIGSEGV);
                }
                cgo_join(start(faults, &count, 1));
            });
            assert_eq!(count.into_inner(), 2);
        });
    }
}

#[test]
fn a_fault_in_rust_gets_to_the_handler_that_c_has_installed() {
    let output =
        child::output_of("signals::a_fault_in_rust_gets_to_the_handler_that_c_has_installed", &[], || {
            assert_eq!(cgo_handle_faults(), 0);
            cgocall::run(|| {
                // SAFETY: none: it is to fault.
                unsafe { std::ptr::without_provenance_mut::<u8>(32).write_volatile(1) }
            });
        });
    let Some(output) = output else { return };
    assert_eq!(output.status.code(), Some(70), "{}{}", output.stdout, output.stderr);
    assert!(output.stdout.contains("C's handler: an unexpected fault"), "{}", output.stdout);
}

/// Nobody turns a fault in C into anything else.
#[test]
fn a_fault_in_c_that_nobody_handles_ends_the_process() {
    #[cgo_export]
    unsafe extern "C" fn faults(_data: *mut c_void) {
        // SAFETY: none: it is to fault.
        unsafe { cgo_fault() };
    }
    unsafe extern "C" fn attached_and_faults(data: *mut c_void) {
        unsafe extern "C-unwind" {
            fn cgo_fault();
        }
        // SAFETY: a counter; and none.
        unsafe {
            counts(data);
            cgo_fault();
        }
    }
    let where_it_is: [(&str, fn()); 4] = [
        // SAFETY: none: they are to fault.
        ("in a call", || cgocall::run(|| unsafe { cgo_fault() })),
        // SAFETY: as above.
        ("on a plain thread", || unsafe { cgo_fault() }),
        ("on a thread of C's", || {
            cgo_join(start(attached_and_faults, Box::leak(Box::new(AtomicUsize::new(0))), 1));
        }),
        ("in a call from a callback", || cgo_join(start(faults, &(), 1))),
    ];
    for (place, fault) in where_it_is {
        let test = "signals::a_fault_in_c_that_nobody_handles_ends_the_process";
        let output = child::output_of(test, &[("CGOCALL_TEST_PLACE", place)], || {
            let wanted = std::env::var("CGOCALL_TEST_PLACE").expect("set by the parent");
            let (_, fault) = where_it_is.into_iter().find(|(p, _)| *p == wanted).expect("one of these");
            fault();
        });
        let Some(output) = output else { return };
        let _ = fault;
        assert_eq!(output.status.signal(), Some(libc::SIGSEGV), "{place}: {}", output.stderr);
        assert!(!output.stderr.contains("overflowed"), "{place}: {}", output.stderr);
    }
}

#[test]
fn a_signal_of_a_fault_that_somebody_sends_gets_to_cs_handler() {
    child::in_every_mode("signals::a_signal_of_a_fault_that_somebody_sends_gets_to_cs_handler", || {
        assert_eq!(cgo_handle(libc::SIGSEGV, libc::SA_ONSTACK), 0);
        child::builder().init().expect("nobody has started it");
        cgocall::run(|| {
            // SAFETY: no memory.
            unsafe { libc::raise(libc::SIGSEGV) };
            assert_eq!(cgo_handled(), 1);
            assert_eq!(cgo_handle(libc::SIGPIPE, 0), 0);
            assert_eq!((cgo_write_to_closed_pipe(), cgo_handled()), (-1, 2));
        });
    });
}

/// C gives a thread of the runtime another stack for signals: the report of an overflow is written on that one.
#[test]
fn an_overflow_is_reported_on_the_stack_that_c_has_put_in_place_of_ours() {
    fn recurse(depth: u64) -> u64 {
        let frame = std::hint::black_box([depth; 64]);
        if depth == 0 { 0 } else { recurse(depth - 1) + frame[3] }
    }
    let test = "signals::an_overflow_is_reported_on_the_stack_that_c_has_put_in_place_of_ours";
    let output = child::output_of(test, &[], || {
        cgocall::run(|| {
            assert_eq!(cgo_replace_stack(), 0);
            std::hint::black_box(recurse(1 << 20));
        });
    });
    let Some(output) = output else { return };
    assert_eq!(output.status.signal(), Some(libc::SIGABRT), "{}", output.stderr);
    assert!(output.stderr.contains("overflowed its"), "{}", output.stderr);
}

/// The first threads of the runtime are started by a callback of a thread that blocks everything: what C starts on them has
/// the program's own mask.
#[test]
fn a_program_that_c_starts_has_the_programs_signal_mask() {
    #[cgo_export]
    unsafe extern "C" fn blocks_and_spawns(_data: *mut c_void) {
        // SAFETY: the mask is this thread's, which is C's and ends soon.
        unsafe {
            let mut all = std::mem::zeroed();
            libc::sigfillset(&mut all);
            libc::pthread_sigmask(libc::SIG_BLOCK, &all, std::ptr::null_mut());
        }
        *BLOCKED.lock().unwrap() = Some(cgocall::spawn(|| {
            let mut line = [0; 128];
            // SAFETY: the line is as long as is said.
            assert_eq!(unsafe { cgo_blocked_in_child(line.as_mut_ptr(), 128) }, 0);
            // SAFETY: C has written a string.
            unsafe { CStr::from_ptr(line.as_ptr()) }.to_str().expect("text").trim().to_owned()
        }));
    }
    static BLOCKED: std::sync::Mutex<Option<cgocall::JoinHandle<String>>> = std::sync::Mutex::new(None);
    child::in_every_mode("signals::a_program_that_c_starts_has_the_programs_signal_mask", || {
        child::builder().init().expect("nobody has started it");
        cgo_join(start(blocks_and_spawns, &(), 1));
        let child = BLOCKED.lock().unwrap().take().expect("it spawned");
        assert_eq!(child.join().expect("a child"), "SigBlk:\t0000000000000000");
    });
}
