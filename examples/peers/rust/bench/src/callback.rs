//! B: callbacks from C under a call. C: callbacks from threads made by C.
use crate::{Cases, Metrics, ffi::*, median, ns, per_op, sample};
use std::{
    cell::{OnceCell, RefCell},
    hint::black_box,
};

extern "C" fn cb(x: i32) -> i32 {
    x + 1
}

extern "C" fn cmp(a: *const i32, b: *const i32) -> i32 {
    // SAFETY: qsort hands over pointers to two elements of the array.
    unsafe { (*a).cmp(&*b) as i32 }
}

type Handler<I> = corosensei::Coroutine<I, i32, ()>;

thread_local! {
    static CB: RefCell<Handler<i32>> = RefCell::new(corosensei::Coroutine::new(|y: &corosensei::Yielder<i32, i32>, mut x| loop {
        x = y.suspend(cb(x));
    }));
    static CMP: RefCell<Handler<(usize, usize)>> = RefCell::new(corosensei::Coroutine::new(|y: &corosensei::Yielder<(usize, usize), i32>, mut x| loop {
        x = y.suspend(cmp(x.0 as _, x.1 as _));
    }));
    static HANDLE: OnceCell<tokio::runtime::Handle> = const { OnceCell::new() };
}

/// The callback resumes a coroutine, which runs the body and suspends.
extern "C" fn cb_co(x: i32) -> i32 {
    CB.with_borrow_mut(|c| c.resume(x).as_yield().unwrap())
}

extern "C" fn cmp_co(a: *const i32, b: *const i32) -> i32 {
    CMP.with_borrow_mut(|c| c.resume((a as _, b as _)).as_yield().unwrap())
}

static RT: std::sync::LazyLock<tokio::runtime::Runtime> = std::sync::LazyLock::new(|| crate::tokio(2));

/// The callback may await: it enters the runtime from C's thread.
extern "C" fn cb_tokio(x: i32) -> i32 {
    HANDLE.with(|h| h.get_or_init(|| RT.handle().clone()).block_on(async { cb(x) }))
}

extern "C" fn cmp_tokio(a: *const i32, b: *const i32) -> i32 {
    HANDLE.with(|h| h.get_or_init(|| RT.handle().clone()).block_on(async { cmp(a, b) }))
}

/// The same numbers for every Rust peer.
fn rand_ints(n: usize) -> Vec<i32> {
    let mut x = 1u64;
    (0..n)
        .map(|_| {
            x = x.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            (x >> 33) as i32
        })
        .collect()
}

fn qsort(n: usize, f: Cmp) {
    let mut v = rand_ints(n);
    // SAFETY: v has n elements, and every comparator here takes pointers to them.
    unsafe { p_sort(v.as_mut_ptr(), n, f) };
    assert!(v.is_sorted());
}

fn run(f: Cb, n: i64) {
    black_box(p_callback(f, n));
}

fn first(f: Cb) -> Metrics {
    let mut a = 0.;
    ns(median((0..200).map(|_| (p_foreign(f, 1, 0, &mut a, &mut 0.), a).1).collect()))
}

fn steady(f: Cb, threads: i32, n: i64) -> Metrics {
    let mut s = 0.;
    p_foreign(f, threads, n, &mut 0., &mut s);
    ns(s)
}

pub fn add(c: &mut Cases) {
    for (peer, f, g) in [
        ("plain", cb as Cb, cmp as Cmp),
        ("corosensei", cb_co, cmp_co),
        ("tokio-blockon", cb_tokio, cmp_tokio),
    ] {
        c.add(format!("B.cb1/{peer}"), move || sample(|n| (0..n).for_each(|_| run(f, 1))));
        c.add(format!("B.cb1000/{peer}"), move || {
            sample(|n| (0..n.div_ceil(1000)).for_each(|_| run(f, 1000)))
        });
        c.add(format!("B.qsort10k/{peer}"), move || sample(|n| (0..n).for_each(|_| qsort(10_000, g))));
        c.add(format!("F.qsort1M/{peer}"), move || per_op(1_000_000, || qsort(1_000_000, g)));
        c.add(format!("C.first/{peer}"), move || {
            f(0); // so that statics are set up
            first(f)
        });
        c.add(format!("C.steady1/{peer}"), move || steady(f, 1, 2_000_000));
        c.add(format!("C.steady2/{peer}"), move || steady(f, 2, 2_000_000));
    }
}
