//! One word on which one goroutine waits: the state machine of park and unpark.
//!
//! ```text
//!            wake                      (park sees it, returns at once)
//!   EMPTY ─────────► NOTIFIED ───────► EMPTY
//!     │ ▲               ▲
//!     │ └────────────── │ ── resume: the goroutine, running again, clears it
//!     │ settle (on g0)  │ wake: whoever makes this step readies the goroutine, and nobody else does
//!     └──► PARKED ──────┘
//! ```
//!
//! PARKED is entered on g0, when the goroutine's registers are on its stack, so that whoever sees PARKED may run it.
//! `wake` is an unconditional swap, not a compare-and-swap: even a wake that finds NOTIFIED must order its caller's
//! writes before the parker's next look (Release, paired with the Acquire of the consumer).

use crate::shim::atomic::{AtomicU32, Ordering};
use crate::shim::window;

const EMPTY: u32 = 0;
const PARKED: u32 = 1;
const NOTIFIED: u32 = 2;

#[derive(Default)]
pub(crate) struct Token(AtomicU32);

impl Token {
    /// Whoever makes a goroutine of one that has ended: its late wakes are forgotten.
    #[inline]
    pub(crate) fn reset(&self) {
        self.0.store(EMPTY, Ordering::Relaxed);
    }

    /// The goroutine, before it parks: takes a wake that has come already.
    #[inline]
    pub(crate) fn consume(&self) -> bool {
        if self.0.load(Ordering::Relaxed) != NOTIFIED {
            return false;
        }
        // Only the goroutine leaves NOTIFIED, so this cannot miss; swap for its Acquire of the waker's writes.
        self.0.swap(EMPTY, Ordering::Acquire) == NOTIFIED
    }

    /// On g0, the registers saved: true if the goroutine is parked now; false if a wake came first.
    #[inline]
    pub(crate) fn settle(&self) -> bool {
        window();
        // Release: publishes the saved registers to the waker.
        self.0.compare_exchange(EMPTY, PARKED, Ordering::AcqRel, Ordering::Relaxed).is_ok()
    }

    /// The goroutine, after `settle`, whether it was parked or not: the wake is consumed.
    ///
    /// A swap, not a store: a second wake may come at this moment, and what its waker wrote must be seen now, since it
    /// is merged with the first.
    #[inline]
    pub(crate) fn resume(&self) {
        self.0.swap(EMPTY, Ordering::AcqRel);
    }

    /// Anyone: true if the caller has to ready the goroutine.
    #[inline]
    pub(crate) fn wake(&self) -> bool {
        self.0.swap(NOTIFIED, Ordering::AcqRel) == PARKED
    }
}
