//! Closures that C calls.

mod support;

use std::collections::HashSet;
use std::ffi::{CStr, c_char, c_int, c_void};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicI32, AtomicPtr, AtomicUsize, Ordering::Relaxed};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use cgocall::{Callback, OwnedCallback, cgo_import};

#[derive(Clone, Copy, Debug, PartialEq)]
#[repr(C)]
struct Pair {
    x: f64,
    n: i64,
}

#[derive(Clone, Copy, Debug, PartialEq)]
#[repr(C)]
struct Big {
    a: [i64; 5],
}

type First = unsafe extern "C" fn(*mut c_void, c_int) -> c_int;
type Last = unsafe extern "C" fn(c_int, *mut c_void) -> c_int;
type Compare = unsafe extern "C" fn(*const c_void, *const c_void, *mut c_void) -> c_int;
type Row = unsafe extern "C" fn(*mut c_void, c_int, *mut *mut c_char, *mut *mut c_char) -> c_int;
type Sixteen = unsafe extern "C" fn(
    c_int,
    f64,
    i64,
    f32,
    i8,
    *mut c_void,
    i16,
    f64,
    u8,
    Pair,
    Big,
    c_int,
    f64,
    f64,
    f64,
    f32,
    *mut c_void,
) -> Big;

/// What a closure has to call is known when it is made only.
type Itself = OnceLock<(First, AtomicPtr<c_void>)>;

#[cgo_import]
unsafe extern "C" {
    fn fx_sum_first(f: First, data: *mut c_void, n: c_int) -> c_int;
    fn fx_sum_last(f: Last, data: *mut c_void, n: c_int) -> c_int;
    fn fx_rows(f: Row, data: *mut c_void, rows: c_int) -> c_int;
    fn fx_call_sixteen(f: Sixteen, data: *mut c_void) -> Big;
    fn fx_call_doubles(
        f: unsafe extern "C" fn(*mut c_void, f64, f64, f64) -> Pair,
        data: *mut c_void,
    ) -> Pair;
    fn fx_call_data(f: unsafe extern "C" fn(*mut c_void), data: *mut c_void);
    fn fx_keep(f: First, data: *mut c_void, destroy: unsafe extern "C" fn(*mut c_void));
    fn fx_call_kept(n: c_int) -> c_int;
    fn fx_forget_kept();
    #[cgo(blocking)]
    fn fx_sum_on_threads(f: First, data: *mut c_void, threads: c_int, n: c_int) -> c_int;
    fn fx_pcall_many(f: unsafe extern "C" fn(*mut c_void), data: *mut c_void, n: c_int) -> c_int;
    fn fx_error(code: c_int);
    fn qsort_r(base: *mut c_void, n: usize, size: usize, compare: Compare, data: *mut c_void);
}

fn sum_first(callback: &Callback<'_, First>, n: c_int) -> c_int {
    // SAFETY: its own data, and C keeps neither.
    unsafe { fx_sum_first(callback.func(), callback.data(), n) }
}

fn sum_last(callback: &Callback<'_, Last>, n: c_int) -> c_int {
    // SAFETY: its own data, and C keeps neither.
    unsafe { fx_sum_last(callback.func(), callback.data(), n) }
}

fn sum_on_threads(callback: &Callback<'_, First>, threads: c_int, n: c_int) -> c_int {
    // SAFETY: its own data, and C's threads have ended when it returns.
    unsafe { fx_sum_on_threads(callback.func(), callback.data(), threads, n) }
}

/// Sorts by `less`, through the C library.
fn sort(numbers: &mut [i32], callback: &Callback<'_, Compare>) {
    // SAFETY: the array is as described, and the callback compares two of its elements.
    unsafe {
        qsort_r(numbers.as_mut_ptr().cast(), numbers.len(), 4, callback.func(), callback.data());
    }
}

#[test]
fn a_closure_sees_what_it_captured_and_c_gets_what_it_returns() {
    let factor = 3;
    cgocall::run(|| {
        assert_eq!(sum_first(&Callback::data_first(|n: c_int| n * factor), 10), 135);
        assert_eq!(sum_last(&Callback::data_last(|n: c_int| n * factor), 10), 135);
        let (mut calls, mut last) = (0, 0);
        sum_first(
            &Callback::data_first_mut(|n: c_int| {
                calls += 1;
                n
            }),
            10,
        );
        sum_last(
            &Callback::data_last_mut(|n: c_int| {
                last = n;
                n
            }),
            10,
        );
        assert_eq!((calls, last), (10, 9));
    });
}

