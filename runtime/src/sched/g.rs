//! G: a goroutine. It lies at the top of its own stack.

use std::cell::{Cell, UnsafeCell};
use std::mem::offset_of;
use std::panic::Location;
use std::ptr::null_mut;
use std::sync::atomic::{
    AtomicBool, AtomicPtr, AtomicU8, AtomicU32, AtomicU64, AtomicUsize, Ordering, fence,
};

use super::held::Held;
use super::inbox::Linked;
use super::m::M;
use super::name::Name;
use crate::boundary::callback::Export;
use crate::boundary::limit::Holdings;
use crate::boundary::on_thread::Thread;
use crate::boundary::site::Site;
use crate::stack;
use crate::task::ending::Ending;
use crate::task::spawn::PacketKind;
use crate::task::token::Token;

/// [`G::status`] values.
pub(crate) mod status {
    /// The slot holds no goroutine.
    pub(crate) const DEAD: u8 = 0;
    /// In a queue.
    pub(crate) const RUNNABLE: u8 = 1;
    /// On an M, in Rust or in C.
    pub(crate) const RUNNING: u8 = 2;
    /// Waiting to be woken.
    pub(crate) const PARKED: u8 = 3;
}

/// How far a goroutine has come.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum End {
    /// Its closure has not returned.
    Running,
    /// It was about to end, but there is more to do on its stack (`join::before_end`).
    Ending,
    /// The join is settled. One reference is left to it, for its frames.
    Ended,
}

/// What a goroutine is, apart from its stack. It is made of zeros, or out of one that has ended. Fields marked *own* are
/// touched by the goroutine itself, or by whoever is on g0 for it; the scheduler's queues hand them over.
///
/// In the order of use: who spawns a goroutine and joins it touches the first two cache lines, and the third is for those
/// that park, or do rarer things. (A thousand goroutines at one time are more than the first-level cache holds.)
#[repr(C, align(64))]
pub(crate) struct G {
    /// *own*: where to go on. The assembly stores it when the goroutine leaves its stack.
    pub(crate) sp: Cell<*mut u8>,
    /// The next in whatever queue this is in; owned by that queue.
    pub(crate) link: Cell<*mut G>,
    /// The only M that may run it, or null: bound goroutines, and all of them after their first run in the default mode.
    pub(crate) bound: AtomicPtr<M>,
    /// The M that runs it, while it runs.
    pub(crate) m: AtomicPtr<M>,
    /// Where it meets its handle.
    pub(crate) ending: Ending,
    /// References: one of the running goroutine and its `JoinHandle` together (`task/ending.rs` says who gives it up), one
    /// for each `Goroutine`. Only from a reference is another made. At zero the stack goes back.
    pub(crate) refs: AtomicUsize,
    /// `park` and `unpark`.
    pub(crate) token: Token,
    /// Waits inside the library: channels, locks, joins. Apart, so that neither takes the other's wake.
    pub(crate) wait: Token,
    /// *own*: nesting of `lock_os_thread`. `dump` reads it.
    pub(crate) locks: AtomicU32,
    pub(crate) status: AtomicU8,
    /// `Spawner::pinned`.
    pub(crate) pinned: Cell<bool>,
    /// *own*: for what its first frame is called.
    pub(crate) end: Cell<End>,
    /// *own*: holds the world stopped.
    pub(crate) stops_world: Cell<bool>,

    /// The stack it lies on.
    pub(crate) slot: Cell<Option<stack::Slot>>,
    /// Closure, later result.
    pub(crate) packet: Cell<*mut u8>,
    /// What the packet is; set by spawn.
    pub(crate) kind: Cell<Option<&'static PacketKind>>,
    /// Fixed before the goroutine starts. No two have the same.
    pub(crate) id: AtomicU64,
    pub(crate) name: Name,
    /// Coarse clock (ms) of the last change of status.
    pub(crate) since: AtomicU64,
    /// *own*: values of `goroutine_local!`.
    pub(crate) locals: UnsafeCell<Option<Box<crate::task::local::Locals>>>,
    /// *own*: how many `NoPark`s live.
    pub(crate) no_parks: Cell<u32>,

