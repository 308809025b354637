//! Memory for streams, which zlib asks Rust for.

use std::alloc::{self, Layout};
use std::cell::Cell;
use std::ffi::{c_uint, c_void};
use std::ptr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use cgocall::cgo_export;
use cgocall::sync::Semaphore;

/// What streams take their memory from: enough for some of them at one time.
///
/// A further stream begins when another ends. Until then its goroutine waits, and zlib stands still where it has asked for its
/// first block; other goroutines go on. (A thread stands still with it. Whoever makes streams by the million waits for
/// a place before the call.)
#[derive(Debug)]
pub struct Memory {
    places: Semaphore,
    /// Bytes for each stream.
    each: usize,
    in_use: AtomicUsize,
}

impl Memory {
    /// Memory for so many streams at one time, of so many `bytes` each.
    ///
    /// As its documentation says, zlib takes some kilobytes more than 256 KiB to compress, and than 32 KiB to decompress. A
    /// stream that has less is refused.
    pub fn new(streams: usize, bytes: usize) -> Arc<Memory> {
        Arc::new(Memory { places: Semaphore::new(streams), each: bytes, in_use: AtomicUsize::new(0) })
    }

    /// The bytes that streams have now.
    pub fn in_use(&self) -> usize {
        self.in_use.load(Ordering::Relaxed)
    }
}

/// What one stream has of a [`Memory`]. One goroutine at a time uses it, since one at a time uses the stream.
pub(crate) struct Account {
    memory: Arc<Memory>,
    in_use: Cell<usize>,
}

/// Before each block stands its length. As large as the alignment of a block.
const HEADER: usize = 16;

impl Account {
    pub(crate) fn new(memory: &Arc<Memory>) -> Account {
        Account { memory: Arc::clone(memory), in_use: Cell::new(0) }
    }

    /// A block with room for so many bytes, or null. For the first one it may have to wait.
    fn take(&self, bytes: usize) -> *mut c_void {
        if self.in_use.get() == 0 {
            self.memory.places.acquire().forget();
        }
        let block = self.block(bytes).unwrap_or(ptr::null_mut());
        self.leave_if_empty();
        block
    }

    fn block(&self, bytes: usize) -> Option<*mut c_void> {
        let length = bytes.checked_add(HEADER)?;
        let in_use = self.in_use.get().checked_add(length)?;
        if in_use > self.memory.each {
            return None;
        }
        let layout = Layout::from_size_align(length, HEADER).ok()?;
        // SAFETY: the layout has a size, that of the header at least.
        let start = unsafe { alloc::alloc(layout) };
        if start.is_null() {
            return None;
        }
        self.in_use.set(in_use);
        self.memory.in_use.fetch_add(length, Ordering::Relaxed);
        // SAFETY: the block has the header, is aligned for it, and more.
        unsafe {
            start.cast::<usize>().write(length);
            Some(start.add(HEADER).cast())
        }
    }

    /// # Safety
    ///
    /// `block` must be from [`take`](Account::take) of this account, not given back yet, and used by nobody.
    unsafe fn give_back(&self, block: *mut c_void) {
        // SAFETY: the length stands before the block, by `take`, and is that of the layout.
        let length = unsafe {
            let start = block.cast::<u8>().sub(HEADER);
            let length = start.cast::<usize>().read();
            alloc::dealloc(start, Layout::from_size_align_unchecked(length, HEADER));
            length
        };
        self.in_use.set(self.in_use.get() - length);
        self.memory.in_use.fetch_sub(length, Ordering::Relaxed);
        self.leave_if_empty();
    }

    /// The place belongs to the stream as long as it has anything.
    fn leave_if_empty(&self) {
        if self.in_use.get() == 0 {
            self.memory.places.add_permits(1);
        }
    }
}

/// What zlib calls for memory.
#[cgo_export]
pub(crate) unsafe extern "C" fn allocate(account: *mut c_void, items: c_uint, size: c_uint) -> *mut c_void {
    // SAFETY: `Stream` passes its account, which it keeps for as long as zlib has the stream.
    let account = unsafe { &*account.cast::<Account>() };
    (items as usize).checked_mul(size as usize).map_or(ptr::null_mut(), |bytes| account.take(bytes))
}

/// What zlib calls with memory that it needs no more.
#[cgo_export]
pub(crate) unsafe extern "C" fn free(account: *mut c_void, block: *mut c_void) {
    // SAFETY: as in `allocate`; zlib gives back what it was given, once.
    unsafe { (*account.cast::<Account>()).give_back(block) };
}
