//! What holds for goroutines in both modes. Each file that includes it says how its process starts the runtime.

mod basics;
mod blocking;
mod futures;
mod locals;
mod locked;
mod no_park;
mod park;
mod scope;
mod system_stack;

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

/// Runs `body` as a goroutine in the mode of this file.
pub(crate) fn go<T: Send>(body: impl FnOnce() -> T + Send) -> T {
    crate::start();
    cgocall::run(body)
}

/// The OS's number of this thread.
pub(crate) fn tid() -> i32 {
    // SAFETY: no arguments, no memory.
    unsafe { libc::gettid() }
}

/// Waits, by yielding, until `done`: for what others do soon.
pub(crate) fn until(mut done: impl FnMut() -> bool) {
    while !done() {
        cgocall::yield_now();
        std::thread::yield_now();
    }
}

/// Opens once; those who wait yield meanwhile.
#[derive(Default)]
pub(crate) struct Gate(AtomicBool);

impl Gate {
    pub(crate) const fn new() -> Gate {
        Gate(AtomicBool::new(false))
    }

    pub(crate) fn open(&self) {
        self.0.store(true, Ordering::SeqCst);
    }

    pub(crate) fn is_open(&self) -> bool {
        self.0.load(Ordering::SeqCst)
    }

    pub(crate) fn pass(&self) {
        until(|| self.is_open());
    }
}

/// Counts its drops.
pub(crate) struct Dropped<'a>(pub(crate) &'a AtomicUsize);

impl Drop for Dropped<'_> {
    fn drop(&mut self) {
        self.0.fetch_add(1, Ordering::SeqCst);
    }
}
