//! What the two ends of a channel share, and the rules by which values cross.
//!
//! | while | these are empty |
//! |---|---|
//! | receivers wait | the buffer, the senders' list |
//! | the buffer has room | the senders' list |
//! | no sender is left | the senders' list; arriving receivers leave |
//! | no receiver is left | the buffer, the receivers' list; arriving senders leave |
//!
//! So whoever arrives serves the longest-waiting peer if there is one, and joins its own side's list only if
//! there is nothing else to do; each operation looks at the two lists in one critical section. Values are
//! dropped, and peers are given their values and woken, after that section.

use std::mem;
use std::process::abort;
use std::time::Duration;

use super::super::deadline_after;
use super::super::spin_lock::{SpinGuard, SpinLock};
use super::super::waiting::{WaitList, Waiting};
use super::buffer::Buffer;
use crate::task::waiter::{Waiter, cannot_park};

pub(super) struct Shared<T> {
    state: SpinLock<State<T>>,
}

pub(super) struct State<T> {
    buffer: Buffer<T>,
    capacity: usize,
    senders: Side<T>,
    receivers: Side<T>,
}

/// One side of the channel: how many handles there are, and who waits.
pub(super) struct Side<T> {
    handles: usize,
    waiting: WaitList<T>,
}

/// Picks the side at which to wait.
pub(super) type PickSide<T> = fn(&mut State<T>) -> &mut Side<T>;

/// Why a value was not taken at once. `Full` still holds the lock, so that the sender can join its list
/// without missing a receiver in between.
pub(super) enum NotSent<'a, T> {
    Full(T, SpinGuard<'a, State<T>>),
    Disconnected(T),
}

/// Why there was no value at once. `Empty` still holds the lock, as above.
pub(super) enum NotReceived<'a, T> {
    Empty(SpinGuard<'a, State<T>>),
    Disconnected,
}

/// How a wait ended: what the slot then held, and whether that was because of the time.
pub(super) struct Waited<T> {
    pub(super) slot: Option<T>,
    pub(super) timed_out: bool,
}

impl<T> State<T> {
    pub(super) fn senders(&mut self) -> &mut Side<T> {
        &mut self.senders
    }

    pub(super) fn receivers(&mut self) -> &mut Side<T> {
        &mut self.receivers
    }
}

impl<T> Side<T> {
    const fn with_one_handle() -> Side<T> {
        Side { handles: 1, waiting: WaitList::new() }
    }
}

impl<T> Shared<T> {
    /// The state behind one sender and one receiver.
    pub(super) fn new(capacity: usize) -> Shared<T> {
        Shared {
            state: SpinLock::new(State {
                buffer: Buffer::new(capacity),
                capacity,
                senders: Side::with_one_handle(),
                receivers: Side::with_one_handle(),
            }),
        }
    }

