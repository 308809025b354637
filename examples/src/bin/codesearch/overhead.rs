//! What a call costs beside the C function itself.

use std::ffi::c_int;
use std::hint::black_box;
use std::time::Instant;

use cgocall::cgo_import;
use cgocall_examples as _;

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

const CALLS: u32 = 2_000_000;
const ROUNDS: usize = 9;

/// Nanoseconds for a call, the median of some rounds.
pub(crate) struct Overhead {
    pub(crate) plain: f64,
    pub(crate) default: f64,
    pub(crate) leaf: f64,
}

/// The three are measured in turn, so that a change of the processor's clock meets all of them.
pub(crate) fn measure() -> Overhead {
    let rounds = [(); ROUNDS].map(|()| {
        [
            per_call(version_number_by_plain_call),
            per_call(sqlite3_libversion_number),
            per_call(version_number_by_leaf_call),
        ]
    });
    let [plain, default, leaf] = [0, 1, 2].map(|policy| median(rounds.map(|round| round[policy])));
    Overhead { plain, default, leaf }
}

#[inline(always)]
fn per_call(call: impl Fn() -> c_int) -> f64 {
    let started = Instant::now();
    for _ in 0..CALLS {
        black_box(call());
    }
    started.elapsed().as_secs_f64() * 1e9 / f64::from(CALLS)
}

fn median(mut round: [f64; ROUNDS]) -> f64 {
    round.sort_unstable_by(f64::total_cmp);
    round[ROUNDS / 2]
}
