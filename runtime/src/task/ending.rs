//! The word in which a goroutine and its handle meet at the goroutine's end.
//!
//! ```text
//!   EMPTY ──wait──► waiter ──finish──► DONE            the waiter is woken
//!     │ ──poll──► task waker ──end_here──► DONE
//!     │ ──────────finish──────────► DONE               the handle owns the result
//!     └──detach──► DETACHED ──end_here──► (stays)      the goroutine drops the result
//! ```
//!
//! The goroutine and its handle have one reference between them. Who finds that the other has gone before gives it up: the
//! handle at DONE, the goroutine at DETACHED. So at DONE the goroutine's stack is gone for whoever was on it, and that step is
//! made on g0, by [`finish`](Ending::finish). What runs code of the user's is done before it, on the goroutine's stack
//! ([`end_here`](Ending::end_here)); if the word calls for that only when the goroutine has left its stack, it goes back.

use std::ptr::null_mut;

use crate::shim::atomic::{AtomicPtr, Ordering};
use crate::shim::window;

const EMPTY: *mut () = null_mut();
const DONE: *mut () = std::ptr::without_provenance_mut(1);
const DETACHED: *mut () = std::ptr::without_provenance_mut(3);
/// Set in a pointer to a task waker, and in DETACHED: there is something to do on the goroutine's stack. A pointer to a
/// waiter has it clear.
const HERE: usize = 2;

/// The handle's `task::Waker`, in a box. Who takes it out of the word owns it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TaskWaker(pub(crate) *mut ());

/// How the handle finds the goroutine.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Met {
    /// It has yet to end; this waker of an earlier poll is the handle's again.
    Running(Option<TaskWaker>),
    /// It has ended: the result is the handle's, and the reference.
    Done,
    /// The same, but the result was given away before.
    Given,
}

/// What the goroutine has to do on its own stack.
pub(crate) enum Here {
    /// Drop the result, and give up the reference.
    DropResult,
    /// Wake. The result and the reference are the handle's.
    Wake(TaskWaker),
    /// Nothing: leave the stack, and [`finish`](Ending::finish).
    Leave,
}

#[derive(Default)]
pub(crate) struct Ending(AtomicPtr<()>);

fn calls_here(found: *mut ()) -> bool {
    found.addr() & HERE != 0
}

fn waker_in(found: *mut ()) -> Option<TaskWaker> {
    calls_here(found).then(|| TaskWaker(found.map_addr(|a| a & !HERE)))
}

impl Ending {
    /// For a goroutine to come.
    #[inline]
    pub(crate) fn reset(&self) {
        self.0.store(EMPTY, Ordering::Relaxed);
    }

    /// Is there an end, or nobody to know of it?
    pub(crate) fn is_over(&self) -> bool {
        matches!(self.0.load(Ordering::Acquire), DONE | DETACHED)
    }

    /// The handle, before it waits: takes out the waker of a poll.
    #[inline]
    pub(crate) fn meet(&self) -> Met {
        self.change(EMPTY)
    }

    /// The handle, which has met a running goroutine, waits from now on. False: it has ended, the result is the handle's.
    #[inline]
    pub(crate) fn wait(&self, waiter: *mut ()) -> bool {
        // Release publishes the waiter; Acquire sees the result. If there was a wait, its end has ordered us behind it.
        self.0.compare_exchange(EMPTY, waiter, Ordering::Release, Ordering::Acquire).is_ok()
    }

    /// The handle is to be told by `waker`, if the goroutine still runs.
    pub(crate) fn poll(&self, waker: TaskWaker) -> Met {
        self.change(waker.0.map_addr(|a| a | HERE))
    }

    /// The handle has taken the result, and stays behind without a right to it.
    pub(crate) fn give(&self) {
        self.0.store(DETACHED, Ordering::Relaxed);
    }

    /// The handle goes. If the goroutine still runs, the result and the reference are left to it.
    pub(crate) fn detach(&self) -> Met {
        // Release, in it: the handle's use of the goroutine is over.
        self.change(DETACHED)
    }

    /// The handle's step to `to`, unless the goroutine has ended.
    #[inline]
    fn change(&self, to: *mut ()) -> Met {
        let mut found = self.0.load(Ordering::Acquire);
        loop {
            match found {
                DONE => return Met::Done,
                DETACHED => return Met::Given,
                // Only of EMPTY: a look that came too late may show a waker that is gone, whose box is the new one's now.
                EMPTY if to == EMPTY => return Met::Running(None),
                _ => {}
            }
            window();
            match self.0.compare_exchange(found, to, Ordering::AcqRel, Ordering::Acquire) {
                Ok(old) => return Met::Running(waker_in(old)),
                Err(now) => found = now,
            }
        }
    }

    /// The goroutine, the result in place: has it something to do on its stack? A glance; [`end_here`](Ending::end_here)
    /// decides.
    #[inline]
    pub(crate) fn calls_here(&self) -> bool {
        calls_here(self.0.load(Ordering::Acquire))
    }

    /// The goroutine's end on its stack. `hold` runs before a step after which the handle may give up the reference,
    /// `let_go` if the step was not made.
    pub(crate) fn end_here(&self, hold: impl Fn(), let_go: impl Fn()) -> Here {
        let mut found = self.0.load(Ordering::Acquire);
        loop {
            match found {
                DETACHED => return Here::DropResult,
                _ if !calls_here(found) => return Here::Leave,
                _ => {}
            }
            hold();
            match self.0.compare_exchange(found, DONE, Ordering::AcqRel, Ordering::Acquire) {
                Ok(boxed) => return Here::Wake(TaskWaker(boxed.map_addr(|a| a & !HERE))),
                Err(now) => {
                    let_go();
                    found = now;
                }
            }
        }
    }

    /// On g0, the goroutine's stack left for good: lets the handle have everything, after which nothing of it may be touched.
    /// The waiter that is to be woken, null if there is none; `None`: the goroutine has to go back, to
    /// [`end_here`](Ending::end_here).
    #[inline]
    pub(crate) fn finish(&self) -> Option<*mut ()> {
        let mut found = self.0.load(Ordering::Acquire);
        window();
        while !calls_here(found) {
            // Release publishes the result, and that the stack has been left.
            match self.0.compare_exchange(found, DONE, Ordering::AcqRel, Ordering::Acquire) {
                Ok(waiter) => return Some(waiter),
                Err(now) => found = now,
            }
        }
        None
    }
}