    /// Sends without waiting: to a receiver that waits, else into the buffer.
    #[inline]
    pub(super) fn offer(&self, value: T) -> Result<(), NotSent<'_, T>> {
        let mut state = self.state.lock();
        if let Some(receiver) = state.receivers.waiting.pop() {
            drop(state);
            receiver.put(value);
            receiver.wake();
            Ok(())
        } else if state.receivers.handles == 0 {
            Err(NotSent::Disconnected(value))
        } else if state.buffer.len() < state.capacity {
            state.buffer.push(value);
            Ok(())
        } else {
            Err(NotSent::Full(value, state))
        }
    }

    /// Receives without waiting: from the buffer, into which the sender that has waited longest then gets its
    /// value, else from such a sender directly.
    #[inline]
    pub(super) fn poll(&self) -> Result<T, NotReceived<'_, T>> {
        let mut state = self.state.lock();
        if let Some(value) = state.buffer.pop() {
            if let Some(sender) = state.senders.waiting.pop() {
                state.buffer.push(sender.take());
                drop(state);
                sender.wake();
            }
            Ok(value)
        } else if let Some(sender) = state.senders.waiting.pop() {
            drop(state);
            let value = sender.take();
            sender.wake();
            Ok(value)
        } else if state.senders.handles == 0 {
            Err(NotReceived::Disconnected)
        } else {
            Err(NotReceived::Empty(state))
        }
    }

    /// Waits at one side until a peer has come, the other side is gone, or `patience` has run out.
    ///
    /// `state` is the lock under which it was found that there is nothing to do but wait.
    ///
    /// # Panics
    ///
    /// If this goroutine may not park now.
    #[track_caller]
    pub(super) fn wait(
        &self,
        mut state: SpinGuard<'_, State<T>>,
        side: PickSide<T>,
        slot: Option<T>,
        patience: Option<Duration>,
    ) -> Waited<T> {
        let Some(waiter) = Waiter::try_new() else {
            // The panic hook is user code, and must not find the lock held.
            drop(state);
            cannot_park()
        };
        let waiting = Waiting::new(waiter.waker(), slot);
        // SAFETY: `waiting` is moved or dropped only at the end of this function, by when it has been
        // removed, or claimed and woken; and `leave_only_awake` keeps an unwinding from getting there sooner.
        unsafe { side(&mut state).waiting.push(&waiting) };

        let leave_only_awake = AbortOnUnwind;
        let timed_out = match patience.and_then(deadline_after) {
            None => {
                // Peers find us when the lock is released: not before this goroutine has left its stack.
                waiter.wait_with(|| {
                    drop(state);
                    true
                });
                false
            }
            Some(deadline) => {
                drop(state);
                !waiter.wait_until(deadline) && self.withdraw(&waiter, &waiting, side)
            }
        };
        mem::forget(leave_only_awake);
        Waited { slot: waiting.into_slot(), timed_out }
    }

    /// Leaves the list because time is up; false if a peer was quicker, whose wake has then been waited for.
    #[cold]
    #[track_caller]
    fn withdraw(&self, waiter: &Waiter, waiting: &Waiting<T>, side: PickSide<T>) -> bool {
        let removed = side(&mut self.state.lock()).waiting.remove(waiting);
        if !removed {
            waiter.wait();
        }
        removed
    }

    pub(super) fn add_handle(&self, side: PickSide<T>) {
        side(&mut self.state.lock()).handles += 1;
    }

    /// Ends a sender. The last one lets all waiting receivers go.
    pub(super) fn drop_sender(&self) {
        if self.drop_handle(State::senders) {
            self.wake_all(State::receivers);
        }
    }

    /// Ends a receiver. The last one gives the waiting senders their values back and drops those in the
    /// buffer.
    pub(super) fn drop_receiver(&self) {
        if self.drop_handle(State::receivers) {
            self.wake_all(State::senders);
            let mut state = self.state.lock();
            let capacity = state.capacity;
            let unreceived = mem::replace(&mut state.buffer, Buffer::new(capacity));
            drop(state);
            drop(unreceived);
        }
    }

    /// True for the side's last handle.
    fn drop_handle(&self, side: PickSide<T>) -> bool {
        let mut state = self.state.lock();
        let side = side(&mut state);
        side.handles -= 1;
        side.handles == 0
    }

    /// Nobody joins this list any more. It is emptied one by one, since there may be thousands, too many for
    /// one critical section.
    fn wake_all(&self, side: PickSide<T>) {
        loop {
            let next = side(&mut self.state.lock()).waiting.pop();
            match next {
                Some(claimed) => claimed.wake(),
                None => return,
            }
        }
    }
}

/// Peers hold pointers into the frame of a waiter, so a wait that unwound would leave them dangling.
struct AbortOnUnwind;

impl Drop for AbortOnUnwind {
    fn drop(&mut self) {
        eprintln!("cgocall: a wait on a channel unwound while its peers could still reach it");
        abort();
    }
}

#[cfg(test)]
mod tests {
    use std::thread;

    use super::super::super::waiting::Claimed;
    use super::*;

    const SHORT: Duration = Duration::from_millis(1);

    /// Time runs out for a waiter that a peer has already claimed but not yet served.
    fn claimed_past_the_deadline(
        side: PickSide<u32>,
        slot: Option<u32>,
        serve: fn(&Claimed<u32>),
    ) -> Waited<u32> {
        let shared = Shared::new(0);
        thread::scope(|s| {
            let waiter = s.spawn(|| shared.wait(shared.state.lock(), side, slot, Some(SHORT * 20)));
            let claimed = loop {
                if let Some(claimed) = side(&mut shared.state.lock()).waiting.pop() {
                    break claimed;
                }
                thread::yield_now();
            };
            thread::sleep(SHORT * 40);
            serve(&claimed);
            claimed.wake();
            waiter.join().expect("the waiter does not panic")
        })
    }

    #[test]
    fn a_receiver_out_of_time_still_gets_what_a_sender_has_claimed_it_for() {
        let waited = claimed_past_the_deadline(State::receivers, None, |claimed| claimed.put(7));
        assert_eq!((waited.slot, waited.timed_out), (Some(7), false));
    }

    #[test]
    fn a_sender_out_of_time_still_gives_its_value_to_the_receiver_that_has_claimed_it() {
        let waited =
            claimed_past_the_deadline(State::senders, Some(7), |claimed| assert_eq!(claimed.take(), 7));
        assert_eq!((waited.slot, waited.timed_out), (None, false));
    }
}
