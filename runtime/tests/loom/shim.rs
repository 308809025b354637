//! `runtime/src/shim.rs` with loom's atomics.

use std::cell::Cell;

use atomic::{Ordering, fence};

pub(crate) mod atomic {
    pub(crate) use loom::sync::atomic::{AtomicPtr, AtomicU32, AtomicUsize, Ordering, fence};
}

/// So small that every model meets the full ring.
pub(crate) const RING: usize = 4;

pub(crate) fn ring<T>() -> [atomic::AtomicPtr<T>; RING] {
    std::array::from_fn(|_| atomic::AtomicPtr::new(std::ptr::null_mut()))
}

/// So small that the models meet the way back to the bias, and a thief that gives up.
pub(crate) const QUIET: u32 = 1;
pub(crate) const LOOKS: u32 = 1;

thread_local! {
    /// Loom runs all threads of a model on the thread of its test.
    static MEMBARRIER: Cell<bool> = const { Cell::new(true) };
}

/// Is membarrier to be had in the models of this test?
pub(crate) fn set_membarrier(available: bool) {
    MEMBARRIER.set(available);
}

/// With membarrier a full fence, paid by the heavy side; loom knows no fence that only one side pays. Without it,
/// nothing.
pub(crate) fn light_fence() {
    if MEMBARRIER.get() {
        fence(Ordering::SeqCst);
    }
}

/// `boundary::membarrier::heavy_fence`.
pub(crate) fn heavy_fence() {
    fence(Ordering::SeqCst);
}

/// The chaos build's. Here every order is met anyway.
pub(crate) fn window() {}
