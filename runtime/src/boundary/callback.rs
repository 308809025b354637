//! `cgocallback`: C calls an export.
//!
//! The way there and back is in the assembly (`arch/`); this file has what it does off the usual path, and the words
//! that it keeps.
//!
//! | step | what | why |
//! |---|---|---|
//! | 1 | state must be `IN_C` | else C was not called through a trampoline, or a panic unwinds: see [`enter_from_elsewhere`] |
//! | 2 | C's stack pointer must lie below `g0_sp` | else C has left callbacks by `longjmp`: see [`discard_left_behind`] |
//! | 3 | state = `RUN`, look at `evt` | the exit half of the accounting protocol; without a P the thread waits for one |
//! | 4 | a [`Record`] on the goroutine's stack, right below `c_sp` | what is to be restored |
//! | 5 | `g0_sp` is lowered below C's frames | the seed invariant: the scheduler, and C calls of the callback, run below them |
//! | 6 | the body runs on the goroutine's stack | arguments in their registers, or copied |
//! | 7 | `g0_sp`, `c_sp`, `site` and the newest record are restored | last in, first out |
//! | 8 | state = `IN_C` | the P may be taken again |
//!
//! From step 4 to step 7 the M is wired to the goroutine: [`Hot::record`] is the nesting, and there is no second flag. If
//! the body parks, `sched/held.rs` keeps what belongs to it.
//!
//! Records lie on the goroutine's stack and not beside the frame on g0, because C may leave a callback without
//! returning from it (`longjmp`, as Lua does) and then overwrites what was on g0. Whoever comes by next finds the
//! records of such callbacks by their addresses: step 2 at the next callback, and the exit of the call itself.

use std::sync::atomic::Ordering;

use super::accounting::{self, BLOCKED, IN_C, NOCALLBACK, RUN};
use super::errno::Kept;
use super::site::Site;
use super::{blocking, foreign, limit, syscall};
use crate::arch::{self, CALLBACK_FRAME, Exit, Hot, NO_RECORD, state};
use crate::sched::m::M;
use crate::sched::{held, sched, this_m};
use crate::task::current::described_here;

/// One exported function, as the trampolines see it. The attribute makes one static for each.
#[repr(C)]
pub struct Export {
    /// What the user wrote, with C's signature.
    pub(crate) body: *const (),
    /// How C enters.
    pub(crate) entry: *const (),
    /// Bytes of arguments that may lie in memory, a multiple of 16.
    pub(crate) stack_bytes: u32,
    name: Name,
}

