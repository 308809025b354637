//! Where free slots wait, by size, for whichever P needs them.

use std::collections::VecDeque;
use std::io::{self, Error, ErrorKind};
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::cache::{BATCH, Cache};
use super::guard::{self, Guards};
use super::slab::{self, Slab};
use super::slot::Slot;

/// The largest slot is 1 GiB.
const MAX_LOG2: u32 = 30;
/// The first slabs of a size; later ones are a quarter of what there is already. So a million slots lie in some
/// forty mappings, and no more than a quarter of the address space taken is in vain.
const MIN_SLAB: usize = 4 << 20;

/// The depots of all slot sizes.
pub(super) struct Depots {
    guards: Guards,
    /// Binary logarithm of the default size; zero before `init`. Written once, before any slot exists.
    default_log2: AtomicU32,
    by_log2: [Depot; MAX_LOG2 as usize + 1],
}

/// All slots of one size that no cache and no goroutine has.
///
/// Two locks, since a guard costs a system call, and who gives slots back, with a P in hand, must not wait for
/// the guards of a whole batch. Whoever needs both takes the quarry's first.
struct Depot {
    free: Mutex<Free>,
    quarry: Mutex<Quarry>,
}

/// Slots that have been handed out before.
struct Free {
    /// Slots as they were left, each with the time at which it came. Taken from the back, reclaimed from the front:
    /// the times never decrease from front to back.
    used: VecDeque<(Slot, Instant)>,
    /// Slots without memory.
    reclaimed: Vec<Slot>,
}

/// The rest of the slab out of which new slots are carved.
struct Quarry {
    slab: Option<&'static Slab>,
    /// Bytes of all slabs of this size.
    mapped: usize,
}

impl Depots {
    pub(super) const fn new() -> Depots {
        Depots {
            guards: Guards::new(),
            default_log2: AtomicU32::new(0),
            by_log2: [const { Depot::new() }; MAX_LOG2 as usize + 1],
        }
    }

    pub(super) fn init(&self, default_size: usize) -> io::Result<()> {
        self.guards.init();
        // Relaxed: whoever starts the runtime does so before others can ask for stacks.
        self.default_log2.store(log2_of(default_size)?, Relaxed);
        Ok(())
    }

    /// As `init` on a kernel that has only mappings for guards, and lets them have so many.
    #[cfg(test)]
    pub(super) fn init_without_markers(&self, default_size: usize, mappings: usize) {
        self.init(default_size).expect("a size in range");
        self.guards.init_without_markers(mappings);
    }

    #[cfg(test)]
    pub(super) fn guards_are_markers(&self) -> bool {
        self.guards.are_markers()
    }

    pub(super) fn is_default(&self, slot: Slot) -> bool {
        slot.log2() == self.default_log2.load(Relaxed)
    }

    /// One slot, past all caches.
    pub(super) fn alloc(&self, size: Option<usize>) -> io::Result<Slot> {
        let log2 = size.map_or(Ok(self.default_log2.load(Relaxed)), log2_of)?;
        let mut slot = None;
        self.take(log2, 1, |s| slot = Some(s))?;
        Ok(slot.expect("`take` gives at least one slot"))
    }

    /// Fills an empty cache with a batch, or with what there is, and takes one slot from it.
    #[cold]
    pub(super) fn refill(&self, cache: &mut Cache) -> io::Result<Slot> {
        let mut batch = [None; BATCH];
        let mut places = batch.iter_mut().rev();
        self.take(self.default_log2.load(Relaxed), BATCH, |slot| {
            *places.next().expect("a batch") = Some(slot)
        })?;
        // The slot used last comes first out of the depot and must come first out of the cache.
        for slot in batch.into_iter().flatten() {
            cache.push(slot);
        }
        Ok(cache.pop().expect("`take` gives at least one slot"))
    }

    /// Makes room in a full cache and puts `slot` there.
    #[cold]
    pub(super) fn spill(&self, cache: &mut Cache, slot: Slot) {
        self.give(cache);
        cache.push(slot);
    }

    pub(super) fn drain(&self, cache: &mut Cache) {
        while cache.len() > 0 {
            self.give(cache);
        }
    }

    /// A batch from the cache into the depot.
    fn give(&self, cache: &mut Cache) {
        let mut free = self.of(self.default_log2.load(Relaxed)).free();
        let now = Instant::now();
        cache.take_oldest(|slot| free.used.push_back((slot, now)));
    }

    /// One slot, past all caches.
    pub(super) fn free(&self, slot: Slot) {
        self.of(slot.log2()).free().used.push_back((slot, Instant::now()));
    }

