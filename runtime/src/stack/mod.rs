//! Goroutine stacks: where they come from, what guards them, where they wait for the next goroutine.
//!
//! ```text
//!   slot (64 KiB unless asked otherwise, aligned to its own size)
//!
//!   base                  limit                                header            top
//!   | guard, >= 16 KiB    | usable stack, grows downwards  <-- | G, 512 B | gap  |
//!   | no access at all    | resident only where touched        | the top page    |
//! ```
//!
//! * Slots are carved out of **slabs** (`slab.rs`): few, ever larger mappings, because the kernel allows 65,530
//!   mappings by default and a million goroutines must fit. They are never unmapped.
//! * Every slot gets its **guard** when it is carved (`guard.rs`), or is not handed out.
//! * A free slot goes to the **cache** of its P (`cache.rs`) and from there, 32 at a time, to the **depot** of its
//!   size (`depot.rs`), which gives the memory of slots that have long been idle back to the kernel.
//! * The gap above the header is 0 to 15 cache lines, by the slot's number. All slots being aligned alike, their
//!   headers would otherwise compete for the same few sets of the first-level cache.
//! * What runs off its stack is told so by the **overflow** reporter (`overflow.rs`).
//!
//! Sixteen KiB of guard instead of a page: C compiled without stack probes can reach a goroutine's stack through
//! `inline` and `raw` imports and through other crates' bindings, and steps over one page with an ordinary buffer.
//!
//! Nothing here knows the scheduler. A slot's header is bytes; what lies in them is its owner's matter.

mod alt_stack;
mod cache;
mod depot;
mod guard;
pub(crate) mod overflow;
pub(crate) mod sanitizer;
mod slab;
mod slot;
#[cfg(test)]
mod tests;
mod valgrind;

use std::io;
use std::time::{Duration, Instant};

pub(crate) use cache::Cache;
pub(crate) use slab::for_each_header;
pub(crate) use slot::Slot;

use depot::Depots;

/// Bytes at the low end of every slot that fault when touched; rounded up to the page size at run time.
pub(crate) const GUARD: usize = 16 << 10;
/// Bytes of a slot unless somebody asks for another size, guard included.
pub(crate) const DEFAULT_SIZE: usize = 64 << 10;
/// Bytes kept free for the G near the top of each slot.
pub(crate) const HEADER: usize = 512;

static DEPOTS: Depots = Depots::new();

/// Fixes the default slot size, rounded up to a power of two, and finds out how this kernel makes guards. Comes
/// once, before the first [`alloc`].
pub(crate) fn init(default_size: usize) -> io::Result<()> {
    DEPOTS.init(default_size)
}

/// A slot of at least `size` bytes, guard included, or of the default size. A slot that was in use before holds
/// whatever its last goroutine left; all others read as zero.
///
/// # Errors
/// `InvalidInput` for sizes over 1 GiB; `OutOfMemory` where the system has no memory, address space or mappings
/// left, with the limit to raise in the text.
#[inline]
pub(crate) fn alloc(cache: Option<&mut Cache>, size: Option<usize>) -> io::Result<Slot> {
    let slot = match cache {
        Some(cache) if size.is_none() => match cache.pop() {
            Some(slot) => slot,
            None => DEPOTS.refill(cache)?,
        },
        _ => DEPOTS.alloc(size)?,
    };
    sanitizer::is_taken(slot);
    Ok(slot)
}

/// Takes a slot back.
///
/// # Safety
/// `slot` came from [`alloc`], was not freed since, and nothing runs on it or refers into it, other than readers
/// of its header who can do with finding zeros.
#[inline]
pub(crate) unsafe fn free(cache: Option<&mut Cache>, slot: Slot) {
    sanitizer::is_free(slot);
    match cache {
        Some(cache) if DEPOTS.is_default(slot) => {
            if !cache.push(slot) {
                DEPOTS.spill(cache, slot);
            }
        }
        _ => DEPOTS.free(slot),
    }
}

/// Empties the cache of a P that goes away.
pub(crate) fn drain(cache: &mut Cache) {
    DEPOTS.drain(cache);
}

/// Gives the memory of at most `max` slots that have been idle for `older_than` back to the kernel, header pages
/// included. Returns when the next slot will have been idle for so long, if there is one: in the past where `max`
/// has left some.
///
/// It costs microseconds a slot, so it belongs on a thread that holds nobody up. Slots in caches are never idle.
pub(crate) fn reclaim(older_than: Duration, now: Instant, max: usize) -> Option<Instant> {
    DEPOTS.reclaim(older_than, now, max)
}