#[test]
fn qsort_sorts_by_a_closure_that_counts() {
    cgocall::run(|| {
        let mut numbers: Vec<i32> = (0..1000).map(|i| i * 7919 % 1009).collect();
        let mut calls = 0;
        let compare = Callback::data_last_mut(|a: *const c_void, b: *const c_void| -> c_int {
            calls += 1;
            // SAFETY: elements of the array.
            let (a, b) = unsafe { (*a.cast::<i32>(), *b.cast::<i32>()) };
            b.cmp(&a) as c_int
        });
        sort(&mut numbers, &compare);
        drop(compare);
        assert!(numbers.is_sorted_by(|a, b| a >= b));
        assert!(calls > 1000, "{calls}");
    });
}

#[test]
fn rows_come_with_their_strings_and_c_stops_when_told() {
    cgocall::run(|| {
        let mut seen = Vec::new();
        let row = Callback::data_first_mut(
            |n: c_int, values: *mut *mut c_char, names: *mut *mut c_char| -> c_int {
                for i in 0..n as usize {
                    // SAFETY: C passes arrays of `n` strings.
                    let (name, value) =
                        unsafe { (CStr::from_ptr(*names.add(i)), CStr::from_ptr(*values.add(i))) };
                    seen.push(format!("{}={}", name.to_str().unwrap(), value.to_str().unwrap()));
                }
                if seen.len() == 4 { 7 } else { 0 }
            },
        );
        // SAFETY: its own data, and C keeps neither.
        assert_eq!(unsafe { fx_rows(row.func(), row.data(), 5) }, 7);
        drop(row);
        assert_eq!(seen, ["id=0", "name=row", "id=1", "name=row"]);
    });
}

#[test]
fn sixteen_arguments_of_all_kinds_arrive_and_a_struct_goes_back() {
    cgocall::run(|| {
        let told = Callback::data_last(
            |a: c_int,
             b: f64,
             c: i64,
             d: f32,
             e: i8,
             f: *mut c_void,
             g: i16,
             h: f64,
             i: u8,
             j: Pair,
             k: Big,
             l: c_int,
             m: f64,
             n: f64,
             o: f64,
             p: f32| {
                cgocall::yield_now();
                assert_eq!((a, b, c, d, e, f.addr()), (1, 2.0, 3, 4.0, -5, 6));
                assert_eq!((g, h, i, j), (7, 8.0, 9, Pair { x: 1.5, n: 10 }));
                assert_eq!((k.a, l, m, n, o, p), ([1, 2, 3, 4, 5], 11, 12.0, 13.0, 14.0, 15.0));
                Big { a: [5, 4, 3, 2, 1] }
            },
        );
        // SAFETY: its own data, and C keeps neither.
        assert_eq!(unsafe { fx_call_sixteen(told.func(), told.data()) }, Big { a: [5, 4, 3, 2, 1] });
        let doubles = Callback::data_first(|a: f64, b: f64, c: f64| Pair { x: a + b * c, n: 1 });
        // SAFETY: as above.
        let pair = unsafe { fx_call_doubles(doubles.func(), doubles.data()) };
        assert_eq!(pair, Pair { x: 7.0, n: 1 });
    });
}

#[test]
fn a_closure_without_arguments_or_result_is_called() {
    cgocall::run(|| {
        let calls = AtomicUsize::new(0);
        let count = Callback::data_first(|| {
            calls.fetch_add(1, Relaxed);
        });
        // SAFETY: its own data, and C keeps neither.
        unsafe { fx_call_data(count.func(), count.data()) };
        assert_eq!(calls.load(Relaxed), 1);
    });
}

#[test]
fn a_closure_may_wait_for_another_goroutine() {
    cgocall::run(|| {
        let (sender, receiver) = cgocall::sync::channel(0);
        let feeder = cgocall::spawn(move || (0..10).for_each(|i| sender.send(i).expect("a receiver")));
        let receives = Callback::data_first_mut(|_: c_int| receiver.recv().expect("a sender"));
        assert_eq!(sum_first(&receives, 10), 45);
        drop(receives);
        feeder.join().expect("no panic");
    });
}

