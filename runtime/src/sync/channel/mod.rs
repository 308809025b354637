//! Channels: values from any number of senders to any number of receivers.

mod buffer;
mod error;
mod iter;
mod shared;

use std::fmt;
use std::panic::{RefUnwindSafe, UnwindSafe};
use std::sync::Arc;
pub use std::sync::mpsc::{RecvError, RecvTimeoutError, SendError, TryRecvError, TrySendError};
use std::time::Duration;

pub use error::SendTimeoutError;
pub use iter::{IntoIter, Iter, TryIter};
use shared::{NotReceived, NotSent, Shared, State, Waited};

/// A channel that holds up to `capacity` values; with 0 a rendezvous, where a send waits for its receiver.
///
/// Both ends clone. Values arrive in the order they were sent, each at one receiver; those who wait, on
/// either side, are served in the order they came. A value whose receiver already waits goes straight to it,
/// past the buffer. No operation allocates, but for the buffer, which grows with what it holds.
///
/// ```
/// cgocall::run(|| {
///     let (sender, receiver) = cgocall::sync::channel(0);
///     cgocall::spawn(move || sender.send("hello").unwrap());
///     assert_eq!(receiver.recv(), Ok("hello"));
///     assert!(receiver.recv().is_err()); // the sender is gone
/// });
/// ```
pub fn channel<T>(capacity: usize) -> (Sender<T>, Receiver<T>) {
    let shared = Arc::new(Shared::new(capacity));
    (Sender { shared: Arc::clone(&shared) }, Receiver { shared })
}

/// A channel that holds as many values as memory does: a send never waits. Otherwise as [`channel()`].
///
/// ```
/// let (sender, receiver) = cgocall::sync::unbounded();
/// for i in 0..1000 {
///     sender.send(i).unwrap();
/// }
/// assert!(receiver.try_iter().eq(0..1000));
/// ```
pub fn unbounded<T>() -> (Sender<T>, Receiver<T>) {
    channel(usize::MAX)
}

/// The end of a channel that values go into; see [`channel()`].
///
/// When the last clone is dropped, the receivers get what is still in the channel, and then errors.
pub struct Sender<T> {
    shared: Arc<Shared<T>>,
}

/// The end of a channel that values come out of; see [`channel()`].
///
/// When the last clone is dropped, the values still in the channel are dropped too, and senders get theirs
/// back.
pub struct Receiver<T> {
    shared: Arc<Shared<T>>,
}

impl<T> Sender<T> {
    /// Sends `value`, waiting while the channel is full, or, in a rendezvous, until a receiver has it.
    ///
    /// # Errors
    ///
    /// All receivers are gone. The value comes back in the error.
    ///
    /// # Panics
    ///
    /// If it has to wait where parking is forbidden, as under [`NoPark`](crate::NoPark).
    ///
    /// ```
    /// let (sender, receiver) = cgocall::sync::channel(1);
    /// sender.send('a').unwrap();
    /// drop(receiver);
    /// assert_eq!(sender.send('b').unwrap_err().0, 'b');
    /// ```
    #[track_caller]
    pub fn send(&self, value: T) -> Result<(), SendError<T>> {
        match self.shared.offer(value) {
            Ok(()) => Ok(()),
            Err(NotSent::Disconnected(value)) => Err(SendError(value)),
            Err(NotSent::Full(value, state)) => {
                match self.shared.wait(state, State::senders, Some(value), None).slot {
                    None => Ok(()),
                    Some(value) => Err(SendError(value)),
                }
            }
        }
    }

    /// Sends `value` if that needs no waiting: if there is room, or a receiver waits.
    ///
    /// # Errors
    ///
    /// The channel is full, or all receivers are gone. The value comes back in the error.
    ///
    /// ```
    /// use cgocall::sync::{channel, TrySendError};
    /// let (sender, receiver) = channel(1);
    /// assert_eq!(sender.try_send(1), Ok(()));
    /// assert_eq!(sender.try_send(2), Err(TrySendError::Full(2)));
    /// drop(receiver);
    /// assert_eq!(sender.try_send(3), Err(TrySendError::Disconnected(3)));
    /// ```
    pub fn try_send(&self, value: T) -> Result<(), TrySendError<T>> {
        self.shared.offer(value).map_err(|refusal| match refusal {
            NotSent::Full(value, _) => TrySendError::Full(value),
            NotSent::Disconnected(value) => TrySendError::Disconnected(value),
        })
    }

    /// Sends `value`, waiting at most `patience`.
    ///
    /// # Errors
    ///
    /// The time has passed, or all receivers are gone. The value comes back in the error, and nobody else has
    /// it.
    ///
    /// # Panics
    ///
    /// As [`Sender::send`].
    ///
    /// ```
    /// use std::time::Duration;
    /// use cgocall::sync::{channel, SendTimeoutError};
    /// let (sender, _receiver) = channel(1);
    /// let patience = Duration::from_millis(1);
    /// assert_eq!(sender.send_timeout(1, patience), Ok(()));
    /// assert_eq!(sender.send_timeout(2, patience), Err(SendTimeoutError::Timeout(2)));
    /// ```
    #[track_caller]
    pub fn send_timeout(&self, value: T, patience: Duration) -> Result<(), SendTimeoutError<T>> {
        match self.shared.offer(value) {
            Ok(()) => Ok(()),
            Err(NotSent::Disconnected(value)) => Err(SendTimeoutError::Disconnected(value)),
            Err(NotSent::Full(value, state)) => {
                match self.shared.wait(state, State::senders, Some(value), Some(patience)) {
                    Waited { slot: None, .. } => Ok(()),
                    Waited { slot: Some(value), timed_out: true } => Err(SendTimeoutError::Timeout(value)),
                    Waited { slot: Some(value), .. } => Err(SendTimeoutError::Disconnected(value)),
                }
            }
        }
    }
}

