//! The accounting protocol: who owns a P whose M is in C.
//!
//! Two words of the M, `state` and `evt`, and an asymmetric fence. The owner pays a store on entry, and a store and a
//! load on exit; whoever wants the P pays one `membarrier` for all candidates together.
//!
//! | owner (the M's thread) | taker (holds the scheduler's lock) |
//! |---|---|
//! | enter: `state = IN_C` (release: publishes the P) | request: `evt: 0 → REQUEST` |
//! | … C runs … | heavy fence (`membarrier`), once for all candidates |
//! | exit: `state = RUN`; light fence; load `evt` | take: `state == IN_C` and `evt: REQUEST → TAKEN` |
//! | `evt == 0`: the P is still ours | or withdraw: `evt: REQUEST → 0` |
//! | else settle: `evt: REQUEST → 0` keeps the P, and so does 0; `TAKEN` means it is gone | |
//!
//! Why it excludes: after the heavy fence either the owner's store of RUN is visible to the taker, who then does not
//! take; or the owner has not yet loaded `evt`, and will see the request and settle by an atomic step, which comes before
//! the taker's or after it. A stale IN_C of an earlier call is harmless for the same reason: the owner's load of `evt`
//! in that call's exit came before the fence only if its store did too.
//!
//! `evt` can also be left at REQUEST (stop-the-world does): the owner meets it at its next exit.
//!
//! Where the kernel has no private expedited membarrier, every M's `evt` carries [`FENCED`]: no exit is fast, each
//! runs a full fence between its store and a second load, and the taker's heavy fence is an ordinary one. Same states,
//! both fences paid by both sides. `arch/` holds the owner's side of both variants in assembly; [`exit`] is the same
//! in Rust, for `blocking(f)` and for the model checker (`tests/loom/`).

use crate::shim::atomic::{AtomicU32, Ordering, fence};
use crate::shim::{light_fence, window};

/// The P is held and Rust runs.
pub(crate) const RUN: u32 = 1;
/// In C on g0: the P may be taken.
pub(crate) const IN_C: u32 = 2;
/// In `blocking(f)`, on the goroutine's own stack: the P may be taken.
pub(crate) const BLOCKED: u32 = 4;
/// As `IN_C`, in a function that does not call back.
pub(crate) const NOCALLBACK: u32 = 6;

/// Somebody wants the P.
pub(crate) const REQUEST: u32 = 1;
/// The P is gone.
pub(crate) const TAKEN: u32 = 2;
/// The fallback without membarrier is in force. Set once, before the M runs, and never cleared.
pub(crate) const FENCED: u32 = 0x100;

/// May the P of an M in this state be taken?
#[inline]
pub(crate) fn is_takeable(state: u32) -> bool {
    matches!(state, IN_C | BLOCKED | NOCALLBACK)
}

/// Owner: C begins. Everything done with the P happens before a taker's use of it.
#[inline(always)]
pub(crate) fn enter(state: &AtomicU32, to: u32) {
    // Pairs with the Acquire load in `take`.
    state.store(to, Ordering::Release);
}

/// Owner: C has ended. True: nobody asked, the P is ours. False: go on with [`settle`].
#[inline(always)]
pub(crate) fn exit(state: &AtomicU32, evt: &AtomicU32) -> bool {
    state.store(RUN, Ordering::Relaxed);
    light_fence(); // pairs with the taker's heavy fence
    // Relaxed, as the assembly's loads are: where nobody has asked, nobody has left anything to be acquired.
    match evt.load(Ordering::Relaxed) {
        0 => true,
        FENCED => {
            fence(Ordering::SeqCst); // pairs with the taker's SeqCst fence
            evt.load(Ordering::Relaxed) == FENCED
        }
        _ => false,
    }
}

/// Owner, after an exit that was not fast: is the P still ours?
pub(crate) fn settle(evt: &AtomicU32) -> bool {
    window();
    // Release, and a write even where the request was withdrawn: without the light fence of membarrier nothing else has
    // published our RUN, and the next taker, who asks anew, must see it. Acquire: of what the asker wrote before its
    // request (`Sched::stopping`).
    evt.fetch_and(!REQUEST, Ordering::AcqRel) & TAKEN == 0
}

/// Owner, under the scheduler's lock: gives its own P away before a call that is known to block. A request that stands
/// is answered by it.
pub(crate) fn give(evt: &AtomicU32) {
    let mode = evt.load(Ordering::Relaxed) & FENCED;
    evt.store(mode | TAKEN, Ordering::Release);
}

/// Whoever gives the M a P (under the scheduler's lock): no request stands any more.
pub(crate) fn reset(evt: &AtomicU32) {
    let mode = evt.load(Ordering::Relaxed) & FENCED;
    evt.store(mode, Ordering::Release);
}

/// Taker, first step, under the scheduler's lock. True if the request stands; false if the P is already gone.
pub(crate) fn request(evt: &AtomicU32) -> bool {
    let mode = evt.load(Ordering::Relaxed) & FENCED;
    match evt.compare_exchange(mode, mode | REQUEST, Ordering::AcqRel, Ordering::Acquire) {
        Ok(_) => true,
        Err(now) => now == mode | REQUEST,
    }
}

/// Taker, under the lock and after the heavy fence: takes the P if its owner is in C.
pub(crate) fn take(state: &AtomicU32, evt: &AtomicU32) -> bool {
    window();
    let mode = evt.load(Ordering::Relaxed) & FENCED;
    is_takeable(state.load(Ordering::Acquire)) // pairs with `enter`
        && evt.compare_exchange(mode | REQUEST, mode | TAKEN, Ordering::AcqRel, Ordering::Acquire).is_ok()
}

/// Taker, under the lock still: does not take after all.
pub(crate) fn withdraw(evt: &AtomicU32) {
    let mode = evt.load(Ordering::Relaxed) & FENCED;
    let _ = evt.compare_exchange(mode | REQUEST, mode, Ordering::AcqRel, Ordering::Relaxed);
}
