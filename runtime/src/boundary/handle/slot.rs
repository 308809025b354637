//! One place for a value, and who may reach it.
//!
//! The state is one word. Its high half is the *mark*: a generation, and a bit that says whether the value of that
//! generation is there. Its low half counts the pins: calls of `Handle::with` in progress. A token carries the mark of the value
//! that it stands for, so that the two halves are compared as a whole.
//!
//! | from | to | by | ordering |
//! |---|---|---|---|
//! | free, g, 0 pins | there, g + 1, 0 pins | [`put`](Slot::put), by the one who owns the free slot | Release: the value |
//! | there, g, n pins | there, g, n + 1 pins | [`pin`](Slot::pin) | Acquire of `put` |
//! | there, g, n + 1 pins | there, g, n pins | the pin's drop | Release: what was done to the value |
//! | there, g, 0 pins | free, g, 0 pins | [`take`](Slot::take), whose caller owns value and slot then | Acquire of `put` and of all pins |
//!
//! Pins and takes are a compare-and-swap of the whole word, so one of them that succeeds has found the very value that the
//! token stands for, and a token that stands for none changes nothing, whatever number it is. What they look at before that
//! (the kind) was written before `put`, and is written again only after a `take`, which comes after they have let go.
//!
//! A take finds pins: it is refused, it does not wait. They may be the caller's own, further out, and the wait would have no
//! end; if they are another thread's, C has let go of a value that it still uses.
//!
//! A generation is never used twice; after 2³¹ of them the slot is not used again ([`is_spent`](Slot::is_spent)).

use std::any::TypeId;
use std::ptr::null_mut;

use crate::shim::atomic::{AtomicPtr, AtomicUsize, Ordering};
use crate::shim::window;

const _: () = assert!(usize::BITS == 64, "a token is two halves of 32 bits");

const PINS: usize = 0xffff_ffff;
/// In the mark: the value is there. In a token it is always set, so that a token is no address that a program can have.
const THERE: u32 = 1 << 31;

/// The high half of a token, and of the state of the slot for which it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Mark(pub(crate) u32);

impl Mark {
    fn of(state: usize) -> Mark {
        Mark((state >> 32) as u32)
    }

    fn unpinned(self) -> usize {
        (self.0 as usize) << 32
    }

    fn is_there(self) -> bool {
        self.0 & THERE != 0
    }

    fn generation(self) -> u32 {
        self.0 & !THERE
    }
}

/// What a type is, and what it is called.
#[derive(Debug)]
pub(crate) struct Kind {
    // Functions, since neither is a constant in every compiler that this crate supports.
    pub(crate) id: fn() -> TypeId,
    pub(crate) name: fn() -> &'static str,
}

impl Kind {
    /// There may be several of one type, one in each crate that uses it.
    fn is(&self, other: &Kind) -> bool {
        std::ptr::eq(self, other) || (self.id)() == (other.id)()
    }
}

/// Why a token does not lead to a value.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Refusal {
    /// No handle ever had it.
    Foreign,
    /// Its value was there, and has been taken.
    Stale,
    /// Its value is of this type.
    OtherKind(&'static Kind),
    /// It cannot be taken: so many look at it.
    Pinned(usize),
    /// It cannot be pinned: 2³² - 1 look at it.
    Full,
}

/// Alone on its cache line, so that threads with handles of their own do not slow down each other.
#[repr(align(64))]
pub(crate) struct Slot {
    state: AtomicUsize,
    /// Of the value that is there. Null until the first.
    kind: AtomicPtr<Kind>,
    value: AtomicPtr<()>,
}

impl Slot {
    /// A free slot that has had values of so many generations. Not const: loom's atomics are not.
    pub(crate) fn after(generation: u32) -> Slot {
        Slot {
            state: AtomicUsize::new(Mark(generation).unpinned()),
            kind: AtomicPtr::new(null_mut()),
            value: AtomicPtr::new(null_mut()),
        }
    }

