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
//! work. An M that loses its P counts itself out under the scheduler's lock ([`Wake::unclaim`]): whoever submits after
//! that sees it.
//!
//! This holds for the global queue. What a P has in its own ring it runs itself; a wake for it is a matter of speed, and
//! where one was missed, sysmon makes up for it.
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
        // Whoever pushed to the global queue did so under the lock, under which a P goes idle only if that queue is
        // empty: it goes idle before our look, or not at all.
        if self.idle_ps.load(Ordering::Relaxed) == 0 {
            return false;
        }
        fence(Ordering::SeqCst); // pairs with the one in `stop_spinning`
        window();
        self.spinning.load(Ordering::Relaxed) == 0
            && self.spinning.compare_exchange(0, 1, Ordering::SeqCst, Ordering::Relaxed).is_ok()
    }

    /// Under the scheduler's lock: the claimed M could not be started, or a spinning one loses its P.
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
        let last = self.spinning.fetch_sub(1, Ordering::SeqCst) == 1;
        if last {
            // Pairs with the one in `claim`: a submitter that took us for a spinner had seen an idle P, and so do we now.
            fence(Ordering::SeqCst);
        }
        last
    }

    /// A spinning M gives up, its P already counted idle. The caller must now look at every queue once more.
    pub(crate) fn stop_spinning(&self) {
        self.spinning.fetch_sub(1, Ordering::SeqCst);
        fence(Ordering::SeqCst); // pairs with the one in `claim`
        window();
    }

    /// The look at every queue found work, and a P for it: the M spins again, so that finding it wakes another.
    pub(crate) fn resume_spinning(&self) {
        self.spinning.fetch_add(1, Ordering::SeqCst);
    }

    /// Under the scheduler's lock: a P went idle.
    pub(crate) fn p_idle(&self) {
        self.idle_ps.fetch_add(1, Ordering::SeqCst);
    }

    /// Under the scheduler's lock: an idle P found a thread.
    pub(crate) fn p_busy(&self) {
        self.idle_ps.fetch_sub(1, Ordering::SeqCst);
        fence(Ordering::SeqCst); // pairs with sysmon's, before its look whether it may sleep
    }

    pub(crate) fn idle_ps(&self) -> usize {
        self.idle_ps.load(Ordering::Relaxed)
    }

    pub(crate) fn spinning(&self) -> usize {
        self.spinning.load(Ordering::Relaxed)
    }
}
