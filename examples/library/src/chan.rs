//! The channel, which could be any Rust that waits by means of `cgocall::sync`.

use cgocall::sync::{Condvar, Mutex, MutexGuard};
use std::collections::VecDeque;

/// A bounded queue that can be closed.
pub struct Chan {
    queue: Mutex<Queue>,
    capacity: usize,
    /// There may be room, or no more use in waiting for it.
    room: Condvar,
    /// There may be a value, or no more use in waiting for it.
    value: Condvar,
}

struct Queue {
    values: VecDeque<i64>,
    closed: bool,
}

/// The channel takes nothing any more.
#[derive(Debug, PartialEq)]
pub(crate) struct Closed;

impl Chan {
    pub(crate) fn new(capacity: usize) -> Chan {
        let queue = Queue { values: VecDeque::new(), closed: false };
        Chan {
            queue: Mutex::new(queue),
            capacity: capacity.max(1),
            room: Condvar::new(),
            value: Condvar::new(),
        }
    }

    pub(crate) fn send(&self, value: i64) -> Result<(), Closed> {
        let full = |queue: &mut Queue| queue.values.len() == self.capacity && !queue.closed;
        let mut queue = self.wait_while(&self.room, full);
        if queue.closed {
            return Err(Closed);
        }
        queue.values.push_back(value);
        drop(queue);
        self.value.notify_one();
        Ok(())
    }

    pub(crate) fn recv(&self) -> Option<i64> {
        let empty = |queue: &mut Queue| queue.values.is_empty() && !queue.closed;
        let value = self.wait_while(&self.value, empty).values.pop_front();
        if value.is_some() {
            self.room.notify_one();
        }
        value
    }

    pub(crate) fn close(&self) {
        self.queue.lock().closed = true;
        self.room.notify_all();
        self.value.notify_all();
    }

    fn wait_while(&self, change: &Condvar, what: impl FnMut(&mut Queue) -> bool) -> MutexGuard<'_, Queue> {
        change.wait_while(self.queue.lock(), what)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_in_a_closed_channel_comes_out() {
        let chan = Chan::new(2);
        assert_eq!((chan.send(1), chan.send(2)), (Ok(()), Ok(())));
        chan.close();
        assert_eq!(chan.send(3), Err(Closed));
        assert_eq!((chan.recv(), chan.recv(), chan.recv()), (Some(1), Some(2), None));
    }

    #[cgocall::test]
    fn closing_tells_those_who_wait() {
        let (full, empty) = (Chan::new(1), Chan::new(1));
        full.send(1).unwrap();
        cgocall::scope(|scope| {
            let sends = scope.spawn(|| full.send(2));
            let receives = scope.spawn(|| empty.recv());
            cgocall::yield_now();
            full.close();
            empty.close();
            assert_eq!((sends.join().unwrap(), receives.join().unwrap()), (Err(Closed), None));
        });
    }

    #[cgocall::test]
    fn a_sender_waits_for_room() {
        let chan = Chan::new(1);
        cgocall::scope(|scope| {
            let sender = scope.spawn(|| (0..1000).for_each(|i| chan.send(i).unwrap()));
            for i in 0..1000 {
                assert!(chan.queue.lock().values.len() <= 1);
                assert_eq!(chan.recv(), Some(i));
            }
            sender.join().unwrap();
        });
    }
}
