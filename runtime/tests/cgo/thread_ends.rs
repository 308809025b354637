//! How threads that C made end, and that nothing of them is left.

use std::ffi::{c_int, c_uint, c_void};
use std::sync::atomic::{AtomicI32, AtomicUsize, Ordering::SeqCst};
use std::time::Duration;

use cgocall::{cgo_export, cgo_import};

use crate::child;
use crate::threads::{Fn, cgo_join, counts, soon, start, start_until};

#[cgo_import]
unsafe extern "C" {
    #[cgo(blocking)]
    fn cgo_cancel_one(f: Fn, cleaned: *const AtomicI32, by_itself: c_int, after_us: c_uint) -> c_int;
    fn cgo_make_key(which: c_int, f: Fn);
    #[cgo(blocking)]
    fn cgo_end_with_specific(f: Option<Fn>, data: *mut c_void, which: c_int, rounds: c_int) -> c_int;
}

/// Whether the thread is cancelled before its first callback, between callbacks or while one waits: it ends at C's next
/// point of cancellation, with C's cleanup, and is given back.
#[test]
fn a_thread_is_cancelled_between_its_callbacks() {
    #[cgo_export]
    unsafe extern "C" fn sleeps(_data: *mut c_void) {
        cgocall::sleep(Duration::from_micros(200));
    }
    child::in_every_mode("thread_ends::a_thread_is_cancelled_between_its_callbacks", || {
        child::builder().init().expect("nobody has started it");
        cgocall::run(|| {
            let cleaned = AtomicI32::new(0);
            for i in 0..50 {
                // SAFETY: the thread has ended when the call returns.
                let cancelled = unsafe { cgo_cancel_one(sleeps, &cleaned, i % 2, i as c_uint * 40) };
                assert_eq!((cancelled, cleaned.load(SeqCst)), (1, i + 1));
                assert_eq!(cgocall::stats().foreign_threads, 0);
            }
        });
    });
}

/// Its callback starts the runtime while a cancellation is pending, which is for C to act on.
#[test]
fn a_thread_that_starts_the_runtime_is_cancelled_after_its_callback() {
    #[cgo_export]
    unsafe extern "C" fn notes(_data: *mut c_void) {
        CALLED.fetch_add(1, SeqCst);
    }
    static CALLED: AtomicUsize = AtomicUsize::new(0);
    child::alone(
        "thread_ends::a_thread_that_starts_the_runtime_is_cancelled_after_its_callback",
        &[],
        || {
            let cleaned = AtomicI32::new(0);
            // SAFETY: the thread has ended when the call returns.
            assert_eq!(unsafe { cgo_cancel_one(notes, &cleaned, 1, 0) }, 1);
            assert_eq!((CALLED.load(SeqCst), cleaned.load(SeqCst)), (1, 1));
            assert_eq!(cgocall::run(|| cgocall::stats().foreign_threads), 0);
        },
    );
}

/// Destructors of thread-specific data call back: those of a key that is older than ours, those of one that is younger,
/// when ours has run and has forgotten the thread, and again in later rounds.
#[test]
fn a_destructor_of_thread_specific_data_calls_back() {
    child::in_every_mode("thread_ends::a_destructor_of_thread_specific_data_calls_back", || {
        let (first, last) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let data = std::ptr::from_ref(&last).cast_mut().cast::<c_void>();
        // SAFETY: `counts` gets its counter, which outlives every thread.
        unsafe {
            cgo_make_key(0, counts);
            child::builder().init().expect("nobody has started it");
            cgo_join(start(counts, &first, 1)); // makes the runtime's key
            cgo_make_key(1, counts);
            let mut expected = 0;
            for which in [0, 1] {
                for f in [None, Some(counts as Fn)] {
                    // In the fourth round, glibc's last, nobody can be told any more that the thread ends.
                    for rounds in [1, 3] {
                        assert_eq!(
                            cgo_end_with_specific(f, data, which, if which == 0 { 1 } else { rounds }),
                            0
                        );
                        expected += usize::from(f.is_some()) + if which == 0 { 1 } else { rounds as usize };
                        assert_eq!(last.load(SeqCst), expected, "key {which}, {rounds} rounds");
                        assert_eq!(cgocall::stats().foreign_threads, 0, "key {which}, {rounds} rounds");
                    }
                }
            }
        }
    });
}

