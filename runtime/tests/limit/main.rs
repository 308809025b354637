//! `limit` and `serialize`: how many are in C at one time, who comes next, and that nothing is left of a call that has
//! ended in whichever way.

#![allow(clashing_extern_declarations, reason = "the same C functions, by limits and policies of their own")]

#[allow(dead_code, reason = "each file uses what it needs")]
#[path = "../child/mod.rs"]
mod child;
#[path = "../support/mod.rs"]
mod support;

mod counts;
mod ends;
mod order;
mod reentry;
mod waits;

use std::ffi::c_void;
use std::sync::atomic::{AtomicI32, Ordering::SeqCst};
use std::time::Duration;

use cgocall::cgo_export;

/// What the fixtures count.
#[derive(Default)]
#[repr(C)]
struct Count {
    now: AtomicI32,
    most: AtomicI32,
    all: AtomicI32,
}

impl Count {
    const fn new() -> Count {
        Count { now: AtomicI32::new(0), most: AtomicI32::new(0), all: AtomicI32::new(0) }
    }

    fn now(&self) -> i32 {
        self.now.load(SeqCst)
    }

    fn most(&self) -> i32 {
        self.most.load(SeqCst)
    }

    fn all(&self) -> i32 {
        self.all.load(SeqCst)
    }
}

type Run = unsafe extern "C" fn(*mut c_void);

/// Runs the closure that `data` points to.
///
/// # Safety
/// [`with_data`] gave it to its `call`, which goes on.
unsafe fn run_closure(data: *mut c_void) {
    // SAFETY: the caller's promise.
    unsafe { (*data.cast::<&mut dyn FnMut()>())() }
}

#[cgo_export]
unsafe extern "C" fn run(data: *mut c_void) {
    // SAFETY: every test passes what `with_data` gave it.
    unsafe { run_closure(data) }
}

/// Calls `call` with the data by which `run` runs `closure`.
fn with_data<T>(mut closure: impl FnMut(), call: impl FnOnce(*mut c_void) -> T) -> T {
    let mut closure: &mut dyn FnMut() = &mut closure;
    call((&raw mut closure).cast())
}

/// Waits on a plain thread, or in C, for what is about to be true.
fn soon(what: impl Fn() -> bool) {
    while !what() {
        std::thread::sleep(Duration::from_micros(200));
    }
}

/// The lines of `dump` that say so.
fn dumped(what: &str) -> Vec<String> {
    let mut text = Vec::new();
    cgocall::dump(&mut text).expect("a Vec takes all");
    let text = String::from_utf8(text).expect("text");
    text.lines().filter(|line| line.contains(what)).map(String::from).collect()
}

/// Waits until so many goroutines wait, parked, for a call of `function`.
fn soon_in_line(function: &str, n: usize) {
    let state = format!(": parked: limit of {function}, ");
    soon(|| dumped(&state).len() == n);
}

/// Waits until the thread sleeps.
fn soon_asleep(tid: &AtomicI32) {
    soon(|| tid.load(SeqCst) != 0);
    let stat = format!("/proc/self/task/{}/stat", tid.load(SeqCst));
    let sleeps = || std::fs::read_to_string(&stat).expect("it lives").contains(") S ");
    // It may have slept for a moment on its way there.
    soon(|| {
        (0..20).all(|_| {
            std::thread::sleep(Duration::from_micros(500));
            sleeps()
        })
    });
}

fn announce(tid: &AtomicI32) {
    // SAFETY: no arguments, no memory.
    tid.store(unsafe { libc::gettid() }, SeqCst);
}