    /// *own*: where the newest `NoPark` was made.
    pub(crate) no_park: Cell<Option<&'static Location<'static>>>,
    /// *own*: where the wait was entered, for `dump`.
    pub(crate) place: AtomicPtr<Location<'static>>,
    /// Position in the heap of the P whose timers it is in, from 1; `NO_TIMER` if in none. Under that heap's lock.
    pub(crate) timer_slot: Cell<u32>,
    pub(crate) timer_p: AtomicU32,
    /// The timer wakes `wait` (else `token`).
    pub(crate) timer_waits: Cell<bool>,
    /// Was given the place in C that it waited for.
    pub(crate) placed: AtomicBool,
    /// Some waker of a `block_on` of this goroutine was woken. Apart from `wait`: a poll may itself wait, which takes
    /// wakes of `wait` meant for others.
    pub(crate) future_woken: AtomicBool,
    /// *own*: nesting of `block_on`.
    pub(crate) block_ons: Cell<u32>,
    /// It belongs to a thread that C made.
    pub(crate) foreign: AtomicBool,
    /// What it has left on its M, if it waits within a callback.
    pub(crate) held: Cell<Held>,
    /// The export whose callback it waits in, or null, for `dump`. At no moment is it neither here nor with its M.
    pub(crate) callback: AtomicPtr<Export>,
    /// *own*: the thread that it waits for, and by which import, or null, for `dump`.
    pub(crate) awaits: AtomicPtr<Thread>,
    /// The import whose limit it waits for, or null, for `dump`.
    pub(crate) waits_for: AtomicPtr<Site>,
    /// *own*: the places of limits that it holds.
    pub(crate) holdings: Holdings,
    #[cfg(cgocall_sanitized)]
    pub(crate) sanitizer: super::sanitizer::Kept,
}

/// [`G::timer_slot`] of a goroutine without a timer: zero, as in memory that is fresh.
pub(crate) const NO_TIMER: u32 = 0;

const _: () = {
    assert!(offset_of!(G, sp) == 0); // `arch/`
    assert!(size_of::<G>() <= stack::HEADER);
    assert!(offset_of!(G, slot) == 64 && offset_of!(G, no_park) == 128); // the cache lines
};

impl G {
    /// Makes a G in the header of `slot`. It has no references yet: spawn gives it one when it is complete.
    ///
    /// What is not set here is set before it is read, or was left as it has to be by whoever ended.
    #[inline]
    pub(crate) fn create(slot: stack::Slot) -> &'static G {
        // SAFETY: big enough (asserted above), aligned, and either zeros or a G that has ended; both are valid. It is ours
        // alone but for those who walk all slots, and they read atomics.
        let g = unsafe { &*slot.header().cast::<G>() };
        // Pairs with the fence in `dump`: whoever sees something of what follows sees that nobody lived here.
        fence(Ordering::Release);
        g.bound.store(null_mut(), Ordering::Relaxed);
        g.pinned.set(false);
        g.locks.store(0, Ordering::Relaxed);
        g.end.set(End::Running);
        g.token.reset();
        g.wait.reset();
        g.ending.reset();
        g.slot.set(Some(slot));
        g.no_parks.set(0);
        g.stops_world.set(false);
        // SAFETY: ours. What was left there is leaked: it was made after the locals had ended.
        unsafe { g.locals.get().write(None) };
        g
    }

    pub(crate) fn ptr(&self) -> *mut G {
        std::ptr::from_ref(self).cast_mut()
    }

    pub(crate) fn id(&self) -> u64 {
        self.id.load(Ordering::Relaxed)
    }

    /// One more reference. Only from a reference that exists.
    pub(crate) fn retain(&self) {
        self.refs.fetch_add(1, Ordering::Relaxed);
    }

    /// The export whose callback it runs, or waits in, for `dump`. That may be on its way from the M to the goroutine
    /// (`sched/held.rs`), or back, so that one look at each can miss it.
    pub(crate) fn newest_export(&self) -> Option<&'static Export> {
        let running = || {
            // SAFETY: Ms are never freed.
            let m = unsafe { self.m.load(Ordering::Relaxed).as_ref() }?;
            let runs = std::ptr::eq(m.hot.curg.load(Ordering::Relaxed), self);
            // SAFETY: exports are static; here and below.
            if runs { unsafe { m.hot.export.load(Ordering::Acquire).as_ref() } } else { None }
        };
        // SAFETY: as above.
        let waiting = || unsafe { self.callback.load(Ordering::Acquire).as_ref() };
        running().or_else(waiting).or_else(running)
    }

    /// Does it belong to a thread that C made, and run no callback? Then nobody else sees it.
    pub(crate) fn is_hidden(&self) -> bool {
        self.foreign.load(Ordering::Relaxed)
            && self.status.load(Ordering::Relaxed) == status::RUNNING
            && self.newest_export().is_none()
    }

    pub(crate) fn set_status(&self, status: u8) {
        self.status.store(status, Ordering::Relaxed);
        self.since.store(super::clock::coarse_ms(), Ordering::Relaxed);
    }
}

