//! The ground: hand-written assembly, one file per processor, and the few Rust signatures over it.
//!
//! A processor supplies the same names (see `x86_64.rs`, which explains each). For one that has no file here, and for systems
//! other than Linux, `build.rs` says so.
//!
//! | name | what it is |
//! |---|---|
//! | `current_m`, `set_current_m` | the one thread-local word: the M of this thread |
//! | `mcall` | leave a goroutine's stack for g0 and run a function there |
//! | `enter_scheduler` | the same, from a thread that becomes an M |
//! | `prepare` | make a fresh stack start in [`goroutine_entry`](crate::sched) |
//! | `call_on` | run a function on another stack and come back |
//! | `bind_entry` | where an import site's first call goes |
//! | `entry_default`, `entry_nocallback`, `entry_leaf` (and `_few`, `_stack`), `entry_blocking` | the trampolines into C |
//! | `stack_bytes`, `FEW_BYTES` | how many bytes of arguments can lie in memory, and how many `_few` copies |
//! | `callback_entry` (and `_stack`) | the trampolines out of C |
//! | `callback_with` | the same, with the export as an argument |
//! | `CALLBACK_FRAME` | the size of what a callback puts onto C's stack |
//! | `cgocall_thunk!` | the body of one import's thunk, or of one export; its site or export, or where among several |
//! | `fp_control` | the floating-point control word, for the debug check |

#[cfg(target_arch = "x86_64")]
mod x86_64;
#[cfg(target_arch = "x86_64")]
pub use x86_64::*;

#[cfg(target_arch = "aarch64")]
mod aarch64;
#[cfg(target_arch = "aarch64")]
pub use aarch64::*;

use std::mem::offset_of;
use std::sync::atomic::{AtomicPtr, AtomicU32, AtomicU64, AtomicUsize};

use crate::boundary::accounting;
use crate::boundary::callback::Export;
use crate::boundary::site::Site;
use crate::sched::g::G;

/// The words of an M that the assembly reads and writes. They open [`M`](crate::sched::m::M), in this order.
///
/// `state` and `evt` are the two sides of the accounting protocol (`boundary/accounting.rs`). All the others are
/// written by the M's own thread only; other threads read them for `dump` and `stats`.
#[repr(C, align(64))]
pub(crate) struct Hot {
    /// What the M's goroutine is doing: a [`state`] constant.
    pub(crate) state: AtomicU32,
    /// Requests to the M's thread: see `boundary/accounting.rs`. Zero is the fast path.
    pub(crate) evt: AtomicU32,
    /// C calls begun by this M. It counts `stats().cgo_calls` and tells sysmon one call from the next.
    pub(crate) calls: AtomicU64,
    /// The import site of the newest C call.
    pub(crate) site: AtomicPtr<Site>,
    /// `g0.sched.sp`: where g0 may next be used. The only truth about it (the seed invariant).
    pub(crate) g0_sp: AtomicUsize,
    /// The goroutine's stack pointer at its newest C call; a callback runs below it. The word that it points to is what
    /// the call's exit takes for its M.
    pub(crate) c_sp: AtomicUsize,
    /// The goroutine that this M runs, or null.
    pub(crate) curg: AtomicPtr<G>,
    /// The newest callback of the goroutine that this M runs: the address of its
    /// [`Record`](crate::boundary::callback::Record), or [`NO_RECORD`]. Its M is wired while there is one.
    pub(crate) record: AtomicUsize,
    /// The export which that callback has entered, or null.
    pub(crate) export: AtomicPtr<Export>,
    /// What a callback's way back into C takes for its M.
    callback_exit: Exit,
    /// Callbacks begun by this M. It counts `stats().cgo_callbacks`.
    pub(crate) callbacks: AtomicU64,
    /// What a call's exit within `blocking(f)` takes for its M.
    blocked_exit: Exit,
    /// The same as `callback_exit`, where something is to be done on the way back.
    callback_exit_slow: Exit,
    /// `g0_sp` while no callback is in progress on the stack that is g0 now.
    pub(crate) g0_base: AtomicUsize,
}

/// Two words that stand in for an M's `state` and `evt` where the change of stacks leaves some other call than an
/// import's: the first is scratch, the second says which it is.
#[repr(C)]
pub(crate) struct Exit {
    scratch: AtomicU32,
    mark: u32,
}

impl Exit {
    pub(crate) const fn new(mark: u32) -> Exit {
        Exit { scratch: AtomicU32::new(0), mark }
    }
}

/// Values of [`Exit::mark`]. The accounting protocol never stores them to [`Hot::evt`]. The assembly knows all but
/// `PANIC`.
pub(crate) mod mark {
    /// A callback goes back into C.
    pub(crate) const CALLBACK: u32 = 0x400;
    /// The same, by way of `boundary::callback::leave_slowly`.
    pub(crate) const CALLBACK_SLOW: u32 = 0x800;
    /// `call_on` comes back.
    #[allow(dead_code, reason = "known by its number to the assembly")]
    pub(crate) const PLAIN: u32 = 0x1000;
    /// An import called within `blocking(f)` comes back.
    pub(crate) const BLOCKED: u32 = 0x2000;
    /// A panic waits for the call to return: `boundary::panic::Pending`.
    pub(crate) const PANIC: u32 = 0x4000;
}

