//! Slabs: the mappings out of which slots are carved, and the register of them that a signal handler may read.

use std::io::{self, Error, ErrorKind};
use std::ptr;
use std::sync::atomic::{
    AtomicU32, AtomicUsize,
    Ordering::{Acquire, Relaxed, Release},
};

use super::slot::Slot;
use super::{guard, valgrind};

/// Slabs grow with what there is, so this many are beyond any address space, unless the system grants only small
/// pieces of it.
const MAX_SLABS: usize = 1024;

static SLABS: [Slab; MAX_SLABS] = [const { Slab::new() }; MAX_SLABS];
/// Places in `SLABS` that are taken. The newest may not be filled in yet: `base` says so.
static TAKEN: AtomicUsize = AtomicUsize::new(0);

/// One mapping of slots of one size. Slabs are never unmapped.
pub(super) struct Slab {
    /// The first address; zero until the other words are valid. Its release store pairs with the acquire load of
    /// [`each_slab`].
    base: AtomicUsize,
    slots: AtomicUsize,
    log2: AtomicU32,
    /// Slots that have been handed out at least once, from `base` on. Written under the lock of the slab's quarry.
    carved: AtomicUsize,
}

/// What lies at an address.
#[derive(Clone, Copy, Debug)]
pub(super) struct Found {
    pub(super) slot: Slot,
    /// The address is in the slot's guard.
    pub(super) in_guard: bool,
}

/// The slot around `addr`. Safe in a signal handler: atomic loads and arithmetic.
pub(super) fn find(addr: usize) -> Option<Found> {
    each_slab().find_map(|slab| slab.find(addr))
}

/// Calls `f` with the header of every slot that was ever handed out. Takes no lock: meanwhile slots come and go.
pub(crate) fn for_each_header(mut f: impl FnMut(*mut u8)) {
    for slab in each_slab() {
        // Acquire pairs with the release store in `carve`: a header's first owner comes after its guard.
        for index in 0..slab.carved.load(Acquire) {
            f(slab.slot(index).header());
        }
    }
}

fn each_slab() -> impl Iterator<Item = &'static Slab> {
    let taken = TAKEN.load(Relaxed);
    SLABS[..taken].iter().filter(|slab| slab.base.load(Acquire) != 0)
}

/// Maps and registers room for `slots` slots.
pub(super) fn map(slots: usize, log2: u32) -> io::Result<&'static Slab> {
    let base = map_aligned(slots << log2, 1 << log2)?;
    let place = TAKEN.fetch_update(Relaxed, Relaxed, |taken| (taken < MAX_SLABS).then_some(taken + 1));
    let Ok(place) = place else {
        // SAFETY: mapped above, and nobody else knows of it.
        unsafe { libc::munmap(ptr::with_exposed_provenance_mut(base), slots << log2) };
        return Err(out_of_memory("too many separate pieces of address space hold goroutine stacks"));
    };
    let slab = &SLABS[place];
    slab.slots.store(slots, Relaxed);
    slab.log2.store(log2, Relaxed);
    slab.base.store(base, Release);
    Ok(slab)
}

/// Gives the memory of a slot back to the kernel; it reads as zero from then on. The kernel refuses where the
/// process has locked its memory, and then keeps it.
pub(super) fn release_memory(slot: Slot) {
    let start = slot.limit();
    // SAFETY: the usable part of a slot of ours, and the slot is in nobody's hands: it lies in the depot.
    unsafe {
        libc::madvise(ptr::with_exposed_provenance_mut(start), slot.top() - start, libc::MADV_DONTNEED);
    }
}

impl Slab {
    const fn new() -> Slab {
        Slab {
            base: AtomicUsize::new(0),
            slots: AtomicUsize::new(0),
            log2: AtomicU32::new(0),
            carved: AtomicUsize::new(0),
        }
    }

    pub(super) fn is_used_up(&self) -> bool {
        self.carved.load(Relaxed) == self.slots.load(Relaxed)
    }

    /// The next new slot, once `install_guard` has succeeded on it. The caller holds the quarry's lock and has seen
    /// that there is a slot left.
    pub(super) fn carve(&self, install_guard: impl FnOnce(Slot) -> io::Result<()>) -> io::Result<Slot> {
        let index = self.carved.load(Relaxed);
        let slot = self.slot(index);
        install_guard(slot)?;
        valgrind::register_stack(slot.limit(), slot.top());
        self.carved.store(index + 1, Release);
        Ok(slot)
    }

    fn slot(&self, index: usize) -> Slot {
        let log2 = self.log2.load(Relaxed);
        Slot::at(self.base.load(Relaxed) + (index << log2), log2)
    }

    fn find(&self, addr: usize) -> Option<Found> {
        let offset = addr.checked_sub(self.base.load(Relaxed))?;
        let log2 = self.log2.load(Relaxed);
        let index = offset >> log2;
        let in_guard = offset % (1 << log2) < guard::len();
        (index < self.carved.load(Acquire)).then(|| Found { slot: self.slot(index), in_guard })
    }
}

/// Maps `len` bytes at a multiple of `align` and returns the address, whose provenance is exposed.
fn map_aligned(len: usize, align: usize) -> io::Result<usize> {
    let whole = len + align;
    let protection = libc::PROT_READ | libc::PROT_WRITE;
    let flags = libc::MAP_PRIVATE | libc::MAP_ANONYMOUS | libc::MAP_NORESERVE;
    // SAFETY: a new mapping wherever the kernel likes.
    let mapped = unsafe { libc::mmap(ptr::null_mut(), whole, protection, flags, -1, 0) };
    if mapped == libc::MAP_FAILED {
        return Err(out_of_memory(&format!(
            "cannot map memory for goroutine stacks ({}): the limits are those of `ulimit -v`, of the control \
             group, and of the sysctl vm.overcommit_memory",
            Error::last_os_error(),
        )));
    }
    let start = mapped.expose_provenance();
    let base = start.next_multiple_of(align);
    let surplus = base - start;
    // SAFETY: both ends of the mapping made above, which nobody else knows of.
    unsafe {
        if surplus > 0 {
            libc::munmap(mapped, surplus);
        }
        libc::munmap(mapped.byte_add(surplus + len), align - surplus);
        // One huge page would make 32 stacks resident. A kernel that has none refuses, which is as good.
        libc::madvise(mapped.byte_add(surplus), len, libc::MADV_NOHUGEPAGE);
    }
    Ok(base)
}

fn out_of_memory(text: &str) -> Error {
    Error::new(ErrorKind::OutOfMemory, text)
}