/// The name of an export.
enum Name {
    Is(&'static str),
    /// A closure's: that of its type, which is no constant.
    Of(fn() -> &'static str),
    /// The library's own, which is no business of anybody else.
    Hidden,
}

// SAFETY: the pointers are to code, and only called.
unsafe impl Sync for Export {}

impl Export {
    /// An export whose `body` takes at most `stack_bytes` ([`stack_bytes`](arch::stack_bytes)) of arguments in
    /// memory.
    pub const fn new(body: *const (), name: &'static str, stack_bytes: u32) -> Export {
        let entry: unsafe extern "C" fn() =
            if stack_bytes == 0 { arch::callback_entry } else { arch::callback_entry_stack };
        Export { body, entry: entry as *const (), stack_bytes, name: Name::Is(name) }
    }

    /// An export of one argument, whose name is not known to the compiler.
    pub(crate) const fn named_by(body: *const (), name: fn() -> &'static str) -> Export {
        let entry: unsafe extern "C" fn() = arch::callback_entry;
        Export { body, entry: entry as *const (), stack_bytes: 0, name: Name::Of(name) }
    }

    /// An export of one argument that nobody is told of.
    pub(crate) const fn hidden(body: *const ()) -> Export {
        let entry: unsafe extern "C" fn() = arch::callback_entry;
        Export { body, entry: entry as *const (), stack_bytes: 0, name: Name::Hidden }
    }

    pub(crate) fn is_hidden(&self) -> bool {
        matches!(self.name, Name::Hidden)
    }

    /// The function's name.
    pub(crate) fn name(&self) -> &'static str {
        match self.name {
            Name::Is(name) => name,
            Name::Of(name) => name(),
            Name::Hidden => "(cgocall)",
        }
    }
}

/// What a callback keeps, right below `c_sp` on the goroutine's stack. The assembly writes and reads it.
#[repr(C)]
pub(crate) struct Record {
    m: *const Hot,
    /// The callback around this one, or [`NO_RECORD`].
    outer: usize,
    outer_export: *mut Export,
    /// `g0_sp` of the call from which C called back.
    pub(crate) g0_sp: usize,
    /// The site of that call.
    site: *mut Site,
    export: *const Export,
    /// What `g0_sp` was lowered to.
    lowered: usize,
}

const _: () = {
    use std::mem::offset_of;
    assert!(offset_of!(Record, outer) == 8);
    assert!(offset_of!(Record, outer_export) == 16);
    assert!(offset_of!(Record, g0_sp) == 24);
    assert!(offset_of!(Record, site) == 32);
    assert!(offset_of!(Record, export) == 40);
    assert!(offset_of!(Record, lowered) == 48);
    assert!(size_of::<Record>() == 56);
};

impl Record {
    /// `g0_sp` and the newest export while the body runs.
    pub(crate) fn inside(&self) -> (usize, *mut Export) {
        (self.lowered, self.export.cast_mut())
    }
}

/// The record at `address`.
///
/// # Safety
/// It is the newest record of the goroutine that runs on this thread, or was put there by one of those: no frame of Rust
/// has used the stack below it since.
pub(crate) unsafe fn record_at<'a>(address: usize) -> &'a Record {
    // SAFETY: the caller's promise. Stacks are exposed memory, and 8-aligned words at that.
    unsafe { &*std::ptr::with_exposed_provenance(address) }
}

/// The word that the call from which `record` came takes for its M on its exit.
pub(crate) fn frame_word(record: usize) -> *mut *const Hot {
    std::ptr::with_exposed_provenance_mut(record + size_of::<Record>())
}

fn m_of(hot: &Hot) -> &'static M {
    // SAFETY: the assembly passes the `hot` of an M, its first field; Ms are never freed.
    unsafe { &*std::ptr::from_ref(hot).cast::<M>() }
}

/// The callback in which the Rust code runs that asks, or [`NO_RECORD`]. What C calls otherwise than by an export does not
/// know: C may have left the newest.
pub(crate) fn around(hot: &Hot) -> usize {
    match hot.state.load(Ordering::Relaxed) {
        RUN | BLOCKED | state::SYSTEM => hot.record.load(Ordering::Relaxed),
        _ => NO_RECORD,
    }
}

/// Ends the newest callback's bookkeeping, without touching the state.
fn pop(hot: &Hot) {
    let address = hot.record.load(Ordering::Relaxed);
    // SAFETY: the newest record. It is intact: below it on this stack only callbacks have run that came after it.
    let record = unsafe { record_at(address) };
    hot.g0_sp.store(record.g0_sp, Ordering::Relaxed);
    hot.record.store(record.outer, Ordering::Relaxed);
    hot.export.store(record.outer_export, Ordering::Relaxed);
    hot.site.store(record.site, Ordering::Relaxed);
    hot.c_sp.store(frame_word(address).addr(), Ordering::Relaxed);
    limit::discard(address);
}

/// A call whose frame is at `frame` has ended: callbacks made from it that have not returned never will.
pub(crate) fn discard_below(hot: &Hot, frame: usize) {
    while hot.record.load(Ordering::Relaxed) < frame {
        pop(hot);
    }
}

/// C calls back with its stack pointer at `sp`, which is not below `g0_sp`. Either it has left callbacks by `longjmp`,
/// whose records go now; or it has changed to a stack of its own (`makecontext`), and nothing is wrong.
///
/// Two signs of a `longjmp`: this callback's return address lies where an older one's was, on whichever stack; or the
/// newest callback came from deeper down the same C stack, whose bounds are known. The second takes a stack that C has made
/// in a frame of this very one, with Rust in between, for a `longjmp`: the two look alike.
pub(crate) extern "C" fn discard_left_behind(hot: &Hot, sp: usize) {
    discard_to_return_address(hot, sp);
    let m = m_of(hot);
    let stack = held::c_stack_bounds(m);
    while hot.record.load(Ordering::Relaxed) != NO_RECORD {
        let lowered = hot.g0_sp.load(Ordering::Relaxed);
        if lowered >= sp || !stack.contains(&sp) || !stack.contains(&lowered) {
            return;
        }
        pop(hot);
    }
}