    /// The owner of a free slot gives it a value.
    pub(crate) fn put(&self, kind: &'static Kind, value: *mut ()) -> Mark {
        // Relaxed: a free slot's state is its owner's.
        let mark = Mark(THERE | (Mark::of(self.state.load(Ordering::Relaxed)).generation() + 1));
        // Release: whoever sees this kind sees that the value before it was taken (`check`).
        self.kind.store(std::ptr::from_ref(kind).cast_mut(), Ordering::Release);
        self.value.store(value, Ordering::Relaxed);
        // Pairs with the Acquire of whoever finds the mark.
        self.state.store(mark.unpinned(), Ordering::Release);
        mark
    }

    /// Keeps the value of `mark` where it is until the pin is dropped.
    #[inline]
    pub(crate) fn pin(&self, mark: Mark, kind: &'static Kind) -> Result<Pin<'_>, Refusal> {
        let state = self.state.load(Ordering::Acquire);
        if Mark::of(state) == mark
            && mark.is_there()
            && std::ptr::eq(self.kind.load(Ordering::Relaxed), kind)
            && state & PINS != PINS
            && self.try_pin(state).is_ok()
        {
            return Ok(Pin(self));
        }
        self.pin_slowly(mark, kind)
    }

    /// Another has changed the state in between, or the kind is another one, or the token leads to no value.
    #[cold]
    #[inline(never)]
    fn pin_slowly(&self, mark: Mark, kind: &'static Kind) -> Result<Pin<'_>, Refusal> {
        let mut state = self.state.load(Ordering::Acquire);
        loop {
            self.check(state, mark, kind)?;
            if state & PINS == PINS {
                return Err(Refusal::Full);
            }
            match self.try_pin(state) {
                Ok(_) => return Ok(Pin(self)),
                Err(now) => state = now,
            }
        }
    }

    #[inline]
    fn try_pin(&self, state: usize) -> Result<usize, usize> {
        window();
        self.state.compare_exchange(state, state + 1, Ordering::Acquire, Ordering::Acquire)
    }

    /// The value of `mark`, which is the caller's from now on, and so is the slot.
    pub(crate) fn take(&self, mark: Mark, kind: &'static Kind) -> Result<*mut (), Refusal> {
        self.check(self.state.load(Ordering::Acquire), mark, kind)?;
        window();
        let free = Mark(mark.generation()).unpinned();
        // Acquire: pairs with the Release of every pin's drop. Relaxed where it fails: nothing is read after that.
        match self.state.compare_exchange(mark.unpinned(), free, Ordering::Acquire, Ordering::Relaxed) {
            Ok(_) => Ok(self.value.load(Ordering::Relaxed)),
            Err(now) if Mark::of(now) == mark => Err(Refusal::Pinned(now & PINS)),
            Err(_) => Err(Refusal::Stale),
        }
    }

    /// Does `state` show the value of `mark`, and is it of `kind`? Acquire has read it, so that kind is seen, or a later one.
    fn check(&self, state: usize, mark: Mark, kind: &'static Kind) -> Result<(), Refusal> {
        if Mark::of(state) != mark || !mark.is_there() {
            return Err(refusal(Mark::of(state), mark));
        }
        // SAFETY: kinds are static, and one was stored before the mark.
        let found = unsafe { &*self.kind.load(Ordering::Acquire) };
        if found.is(kind) {
            return Ok(());
        }
        // Of the value that came after it?
        let now = Mark::of(self.state.load(Ordering::Relaxed));
        Err(if now == mark { Refusal::OtherKind(found) } else { refusal(now, mark) })
    }

    /// The owner of a free slot asks: has it had all its values?
    pub(crate) fn is_spent(&self) -> bool {
        Mark::of(self.state.load(Ordering::Relaxed)).generation() == !THERE
    }
}

fn refusal(found: Mark, mark: Mark) -> Refusal {
    let was_there = mark.is_there() && (1..=found.generation()).contains(&mark.generation());
    if was_there { Refusal::Stale } else { Refusal::Foreign }
}

/// Keeps a value where it is.
pub(crate) struct Pin<'a>(&'a Slot);

impl Pin<'_> {
    #[inline]
    pub(crate) fn value(&self) -> *mut () {
        self.0.value.load(Ordering::Relaxed)
    }
}

impl Drop for Pin<'_> {
    #[inline]
    fn drop(&mut self) {
        // Pairs with the Acquire of the take.
        self.0.state.fetch_sub(1, Ordering::Release);
    }
}