    pub(super) fn reclaim(&self, older_than: Duration, now: Instant, max: usize) -> Option<Instant> {
        let mut budget = max;
        let oldest_left = |depot| reclaim(depot, now.checked_sub(older_than), &mut budget);
        let oldest = self.by_log2.iter().filter_map(oldest_left).min()?;
        oldest.checked_add(older_than)
    }

    /// Between one and `count` slots: used ones first, newest first, then reclaimed ones, then new ones.
    fn take(&self, log2: u32, count: usize, mut found: impl FnMut(Slot)) -> io::Result<()> {
        let depot = self.of(log2);
        let mut free = depot.free();
        let available = free.used.len() + free.reclaimed.len();
        if available == 0 {
            drop(free);
            return depot.carve(log2, count, &self.guards, found);
        }
        for _ in 0..count.min(available) {
            let used = free.used.pop_back().map(|(slot, _)| slot);
            found(used.or_else(|| free.reclaimed.pop()).expect("a free slot"));
        }
        Ok(())
    }

    fn of(&self, log2: u32) -> &Depot {
        &self.by_log2[log2 as usize]
    }
}

impl Depot {
    const fn new() -> Depot {
        Depot {
            free: Mutex::new(Free { used: VecDeque::new(), reclaimed: Vec::new() }),
            quarry: Mutex::new(Quarry { slab: None, mapped: 0 }),
        }
    }

    fn free(&self) -> MutexGuard<'_, Free> {
        // No code that runs under the lock can panic half-way through a change.
        self.free.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Between one and `count` slots that never were before.
    fn carve(&self, log2: u32, count: usize, guards: &Guards, mut found: impl FnMut(Slot)) -> io::Result<()> {
        // As in `free`.
        let mut quarry = self.quarry.lock().unwrap_or_else(PoisonError::into_inner);
        for nth in 0..count {
            match self.carve_one(&mut quarry, log2, guards) {
                Ok(slot) => found(slot),
                Err(error) if nth == 0 => return Err(error),
                Err(_) => break,
            }
        }
        Ok(())
    }

    fn carve_one(&self, quarry: &mut Quarry, log2: u32, guards: &Guards) -> io::Result<Slot> {
        let slab = match quarry.slab.filter(|slab| !slab.is_used_up()) {
            Some(slab) => slab,
            None => self.grow(quarry, log2)?,
        };
        slab.carve(|slot| guards.install(slot))
    }

    /// Maps another slab. Where the system refuses one of the size that is due, a smaller one will do.
    #[cold]
    fn grow(&self, quarry: &mut Quarry, log2: u32) -> io::Result<&'static Slab> {
        let mut slots = (MIN_SLAB.max(quarry.mapped / 4) >> log2).max(1);
        let slab = loop {
            self.free().reserve((quarry.mapped >> log2) + slots)?;
            match slab::map(slots, log2) {
                Ok(slab) => break slab,
                Err(_) if slots > 1 => slots /= 2,
                Err(error) => return Err(error),
            }
        };
        quarry.mapped += slots << log2;
        quarry.slab = Some(slab);
        Ok(slab)
    }
}

impl Free {
    /// Room for all slots there are, so that giving one back never needs memory.
    fn reserve(&mut self, all: usize) -> io::Result<()> {
        self.used.try_reserve(all - self.used.len())?;
        self.reclaimed.try_reserve(all - self.reclaimed.len())?;
        Ok(())
    }
}

/// Reclaims what has been in `depot` since `deadline`, as far as `budget` goes, and returns since when the oldest
/// of the rest has been there.
fn reclaim(depot: &Depot, deadline: Option<Instant>, budget: &mut usize) -> Option<Instant> {
    let mut batch = Vec::new(); // sysmon comes by often, and mostly for nothing
    loop {
        let mut locked = depot.free();
        locked.reclaimed.append(&mut batch);
        let idle = locked.used.partition_point(|&(_, since)| Some(since) <= deadline);
        let count = idle.min(*budget).min(BATCH);
        if count == 0 {
            return locked.used.front().map(|&(_, since)| since);
        }
        batch.extend(locked.used.drain(..count).map(|(slot, _)| slot));
        *budget -= count;
        drop(locked);
        batch.iter().for_each(|&slot| slab::release_memory(slot));
    }
}

/// The smallest size of slot that holds `size` bytes.
fn log2_of(size: usize) -> io::Result<u32> {
    if size > 1 << MAX_LOG2 {
        let text = format!("a goroutine stack of {size} bytes: the largest has 1 GiB (1073741824 bytes)");
        return Err(Error::new(ErrorKind::InvalidInput, text));
    }
    Ok(size.max(2 * guard::len()).next_power_of_two().ilog2())
}
