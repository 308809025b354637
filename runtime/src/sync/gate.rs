//! A counted gate: so many are inside at one time, the others wait in line.
//!
//! First come, first served: whoever leaves hands the place to the one that has waited longest, so a newcomer finds none
//! free while anybody waits.

use super::spin_lock::SpinLock;
use crate::task::waiter::Waiter;
use crate::task::waiting::{Claimed, WaitList, Waiting};

pub(crate) struct Gate {
    line: SpinLock<Line>,
}

/// While somebody waits, no place is free.
struct Line {
    free: usize,
    waiting: WaitList<()>,
}

/// The one that has been given a place, and sleeps until it is told.
#[must_use = "it sleeps until it is woken"]
pub(crate) struct Next(Claimed<()>);

impl Gate {
    pub(crate) const fn new(places: usize) -> Gate {
        Gate { line: SpinLock::new(Line { free: places, waiting: WaitList::new() }) }
    }

    /// Takes a place, if one is free.
    pub(crate) fn try_enter(&self) -> bool {
        self.line.lock().take()
    }

    /// The same for the usual case, without a way to wait: false, too, if somebody else comes or goes at this moment.
    #[inline]
    pub(crate) fn enter_undisturbed(&self) -> bool {
        self.line.try_lock().is_some_and(|mut line| line.take())
    }

    /// Gives a place back, if nobody waits, comes or goes at this moment.
    #[inline]
    pub(crate) fn leave_undisturbed(&self) -> bool {
        let Some(mut line) = self.line.try_lock() else { return false };
        let alone = line.waiting.is_empty();
        line.free += usize::from(alone);
        alone
    }

    /// Takes a place, waiting in line until it is given one.
    #[track_caller]
    pub(crate) fn enter(&self, waiter: &Waiter) {
        let mut line = self.line.lock();
        if line.take() {
            return;
        }
        let waiting = Waiting::new(waiter.waker(), None);
        // SAFETY: it goes away only when this function returns, and the wait, which does not unwind, ends by its wake.
        unsafe { line.waiting.push(&waiting) };
        // Found when the lock is released: not before a goroutine has left its stack.
        waiter.wait_with(|| {
            drop(line);
            true
        });
    }

    /// Gives a place back: to the first in line, whom the caller is to wake.
    pub(crate) fn leave(&self) -> Option<Next> {
        let mut line = self.line.lock();
        let next = line.waiting.pop();
        if next.is_none() {
            line.free += 1;
        }
        next.map(Next)
    }
}

impl Line {
    #[inline]
    fn take(&mut self) -> bool {
        if self.free == 0 {
            return false;
        }
        self.free -= 1;
        true
    }
}

impl Next {
    pub(crate) fn wake(self) {
        self.0.wake();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Mutex;
    use std::thread;
    use std::time::Duration;

    fn waiter() -> Waiter {
        Waiter::try_new().expect("a thread may wait")
    }

    fn in_line(gate: &Gate) -> usize {
        gate.line.lock().waiting.len()
    }

    #[test]
    fn those_in_line_enter_in_the_order_they_came_and_nobody_overtakes_them() {
        let (gate, entered) = (Gate::new(2), Mutex::new(Vec::new()));
        assert!(gate.try_enter() && gate.try_enter() && !gate.try_enter());
        thread::scope(|s| {
            for i in 0..5 {
                let (gate, entered) = (&gate, &entered);
                s.spawn(move || {
                    gate.enter(&waiter());
                    entered.lock().expect("no panic").push(i);
                });
                while in_line(gate) <= i {
                    thread::sleep(Duration::from_micros(50));
                }
            }
            for left in (0..5).rev() {
                gate.leave().expect("somebody waits").wake();
                assert!(!gate.try_enter(), "the place was given away");
                while entered.lock().expect("no panic").len() < 5 - left {
                    thread::sleep(Duration::from_micros(50));
                }
            }
        });
        assert_eq!(*entered.lock().expect("no panic"), [0, 1, 2, 3, 4]);
        assert!(gate.leave().is_none() && gate.leave().is_none());
        assert!(gate.try_enter() && gate.try_enter() && !gate.try_enter());
    }
}
