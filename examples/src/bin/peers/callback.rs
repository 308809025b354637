//! B: callbacks from C under a call. C: callbacks from threads that C made.
use crate::{
    Cases, Metrics, Runtime,
    ffi::{p_callback, p_foreign, p_sort},
    ns, per_op, quantile, sample,
};
use cgocall::{
    cgo_export,
    sync::{Receiver, Sender, channel},
};
use std::{ffi::c_int, hint::black_box, sync::OnceLock};

#[cgo_export]
extern "C" fn plus_one(x: c_int) -> c_int {
    x + 1
}

#[cgo_export]
unsafe extern "C" fn compare(a: *const c_int, b: *const c_int) -> c_int {
    // SAFETY: qsort hands over pointers to two elements of the array.
    unsafe { (*a).cmp(&*b) as c_int }
}

/// Where callbacks ask, and where they are answered.
struct Desk {
    ask: Sender<c_int>,
    answers: Receiver<c_int>,
}

static DESK: OnceLock<Desk> = OnceLock::new();

/// Parks until another goroutine has answered.
#[cgo_export]
extern "C" fn ask(x: c_int) -> c_int {
    let desk = DESK.get().expect("opened before the first call");
    desk.ask.send(x).expect("somebody answers");
    desk.answers.recv().expect("somebody answers")
}

/// The same numbers for every peer.
fn rand_ints(n: usize) -> Vec<c_int> {
    let mut x = 1u64;
    let next = |_| {
        x = x.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (x >> 33) as c_int
    };
    (0..n).map(next).collect()
}

fn qsort(n: usize) {
    let mut v = rand_ints(n);
    // SAFETY: v has n elements, and `compare` takes pointers to them.
    unsafe { p_sort(v.as_mut_ptr(), n, compare) };
    assert!(v.is_sorted());
}

fn call_back(n: i64) {
    black_box(p_callback(plus_one, n));
}

fn first() -> Metrics {
    let once = |_| {
        let mut first = 0.;
        p_foreign(plus_one, 1, 0, &mut first, &mut 0.);
        first
    };
    ns(quantile((0..200).map(once).collect(), 0.5))
}

fn steady(threads: c_int) -> Metrics {
    let mut steady = 0.;
    p_foreign(plus_one, threads, 2_000_000, &mut 0., &mut steady);
    ns(steady)
}

fn parks() -> Metrics {
    let (ask_sender, asked) = channel(0);
    let (answer, answers) = channel(0);
    assert!(DESK.set(Desk { ask: ask_sender, answers }).is_ok());
    cgocall::spawn(move || asked.iter().try_for_each(|x: c_int| answer.send(x + 1)));
    sample(|n| {
        black_box(p_callback(ask, n as i64));
    })
}

pub(crate) fn add(c: &mut Cases) {
    for (peer, runtime) in [("cgocall", Runtime::MIGRATING), ("cgocall-bound", Runtime::BOUND)] {
        c.add("B.cb1", peer, runtime, || sample(|n| (0..n).for_each(|_| call_back(1))));
        c.add("B.park", peer, runtime, parks);
    }
    c.add("B.park", "cgocall-p1", Runtime::ONE_P, parks);
    c.add("B.cb1000", "cgocall", Runtime::MIGRATING, || {
        sample(|n| (0..n.div_ceil(1000)).for_each(|_| call_back(1000)))
    });
    c.add("B.qsort10k", "cgocall", Runtime::MIGRATING, || sample(|n| (0..n).for_each(|_| qsort(10_000))));
    c.add("F.qsort1M", "cgocall", Runtime::MIGRATING, || per_op(1_000_000, || qsort(1_000_000)));
    c.add("C.first", "cgocall", Runtime::MIGRATING, first);
    c.add("C.steady1", "cgocall", Runtime::MIGRATING, || steady(1));
    c.add("C.steady2", "cgocall", Runtime::MIGRATING, || steady(2));
}
