//! What the address sanitizer has to be told of stacks: where there is something to lose if it is gone, and what lies there no
//! longer. Nothing in other builds.

use super::slot::Slot;

#[cfg(cgocall_asan)]
unsafe extern "C" {
    fn __lsan_register_root_region(start: *const u8, len: usize);
    fn __lsan_unregister_root_region(start: *const u8, len: usize);
    fn __asan_unpoison_memory_region(start: *const u8, len: usize);
}

/// Somebody gets `slot`: what only a parked goroutine holds is no leak.
#[inline(always)]
pub(super) fn is_taken(slot: Slot) {
    #[cfg(cgocall_asan)]
    // SAFETY: the usable part of a slot, which stays mapped for good.
    unsafe {
        __lsan_register_root_region(
            std::ptr::with_exposed_provenance(slot.limit()),
            slot.top() - slot.limit(),
        );
    }
    let _ = slot;
}

/// Somebody gives `slot` back: what is there is nobody's any more. Frames that are gone without a word, as the goroutine's first
/// are, have left their red zones.
#[inline(always)]
pub(super) fn is_free(slot: Slot) {
    #[cfg(cgocall_asan)]
    // SAFETY: the usable part of a slot, which `is_taken` has been told of.
    unsafe {
        let (start, len) = (std::ptr::with_exposed_provenance(slot.limit()), slot.top() - slot.limit());
        __lsan_unregister_root_region(start, len);
        __asan_unpoison_memory_region(start, len);
    }
    let _ = slot;
}

/// Nothing lives in `slot` below `address`, where it is about to run: what frames have left there that C has left by `longjmp`
/// goes.
#[cfg(cgocall_asan)]
pub(crate) fn is_dead_below(slot: Slot, address: usize) {
    // SAFETY: the usable part of a slot.
    unsafe {
        __asan_unpoison_memory_region(
            std::ptr::with_exposed_provenance(slot.limit()),
            address - slot.limit(),
        );
    }
}

/// While it lives, what is found in this range is no leak.
#[cfg(cgocall_asan)]
pub(crate) struct Root(std::ops::Range<usize>);

#[cfg(cgocall_asan)]
impl Root {
    pub(crate) fn new(range: std::ops::Range<usize>) -> Root {
        // SAFETY: only looked at where it is mapped.
        unsafe { __lsan_register_root_region(std::ptr::with_exposed_provenance(range.start), range.len()) };
        Root(range)
    }
}

#[cfg(cgocall_asan)]
impl Drop for Root {
    fn drop(&mut self) {
        // SAFETY: as above.
        unsafe {
            __lsan_unregister_root_region(std::ptr::with_exposed_provenance(self.0.start), self.0.len())
        };
    }
}
