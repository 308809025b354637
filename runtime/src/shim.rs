//! The atomics of the model-checked protocols.
//!
//! `boundary/accounting.rs`, `boundary/handle/slot.rs`, `sched/inbox.rs`, `sched/runq.rs`, `sched/wake.rs`,
//! `task/ending.rs` and `task/token.rs` take their atomics from here. `tests/loom/` compiles those very files a second time with a `shim` of
//! loom's, so that what is checked is what runs.

pub(crate) mod atomic {
    pub(crate) use std::sync::atomic::{AtomicPtr, AtomicU32, AtomicUsize, Ordering, compiler_fence, fence};
}

/// Slots of a P's run queue. Loom's shim has 4, so that the checker meets the edges.
pub(crate) const RING: usize = 1024;

/// An empty ring. As a constant: made slot by slot it would be moved about a debug build's stack, which on a thread that C made
/// may have but 128 KiB.
pub(crate) fn ring<T>() -> [atomic::AtomicPtr<T>; RING] {
    [const { atomic::AtomicPtr::new(std::ptr::null_mut()) }; RING]
}

/// A run queue that nobody has stolen from for twice as many pops is its owner's again.
pub(crate) const QUIET: u32 = 128;

/// So often a thief looks whether the owner's operation is over, which takes some nanoseconds.
pub(crate) const LOOKS: u32 = 64;

/// The light side of the asymmetric fence: orders nothing but the compiler.
#[inline(always)]
pub(crate) fn light_fence() {
    atomic::compiler_fence(atomic::Ordering::SeqCst);
}

/// The heavy side.
pub(crate) fn heavy_fence() {
    crate::boundary::membarrier::heavy_fence(false);
}

/// A window in which the chaos build loses time on purpose, so that races are met instead of hoped for.
#[inline(always)]
pub(crate) fn window() {
    #[cfg(feature = "chaos")]
    crate::sched::chaos::window();
}
