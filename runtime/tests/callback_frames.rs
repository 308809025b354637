//! The frames of C that wait for a callback: C leaves them by longjmp, or they wait side by side with those of other
//! goroutines of the thread.

#[allow(dead_code, reason = "one part is used here")]
mod child;
mod support;

use std::ffi::{c_int, c_void};
use std::ptr::{null_mut, without_provenance_mut};
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

use cgocall::sync::{Receiver, Sender, channel};
use cgocall::{cgo_export, cgo_import};

type Body = unsafe extern "C" fn(*mut c_void);

#[cgo_import]
unsafe extern "C" {
    safe fn fx_call(f: unsafe extern "C" fn(c_int) -> c_int, x: c_int) -> c_int;
    fn fx_call_with_pattern(f: Body, data: *mut c_void, seed: c_int) -> c_int;
    fn fx_pcall_many(f: Body, data: *mut c_void, n: c_int) -> c_int;
    fn fx_error(code: c_int);
    #[cgo(leaf)]
    safe fn fx_stack_pointer() -> usize;
}

/// The lowest addresses at which `raises` has run, and C below it.
#[derive(Default)]
struct Lowest {
    goroutine: AtomicUsize,
    g0: AtomicUsize,
}

impl Lowest {
    fn new() -> Lowest {
        Lowest { goroutine: AtomicUsize::new(usize::MAX), g0: AtomicUsize::new(usize::MAX) }
    }

    fn pointer(&self) -> *mut c_void {
        std::ptr::from_ref(self).cast_mut().cast()
    }

    fn get(&self) -> (usize, usize) {
        (self.goroutine.load(Relaxed), self.g0.load(Relaxed))
    }
}

/// Leaves by C's error, as a function of Lua's would.
#[cgo_export]
unsafe extern "C" fn raises(lowest: *mut c_void) {
    let here = 0u8;
    // SAFETY: every caller passes one; the error goes to `fx_pcall_many`, and skips no destructor.
    unsafe {
        let lowest = &*lowest.cast::<Lowest>();
        lowest.goroutine.fetch_min((&raw const here).addr(), Relaxed);
        lowest.g0.fetch_min(fx_stack_pointer(), Relaxed);
        fx_error(1);
    }
}

#[cgo_export]
extern "C" fn doubles(x: c_int) -> c_int {
    cgocall::yield_now();
    2 * x
}

/// `n` errors in one call.
fn errors(n: c_int, lowest: &Lowest) {
    // SAFETY: `raises` takes what is passed.
    assert_eq!(unsafe { fx_pcall_many(raises, lowest.pointer(), n) }, n);
}

#[test]
fn a_million_errors_within_one_call_use_as_much_stack_as_one() {
    cgocall::run(|| {
        let (one, million) = (Lowest::new(), Lowest::new());
        errors(1, &one);
        errors(1_000_000, &million);
        assert_eq!(one.get(), million.get());
        assert_eq!(fx_call(doubles, 21), 43);
    });
}

#[test]
fn errors_in_many_calls_leave_nothing_behind() {
    // Alone: C runs on another stack while a callback of another goroutine waits on the thread's own.
    child::alone("errors_in_many_calls_leave_nothing_behind", &[], || {
        cgocall::run(|| {
            let (first, last) = (Lowest::new(), Lowest::new());
            errors(2, &first);
            for _ in 0..10_000 {
                errors(3, &last);
                cgocall::yield_now();
            }
            assert_eq!(first.get(), last.get());
            assert_eq!(fx_call(doubles, 21), 43);
        });
    });
}

/// C, Rust, C, … so many times, each C with its pattern, and a pause in each Rust.
#[cgo_export]
unsafe extern "C" fn nests(depth: *mut c_void) {
    let depth = depth.addr();
    cgocall::yield_now();
    if depth > 0 {
        let deeper = without_provenance_mut(depth - 1);
        // SAFETY: the export takes a number.
        let changed = unsafe { fx_call_with_pattern(nests, deeper, depth as c_int) };
        assert_eq!(changed, 0, "frames of C have changed");
        cgocall::yield_now();
    }
}

#[test]
fn frames_of_nested_calls_of_many_goroutines_stay_as_they_are() {
    cgocall::run(|| {
        let all: Vec<_> = (0..20)
            .map(|seed| {
                // SAFETY: the export takes a number.
                cgocall::spawn(move || unsafe {
                    fx_call_with_pattern(nests, without_provenance_mut(30), seed)
                })
            })
            .collect();
        for goroutine in all {
            assert_eq!(goroutine.join().expect("no panic"), 0);
        }
    });
}

/// What a producer's callback sends, and where.
struct Producer {
    rows: Sender<u32>,
    from: u32,
}

const ROWS: u32 = 200;

/// Sends a row, waiting while the channel is full.
#[cgo_export]
unsafe extern "C" fn sends_rows(producer: *mut c_void) {
    // SAFETY: `produces` passes one, which lives for the call.
    let producer = unsafe { &*producer.cast::<Producer>() };
    for i in 0..ROWS {
        producer.rows.send(producer.from + i).expect("somebody receives");
    }
}

/// Rows out of the middle of a C call, whose frames are looked at afterwards.
fn produces(producer: &Producer) {
    let data = std::ptr::from_ref(producer).cast_mut().cast();
    // SAFETY: the export takes a producer.
    assert_eq!(unsafe { fx_call_with_pattern(sends_rows, data, 3) }, 0, "frames of C have changed");
}

/// All are bound to the one thread. The producers' calls overlap, and neither can end before the other has gone on: on one
/// C stack the one that was entered first could not return before the other.
#[test]
fn goroutines_of_one_thread_that_wait_in_callbacks_do_not_wait_for_each_others_calls() {
    child::alone(
        "goroutines_of_one_thread_that_wait_in_callbacks_do_not_wait_for_each_others_calls",
        &[],
        || {
            cgocall::Builder::new().max_procs(1).init().expect("nobody has started it");
            cgocall::run(|| {
                let here = std::thread::current().id();
                let start = |from| -> (_, Receiver<u32>) {
                    let (rows, received) = channel(1);
                    let work = move || {
                        cgocall::yield_now(); // bound from here on
                        assert_eq!(std::thread::current().id(), here);
                        produces(&Producer { rows, from });
                    };
                    (cgocall::spawn(work), received)
                };
                let (first, of_first) = start(0);
                let (second, of_second) = start(1000);
                for i in 0..ROWS {
                    assert_eq!(of_first.recv(), Ok(i));
                    assert_eq!(of_second.recv(), Ok(1000 + i));
                    assert_eq!(fx_call(doubles, 21), 43); // C of a third goroutine of this thread
                }
                first.join().expect("no panic");
                second.join().expect("no panic");
            });
        },
    );
}

#[test]
fn a_callback_that_is_left_by_an_error_while_others_wait_on_its_thread() {
    cgocall::run(|| {
        let (rows, received) = channel(1);
        let producer = cgocall::spawn(move || produces(&Producer { rows, from: 0 }));
        for i in 0..ROWS {
            assert_eq!(received.recv(), Ok(i));
            errors(2, &Lowest::new());
        }
        producer.join().expect("no panic");
        // SAFETY: the export takes a number.
        assert_eq!(unsafe { fx_call_with_pattern(nests, null_mut(), 1) }, 0);
    });
}
