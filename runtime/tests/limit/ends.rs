//! However a call ends, its place is given back, and errno is the call's.

use std::ffi::c_void;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicI32, Ordering::SeqCst};

use cgocall::{Errno, cgo_export, cgo_import};

use crate::{Count, Run, child, run_closure, soon, soon_in_line, with_data};

type RunUnwinding = unsafe extern "C-unwind" fn(*mut c_void);

#[cgo_export]
unsafe extern "C-unwind" fn run_unwinding(data: *mut c_void) {
    // SAFETY: every test passes what `with_data` gave it.
    unsafe { run_closure(data) }
}

#[cgo_export(on_panic = return)]
unsafe extern "C" fn run_returning(data: *mut c_void) {
    // SAFETY: as above.
    unsafe { run_closure(data) }
}

#[cgo_import(serialize)]
unsafe extern "C-unwind" {
    safe fn limits_pass(count: &Count);
    #[link_name = "limits_call_back"]
    fn back(count: &Count, f: RunUnwinding, data: *mut c_void);
    #[cgo(blocking)]
    #[link_name = "limits_call_back"]
    fn back_blocking(count: &Count, f: RunUnwinding, data: *mut c_void);
    #[cgo(inline)]
    #[link_name = "limits_call_back"]
    fn back_inline(count: &Count, f: RunUnwinding, data: *mut c_void);
}

mod returning {
    use super::{Count, Run, c_void, cgo_import};

    #[cgo_import(serialize)]
    unsafe extern "C" {
        pub(super) safe fn limits_pass(count: &Count);
        pub(super) fn limits_call_back(count: &Count, f: Run, data: *mut c_void);
        #[cgo(blocking)]
        #[link_name = "limits_call_back"]
        pub(super) fn back_blocking(count: &Count, f: Run, data: *mut c_void);
    }
}

/// Calls `f`, which panics, and then `pass` on other goroutines, which finds the place free.
#[track_caller]
fn panics(pass: fn(&Count), f: impl FnOnce()) {
    static PASSED: Count = Count::new();
    let before = PASSED.all();
    let payload = catch_unwind(AssertUnwindSafe(f)).expect_err("a panic");
    assert_eq!(payload.downcast_ref(), Some(&"in the callback"));
    let all: Vec<_> = (0..3).map(|_| cgocall::spawn(move || pass(&PASSED))).collect();
    all.into_iter().for_each(|g| g.join().expect("no panic"));
    assert_eq!(PASSED.all(), before + 3);
}

#[test]
fn a_panic_that_unwinds_through_c_gives_the_place_back() {
    child::in_every_mode("ends::a_panic_that_unwinds_through_c_gives_the_place_back", || {
        child::builder().max_procs(2).init().expect("the first");
        cgocall::run(|| {
            let count = Count::new();
            for call in [back, back_blocking, back_inline] {
                let panics_inside = || {
                    limits_pass(&count);
                    cgocall::yield_now();
                    panic!("in the callback");
                };
                panics(limits_pass, || {
                    // SAFETY: C calls once and keeps nothing.
                    with_data(panics_inside, |data| unsafe { call(&count, run_unwinding, data) });
                });
            }
            assert_eq!((count.now(), count.most(), count.all()), (0, 2, 6));
        });
    });
}

#[test]
fn a_panic_that_has_waited_for_the_call_to_return_gives_the_place_back() {
    child::in_every_mode("ends::a_panic_that_has_waited_for_the_call_to_return_gives_the_place_back", || {
        child::builder().max_procs(2).init().expect("the first");
        cgocall::run(|| {
            let count = Count::new();
            for call in [returning::limits_call_back, returning::back_blocking] {
                let panics_inside = || panic!("in the callback");
                panics(returning::limits_pass, || {
                    // SAFETY: as above.
                    with_data(panics_inside, |data| unsafe { call(&count, run_returning, data) });
                });
            }
            assert_eq!((count.now(), count.all()), (0, 2));
        });
    });
}

/// As with Lua: its `pcall`, and its `error`, which jumps there.
mod lua {
    use super::{Count, Run, c_void, cgo_import};

    #[cgo_import(serialize)]
    unsafe extern "C" {
        pub(super) safe fn limits_pass(count: &Count);
        pub(super) fn limits_catch(count: &Count, f: Run, times: i32) -> i32;
        pub(super) fn limits_raise(mark: *mut c_void);
    }

    #[cgo_import]
    unsafe extern "C" {
        #[link_name = "limits_catch"]
        pub(super) fn catch_freely(count: &Count, f: Run, times: i32) -> i32;
        #[cgo(limit = 1)]
        #[link_name = "limits_raise"]
        pub(super) fn raise_alone(mark: *mut c_void);
    }
}

type Catch = unsafe fn(&Count, Run, i32) -> i32;

#[cgo_export]
unsafe extern "C" fn raises(mark: *mut c_void) {
    // SAFETY: the mark of the C that has called; it skips no destructor but that of the call's place.
    unsafe { lua::limits_raise(mark) }
}

#[cgo_export]
unsafe extern "C" fn raises_alone(mark: *mut c_void) {
    // SAFETY: as above.
    unsafe { lua::raise_alone(mark) }
}

