//! When to wake a thread for new work, and why no work is forgotten.
//!
//! Two counters and two rules, after Go's:
//!
//! - **submit**: put the goroutine into a queue; full fence; if no M is spinning and a P is idle, start one M
//!   spinning ([`Wake::claim`]).
//! - **stop spinning**: count down; full fence; look at every queue once more ([`Wake::stop_spinning`] tells the last
//!   one to do so).
//!
//! Whichever fence comes first, either the submitter sees that nobody spins any more, or the spinner sees the
//! goroutine. The spinner that finds work wakes another before it runs it, so that the number of threads follows the
//! work.
//!
//! Rejected: waking on every submission (a futex call each, and most find nothing); never waking while all queues are
//! short (a single long goroutine would hold back the next); handing the goroutine to the woken thread directly (its
//! cache is cold, and the submitter often parks a moment later and would have run it).

use crate::shim::atomic::{AtomicUsize, Ordering, fence};
use crate::shim::window;

pub(crate) struct Wake {
    spinning: AtomicUsize,
    idle_ps: AtomicUsize,
}

impl Wake {
    pub(crate) fn new() -> Wake {
        Wake { spinning: AtomicUsize::new(0), idle_ps: AtomicUsize::new(0) }
    }

    /// Submitter, after the goroutine is in its queue: true if the caller must start a spinning M (which is counted
    /// already). [`Wake::unclaim`] if that fails.
    #[inline]
    pub(crate) fn claim(&self) -> bool {
        if self.idle_ps.load(Ordering::Relaxed) == 0 {
            // A P that is going idle at this moment re-checks the queues after its count: see `stop_spinning`,
            // which every M passes on its way to idleness.
            fence(Ordering::SeqCst);
            if self.idle_ps.load(Ordering::Relaxed) == 0 {
                return false;
            }
        } else {
            fence(Ordering::SeqCst); // pairs with the one in `stop_spinning`
        }
        window();
        self.spinning.load(Ordering::Relaxed) == 0
            && self.spinning.compare_exchange(0, 1, Ordering::SeqCst, Ordering::Relaxed).is_ok()
    }

    /// The claimed M could not be started.
    pub(crate) fn unclaim(&self) {
        self.spinning.fetch_sub(1, Ordering::SeqCst);
    }

    /// An M out of work: may it look into other queues? At most half of the busy Ps do at one time.
    pub(crate) fn start_spinning(&self, procs: usize) -> bool {
        let busy = procs.saturating_sub(self.idle_ps.load(Ordering::Relaxed));
        if 2 * self.spinning.load(Ordering::Relaxed) >= busy {
            return false;
        }
        self.spinning.fetch_add(1, Ordering::SeqCst);
        true
    }

    /// A spinning M found work: true if it was the last, so that another must be woken in its place.
    pub(crate) fn found_work(&self) -> bool {
        self.spinning.fetch_sub(1, Ordering::SeqCst) == 1
    }

    /// A spinning M gives up, its P already counted idle. The caller must now look at every queue once more.
    pub(crate) fn stop_spinning(&self) {
        self.spinning.fetch_sub(1, Ordering::SeqCst);
        fence(Ordering::SeqCst); // pairs with the one in `claim`
        window();
    }

    /// Under the scheduler's lock: a P went idle.
    pub(crate) fn p_idle(&self) {
        self.idle_ps.fetch_add(1, Ordering::SeqCst);
        fence(Ordering::SeqCst);
    }

    /// Under the scheduler's lock: an idle P found a thread.
    pub(crate) fn p_busy(&self) {
        self.idle_ps.fetch_sub(1, Ordering::SeqCst);
    }

    pub(crate) fn idle_ps(&self) -> usize {
        self.idle_ps.load(Ordering::Relaxed)
    }

    pub(crate) fn spinning(&self) -> usize {
        self.spinning.load(Ordering::Relaxed)
    }
}
