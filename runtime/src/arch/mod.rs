//! The ground: hand-written assembly, one file per processor, and the few Rust signatures over it.
//!
//! A processor supplies the same nine names (see `x86_64.rs`, which explains each):
//!
//! | name | what it is |
//! |---|---|
//! | `current_m`, `set_current_m` | the one thread-local word: the M of this thread |
//! | `mcall` | leave a goroutine's stack for g0 and run a function there |
//! | `enter_scheduler` | the same, from a thread that becomes an M |
//! | `prepare` | make a fresh stack start in [`goroutine_entry`](crate::sched) |
//! | `call_on` | run a function on another stack and come back |
//! | `bind_entry` | where an import site's first call goes |
//! | `entry_default`, `entry_leaf`, `entry_blocking` (and `_stack`) | the trampolines into C |
//! | `cgocall_thunk!` | the body of one import's thunk |
//! | `fp_control` | the floating-point control word, for the debug check |

#[cfg(all(target_arch = "x86_64", target_os = "linux"))]
mod x86_64;
#[cfg(all(target_arch = "x86_64", target_os = "linux"))]
pub(crate) use x86_64::*;

#[cfg(not(target_os = "linux"))]
compile_error!(
    "cgocall runs on Linux. Another system needs its stack memory in `stack/`, its thread-local word and \
     assembly directives in `arch/`, and its futex in `sched/futex.rs`"
);
#[cfg(all(target_os = "linux", not(target_arch = "x86_64")))]
compile_error!(
    "cgocall has assembly for x86-64 only so far. Another processor needs one file in `arch/` with the names \
     listed in `arch/mod.rs`"
);

use std::mem::offset_of;
use std::sync::atomic::{AtomicPtr, AtomicU32, AtomicU64, AtomicUsize};

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
    /// The goroutine's stack pointer at its newest C call; a callback runs below it.
    pub(crate) c_sp: AtomicUsize,
    /// The goroutine that this M runs, or null.
    pub(crate) curg: AtomicPtr<G>,
}

/// Values of [`Hot::state`]. The assembly knows `RUN` and `IN_C`.
pub(crate) mod state {
    /// Not on a goroutine: a plain thread, or an M in its scheduler.
    pub(crate) const NONE: u32 = 0;
    /// Rust code of a goroutine, on the goroutine's stack. Import calls take the trampoline.
    pub(crate) const RUN: u32 = 1;
    /// In C, or in `blocking(f)`: the P may be taken.
    pub(crate) const IN_C: u32 = 2;
    /// Rust code of a goroutine on g0 (`on_system_stack`): holds its P; import calls are direct.
    pub(crate) const SYSTEM: u32 = 3;
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
        }
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
    assert!(offset_of!(Site, func) == 0);
    assert!(offset_of!(Site, entry) == 8);
    assert!(offset_of!(Site, stack_bytes) == 16);
    assert!(state::RUN == 1 && state::IN_C == 2);
};
