//! The goroutines and threads that wait for one thing, in the order they came.

use std::cell::Cell;
use std::ptr::NonNull;

use super::waiter::Waker;

/// One waiter. It lies on the waiter's own stack, so that waiting allocates nothing.
///
/// | state | reached by | the fields belong to |
/// |---|---|---|
/// | queued | [`WaitList::push`] | whoever holds the list's lock |
/// | claimed | [`WaitList::pop`] | the holder of the [`Claimed`], until its wake |
/// | own | [`WaitList::remove`], or the wake | the waiter |
///
/// In a channel the slot alone tells how the wait ended. A sender leaves its value there, and finds it taken or (the
/// receivers being gone) still there. A receiver leaves the slot empty, and finds a value or (the senders
/// being gone) none. Who waits for a thread leaves a call there, and finds it taken or (nobody being there to make it) still
/// there.
pub(crate) struct Waiting<T> {
    earlier: Cell<Option<NonNull<Waiting<T>>>>,
    later: Cell<Option<NonNull<Waiting<T>>>>,
    queued: Cell<bool>,
    waker: Waker,
    slot: Cell<Option<T>>,
}

impl<T> Waiting<T> {
    pub(crate) fn new(waker: Waker, slot: Option<T>) -> Waiting<T> {
        Waiting {
            earlier: Cell::new(None),
            later: Cell::new(None),
            queued: Cell::new(false),
            waker,
            slot: Cell::new(slot),
        }
    }

    pub(crate) fn into_slot(self) -> Option<T> {
        self.slot.into_inner()
    }
}

/// A first-in, first-out list of [`Waiting`], from which anyone can leave in constant time.
pub(crate) struct WaitList<T> {
    earliest: Option<NonNull<Waiting<T>>>,
    latest: Option<NonNull<Waiting<T>>>,
}

// SAFETY: the list reaches `Waiting`s of other threads only while it is reached itself, that is under its
// lock, and what moves from thread to thread through them is a `T` and a `Waker`, which is `Send`.
unsafe impl<T: Send> Send for WaitList<T> {}

impl<T> WaitList<T> {
    pub(crate) const fn new() -> WaitList<T> {
        WaitList { earliest: None, latest: None }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.earliest.is_none()
    }

    /// Adds `waiting` at the end.
    ///
    /// # Safety
    ///
    /// Until `waiting` has been removed, or claimed and woken, it must stay alive and where it is.
    pub(crate) unsafe fn push(&mut self, waiting: &Waiting<T>) {
        let new = NonNull::from(waiting);
        waiting.queued.set(true);
        waiting.earlier.set(self.latest);
        match self.latest.replace(new) {
            // SAFETY: what is in the list is alive, by the contract of the `push` that added it.
            Some(latest) => unsafe { latest.as_ref() }.later.set(Some(new)),
            None => self.earliest = Some(new),
        }
    }

    /// Takes out the one that has waited longest. From here on only the `Claimed` can wake it.
    #[inline]
    pub(crate) fn pop(&mut self) -> Option<Claimed<T>> {
        let earliest = self.earliest?;
        // SAFETY: what is in the list is alive, by the contract of the `push` that added it.
        self.unlink(unsafe { earliest.as_ref() });
        Some(Claimed(earliest))
    }

    /// Takes out `waiting`, which must belong to this list; false if somebody has claimed it first.
    pub(crate) fn remove(&mut self, waiting: &Waiting<T>) -> bool {
        let queued = waiting.queued.get();
        if queued {
            self.unlink(waiting);
        }
        queued
    }

    #[cfg(test)]
    pub(crate) fn len(&self) -> usize {
        // SAFETY: what is in the list is alive, by the contract of the `push` that added it.
        std::iter::successors(self.earliest, |one| unsafe { one.as_ref() }.later.get()).count()
    }

    fn unlink(&mut self, waiting: &Waiting<T>) {
        let (earlier, later) = (waiting.earlier.get(), waiting.later.get());
        match earlier {
            // SAFETY: a neighbour in the list is alive, by the contract of the `push` that added it.
            Some(earlier) => unsafe { earlier.as_ref() }.later.set(later),
            None => self.earliest = later,
        }
        match later {
            // SAFETY: as above.
            Some(later) => unsafe { later.as_ref() }.earlier.set(earlier),
            None => self.latest = earlier,
        }
        waiting.queued.set(false);
    }
}

/// A waiter that has left the list to be served. It sleeps until [`Claimed::wake`], so its slot can be
/// reached without the lock.
#[must_use = "a claimed waiter sleeps until it is woken"]
pub(crate) struct Claimed<T>(NonNull<Waiting<T>>);

impl<T> Claimed<T> {
    #[inline]
    fn waiting(&self) -> &Waiting<T> {
        // SAFETY: by the contract of `push` the waiter stays until it is woken, and `wake` consumes the
        // `Claimed`.
        unsafe { self.0.as_ref() }
    }

    /// The value that a waiting sender brought.
    #[inline]
    pub(crate) fn take(&self) -> T {
        self.waiting().slot.take().expect("a queued sender holds its value")
    }

    /// Gives `value` to a waiting receiver.
    #[inline]
    pub(crate) fn put(&self, value: T) {
        self.waiting().slot.set(Some(value));
    }

    #[inline]
    pub(crate) fn wake(self) {
        let waker = self.waiting().waker;
        // SAFETY: whoever pushed the `Waiting` leaves only after having been woken if it was claimed, a
        // waiter is claimed once, and nothing here touches it after this.
        unsafe { waker.wake() }
    }
}

#[cfg(test)]
mod tests {
    use super::super::waiter::Waiter;
    use super::*;

    #[test]
    fn waiters_are_served_in_the_order_they_came_except_those_who_left() {
        let waiters: [Waiter; 5] = std::array::from_fn(|_| Waiter::try_new().expect("a thread may wait"));
        let waiting: [Waiting<usize>; 5] = std::array::from_fn(|i| Waiting::new(waiters[i].waker(), Some(i)));
        // Leaving at the front, in the middle and at the end.
        for leaves in [0, 2, 4] {
            let mut list = WaitList::new();
            for one in &waiting {
                // SAFETY: `waiting` outlives the list, and all of it is taken out again below.
                unsafe { list.push(one) };
            }
            assert!(list.remove(&waiting[leaves]));
            assert!(!list.remove(&waiting[leaves]));
            for i in (0..5).filter(|&i| i != leaves) {
                let claimed = list.pop().expect("four are left");
                assert_eq!(claimed.take(), i);
                claimed.put(i);
                assert!(!list.remove(&waiting[i]));
            }
            assert!(list.pop().is_none());
        }
    }
}
