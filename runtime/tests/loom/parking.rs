//! The token of park and unpark: no wake is lost, and a parked goroutine is readied once.

use loom::cell::UnsafeCell;
use loom::sync::Arc;
use loom::sync::atomic::{AtomicBool, Ordering};
use loom::thread;

use crate::check;
use crate::token::Token;

/// A goroutine that waits until every waker has left its message, and parks in between. Whoever readies it runs it on.
struct Goroutine {
    token: Token,
    /// Its registers. Touched by whoever runs it: loom finds two who do.
    saved: UnsafeCell<u32>,
    messages: Vec<AtomicBool>,
}

// SAFETY: that no two threads run it at a time is what is to be shown; loom watches.
unsafe impl Sync for Goroutine {}
// SAFETY: as above.
unsafe impl Send for Goroutine {}

const DONE: u32 = 100;

impl Goroutine {
    fn new(messages: usize) -> Arc<Goroutine> {
        let messages = (0..messages).map(|_| AtomicBool::new(false)).collect();
        Arc::new(Goroutine { token: Token::default(), saved: UnsafeCell::new(0), messages })
    }

    /// Runs it until it parks or is done: `task/wait.rs`.
    fn run(&self) {
        // Relaxed: the token alone is to order them.
        while !self.messages.iter().all(|m| m.load(Ordering::Relaxed)) {
            if self.token.consume() {
                continue;
            }
            self.touch(1);
            if self.token.settle() {
                return; // not ours any more
            }
            self.token.resume();
        }
        self.touch(DONE);
    }

    fn touch(&self, add: u32) {
        // SAFETY: see `Sync`.
        self.saved.with_mut(|s| unsafe { *s += add });
    }

    /// Leaves message `i` and wakes the goroutine.
    fn send(&self, i: usize) {
        self.messages[i].store(true, Ordering::Relaxed);
        if self.token.wake() {
            // Readied: it goes on here.
            self.token.resume();
            self.run();
        }
    }

    fn assert_done_once(&self) {
        // SAFETY: see `Sync`.
        let saved = self.saved.with(|s| unsafe { *s });
        assert_eq!(saved / DONE, 1, "saved = {saved}");
    }
}

fn wakers(n: usize) {
    let g = Goroutine::new(n);
    let wakers: Vec<_> = (0..n)
        .map(|i| {
            let g = g.clone();
            thread::spawn(move || g.send(i))
        })
        .collect();
    g.run();
    for w in wakers {
        w.join().unwrap();
    }
    g.assert_done_once();
}

#[test]
fn a_wake_before_while_and_after_settling_is_not_lost() {
    check(None, || wakers(1));
}

#[test]
fn two_wakers_ready_a_goroutine_once_and_both_are_heard() {
    check(None, || wakers(2));
}

#[test]
fn three_wakers_are_heard() {
    check(Some(2), || wakers(3));
}

#[test]
fn what_was_written_before_the_wake_is_seen_after_it() {
    check(None, || {
        let shared = Arc::new((Token::default(), UnsafeCell::new(0)));
        let waker = {
            let shared = shared.clone();
            thread::spawn(move || {
                // SAFETY: the wake hands it over; loom watches.
                shared.1.with_mut(|v| unsafe { *v = 7 });
                shared.0.wake()
            })
        };
        // Polls, as a goroutine does that has something else to run.
        while !shared.0.consume() {
            thread::yield_now();
        }
        // SAFETY: as above.
        assert_eq!(shared.1.with(|v| unsafe { *v }), 7);
        assert!(!waker.join().unwrap(), "nobody was parked");
    });
}

#[test]
fn one_wake_ends_one_park() {
    check(None, || {
        let token = Token::default();
        assert!(!token.wake() && !token.wake());
        assert!(token.consume(), "a wake that came before the park is kept");
        assert!(!token.consume(), "two wakes are one");
        assert!(token.settle());
        assert!(token.wake(), "whoever finds it parked has to ready it");
        assert!(!token.wake(), "and nobody else");
        token.resume();
        assert!(!token.consume());
        assert!(!token.wake());
        token.reset();
        assert!(!token.consume(), "the next goroutine here starts without a wake");
    });
}
