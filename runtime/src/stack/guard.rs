//! The inaccessible pages below every stack.
//!
//! Linux 6.13 has guards that cost no mapping (`MADV_GUARD_INSTALL`): a million of them are as good as free. Before
//! that every guard is a mapping of its own that splits its slab, and a process may have 65,530 mappings unless
//! its administrator says otherwise. So some 28,000 stacks is as far as it goes there, and then an error says
//! why: a stack without a guard is never given out.

use std::ffi::c_void;
use std::fs;
use std::io::{self, Error, ErrorKind};
use std::ptr;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::Relaxed};

use super::GUARD;
use super::slot::Slot;

/// Not in the libc crate.
const MADV_GUARD_INSTALL: libc::c_int = 102;
/// What a guard of the old kind costs: itself, and the stack above it cut off from the slab.
const MAPPINGS_PER_GUARD: usize = 2;

static LEN: AtomicUsize = AtomicUsize::new(GUARD);

/// Bytes of a guard: [`GUARD`] in whole pages.
#[inline]
pub(super) fn len() -> usize {
    // Relaxed: written before the first slot exists, and whoever hands over a slot orders this too.
    LEN.load(Relaxed)
}

/// How guards are made here.
pub(super) struct Guards {
    /// The kernel has guards without mappings.
    markers: AtomicBool,
    /// Mappings that guards of the old kind may still take.
    mappings: AtomicUsize,
}

impl Guards {
    pub(super) const fn new() -> Guards {
        Guards { markers: AtomicBool::new(false), mappings: AtomicUsize::new(0) }
    }

    pub(super) fn init(&self) {
        let all = max_map_count();
        // An eighth is left to everybody else in the process: libraries, threads, the allocator.
        self.set(markers_work(), all - all / 8);
    }

    /// Relaxed, here and in `install`: whoever starts the runtime does so before others can ask for stacks.
    fn set(&self, markers: bool, mappings: usize) {
        LEN.store(GUARD.next_multiple_of(page_size()), Relaxed);
        self.markers.store(markers, Relaxed);
        self.mappings.store(mappings, Relaxed);
    }

    /// Guards of the old kind, in at most so many mappings.
    #[cfg(test)]
    pub(super) fn init_without_markers(&self, mappings: usize) {
        self.set(false, mappings);
    }

    /// Whether guards are markers, which cost no mappings.
    #[cfg(test)]
    pub(super) fn are_markers(&self) -> bool {
        self.markers.load(Relaxed)
    }

    /// Makes the low end of `slot` inaccessible.
    pub(super) fn install(&self, slot: Slot) -> io::Result<()> {
        let start = ptr::with_exposed_provenance_mut(slot.base());
        // SAFETY: the low end of a slot of ours that nobody has got yet.
        if self.markers.load(Relaxed) && unsafe { libc::madvise(start, len(), MADV_GUARD_INSTALL) } == 0 {
            return Ok(());
        }
        // Even where there are markers, some kernels put none into memory that the process keeps locked.
        let taken = self.mappings.fetch_update(Relaxed, Relaxed, |left| left.checked_sub(MAPPINGS_PER_GUARD));
        // SAFETY: as above.
        if taken.is_ok() && unsafe { libc::mprotect(start, len(), libc::PROT_NONE) } == 0 {
            return Ok(());
        }
        Err(no_mappings_left())
    }
}

#[cold]
fn no_mappings_left() -> Error {
    let text = format!(
        "the guards of goroutine stacks have used up the memory mappings of this process: raise the sysctl \
         vm.max_map_count (now {}), or use Linux 6.13 or later, where guards need no mappings",
        max_map_count(),
    );
    Error::new(ErrorKind::OutOfMemory, text)
}

/// Whether `MADV_GUARD_INSTALL` does what it should, not just what it returns: emulators and sandboxes answer 0 to
/// any advice. So the kernel is made to read a guarded page: EFAULT is what we want to hear.
///
/// The reader is `nanosleep`, since it needs no file, takes zeros for "not at all", and is not looked into by
/// valgrind, which reads the strings that system calls are given and would fall over the guard itself.
fn markers_work() -> bool {
    let (protection, flags) = (libc::PROT_READ | libc::PROT_WRITE, libc::MAP_PRIVATE | libc::MAP_ANONYMOUS);
    // SAFETY: a page of its own, mapped, tried and unmapped. The kernel checks the address that it is to read.
    unsafe {
        let page = libc::mmap(ptr::null_mut(), page_size(), protection, flags, -1, 0);
        if page == libc::MAP_FAILED {
            return false;
        }
        let guarded = libc::madvise(page, page_size(), MADV_GUARD_INSTALL) == 0
            && libc::syscall(libc::SYS_nanosleep, page, ptr::null_mut::<c_void>()) == -1
            && Error::last_os_error().raw_os_error() == Some(libc::EFAULT);
        libc::munmap(page, page_size());
        guarded
    }
}

fn max_map_count() -> usize {
    let text = fs::read_to_string("/proc/sys/vm/max_map_count");
    text.ok().and_then(|text| text.trim().parse().ok()).unwrap_or(65_530)
}

pub(super) fn page_size() -> usize {
    // SAFETY: no preconditions.
    let size = unsafe { libc::sysconf(libc::_SC_PAGESIZE) };
    usize::try_from(size).expect("the page size is a positive number")
}