#[test]
fn a_closure_calls_c_that_calls_it_again() {
    cgocall::run(|| {
        let itself = Itself::new();
        let calls = AtomicI32::new(0);
        let nests = Callback::data_first(|depth: c_int| {
            calls.fetch_add(1, Relaxed);
            let (func, data) = itself.get().expect("set below");
            // SAFETY: it lives as long as this call of it.
            unsafe { fx_sum_first(*func, data.load(Relaxed), depth) }
        });
        itself.set((nests.func(), nests.data().into())).expect("once");
        sum_first(&nests, 5);
        // A call with n makes calls with 0 to n - 1.
        assert_eq!(calls.load(Relaxed), 31);
    });
}

#[test]
fn threads_that_c_made_call_a_closure_at_once() {
    cgocall::run(|| {
        let seen = cgocall::sync::Mutex::new(HashSet::new());
        let sees = Callback::data_first(|n: c_int| {
            seen.lock().insert(cgocall::current().id());
            cgocall::yield_now();
            n
        });
        assert_eq!(sum_on_threads(&sees, 4, 100), 4 * 4950);
        drop(sees);
        assert_eq!(seen.lock().len(), 4, "one goroutine a thread");
    });
}

#[test]
fn one_thread_after_the_other_calls_a_mutable_closure() {
    cgocall::run(|| {
        let mut sum = 0;
        let mut adds = Callback::data_first_mut(|n: c_int| {
            sum += n;
            0
        });
        for _ in 0..10 {
            sum_on_threads(&adds, 1, 100);
            adds = std::convert::identity(adds); // moved: C's data stays where it is
        }
        drop(adds);
        assert_eq!(sum, 10 * 4950);
    });
}

#[test]
fn a_closure_runs_where_no_goroutine_is_and_within_blocking_and_on_the_system_stack() {
    let adds = Callback::data_first(|n: c_int| n + 1);
    // SAFETY: its own data.
    assert_eq!(unsafe { adds.func()(adds.data(), 1) }, 2);
    cgocall::run(|| {
        // SAFETY: its own data.
        let directly = || unsafe { adds.func()(adds.data(), 1) };
        assert_eq!(directly(), 2);
        assert_eq!(cgocall::blocking(directly), 2);
        assert_eq!(cgocall::on_system_stack(directly), 2);
        assert_eq!(cgocall::blocking(|| sum_first(&adds, 10)), 55);
        assert_eq!(cgocall::on_system_stack(|| sum_first(&adds, 10)), 55);
    });
    assert_eq!(sum_first(&adds, 10), 55);
}

#[test]
fn a_callback_is_moved_while_c_has_its_data() {
    cgocall::run(|| {
        let captured = [1; 16];
        let callback = Callback::data_first(|n: c_int| n + captured[n as usize]);
        let (func, data) = (callback.func(), callback.data());
        let moved = Box::new(callback);
        // SAFETY: its own data.
        assert_eq!(unsafe { fx_sum_first(func, data, 10) }, 55);
        assert_eq!(sum_first(&moved, 10), 55);
    });
}

#[test]
fn c_leaves_closures_by_longjmp_a_hundred_thousand_times() {
    cgocall::run(|| {
        let calls = AtomicI32::new(0);
        let raises = Callback::data_first(|| {
            calls.fetch_add(1, Relaxed);
            // SAFETY: the frames up to `fx_pcall_many` drop nothing.
            unsafe { fx_error(3) }
        });
        // SAFETY: its own data, and C keeps neither.
        assert_eq!(unsafe { fx_pcall_many(raises.func(), raises.data(), 100_000) }, 100_000);
        assert_eq!(calls.load(Relaxed), 100_000);
    });
}

/// Counts its drops.
struct Dropped(Arc<AtomicUsize>);

impl Drop for Dropped {
    fn drop(&mut self) {
        self.0.fetch_add(1, Relaxed);
    }
}

/// A closure that has captured a [`Dropped`].
fn owning(drops: &Arc<AtomicUsize>) -> OwnedCallback<First> {
    let dropped = Dropped(drops.clone());
    Callback::owned_first(move |n: c_int| n + dropped.0.load(Relaxed) as c_int)
}

