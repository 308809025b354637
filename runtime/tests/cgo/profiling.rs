//! A profiler interrupts anything anywhere, and walks the stack: it finds the callers across C and back, and does no harm.

use std::ffi::{c_int, c_void};
use std::hint::black_box;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};

use cgocall::cgo_export;

use crate::child;
use crate::support::ffi;
use crate::threads::{cgo_join, cgo_repeat, counts, start};

/// Called directly: none of it changes stacks.
mod profiler {
    use super::c_int;

    unsafe extern "C-unwind" {
        pub(super) fn cgo_expect();
        pub(super) fn cgo_profile(microseconds: c_int);
        #[cfg(target_arch = "x86_64")]
        pub(super) fn cgo_step_on();
        #[cfg(target_arch = "x86_64")]
        pub(super) fn cgo_step_off();
        pub(super) fn cgo_ticked() -> c_int;
        pub(super) fn cgo_sampled() -> c_int;
        pub(super) fn cgo_walks_lost(at: *mut [usize; 8]) -> c_int;
    }
}

/// The frame that every walk is to find, and all of its callers.
#[inline(never)]
fn marked(f: fn()) {
    f();
    black_box(());
}

/// From one place, so that the callers of the mark are the same.
fn expected_and(profiled: fn()) {
    for f in black_box(&[expect, profiled][..]) {
        marked(*f);
    }
}

#[inline(never)]
fn expect() {
    // SAFETY: one thread profiles at a time.
    unsafe { profiler::cgo_expect() };
    black_box(());
}

#[track_caller]
fn assert_all_found(at_least: c_int) {
    let mut at = [0; 8];
    // SAFETY: the profiler has stopped, and C fills in what is there.
    let (samples, lost) = unsafe { (profiler::cgo_sampled(), profiler::cgo_walks_lost(&mut at)) };
    assert!(samples >= at_least, "{samples} samples");
    assert!(lost == 0, "{lost} of {samples} walks did not find the caller: at {at:#x?}");
}

#[cgo_export]
unsafe extern "C" fn works(data: *mut c_void) {
    let mut sum = 0_usize;
    for i in 0..20_000 {
        sum = black_box(sum + i);
    }
    // SAFETY: a counter.
    unsafe { counts(data) };
}

static COUNT: AtomicUsize = AtomicUsize::new(0);

fn counter() -> *mut c_void {
    std::ptr::from_ref(&COUNT).cast_mut().cast()
}

// No unwinder finds its way out of a signal's frame of musl.
#[test]
#[cfg(target_env = "gnu")]
fn ticks_in_c_and_in_callbacks_find_the_goroutine_that_called() {
    fn profiled() {
        // SAFETY: one thread profiles at a time; and `works` gets its counter.
        unsafe {
            profiler::cgo_profile(1000);
            // In C, in callbacks, and in trampolines; a tick comes after some milliseconds of the system's choice.
            while profiler::cgo_sampled() < 30 {
                ffi::fixture_spin(100_000);
                cgo_repeat(works, counter(), 10);
                cgo_repeat(counts, counter(), 10_000);
            }
            profiler::cgo_profile(0);
        }
    }
    child::in_every_mode("profiling::ticks_in_c_and_in_callbacks_find_the_goroutine_that_called", || {
        child::builder().max_procs(1).init().expect("nobody has started it");
        cgocall::run(|| expected_and(profiled));
        assert_all_found(30);
    });
}

