//! What becomes of a panic is said by `on_panic` and the ABI.

use cgocall::cgo_export;
use std::ffi::c_int;
use std::panic;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};

static DROPPED: AtomicU32 = AtomicU32::new(0);
const FAILED: c_int = -1;

struct Counted;

impl Drop for Counted {
    fn drop(&mut self) {
        DROPPED.fetch_add(1, Relaxed);
    }
}

#[cgo_export(on_panic = return(FAILED))]
extern "C" fn checked(value: c_int) -> c_int {
    let _counted = Counted;
    assert!(value > 0, "not positive");
    value
}

/// The value may be made of parameters that are `Copy`.
#[cgo_export(on_panic = return(-value - unsafe { *more }))]
unsafe extern "C" fn negated(mut value: c_int, more: *const c_int) -> c_int {
    value += 1;
    assert!(value < 0 && !more.is_null());
    value
}

#[cgo_export(on_panic = return({ let mut sum = 0; for i in 0..4 { sum += i; } sum }))]
extern "C-unwind" fn unwinds_not() -> c_int {
    panic!("inside")
}

#[cgo_export(on_panic = return(match value { 0 => FAILED, _ => 0 } - 1))]
extern "C" fn matched(value: c_int) -> c_int {
    assert!(value > 0, "not positive");
    value
}

#[cgo_export(on_panic = return)]
extern "C" fn nothing(value: c_int) {
    assert!(value > 0, "not positive");
}

#[cgo_export(on_panic = return(fallback))]
unsafe extern "C" fn longest<'a>(text: &'a mut c_int, fallback: &'a c_int) -> &'a c_int {
    assert!(*text > 0, "not positive");
    text
}

#[cgo_export(on_panic = abort)]
extern "C" fn never_panics(value: c_int) -> c_int {
    value
}

#[cgo_export]
extern "C-unwind" fn unwinds(value: c_int) -> c_int {
    let _counted = Counted;
    panic!("with {value}")
}

fn main() {
    panic::set_hook(Box::new(|_| {}));
    assert_eq!((checked(1), checked(0)), (1, -1));
    assert_eq!(DROPPED.load(Relaxed), 2);
    assert_eq!(unsafe { negated(4, &raw const FOUR) }, -8);
    assert_eq!((unwinds_not(), unsafe { (*longest(&mut 0, &5), *longest(&mut 2, &5)) }), (6, (5, 2)));
    assert_eq!((matched(0), matched(-1), matched(1)), (-2, -1, 1));
    nothing(0);
    assert_eq!(never_panics(3), 3);
    let payload = panic::catch_unwind(|| unwinds(7)).expect_err("a panic");
    assert_eq!(*payload.downcast::<String>().expect("the message"), "with 7");
    assert_eq!(DROPPED.load(Relaxed), 3);
}

static FOUR: c_int = 4;