#[cfg(test)]
fn lines(of: &str) -> usize {
    std::fs::read_to_string(of).expect("a file of proc").lines().count()
}

fn resident_kib() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").expect("proc");
    let line = status.lines().find(|l| l.starts_with("VmRSS:")).expect("a size");
    line.split_whitespace().nth(1).and_then(|n| n.parse().ok()).expect("a number")
}

/// A thousand, eight at a time: no memory, no mapping, no thread is left of them.
#[test]
fn a_thousand_threads_that_come_and_go_leave_nothing() {
    #[cgo_export]
    unsafe extern "C" fn yields(data: *mut c_void) {
        cgocall::yield_now();
        // SAFETY: a counter.
        unsafe { counts(data) };
    }
    child::in_every_mode("thread_ends::a_thousand_threads_that_come_and_go_leave_nothing", || {
        child::builder().init().expect("nobody has started it");
        let count = AtomicUsize::new(0);
        let batch = || {
            let threads = [(); 8].map(|()| start(yields, &count, 3));
            threads.into_iter().for_each(cgo_join);
        };
        let threads = || std::fs::read_dir("/proc/self/task").expect("proc").count();
        cgocall::run(|| {
            (0..30).for_each(|_| batch());
            let before = (resident_kib(), lines("/proc/self/maps"), cgocall::stats().threads);
            (0..125).for_each(|_| batch());
            let after = (resident_kib(), lines("/proc/self/maps"), cgocall::stats().threads);
            // The C library keeps some stacks of ended threads, and the allocator an arena for each that is new. An emulator
            // loses some 300 KiB with every thread.
            let emulated = cgocall_test_fixtures::is_emulated();
            assert!(
                emulated || after.0 < before.0 + 2048,
                "resident KiB, mappings, threads: {before:?} {after:?}"
            );
            assert!(after.1 < before.1 + 40, "resident KiB, mappings, threads: {before:?} {after:?}");
            assert!(after.2 <= before.2 + 4, "resident KiB, mappings, threads: {before:?} {after:?}");
            assert_eq!(cgocall::stats().foreign_threads, 0);
        });
        assert_eq!(count.load(SeqCst), 155 * 8 * 3);
        // The runtime's own, sysmon, the one that dumps on SIGQUIT, this one and its test's; an emulator's.
        let others = 4 + usize::from(cgocall_test_fixtures::is_emulated());
        // The system shows a thread for a moment longer than it takes to join it.
        soon(|| threads() <= cgocall::stats().threads + others);
    });
}

/// It ends with the only processor, which others wait for.
#[test]
fn a_thread_that_ends_passes_its_processor_on() {
    child::in_every_mode("thread_ends::a_thread_that_ends_passes_its_processor_on", || {
        child::builder().max_procs(1).init().expect("nobody has started it");
        for _ in 0..100 {
            let (stop, made, count) = (AtomicI32::new(0), AtomicI32::new(0), AtomicUsize::new(0));
            let thread = start_until(counts, &count, true, &stop, &made);
            soon(|| made.load(SeqCst) == 1);
            let waits = cgocall::spawn(|| cgocall::yield_now());
            stop.store(1, SeqCst);
            waits.join().expect("it gets the processor");
            cgo_join(thread);
        }
    });
}