/// The unwinder's tables are right at each instruction of the ways into C and back, and out of C and back.
// No unwinder finds its way out of a signal's frame of musl.
#[test]
#[cfg(all(target_arch = "x86_64", target_env = "gnu"))]
fn at_every_instruction_of_a_call_and_a_callback_an_unwinder_finds_the_caller() {
    use cgocall::{Callback, cgo_import};
    use std::ffi::c_long;

    use crate::threads::Fn;

    #[cgo_import]
    unsafe extern "C" {
        #[cgo(blocking)]
        #[link_name = "cgo_repeat"]
        fn repeat_blocking(f: Fn, data: *mut c_void, times: c_long);
        fn fx_call_big(f: unsafe extern "C" fn(Big, c_int) -> Big) -> i64;
    }
    #[cgo_export]
    unsafe extern "C" fn big(mut b: Big, n: c_int) -> Big {
        b.a[0] += i64::from(n);
        b
    }
    #[derive(Clone, Copy)]
    #[repr(C)]
    struct Big {
        a: [i64; 5],
    }
    fn calls() {
        // SAFETY: the exports get what they expect.
        unsafe {
            cgo_repeat(counts, counter(), 2);
            repeat_blocking(counts, counter(), 1);
            assert_eq!(fx_call_big(big), 16);
            let closure: Callback<'_, Fn> = Callback::data_last(|| {
                black_box(1);
            });
            cgo_repeat(closure.func(), closure.data(), 1);
        }
        assert_eq!(ffi::default_policy::fixture_eight(1, 1, 1, 1, 1, 1, 1, 1), ONES);
        assert_eq!(ffi::leaf::fixture_eight(1, 1, 1, 1, 1, 1, 1, 1), ONES);
        assert_eq!(ffi::leaf::fixture_add(1, 2), 3);
        assert_eq!(ffi::nocallback::fixture_add(1, 2), 3);
        assert_eq!(ffi::nocallback::fixture_eight(1, 1, 1, 1, 1, 1, 1, 1), ONES);
        // SAFETY: as above.
        cgocall::blocking(|| unsafe { cgo_repeat(counts, counter(), 1) });
        cgocall::on_system_stack(|| assert_eq!(ffi::default_policy::fixture_add(1, 2), 3));
    }
    fn profiled() {
        calls(); // the first calls bind their sites
        // SAFETY: the two enclose what is stepped through.
        unsafe {
            profiler::cgo_step_on();
            calls();
            profiler::cgo_step_off();
        }
    }
    const ONES: i64 = 1 + 2 + 3 + 4 + 5 + 6 + 7 + 8;
    child::in_every_mode(
        "profiling::at_every_instruction_of_a_call_and_a_callback_an_unwinder_finds_the_caller",
        || {
            child::builder().max_procs(1).init().expect("nobody has started it");
            cgocall::run(|| expected_and(profiled));
            assert_all_found(1000);
        },
    );
}

/// Sixty-four goroutines call C for 50 µs, which calls back, on 16 processors, all under a profiler; and a thread of C's.
#[test]
fn a_profiler_does_no_harm_to_many_calls_and_callbacks() {
    child::in_every_mode("profiling::a_profiler_does_no_harm_to_many_calls_and_callbacks", || {
        child::builder().max_procs(16).init().expect("nobody has started it");
        // SAFETY: nobody asks what the ticks have found.
        unsafe { profiler::cgo_profile(1000) };
        let count = AtomicUsize::new(0);
        cgocall::run(|| {
            let thread = start(counts, &count, 100_000);
            cgocall::scope(|s| {
                for _ in 0..64 {
                    s.spawn(|| {
                        for _ in 0..10 {
                            ffi::fixture_sleep(50);
                            // SAFETY: `works` gets its counter.
                            unsafe { cgo_repeat(works, std::ptr::from_ref(&count).cast_mut().cast(), 1) };
                        }
                    });
                }
            });
            cgo_join(thread);
        });
        // SAFETY: as above.
        unsafe { profiler::cgo_profile(0) };
        assert_eq!(count.load(SeqCst), 100_000 + 640);
        // SAFETY: the profiler has stopped.
        assert!(unsafe { profiler::cgo_ticked() } > 0);
    });
}

#[test]
fn a_handler_on_a_goroutines_thread_has_48_kib() {
    const BYTES: usize = 48 << 10;
    static TOUCHED: AtomicUsize = AtomicUsize::new(0);
    extern "C" fn touches(_: c_int) {
        let mut frame = [0_u8; BYTES];
        black_box(&mut frame).fill(1);
        TOUCHED.fetch_add(frame.iter().map(|byte| usize::from(*byte)).sum(), SeqCst);
    }
    child::in_every_mode("profiling::a_handler_on_a_goroutines_thread_has_48_kib", || {
        child::builder().init().expect("nobody has started it");
        // SAFETY: a handler that does what it may.
        unsafe {
            let mut action: libc::sigaction = std::mem::zeroed();
            action.sa_sigaction = touches as *const () as usize;
            action.sa_flags = libc::SA_ONSTACK;
            assert_eq!(libc::sigaction(libc::SIGUSR2, &action, std::ptr::null_mut()), 0);
        }
        // SAFETY: the signal is handled.
        let raise = || assert_eq!(unsafe { libc::raise(libc::SIGUSR2) }, 0);
        cgocall::run(|| {
            raise();
            crate::closure::call_back(raise);
        });
        assert_eq!(TOUCHED.load(SeqCst), 2 * BYTES);
    });
}