/// Runs `f` on goroutines, and on threads that the runtime has never seen.
fn on_goroutines_and_threads(f: fn()) {
    let all: Vec<_> = (0..10).map(|_| cgocall::spawn(f)).collect();
    all.into_iter().for_each(|g| g.join().expect("no panic"));
    let all: Vec<_> = (0..3).map(|_| std::thread::spawn(f)).collect();
    all.into_iter().for_each(|t| t.join().expect("no panic"));
}

#[test]
fn calls_that_c_leaves_by_longjmp_give_their_places_back() {
    child::in_every_mode("ends::calls_that_c_leaves_by_longjmp_give_their_places_back", || {
        child::builder().max_procs(2).init().expect("the first");
        static COUNT: Count = Count::new();
        // A place of the block's, which the outer call holds, too.
        on_goroutines_and_threads(|| {
            for _ in 0..20 {
                // SAFETY: `raises` gets its mark.
                assert_eq!(unsafe { lua::limits_catch(&COUNT, raises, 5) }, 5);
                lua::limits_pass(&COUNT);
            }
        });
        // A place of its own, in calls that hold the block's, or none.
        on_goroutines_and_threads(|| {
            for (catch, count) in [(lua::limits_catch as Catch, &COUNT), (lua::catch_freely, &Count::new())] {
                for _ in 0..20 {
                    // SAFETY: as above.
                    assert_eq!(unsafe { catch(count, raises_alone, 5) }, 5);
                    cgocall::yield_now();
                }
            }
        });
        // The outer calls have kept theirs.
        assert_eq!((COUNT.now(), COUNT.most()), (0, 1));
    });
}

mod fails {
    use std::io;

    use super::{AtomicI32, Count, Errno, cgo_import};

    #[cgo_import(limit = 1)]
    unsafe extern "C" {
        #[cgo(errno)]
        pub(super) safe fn limits_fail(count: &Count, error: i32) -> io::Result<i32>;
        #[cgo(errno(fail = -1), blocking)]
        #[link_name = "limits_fail"]
        pub(super) safe fn fail_blocking(count: &Count, error: i32) -> io::Result<i32>;
        #[cgo(errno(always), inline)]
        #[link_name = "limits_fail"]
        pub(super) safe fn fail_inline(count: &Count, error: i32) -> (i32, Errno);
        #[cgo(leaf)]
        #[link_name = "limits_fail"]
        pub(super) safe fn fail_leaf(count: &Count, error: i32) -> i32;
        #[cgo(errno(always))]
        #[link_name = "fixture_errno"]
        pub(super) safe fn errno_found() -> (i32, Errno);
        pub(super) safe fn fixture_errno() -> i32;
        pub(super) safe fn limits_stay(count: &Count, flag: &AtomicI32);
    }
}

/// As in a function of its own: in a loop, the compiler would ask for its address once.
#[inline(never)]
fn last_os_error() -> Option<i32> {
    std::io::Error::last_os_error().raw_os_error()
}

/// errno of every form, while others wait for the place that each call gives back.
fn check_errno(error: i32) {
    let count = Count::new();
    let (own, code) = (Errno(error), |r: std::io::Result<i32>| r.expect_err("C says so").raw_os_error());
    assert_eq!(code(fails::limits_fail(&count, error)), Some(error));
    assert_eq!(code(fails::fail_blocking(&count, error)), Some(error));
    assert_eq!(fails::fail_inline(&count, error), (-1, own));
    // Without the option, too, it is what it was when C returned.
    assert_eq!(fails::fail_leaf(&count, error), -1);
    assert_eq!(last_os_error(), Some(error));
    assert_eq!(fails::errno_found(), (0, Errno(0)));
}

#[test]
fn errno_is_the_calls_whoever_waits_for_its_place() {
    child::in_every_mode("ends::errno_is_the_calls_whoever_waits_for_its_place", || {
        child::builder().max_procs(2).init().expect("the first");
        std::thread::scope(|s| {
            for error in 1..=4 {
                s.spawn(move || (0..50).for_each(|_| check_errno(error)));
            }
            let all: Vec<_> = (5..40)
                .map(|error| {
                    cgocall::spawn(move || {
                        for _ in 0..20 {
                            check_errno(error);
                            cgocall::yield_now();
                        }
                    })
                })
                .collect();
            all.into_iter().for_each(|g| g.join().expect("its own errno"));
        });
    });
}

#[test]
fn who_waits_finds_errno_as_it_was() {
    child::in_every_mode("ends::who_waits_finds_errno_as_it_was", || {
        child::builder().max_procs(1).init().expect("the first");
        static COUNT: Count = Count::new();
        static GO_ON: AtomicI32 = AtomicI32::new(0);
        let holder = cgocall::spawn(|| fails::limits_stay(&COUNT, &GO_ON));
        soon(|| COUNT.now() == 1);
        let waiter = cgocall::spawn(|| {
            // SAFETY: this thread's own. As `strtol` is called, with an errno by which its caller sees what it did.
            unsafe { *libc::__errno_location() = 4242 };
            assert_eq!(fails::fixture_errno(), 4242);
        });
        soon_in_line("fixture_errno", 1);
        // Others spoil the thread's meanwhile.
        cgocall::spawn(|| drop(std::fs::read("/none"))).join().expect("no panic");
        GO_ON.store(1, SeqCst);
        holder.join().expect("no panic");
        waiter.join().expect("C found what it was");
    });
}