impl Linked for G {
    unsafe fn set_link(&self, next: *mut G) {
        self.link.set(next);
    }

    unsafe fn link(&self) -> *mut G {
        self.link.get()
    }
}

/// A first-in first-out list of goroutines through their links.
pub(crate) struct GList {
    head: *mut G,
    tail: *mut G,
    len: usize,
}

// SAFETY: a list owns the goroutines in it; they are made to be handed between threads.
unsafe impl Send for GList {}

impl GList {
    pub(crate) const fn new() -> GList {
        GList { head: null_mut(), tail: null_mut(), len: 0 }
    }

    pub(crate) fn push(&mut self, g: *mut G) {
        // SAFETY: whoever queues a goroutine owns its link; so does the list for those it holds.
        unsafe {
            (*g).link.set(null_mut());
            if self.tail.is_null() {
                self.head = g;
            } else {
                (*self.tail).link.set(g);
            }
        }
        self.tail = g;
        self.len += 1;
    }

    /// Before all others.
    pub(crate) fn push_front(&mut self, g: *mut G) {
        // SAFETY: as in `push`.
        unsafe { (*g).link.set(self.head) };
        if self.head.is_null() {
            self.tail = g;
        }
        self.head = g;
        self.len += 1;
    }

    pub(crate) fn pop(&mut self) -> Option<*mut G> {
        if self.head.is_null() {
            return None;
        }
        let g = self.head;
        // SAFETY: as in `push`.
        self.head = unsafe { (*g).link.get() };
        if self.head.is_null() {
            self.tail = null_mut();
        }
        self.len -= 1;
        Some(g)
    }

    /// Takes out the first that `fits`, among the first `look`.
    #[cfg(feature = "chaos")]
    pub(crate) fn pop_first(&mut self, look: usize, fits: impl Fn(*mut G) -> bool) -> Option<*mut G> {
        let mut earlier = null_mut::<G>();
        let mut g = self.head;
        for _ in 0..look {
            if g.is_null() {
                return None;
            }
            // SAFETY: as in `push`.
            let next = unsafe { (*g).link.get() };
            if !fits(g) {
                (earlier, g) = (g, next);
                continue;
            }
            if earlier.is_null() {
                return self.pop();
            }
            // SAFETY: as in `push`.
            unsafe { (*earlier).link.set(next) };
            if next.is_null() {
                self.tail = earlier;
            }
            self.len -= 1;
            return Some(g);
        }
        None
    }

    pub(crate) fn len(&self) -> usize {
        self.len
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.head.is_null()
    }
}
