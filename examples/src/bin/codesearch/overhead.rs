//! What a call costs beside the C function itself, and a callback beside a function of C's own.

use std::ffi::c_int;
use std::hint::black_box;
use std::time::Instant;

use cgocall::{cgo_export, cgo_import};
// Brings SQLite.
use sqlite as _;

// The cheapest function that SQLite has, which returns a constant, under three policies.
#[cgo_import]
unsafe extern "C" {
    safe fn sqlite3_libversion_number() -> c_int;
    #[cgo(leaf)]
    #[link_name = "sqlite3_libversion_number"]
    safe fn version_number_by_leaf_call() -> c_int;
    #[cgo(inline)]
    #[link_name = "sqlite3_libversion_number"]
    safe fn version_number_by_plain_call() -> c_int;
}

type Compare = unsafe extern "C" fn(*const c_int, *const c_int) -> c_int;

// Calls a function for each step, and does next to nothing in between.
#[cgo_import]
unsafe extern "C" {
    fn bsearch(
        key: *const c_int,
        base: *const c_int,
        n: usize,
        size: usize,
        compare: Compare,
    ) -> *const c_int;
}

/// Rust, and yet to C a function like its own.
unsafe extern "C" fn compare_on_the_c_stack(a: *const c_int, b: *const c_int) -> c_int {
    // SAFETY: `bsearch` passes pointers to numbers.
    unsafe { *a - *b }
}

#[cgo_export(implements = Compare)]
unsafe extern "C" fn compare_on_the_goroutine(a: *const c_int, b: *const c_int) -> c_int {
    // SAFETY: as above.
    unsafe { *a - *b }
}

const CALLS: u32 = 2_000_000;
/// How often `bsearch` halves an array of one less than 2 to this power, until it has not found a number.
const STEPS: u32 = 16;
const SEARCHES: u32 = 20_000;
const ROUNDS: usize = 9;

/// Nanoseconds for a call, the median of some rounds.
pub(crate) struct Overhead {
    pub(crate) plain: f64,
    pub(crate) default: f64,
    pub(crate) leaf: f64,
    /// C calls a function that runs on C's stack.
    pub(crate) c_to_c: f64,
    /// C calls an export.
    pub(crate) callback: f64,
}

/// All are measured in turn, so that a change of the processor's clock meets all of them.
pub(crate) fn measure() -> Overhead {
    let numbers: Vec<c_int> = (1..1 << STEPS).collect();
    let rounds = [(); ROUNDS].map(|()| {
        [
            per_call(version_number_by_plain_call),
            per_call(sqlite3_libversion_number),
            per_call(version_number_by_leaf_call),
            per_step(&numbers, compare_on_the_c_stack),
            per_step(&numbers, compare_on_the_goroutine),
        ]
    });
    let [plain, default, leaf, c_to_c, callback] =
        [0, 1, 2, 3, 4].map(|what| median(rounds.map(|round| round[what])));
    Overhead { plain, default, leaf, c_to_c, callback }
}

#[inline(always)]
fn per_call(call: impl Fn() -> c_int) -> f64 {
    let started = Instant::now();
    for _ in 0..CALLS {
        black_box(call());
    }
    started.elapsed().as_secs_f64() * 1e9 / f64::from(CALLS)
}

#[inline(always)]
fn per_step(numbers: &[c_int], compare: Compare) -> f64 {
    let started = Instant::now();
    for _ in 0..SEARCHES {
        // SAFETY: the array is as it says, and its elements are what `compare` takes.
        let found =
            unsafe { bsearch(&c_int::MAX, numbers.as_ptr(), numbers.len(), size_of::<c_int>(), compare) };
        assert!(found.is_null());
    }
    started.elapsed().as_secs_f64() * 1e9 / f64::from(SEARCHES * STEPS)
}

fn median(mut round: [f64; ROUNDS]) -> f64 {
    round.sort_unstable_by(f64::total_cmp);
    round[ROUNDS / 2]
}
