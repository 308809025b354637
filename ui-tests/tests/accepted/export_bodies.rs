//! A body behaves as that of any function: `return`, `?`, patterns, inner attributes, recursion, its neighbours.

#![deny(warnings)]

use cgocall::cgo_export;
use std::ffi::c_int;

#[derive(Clone, Copy)]
#[repr(C)]
struct Pair {
    first: c_int,
    second: c_int,
}

const STEP: c_int = 2;

fn half(value: c_int) -> Option<c_int> {
    (value % 2 == 0).then_some(value / 2)
}

#[cgo_export]
extern "C" fn counts(mut from: c_int, _: c_int, _unused: c_int) -> c_int {
    #![allow(clippy::needless_return)]
    'outer: loop {
        loop {
            from += STEP;
            if from > 10 {
                break 'outer;
            }
        }
    }
    return from;
}

#[cgo_export]
extern "C" fn sums(Pair { first, second }: Pair, whole @ Pair { .. }: Pair) -> c_int {
    first + second + whole.first
}

#[cgo_export]
extern "C" fn quarter(value: c_int) -> Option<&'static c_int> {
    static ONE: c_int = 1;
    let quarter = half(half(value)?)?;
    (quarter == 1).then_some(&ONE)
}

#[cgo_export]
unsafe extern "C" fn factorial(n: c_int) -> c_int {
    if n == 0 { 1 } else { n * unsafe { factorial(n - 1) } }
}

#[cgo_export]
extern "C" fn address() -> usize {
    address as *const () as usize
}

#[cgo_export]
extern "C" fn leaves(code: c_int) -> ! {
    std::process::exit(code)
}

#[cgo_export]
extern "C" fn named_as_itself(named_as_itself: c_int) -> c_int {
    named_as_itself
}

fn main() {
    let pair = Pair { first: 1, second: 2 };
    assert_eq!((counts(1, 2, 3), sums(pair, pair)), (11, 4));
    assert_eq!((quarter(4), quarter(6), quarter(8)), (Some(&1), None, None));
    assert_eq!(unsafe { factorial(5) }, 120);
    assert_eq!(address(), address as *const () as usize);
    assert_eq!(named_as_itself(3), 3);
    leaves(0)
}
