//! Arguments and results of callbacks, in registers and in memory.

mod support;

use std::ffi::{c_int, c_void};

use cgocall::{cgo_export, cgo_import};

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

#[rustfmt::skip]
type Many = unsafe extern "C" fn(
    c_int, f64, i64, f32, i8, *mut c_void, i16, f64, u8, i64, Pair, Big, c_int, f64, f64, f64, f64, f64, f64, f32,
) -> f64;

#[cgo_import]
unsafe extern "C" {
    safe fn fx_call_many(f: extern "C" fn(c_int) -> c_int, n: c_int) -> c_int;
    safe fn fx_call_many_arguments(f: Many) -> f64;
    safe fn fx_call_big(f: extern "C" fn(Big, c_int) -> Big) -> i64;
    safe fn fx_call_pair(f: extern "C" fn(Pair) -> Pair) -> f64;
}

/// Every callback here lets others run, so that what it was given has to outlast a change of goroutines.
#[cgo_export]
extern "C" fn double(x: c_int) -> c_int {
    cgocall::yield_now();
    2 * x
}

#[cgo_export]
extern "C" fn add_to_first(mut big: Big, n: c_int) -> Big {
    cgocall::yield_now();
    big.a[0] += i64::from(n);
    big
}

#[cgo_export]
extern "C" fn add_one_to_each(pair: Pair) -> Pair {
    cgocall::yield_now();
    Pair { x: pair.x + 1.0, n: pair.n + 1 }
}

#[cgo_export(implements = Many)]
#[allow(clippy::too_many_arguments)]
#[rustfmt::skip]
unsafe extern "C" fn sees_all(
    a: c_int, b: f64, c: i64, d: f32, e: i8, f: *mut c_void, g: i16, h: f64, i: u8, j: i64, k: Pair, l: Big, m: c_int,
    n: f64, o: f64, p: f64, q: f64, r: f64, s: f64, t: f32,
) -> f64 {
    cgocall::yield_now();
    assert_eq!((a, b, c, d, e, f.addr()), (1, 2.0, 3, 4.0, 5, 6));
    assert_eq!((g, h, i, j), (7, 8.0, 9, 10));
    assert_eq!((k, l), (Pair { x: 1.5, n: 11 }, Big { a: [1, 2, 3, 4, 5] }));
    assert_eq!((m, n, o, p, q, r, s, t), (12, 13.0, 14.0, 15.0, 16.0, 17.0, 18.0, 19.0));
    99.0
}

fn all() {
    assert_eq!(fx_call_many(double, 1000), 999_000);
    assert_eq!(fx_call_big(add_to_first), 11 + 5);
    assert_eq!(fx_call_pair(add_one_to_each), 1.5 + 3.0);
    assert_eq!(fx_call_many_arguments(sees_all), 99.0);
}

#[test]
fn on_goroutines() {
    cgocall::run(|| {
        let goroutines: Vec<_> = (0..10).map(|_| cgocall::spawn(all)).collect();
        goroutines.into_iter().for_each(|g| g.join().expect("no panic"));
    });
}

#[test]
fn on_a_thread_that_the_runtime_has_never_seen() {
    std::thread::spawn(all).join().expect("no panic");
}

#[test]
fn within_blocking_and_on_the_system_stack() {
    cgocall::run(|| {
        cgocall::blocking(all);
        // Waiting is not for that stack: what lets others run would panic.
        assert_eq!(cgocall::on_system_stack(|| fx_call_pair(add_one)), 1.5 + 3.0);
    });
}

#[cgo_export]
extern "C" fn add_one(pair: Pair) -> Pair {
    Pair { x: pair.x + 1.0, n: pair.n + 1 }
}
