//! Who calls: goroutines, plain threads, C; before the start, and where one must not wait.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicI32, AtomicUsize, Ordering::SeqCst};

use crate::closure::{call_back, run, with_data};
use crate::ffi::{self, Library};
use crate::{child, closure, soon};

#[test]
fn the_first_use_of_the_runtime_may_be_a_call_of_a_plain_thread() {
    child::in_every_mode("callers::the_first_use_of_the_runtime_may_be_a_call_of_a_plain_thread", || {
        if child::is_migrating() {
            child::builder().init().expect("nobody has started it");
        }
        let library = &Library::default();
        ffi::bound_open(library);
        let all = &AtomicUsize::new(0);
        std::thread::scope(|s| {
            for _ in 0..20 {
                s.spawn(|| {
                    for _ in 0..50 {
                        ffi::bound_use(library).expect("on the library's thread");
                        all.fetch_add(1, SeqCst);
                    }
                });
            }
        });
        assert_eq!(all.load(SeqCst), 1000);
        assert_eq!(ffi::bound_use(library).expect("on the library's thread"), 1001);
    });
}

/// While a caller waits, its thread runs others, on the one processor.
#[test]
fn a_goroutine_that_calls_waits_parked() {
    child::in_every_mode("callers::a_goroutine_that_calls_waits_parked", || {
        child::builder().max_procs(1).init().expect("nobody has started it");
        let (here, flag) = (&AtomicI32::new(0), &AtomicI32::new(0));
        cgocall::run(|| {
            cgocall::scope(|s| {
                let callers: Vec<_> = (0..3).map(|_| s.spawn(|| ffi::fixture_meet(here, flag))).collect();
                soon(|| here.load(SeqCst) == 1 && cgocall::stats().goroutines_parked == 3);
                let stats = cgocall::stats();
                assert_eq!((stats.goroutines_in_c, stats.threads_in_c), (1, 0), "{stats:?}");
                assert!(callers.iter().all(|c| !c.is_finished()));
                flag.store(1, SeqCst);
            });
        });
    });
}

#[test]
fn a_caller_within_blocking_waits_and_goes_on_there() {
    cgocall::run(|| {
        let there = ffi::gettid();
        cgocall::blocking(|| {
            assert_eq!(ffi::gettid(), there);
            assert_ne!(closure::tid(), there);
            call_back(|| assert_eq!(ffi::gettid(), there));
        });
    });
}

/// A function that is no export, which the runtime takes for C.
unsafe extern "C" fn no_export(data: *mut std::ffi::c_void) {
    // SAFETY: what `with_data` has passed.
    unsafe { (*data.cast::<&mut dyn FnMut()>())() }
}

#[test]
fn rust_code_that_c_has_called_blocks() {
    cgocall::run(|| {
        let there = ffi::gettid();
        // SAFETY: C calls once and keeps nothing; here and below.
        with_data(|| assert_eq!(ffi::gettid(), there), |data| unsafe { ffi::call_here(no_export, data) });
        // On the thread itself, too.
        let in_place = || assert_eq!((ffi::gettid(), closure::tid()), (there, there));
        // SAFETY: as above.
        with_data(in_place, |data| unsafe { ffi::call(no_export, data) });
    });
}

/// What `f` panics with; it makes no call.
fn refused(f: impl FnOnce()) -> String {
    let payload = catch_unwind(AssertUnwindSafe(f)).expect_err("a panic");
    *payload.downcast::<String>().expect("text")
}

#[test]
fn a_caller_that_must_not_wait_panics_before_anything_has_begun() {
    child::alone("callers::a_caller_that_must_not_wait_panics_before_anything_has_begun", &[], || {
        cgocall::run(|| {
            let mut n = 0;
            let no_park = cgocall::NoPark::new();
            let text = refused(|| ffi::fixture_increment(&mut n));
            assert!(text.contains("would park while a NoPark"), "{text}");
            drop(no_park);
            let world = cgocall::stop_the_world();
            let text = refused(|| ffi::fixture_increment(&mut n));
            assert!(text.contains("holds the world stopped"), "{text}");
            let text = cgocall::on_system_stack(|| refused(|| ffi::fixture_increment(&mut n)));
            assert!(text.contains("holds the world stopped"), "{text}");
            drop(world);
            assert_eq!((n, cgocall::stats().foreign_threads), (0, 0));
            ffi::fixture_increment(&mut n);
            assert_eq!(n, 1);
            // Who is on the thread already need not wait.
            let in_place = || {
                let _no_park = cgocall::NoPark::new();
                ffi::fixture_increment(&mut n);
                cgocall::on_system_stack(|| ffi::fixture_increment(&mut n));
            };
            // SAFETY: C calls once and keeps nothing.
            with_data(in_place, |data| unsafe { ffi::call(run, data) });
            assert_eq!(n, 3);
        });
    });
}

/// It cannot park there. Its processor is for others meanwhile.
#[test]
fn a_caller_on_the_system_stack_blocks_its_thread() {
    child::in_every_mode("callers::a_caller_on_the_system_stack_blocks_its_thread", || {
        child::builder().max_procs(1).init().expect("nobody has started it");
        static HERE: AtomicI32 = AtomicI32::new(0);
        static FLAG: AtomicI32 = AtomicI32::new(0);
        let caller = cgocall::spawn(|| {
            cgocall::on_system_stack(|| {
                ffi::fixture_meet(&HERE, &FLAG);
                refused(cgocall::park); // it is there still, and has a processor
            });
            cgocall::yield_now();
        });
        soon(|| HERE.load(SeqCst) == 1);
        let text = crate::dumped();
        assert!(text.contains(": in C: (thread \"a library's own\": fixture_meet), "), "{text}");
        cgocall::spawn(|| ()).join().expect("the processor is free");
        FLAG.store(1, SeqCst);
        caller.join().expect("no panic");
    });
}
