//! A stack for signal handlers.

use std::marker::PhantomData;
use std::mem::MaybeUninit;
use std::ptr;

use super::guard::page_size;

/// Plenty for the overflow report, for the handler that it passes other faults on to, and for a profiler that walks the stack; only
/// what is touched costs memory. The kernel's own part is not in it.
const SIZE: usize = 64 << 10;

/// An alternate signal stack of the calling thread, one of the runtime's. Dropped on the same thread, it takes the stack away
/// again.
pub(crate) struct AltStack {
    /// What `map` has made, and what the thread had before.
    ours: Option<((*mut libc::c_void, usize), libc::stack_t)>,
    _of_this_thread: PhantomData<*mut ()>,
}

/// Gives the calling thread, one of the runtime's, an alternate signal stack, unless it has one of this size. The standard
/// library's is of 8 KiB, of which the kernel takes 3.5 for registers on some processors: a walk of the stack overflows the rest,
/// and the process dies without a word.
///
/// Where there is no memory for it, the thread goes without.
pub(crate) fn ensure_alt_stack() -> AltStack {
    let before = current();
    let enough = before.ss_flags & libc::SS_DISABLE == 0 && before.ss_size >= SIZE;
    let ours = (!enough).then(map).flatten().filter(|mapping| install(*mapping));
    AltStack { ours: ours.map(|mapping| (mapping, before)), _of_this_thread: PhantomData }
}

impl Drop for AltStack {
    fn drop(&mut self) {
        // Somebody who put another stack in place of ours may hold ours to restore it: then it stays for good.
        if let Some(((start, len), before)) = self.ours.filter(|(mapping, _)| is_installed(*mapping)) {
            // SAFETY: what the thread had lives as long as the thread. Ours is not in use, for no signal handler drops it, and
            // then nobody knows of it.
            unsafe {
                if libc::sigaltstack(&before, ptr::null_mut()) == 0 {
                    libc::munmap(start, len);
                }
            }
        }
    }
}

/// An alternate signal stack that is lent to one thread of others' after another.
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
        self.lent = self.mapping.is_some_and(install);
    }

    /// From the thread that it was lent to, which calls. Somebody who put another stack in place of ours may hold ours to
    /// restore it: then it stays lent for good.
    pub(crate) fn take_back(&mut self) {
        if !self.lent || !self.mapping.is_some_and(is_installed) {
            return;
        }
        let none = libc::stack_t { ss_sp: ptr::null_mut(), ss_flags: libc::SS_DISABLE, ss_size: 0 };
        // SAFETY: it is not in use, for no signal handler calls this.
        self.lent = unsafe { libc::sigaltstack(&none, ptr::null_mut()) } != 0;
    }
}

fn stack_in((start, len): (*mut libc::c_void, usize)) -> libc::stack_t {
    let page = page_size();
    libc::stack_t { ss_sp: start.wrapping_byte_add(page), ss_flags: 0, ss_size: len - page }
}

/// For the calling thread, which must not end with it.
fn install(mapping: (*mut libc::c_void, usize)) -> bool {
    // SAFETY: the memory stays until the stack has been taken back.
    unsafe { libc::sigaltstack(&stack_in(mapping), ptr::null_mut()) == 0 }
}

fn is_installed(mapping: (*mut libc::c_void, usize)) -> bool {
    current().ss_sp == stack_in(mapping).ss_sp
}

/// One inaccessible page, then the stack.
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
