//! `limit` and `serialize`: how many calls of a function, or of a block, are in C at one time.
//!
//! The wrapper of such a function takes a [`Place`] first and drops it last, so whatever ends the call (it returns, a
//! panic unwinds, a panic that has waited resumes) gives the place back. While none is free, callers wait in one line
//! (`sync/gate.rs`):
//!
//! | caller | waits |
//! |---|---|
//! | a goroutine | parked, as in any wait of the library |
//! | a goroutine in `blocking(f)` | the same, with a P taken back for it |
//! | a goroutine in `on_system_stack(f)` | with its thread, without the P |
//! | a plain thread, or Rust code that C has called otherwise than by an export | with the thread |
//!
//! Places belong to goroutines, and to threads where there is none ([`holdings`]): who holds a place of the limit, in a
//! callback for instance, goes in again without another. So does a thread that makes a call for somebody who holds one
//! (`boundary/on_thread`). It takes the places that such a call needs itself: callbacks run there, and may need them, too.
//! Were it the caller who takes them, one that waits for the thread with a place in hand would keep it from a callback there.
//!
//! C may leave a callback by `longjmp`, over wrappers that it has called. Nobody drops their places: whoever discards the
//! callback's record gives them back ([`discard`]).
//!
//! Rejected: whoever comes first takes a free place, waiting or not. It saves changes of goroutines where a few call again
//! and again, and lets the others starve. Rejected: passing over whose thread is in C, in a bound program. Most who wait
//! are bound to the few threads that are not, so it is worth little, and the order is lost.

mod holdings;

use std::ptr::null;
use std::sync::atomic::Ordering;

use holdings::Holding;
pub(crate) use holdings::{Holdings, Lent};

use super::accounting::RUN;
use super::callback;
use super::errno::Kept;
use super::site::Site;
use super::wait::{Shown, Wait};
use crate::arch::{self, NO_RECORD};
use crate::sync::gate::Gate;

/// How many calls may be in C at one time. The attribute makes one static for each function or block with a limit.
pub struct Limit {
    gate: Gate,
}

impl Limit {
    /// At most `calls`.
    ///
    /// # Panics
    /// If that is none: the attribute has it computed by the compiler.
    #[track_caller] // so that what is wrong with a constant is said where it was written
    pub const fn new(calls: usize) -> Limit {
        assert!(calls > 0, "a limit of 0 lets no call into C: it must be 1 or more");
        Limit { gate: Gate::new(calls) }
    }

    /// Takes a place, waiting for one.
    #[cold]
    #[track_caller]
    fn wait(&self, site: &'static Site) {
        let _errno = Kept::new();
        let wait = Wait::new();
        let _shown = Shown::new(site, |g| &g.waits_for);
        self.gate.enter(&wait.waiter);
    }

    #[inline(never)]
    fn give_back(&self) {
        let _errno = Kept::new(); // the call's own
        if let Some(next) = self.gate.leave() {
            next.wake();
        }
    }
}

/// A place in C, for the time of one call. Given back when it is dropped, by whoever took it.
#[must_use = "the place is given back when this is dropped"]
pub struct Place {
    limit: &'static Limit,
    /// Where it is noted; null if the caller has held a place before, and still does after the call.
    holdings: *const Holdings,
}

impl Place {
    /// Takes a place for a call of `site`, waiting for one if need be.
    ///
    /// # Panics
    /// If it has to wait and the goroutine may not park. Nothing has been taken then.
    #[inline]
    #[track_caller]
    pub fn take(limit: &'static Limit, site: &'static Site) -> Place {
        Place { limit, holdings: take(limit, site) }
    }
}

impl Drop for Place {
    #[inline]
    fn drop(&mut self) {
        if !self.holdings.is_null() {
            give_back(self.limit, self.holdings);
        }
    }
}

/// Where the place is noted that has been taken; null if one was held. The usual case, without a frame.
#[inline(never)]
#[track_caller]
fn take(limit: &'static Limit, site: &'static Site) -> *const Holdings {
    // SAFETY: an M, or NO_M; neither is ever freed.
    let hot = unsafe { &*arch::current_m() };
    // Rust code of a goroutine, not in a callback: it holds nothing, but for calls out of which Rust code is called in place.
    if hot.state.load(Ordering::Relaxed) == RUN && hot.record.load(Ordering::Relaxed) == NO_RECORD {
        // SAFETY: the current goroutine of an M in this state lives.
        let holdings = unsafe { &(*hot.curg.load(Ordering::Relaxed)).holdings };
        if holdings.is_empty() && limit.gate.enter_undisturbed() {
            holdings.note_first(Holding { limit, record: NO_RECORD });
            return holdings;
        }
    }
    take_anywhere(limit, site)
}

#[inline(never)]
#[track_caller]
fn take_anywhere(limit: &'static Limit, site: &'static Site) -> *const Holdings {
    // SAFETY: as above.
    let hot = unsafe { &*arch::current_m() };
    let holdings = holdings::here(hot);
    if holdings.have_one_of(limit) || Lent::has_one_of(limit) {
        return null();
    }
    let record = callback::around(hot);
    if !limit.gate.try_enter() {
        limit.wait(site);
    }
    holdings.note(Holding { limit, record });
    holdings
}

#[inline(never)]
fn give_back(limit: &Limit, holdings: *const Holdings) {
    // SAFETY: those of the goroutine that runs, or of the thread, as when the place was taken.
    let holdings = unsafe { &*holdings };
    if !holdings.strike_only(limit) {
        give_back_to(holdings, |holding| holding.is_of(limit));
    } else if !limit.gate.leave_undisturbed() {
        limit.give_back();
    }
}

/// Gives back the places of calls that were made in the callback of `record`, which C has left.
pub(super) fn discard(record: usize) {
    give_back_to(holdings_here(), |holding| holding.record == record);
}

/// Gives back all that is left: the thread ends.
pub(super) fn discard_all() {
    give_back_to(holdings_here(), |_| true);
}

fn holdings_here<'a>() -> &'a Holdings {
    // SAFETY: an M, or NO_M; neither is ever freed.
    holdings::here(unsafe { &*arch::current_m() })
}

/// Gives back the newest, until none is left that `is_last`.
#[inline(never)]
fn give_back_to(holdings: &Holdings, is_last: impl Fn(&Holding) -> bool) {
    while let Some(newest) = holdings.strike_to(&is_last) {
        newest.limit.give_back();
    }
}
