//! A stack for signal handlers, for threads that the standard library did not make.

use std::marker::PhantomData;
use std::mem::MaybeUninit;
use std::ptr;

use super::guard::page_size;

/// Plenty for the overflow report and for the handler that it passes other faults on to; only what is touched costs
/// memory. The kernel's own part is not in it.
const SIZE: usize = 64 << 10;

/// The calling thread's alternate signal stack, if it needed one from us. Dropped on the same thread, it takes the
/// stack away again.
pub(crate) struct AltStack {
    ours: SpareAltStack,
    _of_this_thread: PhantomData<*mut ()>,
}

/// Gives the calling thread an alternate signal stack, unless it has one. Where there is no memory for it, the
/// thread goes without, and an overflow on it kills the process with no report.
pub(crate) fn ensure_alt_stack() -> AltStack {
    let mut ours = SpareAltStack::new();
    ours.lend();
    AltStack { ours, _of_this_thread: PhantomData }
}

impl Drop for AltStack {
    fn drop(&mut self) {
        self.ours.take_back();
        if let Some((start, len)) = self.ours.mapping
            && !self.ours.lent
        {
            // SAFETY: ours, and taken back: nobody knows of it.
            unsafe { libc::munmap(start, len) };
        }
    }
}

/// An alternate signal stack that is lent to one thread after another.
pub(crate) struct SpareAltStack {
    /// The mapping: one inaccessible page, then the stack. Made when it is first needed.
    mapping: Option<(*mut libc::c_void, usize)>,
    lent: bool,
}

impl SpareAltStack {
    pub(crate) const fn new() -> SpareAltStack {
        SpareAltStack { mapping: None, lent: false }
    }

    /// To the calling thread, unless it has one.
    pub(crate) fn lend(&mut self) {
        if self.lent || current().ss_flags & libc::SS_DISABLE == 0 {
            return;
        }
        if self.mapping.is_none() {
            self.mapping = map();
        }
        let Some((start, len)) = self.mapping else { return };
        let page = page_size();
        let stack = libc::stack_t { ss_sp: start.wrapping_byte_add(page), ss_flags: 0, ss_size: len - page };
        // SAFETY: the memory stays until `take_back`.
        self.lent = unsafe { libc::sigaltstack(&stack, ptr::null_mut()) } == 0;
    }

    /// From the thread that it was lent to, which calls. Somebody who put another stack in place of ours may hold ours to
    /// restore it: then it stays lent for good.
    pub(crate) fn take_back(&mut self) {
        let Some((start, _)) = self.mapping.filter(|_| self.lent) else { return };
        if current().ss_sp != start.wrapping_byte_add(page_size()) {
            return;
        }
        let none = libc::stack_t { ss_sp: ptr::null_mut(), ss_flags: libc::SS_DISABLE, ss_size: 0 };
        // SAFETY: it is not in use, for no signal handler calls this.
        self.lent = unsafe { libc::sigaltstack(&none, ptr::null_mut()) } != 0;
    }
}

fn map() -> Option<(*mut libc::c_void, usize)> {
    let page = page_size();
    // SAFETY: no preconditions. Zero where the kernel does not say.
    let frame = unsafe { libc::getauxval(libc::AT_MINSIGSTKSZ) } as usize;
    let len = page + (SIZE + frame).next_multiple_of(page);
    let flags = libc::MAP_PRIVATE | libc::MAP_ANONYMOUS | libc::MAP_NORESERVE;
    // SAFETY: a new mapping, of which nobody else knows yet.
    unsafe {
        let start = libc::mmap(ptr::null_mut(), len, libc::PROT_NONE, flags, -1, 0);
        if start == libc::MAP_FAILED {
            return None;
        }
        if libc::mprotect(start.byte_add(page), len - page, libc::PROT_READ | libc::PROT_WRITE) == 0 {
            return Some((start, len));
        }
        libc::munmap(start, len);
        None
    }
}

fn current() -> libc::stack_t {
    let mut stack = MaybeUninit::uninit();
    // SAFETY: `sigaltstack` fills in the structure; it cannot fail where none is to be set.
    unsafe {
        libc::sigaltstack(ptr::null(), stack.as_mut_ptr());
        stack.assume_init()
    }
}
