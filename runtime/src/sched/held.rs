//! What stays behind when a goroutine parks within a callback: C frames on g0, and the stack that they lie on.
//!
//! C waits for the callback on the M's g0. Only this M can run the goroutine again, so the M is wired; but other
//! goroutines may be bound to it, and one of those may be what the callback waits for. They must run, may call C, may
//! even park in callbacks of their own, and end in any order. So **a C stack belongs to the goroutine whose frames lie
//! on it**, for as long as it is off the M:
//!
//! | step | who | the M's g0 |
//! |---|---|---|
//! | hold | a goroutine with a callback leaves the M | is *lent* to it: the scheduler runs on, below its frames |
//! | execute | another goroutine, while g0 is lent | becomes a spare C stack |
//! | execute | a goroutine that holds a stack | becomes that stack again, `g0_sp` where it was; what was g0 is a spare |
//!
//! Nearly always nobody else is bound to the M, and no spare is ever made.
//!
//! Rejected: one stack, whose callbacks must then return in the order last in, first out. A callback whose turn it is not
//! would have to wait at its return for a C call of another goroutine, which may wait for this very callback.

use std::cell::{Cell, UnsafeCell};
use std::ops::Range;
use std::ptr::{from_ref, null_mut};
use std::sync::atomic::Ordering;

use super::g::G;
use super::m::M;
use super::sched;
use crate::arch::NO_RECORD;
use crate::boundary::callback::Export;
use crate::stack::{self, Slot};

/// A stack that C runs on.
#[derive(Clone, Copy)]
struct CStack {
    /// None: the thread's own.
    slot: Option<Slot>,
    /// `g0_sp` when nothing is on it.
    base: usize,
}

/// What a goroutine in a callback takes along when it leaves its M. Nothing, if the record is zero, as in fresh memory.
#[derive(Clone, Copy)]
pub(crate) struct Held {
    stack: CStack,
    g0_sp: usize,
    record: usize,
    export: *mut Export,
    /// The goroutine was free, and is bound for this time only.
    bound: bool,
}

impl Held {
    const NOTHING: Held =
        Held { stack: CStack { slot: None, base: 0 }, g0_sp: 0, record: 0, export: null_mut(), bound: false };
}

/// An M's C stacks. All of it is its own thread's.
pub(crate) struct CStacks {
    /// Which one g0 is, if not the thread's own.
    current: Cell<Option<Slot>>,
    /// g0 belongs to a goroutine that is off the M.
    lent: Cell<bool>,
    /// Goroutines that hold one.
    holders: Cell<u32>,
    spares: UnsafeCell<Vec<CStack>>,
    /// Addresses of the thread's own, once somebody has asked.
    own: Cell<(usize, usize)>,
}

impl CStacks {
    pub(crate) const fn new() -> CStacks {
        CStacks {
            current: Cell::new(None),
            lent: Cell::new(false),
            holders: Cell::new(0),
            spares: UnsafeCell::new(Vec::new()),
            own: Cell::new((0, 0)),
        }
    }

    /// Has the goroutine that ran last left C frames on g0?
    pub(crate) fn is_lent(&self) -> bool {
        self.lent.get()
    }

    /// The thread has ended: another may take the M.
    pub(crate) fn forget_thread(&self) {
        self.own.set((0, 0));
        // SAFETY: the M's own thread, and no other reference lives.
        for spare in unsafe { &mut *self.spares.get() }.drain(..) {
            if let Some(slot) = spare.slot {
                // SAFETY: a spare: nothing lies on it, and the M is back on the thread's own stack.
                unsafe { stack::free(None, slot) };
            }
        }
    }
}

/// On g0, before anybody can see `g` waiting: if it is in a callback, keeps what belongs to it.
#[inline]
pub(crate) fn hold(m: &'static M, g: &G) {
    if m.hot.record.load(Ordering::Relaxed) != NO_RECORD {
        hold_stack(m, g);
    }
}

#[cold]
fn hold_stack(m: &'static M, g: &G) {
    let hot = &m.hot;
    let bound = g.bound.load(Ordering::Relaxed).is_null();
    if bound {
        g.bound.store(from_ref(m).cast_mut(), Ordering::Relaxed);
        m.binds();
    }
    m.wired.set(m.wired.get() + 1);
    let stacks = &m.c_stacks;
    stacks.holders.set(stacks.holders.get() + 1);
    stacks.lent.set(true);
    // Release, here and in `change_stack`: `dump` sees the export in the one place or in the other.
    let export = hot.export.load(Ordering::Relaxed);
    g.callback.store(export, Ordering::Relaxed);
    crate::shim::window();
    hot.export.store(null_mut(), Ordering::Release);
    crate::shim::window();
    g.held.set(Held {
        stack: CStack { slot: stacks.current.get(), base: hot.g0_base.load(Ordering::Relaxed) },
        g0_sp: hot.g0_sp.load(Ordering::Relaxed),
        record: hot.record.swap(NO_RECORD, Ordering::Relaxed),
        export,
        bound,
    });
}

