//! Closures as callbacks: exports that run the closure which their argument points to, and C that calls those.

use std::ffi::{c_int, c_void};
use std::hint::black_box;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};

use cgocall::{cgo_export, cgo_import};
use cgocall_test_fixtures as _;

pub(crate) type Run = unsafe extern "C" fn(*mut c_void);
pub(crate) type RunUnwinding = unsafe extern "C-unwind" fn(*mut c_void);

/// # Safety
/// `data` is what [`with_data`] passes to its `call`, which goes on.
unsafe fn run_closure(data: *mut c_void) {
    // SAFETY: the caller's promise; C calls it from one thread at a time.
    unsafe { (*data.cast::<&mut dyn FnMut()>())() }
}

#[cgo_export]
pub(crate) unsafe extern "C" fn run(data: *mut c_void) {
    // SAFETY: every test passes what `with_data` gave it.
    unsafe { run_closure(data) }
}

#[cgo_export]
pub(crate) unsafe extern "C-unwind" fn run_unwinding(data: *mut c_void) {
    // SAFETY: as in `run`.
    unsafe { run_closure(data) }
}

#[cgo_export(on_panic = return)]
pub(crate) unsafe extern "C" fn run_returning(data: *mut c_void) {
    // SAFETY: as in `run`.
    unsafe { run_closure(data) }
}

/// Calls `call` with the data by which the exports above run `closure`.
pub(crate) fn with_data<T>(mut closure: impl FnMut(), call: impl FnOnce(*mut c_void) -> T) -> T {
    let mut closure: &mut dyn FnMut() = &mut closure;
    call((&raw mut closure).cast())
}

#[cgo_import]
unsafe extern "C" {
    fn frames_call_deep(f: Run, data: *mut c_void);
    fn fx_call_data(f: Run, data: *mut c_void);
    fn faults_call_on_thread(f: Run, data: *mut c_void) -> c_int;
}

#[cgo_import]
unsafe extern "C-unwind" {
    #[link_name = "fx_call_data"]
    fn fx_call_data_unwinding(f: RunUnwinding, data: *mut c_void);
}

/// C calls `closure`.
pub(crate) fn call_back(closure: impl FnMut()) {
    // SAFETY: C calls once and keeps nothing.
    with_data(closure, |data| unsafe { fx_call_data(run, data) });
}

/// C that uses 64 KiB of its stack calls `closure`.
pub(crate) fn call_back_deep(closure: impl FnMut()) {
    // SAFETY: C calls once and keeps nothing.
    with_data(closure, |data| unsafe { frames_call_deep(run, data) });
}

/// C calls `closure`, whose panics C does not see: they resume when it has returned.
pub(crate) fn call_back_returning(closure: impl FnMut()) {
    // SAFETY: as in `call_back`.
    with_data(closure, |data| unsafe { fx_call_data(run_returning, data) });
}

/// C calls `closure`, whose panics unwind through it.
pub(crate) fn call_back_unwinding(closure: impl FnMut()) {
    // SAFETY: as in `call_back`.
    with_data(closure, |data| unsafe { fx_call_data_unwinding(run_unwinding, data) });
}

/// C calls `closure` by `f` on a thread of its own, and waits for that.
pub(crate) fn call_back_on_thread(f: Run, closure: impl FnMut() + Send) {
    // SAFETY: as in `call_back`; the closure may be sent, and nobody uses it here meanwhile.
    assert_eq!(with_data(closure, |data| unsafe { faults_call_on_thread(f, data) }), 0);
}

/// Goroutines that run until this is dropped, so that no processor stays with a thread which does not need it.
pub(crate) struct Others {
    done: &'static AtomicBool,
    all: Vec<cgocall::JoinHandle<()>>,
}

impl Others {
    pub(crate) fn new(n: usize) -> Others {
        let done: &'static AtomicBool = Box::leak(Box::new(AtomicBool::new(false)));
        let busy = || {
            while !done.load(Relaxed) {
                cgocall::yield_now();
            }
        };
        Others { done, all: (0..n).map(|_| cgocall::spawn(busy)).collect() }
    }
}

impl Drop for Others {
    fn drop(&mut self) {
        self.done.store(true, Relaxed);
        self.all.drain(..).for_each(|g| g.join().expect("no panic"));
    }
}

/// Uses 1 KiB of this stack for each level.
#[inline(never)]
pub(crate) fn recurse(levels: u32) -> u32 {
    let frame = black_box([levels; 256]);
    if levels == 0 { 0 } else { 1 + recurse(frame[255] - 1) }
}

pub(crate) fn tid() -> i32 {
    // SAFETY: no arguments, no memory.
    unsafe { libc::gettid() }
}
