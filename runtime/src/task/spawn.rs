//! Making goroutines.

use std::io;
use std::mem::{align_of, size_of};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{Ordering, fence};

use super::current::Goroutine;
use super::join::JoinHandle;
use crate::arch;
use crate::sched::g::{G, status};
use crate::sched::m::M;
use crate::sched::p::P;
use crate::sched::ready::{self, Turn};
use crate::sched::{sched, take_ids, this_p};
use crate::stack;

/// Starts a goroutine that runs `f`.
///
/// It runs when a processor is free; `f`'s result, or its panic, is at [`JoinHandle::join`]. Dropping the handle lets
/// the goroutine run on. From any thread; starts the runtime if nobody has.
///
/// # Panics
/// If there is no memory for a stack. [`Spawner::spawn`] returns that as an error instead.
///
/// ```
/// # fn main() { cgocall::run(|| {
/// let answers: Vec<_> = (0..1000).map(|i| cgocall::spawn(move || i * 2)).collect();
/// let sum: i32 = answers.into_iter().map(|a| a.join().unwrap()).sum();
/// assert_eq!(sum, 999_000);
/// # }) }
/// ```
#[inline]
pub fn spawn<F, T>(f: F) -> JoinHandle<T>
where
    F: FnOnce() -> T + Send + 'static,
    T: Send + 'static,
{
    match Spawner::new().spawn(f) {
        Ok(handle) => handle,
        Err(e) => refused(&e),
    }
}

#[cold]
fn refused(e: &io::Error) -> ! {
    panic!("cgocall::spawn: no stack for another goroutine: {e}")
}

/// Settings of a goroutine to be started, as `std::thread::Builder`.
#[derive(Debug, Default, Clone)]
#[must_use = "a Spawner does nothing until `spawn`"]
pub struct Spawner {
    name: Option<String>,
    stack_size: Option<usize>,
    pinned: bool,
}

impl Spawner {
    /// No name, the default stack size, not pinned.
    pub const fn new() -> Spawner {
        Spawner { name: None, stack_size: None, pinned: false }
    }

    /// The name that `dump`, panics of the runtime and overflow reports show.
    pub fn name(mut self, name: impl Into<String>) -> Spawner {
        self.name = Some(name.into());
        self
    }

    /// Bytes of stack, the 16 KiB of guard included; rounded up to a power of two. Default: `Builder::stack_size`,
    /// 64 KiB. C code is not affected: it runs on the thread's stack.
    pub fn stack_size(mut self, bytes: usize) -> Spawner {
        self.stack_size = Some(bytes);
        self
    }

    /// In a migrating program: the goroutine stays on the thread it first runs on. (By default all do.)
    pub fn pinned(mut self, pinned: bool) -> Spawner {
        self.pinned = pinned;
        self
    }

    /// Starts the goroutine.
    ///
    /// # Errors
    /// If there is no memory, or no mapping, for a stack; nothing else is hurt. If the stack size is absurd.
    #[inline]
    pub fn spawn<F, T>(self, f: F) -> io::Result<JoinHandle<T>>
    where
        F: FnOnce() -> T + Send + 'static,
        T: Send + 'static,
    {
        // SAFETY: F and T are 'static.
        unsafe { self.spawn_unchecked(f) }
    }

    /// # Safety
    /// What `f` borrows outlives the goroutine, and its result is taken or dropped before T's lifetime ends.
    #[inline]
    pub(crate) unsafe fn spawn_unchecked<F, T>(self, f: F) -> io::Result<JoinHandle<T>>
    where
        F: FnOnce() -> T + Send,
        T: Send,
    {
        let here = this_p();
        let p = here.map(|(_, p)| p);
        let g = fresh(p, self.stack_size)?;
        let below = place_packet::<F, T>(g, f);
        // SAFETY: `below` is inside the fresh stack, 16-aligned, with the whole stack under it.
        g.sp.set(unsafe { arch::prepare(below) });
        if self.name.is_some() || self.pinned {
            self.adorn(g);
        }
        g.id.store(next_id(p), Ordering::Relaxed);
        // Everything is in place: `dump` may look (Release, paired with its look at `refs`).
        g.refs.store(1, Ordering::Release);
        start(here, g);
        // SAFETY: the handle shares the goroutine's reference, and the packet is one of T.
        Ok(unsafe { JoinHandle::new(g) })
    }

    #[cold]
    fn adorn(self, g: &G) {
        g.pinned.set(self.pinned);
        if let Some(name) = self.name {
            g.name.set(name);
        }
    }
}

