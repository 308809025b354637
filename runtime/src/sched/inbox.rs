//! What others have readied for one M: a stack that anyone pushes to and the M alone empties, and the word by which a
//! sleeping M is told.
//!
//! | word | means | who changes it |
//! |---|---|---|
//! | null | empty, the M is awake | `post` pushes, `fall_asleep` marks |
//! | a node | mail, newest first | `post` pushes, `drain` takes all |
//! | [`ASLEEP`] | empty, and the M sleeps or is about to | `post` replaces it and must tell the M; `drain` clears it |
//!
//! Mail and sleep share the word, so that neither can miss the other: falling asleep fails once there is mail, and of
//! many posters to a sleeper exactly one is told to wake it.

use std::ptr::null_mut;

use crate::shim::atomic::{AtomicPtr, Ordering};

/// The address that stands for a sleeping M. No node lies there.
const ASLEEP: usize = 1;

/// Something that can lie in an inbox, by a link of its own.
pub(crate) trait Linked {
    /// # Safety
    /// The caller owns the node.
    unsafe fn set_link(&self, next: *mut Self);

    /// # Safety
    /// As for [`Linked::set_link`].
    unsafe fn link(&self) -> *mut Self;
}

pub(crate) struct Inbox<T>(AtomicPtr<T>);

impl<T: Linked> Inbox<T> {
    // Not const: loom's atomics are not.
    pub(crate) fn new() -> Inbox<T> {
        Inbox(AtomicPtr::new(null_mut()))
    }

    const fn asleep() -> *mut T {
        std::ptr::without_provenance_mut(ASLEEP)
    }

    /// Anyone: leaves `node` for the M. True if the M sleeps and the caller must tell it.
    ///
    /// # Safety
    /// The caller owns `node`, and gives it to the M.
    pub(crate) unsafe fn post(&self, node: *mut T) -> bool {
        let mut head = self.0.load(Ordering::Relaxed);
        loop {
            let next = if head == Self::asleep() { null_mut() } else { head };
            // SAFETY: the caller's promise; the node is not published yet.
            unsafe { (*node).set_link(next) };
            // Release publishes the node to `drain`.
            match self.0.compare_exchange_weak(head, node, Ordering::Release, Ordering::Relaxed) {
                Ok(_) => return head == Self::asleep(),
                Err(now) => head = now,
            }
        }
    }

    /// Owner: takes what was posted, oldest first, and is awake. `take` may use the node's link for its own ends.
    #[inline]
    pub(crate) fn drain(&self, take: impl FnMut(*mut T)) {
        if !self.is_quiet() {
            self.drain_all(take);
        }
    }

    #[cold]
    fn drain_all(&self, mut take: impl FnMut(*mut T)) {
        let mut newest = self.0.swap(null_mut(), Ordering::Acquire); // pairs with `post`
        if newest == Self::asleep() {
            return;
        }
        let mut oldest = null_mut::<T>();
        while !newest.is_null() {
            // SAFETY: the stack that was swapped out is ours.
            unsafe {
                let next = (*newest).link();
                (*newest).set_link(oldest);
                oldest = newest;
                newest = next;
            }
        }
        while !oldest.is_null() {
            let node = oldest;
            // SAFETY: as above, until `take` has it.
            oldest = unsafe { (*node).link() };
            take(node);
        }
    }

    /// Owner: is there neither mail nor a mark of sleep? A glance: mail may come at any moment.
    #[inline]
    pub(crate) fn is_quiet(&self) -> bool {
        self.0.load(Ordering::Relaxed).is_null()
    }

    /// Owner: announces sleep. False if there is mail.
    pub(crate) fn fall_asleep(&self) -> bool {
        // Relaxed: nothing is read or published by it; mail is seen by `drain`.
        match self.0.compare_exchange(null_mut(), Self::asleep(), Ordering::Relaxed, Ordering::Relaxed) {
            Ok(_) => true,
            Err(now) => now == Self::asleep(),
        }
    }

    /// Owner, for whom no mail can be under way: wakes up without looking.
    pub(crate) fn clear(&self) {
        self.0.store(null_mut(), Ordering::Relaxed);
    }
}
