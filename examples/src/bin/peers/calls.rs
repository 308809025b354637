//! A: the cost of one call into C.
use crate::{
    Cases, Runtime,
    ffi::{S32, accounted, inline, leaf, nocallback},
    sample,
};
use std::hint::black_box;

/// Adds the four calls as the import of one policy makes them.
macro_rules! add_calls {
    ($cases:ident, $peer:literal, $runtime:expr, $import:ident) => {
        $cases.add("A.add", $peer, $runtime, || repeated(|| $import::p_add(1, 2)));
        $cases.add("A.six", $peer, $runtime, || repeated(|| $import::p_six(1, 2., 3, 4., 5, 6.)));
        $cases.add("A.struct", $peer, $runtime, || {
            repeated(|| $import::p_struct(S32 { a: 1, b: 2., c: 3, d: 4. }))
        });
        $cases.add("A.ptr", $peer, $runtime, || {
            // SAFETY: p_sum reads as many integers as it is told, which live until the call returns.
            repeated(|| unsafe { $import::p_sum([1, 2, 3, 4].as_ptr(), 4) })
        });
    };
}

#[inline(always)]
fn repeated<T>(call: impl Fn() -> T) -> crate::Metrics {
    sample(|n| {
        (0..n).for_each(|_| {
            black_box(call());
        })
    })
}

pub(crate) fn add(c: &mut Cases) {
    add_calls!(c, "cgocall", Runtime::MIGRATING, accounted);
    add_calls!(c, "cgocall-leaf", Runtime::MIGRATING, leaf);
    add_calls!(c, "cgocall-inline", Runtime::MIGRATING, inline);
    add_calls!(c, "cgocall-nocallback", Runtime::MIGRATING, nocallback);
    add_calls!(c, "cgocall-cas", Runtime::COMPARE_AND_SWAP, accounted);
    c.add("A.add", "cgocall-bound", Runtime::BOUND, || repeated(|| accounted::p_add(1, 2)));
}
