//! Threads that C made call exports: attached at the first callback, the same goroutine for all of them.

use std::ffi::{c_int, c_long, c_ulong, c_void};
use std::sync::Mutex;
use std::sync::atomic::{AtomicI32, AtomicUsize, Ordering::SeqCst};
use std::time::Duration;

use cgocall::{cgo_export, cgo_import};

use crate::child;

pub(crate) type Fn = unsafe extern "C" fn(*mut c_void);

#[cgo_import]
unsafe extern "C" {
    /// A thread that calls `f` so many times, or until `stop`, and stays in C until then.
    pub(crate) fn cgo_start(
        f: Fn,
        data: *mut c_void,
        times: c_long,
        stop: *const AtomicI32,
        made: *const AtomicI32,
        stack: usize,
    ) -> c_ulong;
    #[cgo(blocking)]
    #[link_name = "cgo_join"]
    safe fn join(id: c_ulong) -> c_int;
    pub(crate) fn cgo_repeat(f: Fn, data: *mut c_void, times: c_long);
}

/// Waits for the end of a thread of C's.
#[track_caller]
pub(crate) fn cgo_join(id: c_ulong) {
    assert_eq!(join(id), 0);
}

/// A thread of C's that calls `f` with `data` so many times and ends.
pub(crate) fn start<T: Sync>(f: Fn, data: &T, times: usize) -> c_ulong {
    let null = std::ptr::null();
    // SAFETY: the exports here take what they are given, shared; the caller joins the thread while it lives.
    let id =
        unsafe { cgo_start(f, std::ptr::from_ref(data).cast_mut().cast(), times as c_long, null, null, 0) };
    assert_ne!(id, 0, "a thread");
    id
}

/// A thread of C's that calls `f` until `stop`, or once if `once`, counts in `made`, and stays in C until `stop`.
pub(crate) fn start_until<T: Sync>(
    f: Fn,
    data: &T,
    once: bool,
    stop: &AtomicI32,
    made: &AtomicI32,
) -> c_ulong {
    let times = if once { 1 } else { c_long::MAX };
    // SAFETY: as in `start`.
    let id = unsafe { cgo_start(f, std::ptr::from_ref(data).cast_mut().cast(), times, stop, made, 0) };
    assert_ne!(id, 0, "a thread");
    id
}

/// Waits on a plain thread, or in C, for what is about to be true.
pub(crate) fn soon(what: impl std::ops::Fn() -> bool) {
    while !what() {
        std::thread::sleep(Duration::from_micros(200));
    }
}

#[cgo_export]
pub(crate) unsafe extern "C" fn counts(data: *mut c_void) {
    // SAFETY: every caller passes such a counter.
    unsafe { &*data.cast::<AtomicUsize>() }.fetch_add(1, SeqCst);
}

#[test]
fn each_of_six_threads_recovers_ten_panics() {
    #[cgo_export]
    unsafe extern "C" fn recovers(data: *mut c_void) {
        // SAFETY: a pointer to a counter.
        let sum = unsafe { &*data.cast::<AtomicUsize>() };
        let caught = std::panic::catch_unwind(|| std::panic::resume_unwind(Box::new(7_usize)));
        sum.fetch_add(*caught.expect_err("it panics").downcast::<usize>().expect("a number"), SeqCst);
    }
    child::in_every_mode("threads::each_of_six_threads_recovers_ten_panics", || {
        child::builder().init().expect("nobody has started it");
        let sum = AtomicUsize::new(0);
        cgocall::run(|| {
            let threads = [(); 6].map(|()| start(recovers, &sum, 10));
            threads.into_iter().for_each(cgo_join);
        });
        assert_eq!(sum.into_inner(), 6 * 10 * 7);
        assert_eq!(cgocall::stats().foreign_threads, 0);
    });
}

#[cgo_export]
unsafe extern "C" fn notes_who(data: *mut c_void) {
    // SAFETY: a pointer to such a list.
    let ids = unsafe { &*data.cast::<Mutex<Vec<(u64, i32)>>>() };
    let before = cgocall::current().id();
    cgocall::yield_now();
    cgocall::sleep(Duration::from_micros(50));
    assert_eq!(cgocall::current().id(), before);
    // SAFETY: no arguments, no memory.
    ids.lock().unwrap().push((before, unsafe { libc::gettid() }));
}

#[test]
fn a_thread_has_one_goroutine_for_all_its_callbacks_and_gives_it_back_at_its_end() {
    child::in_every_mode(
        "threads::a_thread_has_one_goroutine_for_all_its_callbacks_and_gives_it_back_at_its_end",
        || {
            child::builder().init().expect("nobody has started it");
            cgocall::run(|| {
                let mut goroutines = Vec::new();
                for _ in 0..10 {
                    let ids = Mutex::new(Vec::<(u64, i32)>::new());
                    cgo_join(start(notes_who, &ids, 5));
                    assert_eq!(cgocall::stats().foreign_threads, 0);
                    let ids = ids.into_inner().unwrap();
                    assert!(ids.len() == 5 && ids.iter().all(|id| *id == ids[0]), "{ids:?}");
                    assert!(!goroutines.contains(&ids[0].0), "{goroutines:?} {ids:?}");
                    goroutines.push(ids[0].0);
                }
                let (stop, made, count) = (AtomicI32::new(0), AtomicI32::new(0), AtomicUsize::new(0));
                let thread = start_until(counts, &count, true, &stop, &made);
                while made.load(SeqCst) == 0 {
                    cgocall::yield_now();
                }
                // Attached also while it is in C.
                assert_eq!(cgocall::stats().foreign_threads, 1);
                stop.store(1, SeqCst);
                cgo_join(thread);
                assert_eq!(cgocall::stats().foreign_threads, 0);
            });
        },
    );
}

