//! Panics between a callback and the goroutine whose call it came from.

mod aborting;
mod returning;
mod unwinding;
mod waiting;

use std::any::Any;
use std::ffi::c_int;
use std::panic::{AssertUnwindSafe, catch_unwind};

use cgocall::{cgo_export, cgo_import};

use crate::closure::call_back;

type Int = extern "C" fn(c_int) -> c_int;

#[cgo_import]
unsafe extern "C" {
    safe fn fx_call(f: Int, x: c_int) -> c_int;
    safe fn fx_stack_pointer() -> usize;
}

fn panic_of(f: impl FnOnce()) -> Option<Box<dyn Any + Send>> {
    catch_unwind(AssertUnwindSafe(f)).err()
}

#[track_caller]
fn text_of(payload: Option<Box<dyn Any + Send>>) -> String {
    let payload = payload.expect("a panic");
    match payload.downcast::<String>() {
        Ok(text) => *text,
        Err(payload) => (*payload.downcast::<&str>().expect("text")).into(),
    }
}

struct CallsOnDrop<F: FnMut()>(F);
impl<F: FnMut()> Drop for CallsOnDrop<F> {
    fn drop(&mut self) {
        (self.0)();
    }
}

/// Callbacks work and the goroutine's C calls start where they did.
#[track_caller]
fn assert_in_order(stack_pointer: usize) {
    assert_eq!(fx_stack_pointer(), stack_pointer, "C's stack");
    let mut calls = 0;
    call_back(|| {
        cgocall::yield_now();
        call_back(|| calls += 1);
    });
    assert_eq!(calls, 1);
    assert_eq!(fx_stack_pointer(), stack_pointer, "C's stack");
}

#[cgo_export(on_panic = return(-100))]
extern "C" fn panics_at_once(x: c_int) -> c_int {
    panic!("at once: {x}")
}