/// On g0, `g` is about to run on `m`, and is its `curg`: sees to it that g0 is a stack which it may use.
#[inline]
pub(crate) fn take_up(m: &'static M, g: &G) {
    if m.c_stacks.holders.get() > 0 {
        change_stack(m, g);
    }
}

#[cold]
fn change_stack(m: &'static M, g: &G) {
    let stacks = &m.c_stacks;
    let lent = stacks.lent.replace(false);
    let held = g.held.replace(Held::NOTHING);
    if held.record == 0 {
        if lent {
            let spare = spare(m);
            use_stack(m, spare, spare.base);
        }
        return;
    }
    if !lent {
        // SAFETY: the M's own thread, and no other reference lives.
        unsafe { &mut *stacks.spares.get() }.push(current(m));
    }
    use_stack(m, held.stack, held.g0_sp);
    m.hot.record.store(held.record, Ordering::Relaxed);
    m.hot.export.store(held.export, Ordering::Relaxed);
    crate::shim::window();
    g.callback.store(null_mut(), Ordering::Release);
    stacks.holders.set(stacks.holders.get() - 1);
    m.wired.set(m.wired.get() - 1);
    if held.bound {
        g.bound.store(null_mut(), Ordering::Relaxed);
        m.unbinds();
    }
}

fn current(m: &M) -> CStack {
    CStack { slot: m.c_stacks.current.get(), base: m.hot.g0_base.load(Ordering::Relaxed) }
}

fn use_stack(m: &M, stack: CStack, g0_sp: usize) {
    m.c_stacks.current.set(stack.slot);
    m.hot.g0_base.store(stack.base, Ordering::Relaxed);
    m.hot.g0_sp.store(g0_sp, Ordering::Relaxed);
}

fn spare(m: &M) -> CStack {
    // SAFETY: the M's own thread, and no other reference lives.
    if let Some(spare) = unsafe { &mut *m.c_stacks.spares.get() }.pop() {
        return spare;
    }
    match stack::alloc(None, Some(sched().config.c_stack_size)) {
        Ok(slot) => CStack { slot: Some(slot), base: slot.header().addr() },
        Err(e) => crate::fatal!(
            "no memory for another C stack, which a goroutine needs to run while another is parked in a callback on \
             its thread: {e}\n\
             help: lower Builder::c_stack_size"
        ),
    }
}

/// The thread of `m`, to which nothing is bound, is about to end: what follows runs on its own stack.
pub(crate) fn back_to_own_stack(m: &M) {
    if m.c_stacks.current.get().is_none() {
        return;
    }
    // SAFETY: the M's own thread, and no other reference lives.
    let spares = unsafe { &mut *m.c_stacks.spares.get() };
    let own = spares.iter().position(|s| s.slot.is_none()).expect("nobody holds the thread's own stack");
    let own = std::mem::replace(&mut spares[own], current(m));
    use_stack(m, own, own.base);
}

/// The addresses of the C stack that is g0 of the calling thread's M now.
pub(crate) fn c_stack_bounds(m: &M) -> Range<usize> {
    if let Some(slot) = m.c_stacks.current.get() {
        return slot.limit()..slot.header().addr();
    }
    if m.c_stacks.own.get() == (0, 0) {
        m.c_stacks.own.set(bounds_of_this_thread());
    }
    let (low, high) = m.c_stacks.own.get();
    low..high
}

/// As the C library knows them; an empty range if it does not.
fn bounds_of_this_thread() -> (usize, usize) {
    let mut attributes = std::mem::MaybeUninit::<libc::pthread_attr_t>::uninit();
    let (mut low, mut size) = (null_mut(), 0);
    // SAFETY: the calls fill in what they are given, and the second comes after the first has succeeded.
    unsafe {
        if libc::pthread_getattr_np(libc::pthread_self(), attributes.as_mut_ptr()) != 0 {
            return (1, 1);
        }
        libc::pthread_attr_getstack(attributes.as_ptr(), &mut low, &mut size);
        libc::pthread_attr_destroy(attributes.as_mut_ptr());
    }
    (low.addr(), low.addr() + size)
}