#[test]
fn the_goroutine_of_a_thread_is_counted_while_it_runs_a_callback_only() {
    static PARKED: Mutex<Option<cgocall::Goroutine>> = Mutex::new(None);
    #[cgo_export]
    unsafe extern "C" fn parks(_data: *mut c_void) {
        *PARKED.lock().unwrap() = Some(cgocall::current());
        cgocall::park();
    }
    child::in_every_mode(
        "threads::the_goroutine_of_a_thread_is_counted_while_it_runs_a_callback_only",
        || {
            child::builder().init().expect("nobody has started it");
            let (stop, made) = (AtomicI32::new(0), AtomicI32::new(0));
            let thread = start_until(parks, &(), true, &stop, &made);
            soon(|| cgocall::stats().goroutines_parked == 1);
            let stats = cgocall::stats();
            assert_eq!((stats.goroutines, stats.foreign_threads), (1, 1), "{stats:?}");
            PARKED.lock().unwrap().take().expect("it has parked").unpark();
            soon(|| made.load(SeqCst) == 1);
            let stats = cgocall::stats();
            assert_eq!((stats.goroutines, stats.foreign_threads), (0, 1), "{stats:?}");
            stop.store(1, SeqCst);
            cgo_join(thread);
            let stats = cgocall::stats();
            assert_eq!((stats.goroutines, stats.foreign_threads), (0, 0), "{stats:?}");
        },
    );
}

/// Those in C are goroutines that called it, also out of a callback, and not threads of C's that have called back.
#[test]
fn the_count_of_goroutines_in_c_is_right_with_calls_and_with_threads_that_have_returned() {
    static GO_ON: AtomicI32 = AtomicI32::new(0);
    #[cgo_export]
    unsafe extern "C" fn calls_c(_data: *mut c_void) {
        crate::support::ffi::fixture_wait_blocking(&GO_ON);
    }
    fn check(running_calls: usize, returned: usize) {
        let stats = cgocall::stats();
        assert_eq!((stats.goroutines_in_c, stats.foreign_threads), (running_calls, returned), "{stats:?}");
    }
    child::in_every_mode(
        "threads::the_count_of_goroutines_in_c_is_right_with_calls_and_with_threads_that_have_returned",
        || {
            child::builder().max_procs(2).init().expect("nobody has started it");
            let (stop, made, count) = (AtomicI32::new(0), AtomicI32::new(0), AtomicUsize::new(0));
            let returned = [(); 3].map(|()| start_until(counts, &count, true, &stop, &made));
            soon(|| made.load(SeqCst) == 3);
            check(0, 3);
            let calls = [(); 4].map(|()| {
                cgocall::spawn(|| {
                    crate::support::ffi::fixture_wait_blocking(&GO_ON);
                })
            });
            soon(|| cgocall::stats().goroutines_in_c == 4);
            let calling = [(); 2].map(|()| start_until(calls_c, &(), true, &stop, &made));
            soon(|| cgocall::stats().goroutines_in_c == 6);
            check(6, 5);
            // A stopped world changes none of it.
            drop(cgocall::stop_the_world());
            check(6, 5);
            GO_ON.store(1, SeqCst);
            soon(|| made.load(SeqCst) == 5);
            calls.into_iter().for_each(|g| g.join().expect("it returns"));
            check(0, 5);
            stop.store(1, SeqCst);
            returned.into_iter().for_each(cgo_join);
            calling.into_iter().for_each(cgo_join);
            check(0, 0);
        },
    );
}

/// Threads that call before anybody has started the runtime, while several start it, and after.
#[test]
fn threads_may_call_before_during_and_after_the_start_of_the_runtime() {
    child::in_every_mode(
        "threads::threads_may_call_before_during_and_after_the_start_of_the_runtime",
        || {
            let count = AtomicUsize::new(0);
            let early = [(); 8].map(|()| start(counts, &count, 100));
            // Refused if one of them was first: they start it with the defaults.
            let _ = child::builder().init();
            let late = [(); 8].map(|()| start(counts, &count, 100));
            early.into_iter().for_each(cgo_join);
            late.into_iter().for_each(cgo_join);
            assert_eq!(count.load(SeqCst), 1600);
            assert_eq!(cgocall::run(|| cgocall::stats().foreign_threads), 0);
            cgo_join(start(counts, &count, 100));
            assert_eq!(count.load(SeqCst), 1700);
        },
    );
}

/// A callback that is called by `pthread_create` itself: no frame of C's own is between.
#[test]
fn an_export_may_be_the_first_function_of_a_thread() {
    #[cgo_export]
    unsafe extern "C" fn whole_thread(data: *mut c_void) -> *mut c_void {
        cgocall::sleep(Duration::from_micros(100));
        data
    }
    cgocall::run(|| {
        let start: extern "C" fn(*mut c_void) -> *mut c_void =
            // SAFETY: it may be called with any pointer.
            unsafe { std::mem::transmute(whole_thread as unsafe extern "C" fn(*mut c_void) -> *mut c_void) };
        let mut result = std::ptr::null_mut();
        // SAFETY: zeros are an id; the thread is joined once, and gives back the address that it was given.
        unsafe {
            let mut id = std::mem::zeroed();
            let data = std::ptr::without_provenance_mut(42);
            assert_eq!(libc::pthread_create(&mut id, std::ptr::null(), start, data), 0);
            cgocall::blocking(|| libc::pthread_join(id, &mut result));
        }
        assert_eq!(result.addr(), 42);
    });
}