/// A thread of C's that is pinned to one processor pins no thread that the runtime starts for others.
#[test]
fn threads_that_are_started_on_behalf_of_a_pinned_thread_are_not_pinned() {
    let test = "thread_ends::threads_that_are_started_on_behalf_of_a_pinned_thread_are_not_pinned";
    child::in_every_mode(test, || {
        child::builder().max_procs(1).init().expect("nobody has started it");
        #[cgo_export]
        unsafe extern "C" fn spawns_pinned(data: *mut c_void) {
            // SAFETY: a set of processors of which the first that this thread may use is left; zeros are an empty one.
            unsafe {
                let mut now: libc::cpu_set_t = std::mem::zeroed();
                libc::sched_getaffinity(0, size_of_val(&now), &mut now);
                let first = (0..libc::CPU_SETSIZE as usize).find(|i| libc::CPU_ISSET(*i, &now)).expect("one");
                let mut one: libc::cpu_set_t = std::mem::zeroed();
                libc::CPU_SET(first, &mut one);
                assert_eq!(libc::sched_setaffinity(0, size_of_val(&one), &one), 0);
                assert_eq!(processors_here(), 1);
            }
            // SAFETY: a counter that is never freed.
            let seen: &'static AtomicUsize = unsafe { &*data.cast::<AtomicUsize>() };
            // No thread runs goroutines yet: one is started from here, or at the end of this thread.
            cgocall::spawn(|| seen.store(processors_here(), SeqCst));
        }
        let seen: &'static AtomicUsize = Box::leak(Box::new(AtomicUsize::new(0)));
        cgo_join(start(spawns_pinned, seen, 1));
        soon(|| seen.load(SeqCst) > 0);
        assert_eq!(seen.load(SeqCst), processors_here());
    });

    fn processors_here() -> usize {
        // SAFETY: the set is filled in by the call; zeros are an empty one.
        unsafe {
            let mut now: libc::cpu_set_t = std::mem::zeroed();
            libc::sched_getaffinity(0, size_of_val(&now), &mut now);
            libc::CPU_COUNT(&now) as usize
        }
    }
}

/// What a thread of C's blocks is its own affair: no thread that the runtime starts for others inherits it, not even one
/// that it starts while the other ends.
#[test]
fn threads_that_are_started_on_behalf_of_a_thread_of_cs_do_not_inherit_its_signal_mask() {
    let test =
        "thread_ends::threads_that_are_started_on_behalf_of_a_thread_of_cs_do_not_inherit_its_signal_mask";
    child::in_every_mode(test, || {
        child::builder().max_procs(1).init().expect("nobody has started it");
        #[cgo_export]
        unsafe extern "C" fn spawns(data: *mut c_void) {
            // SAFETY: the mask is this thread's, which is C's and ends soon.
            unsafe {
                let mut all = std::mem::zeroed();
                libc::sigfillset(&mut all);
                libc::pthread_sigmask(libc::SIG_BLOCK, &all, std::ptr::null_mut());
            }
            let seen: &'static AtomicUsize =
                // SAFETY: a counter that is never freed.
                unsafe { &*data.cast::<AtomicUsize>() };
            // No thread runs goroutines yet: the end of this one starts the first, for the processor that it has.
            cgocall::spawn(|| seen.store(1 + blocked_here(), SeqCst));
        }
        let seen: &'static AtomicUsize = Box::leak(Box::new(AtomicUsize::new(0)));
        cgo_join(start(spawns, seen, 1));
        soon(|| seen.load(SeqCst) > 0);
        assert_eq!(seen.load(SeqCst) - 1, blocked_here(), "signals blocked");
        assert_eq!(cgocall::run(blocked_here), blocked_here());
    });

    fn blocked_here() -> usize {
        // SAFETY: the set is filled in by the call.
        unsafe {
            let mut now = std::mem::zeroed();
            libc::pthread_sigmask(libc::SIG_BLOCK, std::ptr::null(), &mut now);
            (1..=31).filter(|signal| libc::sigismember(&now, *signal) == 1).count()
        }
    }
}