/// If an older callback's return address was at `sp`: ends it and all that are newer, which came from within it.
fn discard_to_return_address(hot: &Hot, sp: usize) {
    let mut address = hot.record.load(Ordering::Relaxed);
    while address != NO_RECORD {
        // SAFETY: the newest record, or one around it: intact, as in `pop`.
        let record = unsafe { record_at(address) };
        if record.lowered + CALLBACK_FRAME == sp {
            return discard_below(hot, address + 1);
        }
        address = record.outer;
    }
}

/// Step 3, where `evt` asks for something: returns with a P. The state is `RUN`, the stack still C's.
///
/// The answer is what the way back takes for its M.
pub(crate) extern "C" fn regain_for_callback(hot: &Hot) -> *const Exit {
    let _errno = Kept::new();
    let m = m_of(hot);
    // SAFETY: sites are static.
    let site = unsafe { hot.site.load(Ordering::Relaxed).as_ref() };
    syscall::regain(sched(), m, site);
    // A call that is known to block has given its P away, and does so again.
    hot.exit(site.is_some_and(Site::blocks))
}

/// Steps 7 and 8 of a callback from a call that is known to block: hands the P on. On C's stack, results saved.
pub(crate) extern "C" fn leave_slowly(exit: *const Exit) {
    let _errno = Kept::new();
    // SAFETY: the assembly passes the M's own `callback_exit_slow`.
    let m = m_of(unsafe { Hot::of_slow_exit(exit) });
    pop(&m.hot);
    syscall::hand_on(sched(), m);
    accounting::enter(&m.hot.state, IN_C);
}

/// What the assembly does after [`enter_from_elsewhere`].
#[repr(u32)]
pub(crate) enum Way {
    /// The state is `IN_C` now: enter anew.
    InC = 0,
    /// Run the body in place, then [`block_again`].
    Blocked = 1,
    /// Run the body in place.
    InPlace = 2,
}

/// An export was called with the stack pointer at `sp`, and the state is not `IN_C`, nor surely that of Rust code with a P.
pub(crate) extern "C" fn enter_from_elsewhere(hot: &Hot, export: &Export, sp: usize) -> Way {
    let _errno = Kept::new();
    if std::ptr::eq(hot, &arch::NO_M) {
        foreign::attach();
        return Way::InC;
    }
    let m = m_of(hot);
    match hot.state.load(Ordering::Relaxed) {
        RUN if held::c_stack_bounds(m).contains(&sp) => {
            // A panic has left the newest callback at least, and unwinds through C's frames: a destructor there calls. Or C
            // has caught it.
            pop(hot);
            discard_left_behind(hot, sp);
            accounting::enter(&hot.state, IN_C);
            Way::InC
        }
        RUN => Way::InPlace,
        BLOCKED => {
            blocking::leave(m);
            Way::Blocked
        }
        NOCALLBACK => violated(m, "nocallback", export),
        state::LEAF => violated(m, "leaf", export),
        _ => crate::fatal!(
            "the export `{}` was called on a thread that is in the scheduler, from a signal handler probably.\n\
             help: let the handler set a flag, or write to a pipe",
            export.name()
        ),
    }
}

/// `blocking(f)` goes on without a P.
pub(crate) extern "C" fn block_again() {
    let _errno = Kept::new();
    if let Some(m) = this_m() {
        blocking::enter(m);
    }
}

#[cold]
fn violated(m: &M, policy: &str, export: &Export) -> ! {
    // SAFETY: sites are static, and the call's is set.
    let site = unsafe { m.hot.site.load(Ordering::Relaxed).as_ref() }.map_or("(none)", Site::name);
    crate::fatal!(
        "{}: the C function `{site}`, imported as `{policy}`, called back into Rust, to the export `{}`.\n\
         help: import `{site}` without `{policy}`",
        described_here(),
        export.name()
    )
}
