//! The free stacks that a P keeps for itself.

use super::slot::Slot;

/// Slots that move between a cache and the depot at one time.
pub(super) const BATCH: usize = 32;
const CAPACITY: usize = 2 * BATCH;

/// Free slots of the default size, owned by one P. Last in, first out: the memory freed last is the likeliest to be
/// in the processor's caches.
///
/// Twice the batch, so that a P which spawns and ends goroutines in turn at either edge does not take the depot's
/// lock each time.
pub(crate) struct Cache {
    len: usize,
    slots: [Option<Slot>; CAPACITY],
}

impl Cache {
    pub(crate) const fn new() -> Cache {
        Cache { len: 0, slots: [None; CAPACITY] }
    }

    pub(crate) fn len(&self) -> usize {
        self.len
    }

    #[inline]
    pub(super) fn pop(&mut self) -> Option<Slot> {
        let newest = self.len.checked_sub(1)?;
        self.len = newest;
        self.slots[newest]
    }

    /// Keeps `slot`, unless the cache is full.
    #[inline]
    pub(super) fn push(&mut self, slot: Slot) -> bool {
        let Some(place) = self.slots.get_mut(self.len) else { return false };
        *place = Some(slot);
        self.len += 1;
        true
    }

    /// Takes out the batch that has been here longest.
    pub(super) fn take_oldest(&mut self, take: impl FnMut(Slot)) {
        let count = self.len.min(BATCH);
        self.slots[..count].iter().copied().flatten().for_each(take);
        self.slots.copy_within(count..self.len, 0);
        self.len -= count;
    }
}
