//! The way from C into Rust and back.

mod support;

use std::ffi::{c_int, c_void};
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

use cgocall::{cgo_export, cgo_import};

#[derive(Clone, Copy)]
#[repr(C)]
struct Pair {
    x: f64,
    n: i64,
}
#[derive(Clone, Copy)]
#[repr(C)]
struct Big {
    a: [i64; 5],
}

#[cgo_import]
unsafe extern "C" {
    fn fx_call(f: unsafe extern "C" fn(c_int) -> c_int, x: c_int) -> c_int;
    fn fx_call_many(f: unsafe extern "C" fn(c_int) -> c_int, n: c_int) -> c_int;
    fn fx_call_data(f: unsafe extern "C" fn(*mut c_void), data: *mut c_void);
    fn fx_call_with_pattern(f: unsafe extern "C" fn(*mut c_void), data: *mut c_void, seed: c_int) -> c_int;
    fn fx_call_many_arguments(f: *const c_void) -> f64;
    fn fx_call_big(f: unsafe extern "C" fn(Big, c_int) -> Big) -> i64;
    fn fx_call_pair(f: unsafe extern "C" fn(Pair) -> Pair) -> f64;
    fn fx_pcall_many(f: unsafe extern "C" fn(*mut c_void), data: *mut c_void, n: c_int) -> c_int;
    fn fx_error(code: c_int);
    #[cgo(blocking)]
    fn fx_call_on_threads(f: unsafe extern "C" fn(c_int) -> c_int, threads: c_int, n: c_int) -> c_int;
    fn fx_call_on_own_stack(
        f: unsafe extern "C" fn(c_int) -> c_int,
        n: c_int,
        stack: *mut c_void,
        size: usize,
    ) -> c_int;
}

#[cgo_export]
unsafe extern "C" fn double(x: c_int) -> c_int {
    x * 2
}
#[cgo_export]
unsafe extern "C" fn yields(x: c_int) -> c_int {
    cgocall::yield_now();
    x
}
#[cgo_export]
unsafe extern "C" fn sleeps(x: c_int) -> c_int {
    cgocall::sleep(std::time::Duration::from_millis(1));
    x
}
#[cgo_export]
unsafe extern "C" fn big(b: Big, n: c_int) -> Big {
    let mut b = b;
    b.a[0] += n as i64;
    b
}
#[cgo_export]
unsafe extern "C" fn pair(p: Pair) -> Pair {
    Pair { x: p.x + 1.0, n: p.n + 1 }
}
#[cgo_export]
unsafe extern "C" fn many(
    a: c_int,
    b: f64,
    c: i64,
    d: f32,
    e: i8,
    f: *mut c_void,
    g: i16,
    h: f64,
    i: u8,
    j: i64,
    k: Pair,
    l: Big,
    m: c_int,
    n: f64,
    o: f64,
    p: f64,
    q: f64,
    r: f64,
    s: f64,
    t: f32,
) -> f64 {
    assert_eq!((a, b, c, d, e, f.addr(), g, h, i, j), (1, 2.0, 3, 4.0, 5, 6, 7, 8.0, 9, 10));
    assert_eq!(
        (k.x, k.n, l.a, m, n, o, p, q, r, s, t),
        (1.5, 11, [1, 2, 3, 4, 5], 12, 13.0, 14.0, 15.0, 16.0, 17.0, 18.0, 19.0)
    );
    99.0
}

#[test]
fn a_callback_runs_and_returns() {
    cgocall::run(|| unsafe {
        assert_eq!(fx_call(double, 21), 43);
        assert_eq!(fx_call_many(double, 1000), 999_000);
        assert_eq!(fx_call_many(yields, 100), 4950);
        assert_eq!(fx_call_many(sleeps, 10), 45);
        assert_eq!(fx_call_big(big), 11 + 5);
        assert_eq!(fx_call_pair(pair), 1.5 + 3.0);
        assert_eq!(fx_call_many_arguments(many as *const c_void), 99.0);
    });
}

#[cgo_export]
unsafe extern "C" fn nest(data: *mut c_void) {
    unsafe {
        let depth = data.addr();
        if depth > 0 {
            cgocall::yield_now();
            let changed =
                fx_call_with_pattern(nest, std::ptr::without_provenance_mut(depth - 1), depth as c_int);
            assert_eq!(changed, 0);
            cgocall::yield_now();
        }
    }
}

#[test]
fn nested() {
    cgocall::run(|| {
        let all: Vec<_> = (0..20)
            .map(|i| {
                cgocall::spawn(move || unsafe {
                    assert_eq!(fx_call_with_pattern(nest, std::ptr::without_provenance_mut(30), i), 0);
                })
            })
            .collect();
        all.into_iter().for_each(|g| g.join().unwrap());
    });
}

static COUNT: AtomicUsize = AtomicUsize::new(0);
#[cgo_export]
unsafe extern "C" fn raises(_data: *mut c_void) {
    COUNT.fetch_add(1, Relaxed);
    unsafe { fx_error(3) }
}

#[test]
fn a_million_errors() {
    cgocall::run(|| unsafe {
        assert_eq!(fx_pcall_many(raises, std::ptr::null_mut(), 1_000_000), 1_000_000);
        assert_eq!(fx_call(double, 21), 43);
        for _ in 0..10_000 {
            assert_eq!(fx_pcall_many(raises, std::ptr::null_mut(), 3), 3);
        }
        assert_eq!(fx_call_with_pattern(nest, std::ptr::without_provenance_mut(10), 5), 0);
    });
}

#[test]
fn threads_that_c_made() {
    cgocall::run(|| unsafe {
        assert_eq!(fx_call_on_threads(double, 8, 1000), 8 * 999_000);
        assert_eq!(fx_call_on_threads(yields, 8, 100), 8 * 4950);
        assert_eq!(fx_call_on_threads(sleeps, 8, 10), 8 * 45);
        for _ in 0..100 {
            assert_eq!(fx_call_on_threads(double, 4, 2), 8);
        }
        let mut stack = vec![0u8; 256 << 10];
        assert_eq!(fx_call_on_own_stack(sleeps, 10, stack.as_mut_ptr().cast(), stack.len()), 45);
    });
}