#[test]
fn c_drops_a_closure_that_it_owns_once() {
    let _one_keeper = support::alone();
    cgocall::run(|| {
        let drops = Arc::new(AtomicUsize::new(0));
        let callback = owning(&drops);
        let destroy = callback.drop_fn();
        let (func, data) = callback.into_raw();
        // SAFETY: C calls the closure until it forgets it, and then drops it.
        unsafe {
            fx_keep(func, data, destroy);
            assert_eq!(fx_call_kept(5), 5);
            assert_eq!(drops.load(Relaxed), 0, "dropped while C has it");
            fx_forget_kept();
        }
        assert_eq!(drops.load(Relaxed), 1);
        assert_eq!(Arc::strong_count(&drops), 1);
    });
}

#[test]
fn what_a_closure_captured_may_wait_as_c_drops_it() {
    let _one_keeper = support::alone();
    struct Waits(cgocall::sync::Sender<cgocall::Goroutine>);
    impl Drop for Waits {
        fn drop(&mut self) {
            cgocall::sleep(Duration::from_millis(1));
            self.0.send(cgocall::current()).expect("a receiver");
        }
    }
    cgocall::run(|| {
        let (sender, receiver) = cgocall::sync::channel(1);
        let waits = Waits(sender);
        let callback = Callback::owned_first(move |n: c_int| n + size_of_val(&waits) as c_int);
        let destroy = callback.drop_fn();
        let (func, data) = callback.into_raw();
        // SAFETY: C drops it when it forgets it.
        unsafe {
            fx_keep(func, data, destroy);
            fx_forget_kept();
        }
        let dropped_by = receiver.recv().expect("a sender");
        assert_eq!(dropped_by.id(), cgocall::current().id());
    });
}

#[test]
fn an_owned_closure_that_is_not_given_away_is_dropped_with_its_callback_on_any_thread() {
    let drops = Arc::new(AtomicUsize::new(0));
    let callback = owning(&drops);
    std::thread::spawn(move || {
        // SAFETY: its own data.
        assert_eq!(unsafe { callback.func()(callback.data(), 1) }, 1);
    })
    .join()
    .expect("no panic");
    assert_eq!(drops.load(Relaxed), 1);
    let last = Callback::owned_last(|n: c_int| n * 2);
    // SAFETY: its own data.
    assert_eq!(unsafe { last.func()(4, last.data()) }, 8);
}

#[test]
fn after_a_panic_c_gets_the_value_and_the_panic_resumes_when_c_has_returned() {
    cgocall::run(|| {
        let calls = AtomicI32::new(0);
        let panics = Callback::data_first(|n: c_int| {
            calls.fetch_add(1, Relaxed);
            if n == 3 { panic!("three") } else { n }
        })
        .on_panic_return(-1);
        let payload = catch_unwind(AssertUnwindSafe(|| sum_first(&panics, 10))).expect_err("the panic");
        assert_eq!(*payload.downcast::<&str>().expect("text"), "three");
        assert_eq!(calls.load(Relaxed), 10, "C went on");
        assert_eq!(sum_first(&panics, 3), 3, "it is as before");
    });
}

#[test]
fn a_mutable_closure_is_called_again_after_its_panic() {
    cgocall::run(|| {
        let mut calls = 0;
        let panics = Callback::data_last_mut(|_: c_int| -> c_int {
            calls += 1;
            panic!("call {calls}")
        })
        .on_panic_return(0);
        let payload = catch_unwind(AssertUnwindSafe(|| sum_last(&panics, 3))).expect_err("the panic");
        assert_eq!(*payload.downcast::<String>().expect("text"), "call 1");
        drop(panics);
        assert_eq!(calls, 3);
    });
}

#[test]
fn on_a_foreign_thread_a_panic_is_dropped_and_c_goes_on() {
    cgocall::run(|| {
        let panics = Callback::data_first(|n: c_int| if n == 3 { panic!("three") } else { n });
        assert_eq!(sum_on_threads(&panics.on_panic_return(-3), 2, 10), 2 * 39);
    });
}

