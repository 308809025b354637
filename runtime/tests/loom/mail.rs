//! An M's inbox: nothing posted is lost, and a sleeper with mail is told.

use loom::cell::UnsafeCell;
use loom::sync::{Arc, Condvar, Mutex};
use loom::thread;

use crate::check;
use crate::inbox::{Inbox, Linked};

struct Goroutine {
    link: UnsafeCell<*mut Goroutine>,
    poster: usize,
    number: usize,
}

impl Linked for Goroutine {
    unsafe fn set_link(&self, next: *mut Goroutine) {
        // SAFETY: that its owner alone touches it is what is to be shown; loom watches.
        self.link.with_mut(|l| unsafe { *l = next });
    }

    unsafe fn link(&self) -> *mut Goroutine {
        // SAFETY: as above.
        self.link.with(|l| unsafe { *l })
    }
}

/// An M that runs bound goroutines, and sleeps when there are none.
struct M {
    inbox: Inbox<Goroutine>,
    /// `M::rest`, under the scheduler's lock: is it in a list of sleepers?
    resting: Mutex<bool>,
    parker: Condvar,
}

impl M {
    fn new() -> Arc<M> {
        Arc::new(M { inbox: Inbox::new(), resting: Mutex::new(false), parker: Condvar::new() })
    }

    /// `ready::post` and `wake_for_mail`.
    fn post(&self, poster: usize, number: usize) {
        let g = Box::new(Goroutine { link: UnsafeCell::new(std::ptr::null_mut()), poster, number });
        // SAFETY: just made, and given away.
        if unsafe { self.inbox.post(Box::into_raw(g)) } {
            *self.resting.lock().unwrap() = false;
            self.parker.notify_one();
        }
    }

    fn drain(&self, got: &mut Vec<(usize, usize)>) {
        self.inbox.drain(|g| {
            // SAFETY: made by `post`, and ours now.
            let g = unsafe { Box::from_raw(g) };
            // SAFETY: as above.
            unsafe { g.set_link(std::ptr::null_mut()) };
            got.push((g.poster, g.number));
        });
    }

    /// Runs until `n` goroutines have come, posters and numbers of which it returns: `schedule` and `rest::lie_down`. If nobody tells it, it sleeps for ever, and
    /// loom reports that.
    fn run(&self, n: usize) -> Vec<(usize, usize)> {
        let mut got = Vec::new();
        loop {
            self.drain(&mut got);
            if got.len() == n {
                return got;
            }
            let mut resting = self.resting.lock().unwrap();
            if !self.inbox.fall_asleep() {
                continue;
            }
            *resting = true;
            while *resting {
                resting = self.parker.wait(resting).unwrap();
            }
        }
    }
}

/// Each poster posts `each`; the M gets them all, those of one poster in their order.
fn post_and_run(posters: usize, each: usize) {
    let m = M::new();
    let threads: Vec<_> = (0..posters)
        .map(|poster| {
            let m = m.clone();
            thread::spawn(move || (0..each).for_each(|i| m.post(poster, i)))
        })
        .collect();
    let got = m.run(posters * each);
    for t in threads {
        t.join().unwrap();
    }
    for poster in 0..posters {
        let numbers = got.iter().filter(|g| g.0 == poster).map(|g| g.1);
        assert!(numbers.eq(0..each), "lost, doubled or out of order");
    }
}

#[test]
fn a_sleeper_is_told_of_mail() {
    check(None, || post_and_run(1, 1));
}

#[test]
fn mail_comes_once_and_in_order() {
    check(None, || post_and_run(1, 3));
}

#[test]
fn one_of_two_posters_tells_the_sleeper() {
    check(Some(4), || post_and_run(2, 1));
    check(Some(2), || post_and_run(2, 2));
}

#[test]
fn an_m_that_is_woken_otherwise_forgets_that_it_slept() {
    check(None, || {
        let m = M::new();
        assert!(m.inbox.fall_asleep());
        assert!(m.inbox.fall_asleep(), "it may lie down again");
        // A P was found for it, say: it looks for mail before it runs.
        m.drain(&mut Vec::new());
        assert!(m.inbox.is_quiet());
        let g = Goroutine { link: UnsafeCell::new(std::ptr::null_mut()), poster: 0, number: 0 };
        // SAFETY: ours, and it outlives the inbox.
        assert!(!unsafe { m.inbox.post(std::ptr::from_ref(&g).cast_mut()) }, "nobody sleeps");
        assert!(!m.inbox.fall_asleep(), "there is mail");
        m.inbox.clear();
        assert!(m.inbox.fall_asleep());
    });
}