impl<T> Receiver<T> {
    /// Receives a value, waiting until there is one.
    ///
    /// # Errors
    ///
    /// The channel is empty and all senders are gone.
    ///
    /// # Panics
    ///
    /// If it has to wait where parking is forbidden, as under [`NoPark`](crate::NoPark).
    ///
    /// ```
    /// let (sender, receiver) = cgocall::sync::channel(1);
    /// sender.send('a').unwrap();
    /// drop(sender);
    /// assert_eq!(receiver.recv(), Ok('a'));
    /// assert!(receiver.recv().is_err());
    /// ```
    #[track_caller]
    pub fn recv(&self) -> Result<T, RecvError> {
        match self.shared.poll() {
            Ok(value) => Ok(value),
            Err(NotReceived::Disconnected) => Err(RecvError),
            Err(NotReceived::Empty(state)) => {
                self.shared.wait(state, State::receivers, None, None).slot.ok_or(RecvError)
            }
        }
    }

    /// Receives a value if that needs no waiting: if one is in the channel, or a sender waits.
    ///
    /// # Errors
    ///
    /// The channel is empty; [`TryRecvError::Disconnected`] if also all senders are gone.
    ///
    /// ```
    /// use cgocall::sync::{channel, TryRecvError};
    /// let (sender, receiver) = channel::<u8>(1);
    /// assert_eq!(receiver.try_recv(), Err(TryRecvError::Empty));
    /// drop(sender);
    /// assert_eq!(receiver.try_recv(), Err(TryRecvError::Disconnected));
    /// ```
    pub fn try_recv(&self) -> Result<T, TryRecvError> {
        self.shared.poll().map_err(|refusal| match refusal {
            NotReceived::Empty(_) => TryRecvError::Empty,
            NotReceived::Disconnected => TryRecvError::Disconnected,
        })
    }

    /// Receives a value, waiting at most `patience`.
    ///
    /// # Errors
    ///
    /// The time has passed, or the channel is empty and all senders are gone. No value is lost by a time-out:
    /// one that arrives together with it is returned.
    ///
    /// # Panics
    ///
    /// As [`Receiver::recv`].
    ///
    /// ```
    /// use std::time::Duration;
    /// use cgocall::sync::{channel, RecvTimeoutError};
    /// let (_sender, receiver) = channel::<u8>(1);
    /// assert_eq!(receiver.recv_timeout(Duration::from_millis(1)), Err(RecvTimeoutError::Timeout));
    /// ```
    #[track_caller]
    pub fn recv_timeout(&self, patience: Duration) -> Result<T, RecvTimeoutError> {
        match self.shared.poll() {
            Ok(value) => Ok(value),
            Err(NotReceived::Disconnected) => Err(RecvTimeoutError::Disconnected),
            Err(NotReceived::Empty(state)) => {
                match self.shared.wait(state, State::receivers, None, Some(patience)) {
                    Waited { slot: Some(value), .. } => Ok(value),
                    Waited { timed_out: true, .. } => Err(RecvTimeoutError::Timeout),
                    Waited { .. } => Err(RecvTimeoutError::Disconnected),
                }
            }
        }
    }

    /// The values as they come, waiting for each, until the channel is empty and all senders are gone.
    ///
    /// ```
    /// let (sender, receiver) = cgocall::sync::unbounded();
    /// (0..3).for_each(|i| sender.send(i).unwrap());
    /// drop(sender);
    /// assert_eq!(receiver.iter().sum::<i32>(), 3);
    /// ```
    pub fn iter(&self) -> Iter<'_, T> {
        Iter { receiver: self }
    }

    /// The values that can be had without waiting.
    ///
    /// ```
    /// let (sender, receiver) = cgocall::sync::unbounded();
    /// (0..3).for_each(|i| sender.send(i).unwrap());
    /// assert_eq!(receiver.try_iter().count(), 3); // though the sender lives
    /// ```
    pub fn try_iter(&self) -> TryIter<'_, T> {
        TryIter { receiver: self }
    }
}

impl<T> Clone for Sender<T> {
    fn clone(&self) -> Sender<T> {
        self.shared.add_handle(State::senders);
        Sender { shared: Arc::clone(&self.shared) }
    }
}

impl<T> Clone for Receiver<T> {
    fn clone(&self) -> Receiver<T> {
        self.shared.add_handle(State::receivers);
        Receiver { shared: Arc::clone(&self.shared) }
    }
}

impl<T> Drop for Sender<T> {
    fn drop(&mut self) {
        self.shared.drop_sender();
    }
}

impl<T> Drop for Receiver<T> {
    fn drop(&mut self) {
        self.shared.drop_receiver();
    }
}

impl<T> fmt::Debug for Sender<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sender").finish_non_exhaustive()
    }
}

impl<T> fmt::Debug for Receiver<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Receiver").finish_non_exhaustive()
    }
}

// A panic can interrupt an operation only before it has changed anything or after it is complete.
impl<T> UnwindSafe for Sender<T> {}
impl<T> RefUnwindSafe for Sender<T> {}
impl<T> UnwindSafe for Receiver<T> {}
impl<T> RefUnwindSafe for Receiver<T> {}