#[test]
fn dump_names_the_closure_that_waits() {
    cgocall::run(|| {
        let waits = Callback::data_first(|_: c_int| {
            let text = cgocall::spawn(|| {
                let mut text = Vec::new();
                cgocall::dump(&mut text).expect("memory takes it");
                String::from_utf8(text).expect("text")
            });
            let text = text.join().expect("no panic");
            assert!(
                text.contains("in callback: callback_closures::dump_names_the_closure_that_waits::"),
                "{text}"
            );
            1
        });
        assert_eq!(sum_first(&waits, 1), 1);
    });
}

#[test]
fn a_panic_in_a_closure_ends_the_process_and_names_where_the_callback_was_made() {
    let ended = support::run("panic").died_of(libc::SIGABRT);
    ended
        .said("boom")
        .said("the closure of the Callback made at runtime/tests/callback_closures.rs:")
        .said("panicked, and C is next")
        .said("help: with Callback::on_panic_return(VALUE)")
        .did_not_say("survived");
}

#[test]
fn a_mutable_closure_that_c_calls_within_itself_ends_the_process() {
    for scenario in ["entered again", "entered again from Rust", "entered by two threads"] {
        let ended = support::run(scenario).died_of(libc::SIGABRT);
        ended
            .said("the closure of the Callback made at runtime/tests/callback_closures.rs:")
            .said("was called before its last call had returned")
            .did_not_say("survived");
    }
}

#[test]
fn a_panic_in_the_destructor_that_c_calls_ends_the_process() {
    let ended = support::run("panic in drop").died_of(libc::SIGABRT);
    ended.said("the destructor of something that the Callback made at ").did_not_say("survived");
}

#[test]
fn a_leaf_function_that_calls_a_closure_is_named_beside_it() {
    let ended = support::run("leaf").died_of(libc::SIGABRT);
    ended.said("`fx_sum_first`, imported as `leaf`").said("callback_closures::called_by_leaf::{{closure}}");
}

#[test]
#[ignore = "the other tests run it, in processes of its own"]
fn child() {
    let Some(scenario) = support::scenario() else { return };
    cgocall::run(|| match scenario.as_str() {
        "panic" => {
            sum_first(&Callback::data_first(|_: c_int| -> c_int { panic!("boom") }), 1);
        }
        "entered again" => enters_itself(|func, data| {
            // SAFETY: a live callback.
            unsafe { fx_sum_first(func, data, 1) }
        }),
        "entered again from Rust" => enters_itself(|func, data| {
            // SAFETY: a live callback.
            unsafe { func(data, 1) }
        }),
        "entered by two threads" => {
            let mut sum = 0;
            let sleeps = Callback::data_first_mut(|n: c_int| {
                cgocall::sleep(Duration::from_millis(50));
                sum += n;
                n
            });
            sum_on_threads(&sleeps, 2, 2);
        }
        "panic in drop" => {
            struct Panics;
            impl Drop for Panics {
                fn drop(&mut self) {
                    panic!("in drop");
                }
            }
            let panics = Panics;
            let callback = Callback::owned_first(move |n: c_int| n + size_of_val(&panics) as c_int);
            let destroy = callback.drop_fn();
            let (func, data) = callback.into_raw();
            // SAFETY: C drops it when it forgets it.
            unsafe {
                fx_keep(func, data, destroy);
                fx_forget_kept();
            }
        }
        "leaf" => called_by_leaf(),
        other => panic!("no scenario {other:?}"),
    });
    println!("survived");
}

/// A mutable closure that calls itself by `call`.
fn enters_itself(call: impl Fn(First, *mut c_void) -> c_int + Sync) {
    let itself = Itself::new();
    let mut calls = 0;
    let nests = Callback::data_first_mut(|_: c_int| {
        calls += 1;
        let (func, data) = itself.get().expect("set below");
        call(*func, data.load(Relaxed))
    });
    itself.set((nests.func(), nests.data().into())).expect("once");
    sum_first(&nests, 1);
}

fn called_by_leaf() {
    mod leaf {
        use super::*;
        #[cgo_import(leaf)]
        unsafe extern "C" {
            pub(super) fn fx_sum_first(f: First, data: *mut c_void, n: c_int) -> c_int;
        }
    }
    let called = Callback::data_first(|n: c_int| n);
    // SAFETY: its own data.
    unsafe { leaf::fx_sum_first(called.func(), called.data(), 1) };
}