/// A G on a fresh stack.
#[inline]
fn fresh(p: Option<&'static P>, size: Option<usize>) -> io::Result<&'static G> {
    crate::boundary::fork::check();
    let slot = match p {
        // SAFETY: our own P's cache.
        Some(p) => stack::alloc(Some(unsafe { &mut *p.stacks.get() }), size)?,
        None => {
            sched(); // starts the runtime, which decides about stacks
            stack::alloc(None, size)?
        }
    };
    Ok(G::create(slot))
}

fn next_id(p: Option<&P>) -> u64 {
    match p {
        Some(p) => p.next_id(),
        None => take_ids(1),
    }
}

#[inline]
fn start(here: Option<(&M, &P)>, g: &'static G) {
    match here {
        Some((m, p)) => {
            g.status.store(status::RUNNABLE, Ordering::Relaxed);
            g.since.store(crate::sched::clock::coarse_ms(), Ordering::Relaxed);
            ready::push(m, p, g, Turn::Next);
        }
        None => {
            g.set_status(status::RUNNABLE);
            ready::push_global(g, Turn::Last);
        }
    }
}

/// A closure or result larger than this does not lie on the goroutine's own stack.
const LARGEST_ON_STACK: usize = 1024;

/// What to do with a packet, by its types.
pub(crate) struct PacketKind {
    run: unsafe fn(*mut G),
    pub(crate) drop_result: unsafe fn(*mut u8),
    free: Option<unsafe fn(*mut u8)>,
}

/// Room for the closure and, after it has run, for the result.
#[repr(C, align(16))]
union Packet<F, T> {
    f: std::mem::ManuallyDrop<F>,
    result: std::mem::ManuallyDrop<std::thread::Result<T>>,
}

impl<F: FnOnce() -> T, T> Packet<F, T> {
    const ON_STACK: bool = size_of::<Packet<F, T>>() <= LARGEST_ON_STACK && align_of::<Packet<F, T>>() <= 64;

    const KIND: &'static PacketKind = &PacketKind {
        run: run::<F, T>,
        drop_result: drop_result::<T>,
        free: if Self::ON_STACK { None } else { Some(free::<F, T>) },
    };
}

/// Puts the packet where it fits; the top of the stack that is left.
#[inline]
fn place_packet<F: FnOnce() -> T, T>(g: &'static G, f: F) -> *mut u8 {
    let header = g.ptr().cast::<u8>();
    g.kind.set(Some(Packet::<F, T>::KIND));
    let packet = Packet::<F, T> { f: std::mem::ManuallyDrop::new(f) };
    if Packet::<F, T>::ON_STACK {
        let align = align_of::<Packet<F, T>>().max(16);
        let address = (header.addr() - size_of::<Packet<F, T>>()) & !(align - 1);
        let at = header.with_addr(address);
        // SAFETY: just below the header of a fresh stack of 48 KiB or more, aligned.
        unsafe { at.cast::<Packet<F, T>>().write(packet) };
        g.packet.set(at);
        at
    } else {
        g.packet.set(Box::into_raw(Box::new(packet)).cast());
        header
    }
}

/// The goroutine's work, on its stack: the closure, its locals, the result, whoever joins.
unsafe fn run<F: FnOnce() -> T, T>(g: *mut G) {
    // SAFETY: called once by `goroutine_main` for the packet that `place_packet` put there.
    unsafe {
        let packet = (*g).packet.get().cast::<Packet<F, T>>();
        let f = std::mem::ManuallyDrop::take(&mut (*packet).f);
        let mut result = catch_unwind(AssertUnwindSafe(f));
        if let Err(payload) = super::local::end(&*g) {
            result = Err(payload);
        }
        (*packet).result = std::mem::ManuallyDrop::new(result);
    }
}

unsafe fn drop_result<T>(packet: *mut u8) {
    // SAFETY: the caller owns the result; it is at the packet's start (a union).
    unsafe { packet.cast::<std::thread::Result<T>>().drop_in_place() }
}

unsafe fn free<F, T>(packet: *mut u8) {
    // SAFETY: boxed by `place_packet`; the union drops nothing inside.
    drop(unsafe { Box::from_raw(packet.cast::<Packet<F, T>>()) });
}

/// Runs a goroutine's packet.
pub(crate) unsafe fn run_packet(g: &G) {
    let kind = g.kind.get().expect("set by spawn");
    // SAFETY: the caller is the goroutine's first frame.
    unsafe { (kind.run)(g.ptr()) }
}

/// Has the goroutine, which has left its stack, start again, below its result.
#[cold]
pub(crate) fn restart(g: &G) {
    let on_stack = g.kind.get().expect("set by spawn").free.is_none();
    let top = if on_stack { g.packet.get() } else { g.ptr().cast() };
    // SAFETY: as in `spawn_unchecked`; nothing else is on the stack.
    g.sp.set(unsafe { arch::prepare(top) });
}

/// One reference less. The last gives the stack back.
#[inline]
pub(crate) fn release(g: &'static G) {
    // The only one there is: nobody can make another meanwhile. Acquire pairs with the others' Release below.
    if g.refs.load(Ordering::Acquire) == 1 {
        // Release: `dump` may have read before.
        g.refs.store(0, Ordering::Release);
        return recycle(g);
    }
    // Release: our use of it is over; Acquire by the last: so is everybody's.
    if g.refs.fetch_sub(1, Ordering::Release) == 1 {
        fence(Ordering::Acquire);
        recycle(g);
    }
}

#[inline]
fn recycle(g: &'static G) {
    let slot = g.slot.get().expect("set when it was made");
    g.name.end();
    if let Some(PacketKind { free: Some(free), .. }) = g.kind.get() {
        // SAFETY: no reference is left, and the result is gone (`task/join.rs`).
        unsafe { free(g.packet.get()) };
    }
    match this_p() {
        // SAFETY: our own P's cache; the slot is nobody's any more.
        Some((_, p)) => unsafe { stack::free(Some(&mut *p.stacks.get()), slot) },
        None => {
            // SAFETY: as above.
            unsafe { stack::free(None, slot) };
            sched().monitor.nudge(); // it may be asleep with no stacks to reclaim
        }
    }
}

/// A handle for the current goroutine, which exists.
pub(crate) fn handle(g: &'static G) -> Goroutine {
    g.retain();
    // SAFETY: just retained.
    unsafe { Goroutine::from_retained(g) }
}