/// [`Hot::record`] outside of callbacks: above all stacks, so that comparisons need no special case.
pub(crate) const NO_RECORD: usize = usize::MAX;

/// Values of [`Hot::state`], beside those in which the P may be taken (`boundary/accounting.rs`). The assembly knows all
/// of them.
pub(crate) mod state {
    /// Not on a goroutine: a plain thread, or an M in its scheduler.
    pub(crate) const NONE: u32 = 0;
    /// Rust code of a goroutine, on the goroutine's stack. Import calls take the trampoline.
    pub(crate) const RUN: u32 = 1;
    /// In C, or in `blocking(f)`: the P may be taken.
    #[allow(dead_code, reason = "known by its number to the assembly")]
    pub(crate) const IN_C: u32 = 2;
    /// Rust code of a goroutine on g0 (`on_system_stack`): holds its P; import calls are direct, exports run in place.
    pub(crate) const SYSTEM: u32 = 3;
    /// In a C function imported as `leaf`: holds its P, and must not call back.
    pub(crate) const LEAF: u32 = 5;
}

impl Hot {
    /// An M's words before it has run anything.
    pub(crate) const fn new() -> Hot {
        Hot {
            state: AtomicU32::new(state::NONE),
            evt: AtomicU32::new(0),
            calls: AtomicU64::new(0),
            site: AtomicPtr::new(std::ptr::null_mut()),
            g0_sp: AtomicUsize::new(0),
            c_sp: AtomicUsize::new(0),
            curg: AtomicPtr::new(std::ptr::null_mut()),
            record: AtomicUsize::new(NO_RECORD),
            export: AtomicPtr::new(std::ptr::null_mut()),
            callback_exit: Exit::new(mark::CALLBACK),
            callbacks: AtomicU64::new(0),
            blocked_exit: Exit::new(mark::BLOCKED),
            callback_exit_slow: Exit::new(mark::CALLBACK_SLOW),
            g0_base: AtomicUsize::new(0),
        }
    }

    /// What a callback's way back into C takes for this M.
    pub(crate) fn exit(&self, slowly: bool) -> *const Exit {
        if slowly { &self.callback_exit_slow } else { &self.callback_exit }
    }

    /// # Safety
    /// `exit` is some M's [`Hot::exit`], the slow one.
    pub(crate) unsafe fn of_slow_exit<'a>(exit: *const Exit) -> &'a Hot {
        // SAFETY: the caller's promise.
        unsafe { &*exit.byte_sub(offset_of!(Hot, callback_exit_slow)).cast() }
    }

    /// # Safety
    /// `exit` is some M's `blocked_exit`.
    pub(crate) unsafe fn of_blocked_exit<'a>(exit: *const Hot) -> &'a Hot {
        // SAFETY: the caller's promise.
        unsafe { &*exit.byte_sub(offset_of!(Hot, blocked_exit)) }
    }
}

/// What the thread-local word points to on a thread that is no M: state `NONE` for ever, so that the trampolines
/// need no test for null.
pub(crate) static NO_M: Hot = Hot::new();

// The assembly addresses these fields by number.
const _: () = {
    assert!(offset_of!(Hot, state) == 0);
    assert!(offset_of!(Hot, evt) == 4);
    assert!(offset_of!(Hot, calls) == 8);
    assert!(offset_of!(Hot, site) == 16);
    assert!(offset_of!(Hot, g0_sp) == 24);
    assert!(offset_of!(Hot, c_sp) == 32);
    assert!(offset_of!(Hot, curg) == 40);
    assert!(offset_of!(Hot, record) == 48);
    assert!(offset_of!(Hot, export) == 56);
    assert!(offset_of!(Hot, callback_exit) == 64);
    assert!(offset_of!(Hot, callbacks) == 72);
    assert!(offset_of!(Hot, blocked_exit) == 80);
    assert!(offset_of!(Hot, callback_exit_slow) == 88);
    assert!(offset_of!(Hot, g0_base) == 96);
    assert!(offset_of!(Exit, scratch) == 0 && offset_of!(Exit, mark) == 4);
    assert!(offset_of!(Site, func) == 0);
    assert!(offset_of!(Site, entry) == 8);
    assert!(offset_of!(Site, stack_bytes) == 16);
    assert!(offset_of!(Export, body) == 0);
    assert!(offset_of!(Export, entry) == 8);
    assert!(offset_of!(Export, stack_bytes) == 16);
    assert!(state::RUN == 1 && state::IN_C == 2 && state::SYSTEM == 3 && state::LEAF == 5);
    assert!(accounting::RUN == 1 && accounting::IN_C == 2 && accounting::FENCED == 0x100);
    assert!(accounting::BLOCKED == 4 && accounting::NOCALLBACK == 6);
    assert!(mark::CALLBACK == 0x400 && mark::CALLBACK_SLOW == 0x800 && mark::PLAIN == 0x1000);
    assert!(mark::BLOCKED == 0x2000);
    assert!(NO_RECORD == usize::MAX);
};
