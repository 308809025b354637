//! One stack: all its addresses, by arithmetic.

use std::num::NonZeroUsize;
use std::ptr;

use super::{HEADER, guard};

/// Cache lines by which headers are staggered.
const COLOURS: usize = 16;
const CACHE_LINE: usize = 64;

/// One stack slot: the address of its header and, in the six bits that the header's alignment leaves free, the
/// binary logarithm of its size.
///
/// Slots are aligned to their size, so these two give every other address.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Slot(NonZeroUsize);

impl Slot {
    /// The slot of `1 << log2` bytes at `base`, which is aligned to that size and whose provenance is exposed.
    pub(super) fn at(base: usize, log2: u32) -> Slot {
        debug_assert!(base.is_multiple_of(1 << log2));
        let colour = (base >> log2) % COLOURS;
        let header = base + (1 << log2) - HEADER - colour * CACHE_LINE;
        Slot(NonZeroUsize::new(header | log2 as usize).expect("no mapping lies at address zero"))
    }

    /// [`HEADER`] bytes for the slot's owner, aligned to 64. The stack grows down from here.
    #[inline]
    pub(crate) fn header(self) -> *mut u8 {
        ptr::with_exposed_provenance_mut(self.0.get() & !(CACHE_LINE - 1))
    }

    /// Bytes of the whole slot, guard included: a power of two.
    #[inline]
    pub(crate) fn size(self) -> usize {
        1 << self.log2()
    }

    /// The lowest usable address. Below it lies the guard.
    #[inline]
    pub(crate) fn limit(self) -> usize {
        self.base() + guard::len()
    }

    /// The first address of the guard.
    pub(super) fn base(self) -> usize {
        self.0.get() & !(self.size() - 1)
    }

    /// The first address above the slot.
    pub(crate) fn top(self) -> usize {
        self.base() + self.size()
    }

    pub(super) fn log2(self) -> u32 {
        (self.0.get() % CACHE_LINE) as u32
    }
}
