//! A goroutine's end and its handle: one of them has the result, one gives up the reference, and each waker goes once.

use loom::cell::UnsafeCell;
use loom::sync::Arc;
use loom::sync::atomic::{AtomicUsize, Ordering};
use loom::thread;

use crate::check;
use crate::joining::{Ending, Here, Met, TaskWaker};

/// What the handle does with the goroutine.
#[derive(Clone, Copy)]
enum Handle {
    Drops,
    Joins,
    PollsAndDrops,
    PollsAndJoins,
    PollsTwice,
}

/// A goroutine with a handle. Loom's cells object to two who touch one unordered.
struct Goroutine {
    ending: Ending,
    /// Its frames, and all that goes back with the reference.
    stack: UnsafeCell<u32>,
    result: UnsafeCell<u32>,
    /// What is counted by numbers alone, so that only the protocol orders the cells.
    refs: AtomicUsize,
    recycled: AtomicUsize,
    results: AtomicUsize,
    woken: AtomicUsize,
}

// SAFETY: what is under test; loom checks the cells.
unsafe impl Sync for Goroutine {}
// SAFETY: as above.
unsafe impl Send for Goroutine {}

impl Goroutine {
    fn new() -> Arc<Goroutine> {
        let ending = Ending::default();
        ending.reset(); // as for each goroutine that lives in memory of an earlier one
        Arc::new(Goroutine {
            ending,
            stack: UnsafeCell::new(0),
            result: UnsafeCell::new(0),
            refs: AtomicUsize::new(1),
            recycled: AtomicUsize::new(0),
            results: AtomicUsize::new(0),
            woken: AtomicUsize::new(0),
        })
    }

    fn touch_stack(&self) {
        // SAFETY: loom checks.
        self.stack.with_mut(|s| unsafe { *s += 1 });
    }

    /// `task/spawn.rs`: the last one touches everything.
    fn release(&self) {
        if self.refs.fetch_sub(1, Ordering::Release) == 1 {
            loom::sync::atomic::fence(Ordering::Acquire);
            self.touch_stack();
            self.recycled.fetch_add(1, Ordering::Relaxed);
        }
    }

    fn take_result(&self) {
        // SAFETY: loom checks.
        self.result.with_mut(|r| unsafe { assert_eq!(std::mem::take(&mut *r), 7) });
        self.results.fetch_add(1, Ordering::Relaxed);
    }

    /// The goroutine's side: `before_end` on its stack, `finish` on g0, and back if it must.
    fn ends(&self) {
        // SAFETY: loom checks.
        self.result.with_mut(|r| unsafe { *r = 7 });
        loop {
            self.touch_stack();
            if self.ending.calls_here() {
                let hold = || {
                    self.refs.fetch_add(1, Ordering::Relaxed);
                };
                match self.ending.end_here(hold, || self.release()) {
                    Here::Leave => {}
                    Here::DropResult => {
                        self.take_result();
                        self.touch_stack();
                        return self.release();
                    }
                    Here::Wake(waker) => {
                        wake(waker);
                        self.touch_stack();
                        return self.release();
                    }
                }
            }
            if let Some(waiter) = self.ending.finish() {
                // Here the goroutine may be gone.
                if !waiter.is_null() {
                    // SAFETY: it waits until this.
                    unsafe { (*waiter.cast::<AtomicUsize>()).store(1, Ordering::Release) };
                }
                return;
            }
        }
    }

    fn take(&self) {
        self.take_result();
        self.release();
    }

    fn joins(&self) {
        match self.ending.meet() {
            Met::Done => {}
            Met::Given => unreachable!("it was not given"),
            Met::Running(polled) => {
                polled.into_iter().for_each(drop_waker);
                let waiter = AtomicUsize::new(0);
                if self.ending.wait((&raw const waiter).cast::<()>().cast_mut()) {
                    while waiter.load(Ordering::Acquire) == 0 {
                        thread::yield_now();
                    }
                }
            }
        }
        self.take();
    }

    fn drops(&self) {
        match self.ending.detach() {
            Met::Running(polled) => {
                polled.into_iter().for_each(drop_waker);
            }
            Met::Done => self.take(),
            Met::Given => self.release(),
        }
    }
}

/// True: ready, the result taken.
fn polls(g: &Arc<Goroutine>) -> bool {
    if !g.ending.is_over() {
        let waker = TaskWaker(Box::into_raw(Box::new(g.clone())).cast());
        match g.ending.poll(waker) {
            Met::Running(polled) => {
                polled.into_iter().for_each(drop_waker);
                return false;
            }
            Met::Done => drop_waker(waker),
            Met::Given => unreachable!("it was not given"),
        }
    }
    g.ending.give();
    g.take_result();
    true
}

fn handle(g: &Arc<Goroutine>, does: Handle) {
    match does {
        Handle::Drops => g.drops(),
        Handle::Joins => g.joins(),
        Handle::PollsAndDrops => {
            polls(g);
            g.drops();
        }
        Handle::PollsAndJoins if polls(g) => g.drops(),
        Handle::PollsAndJoins => g.joins(),
        Handle::PollsTwice => {
            let _ = polls(g) || polls(g);
            g.drops();
        }
    }
}

/// A waker is the `Arc` itself: one that is lost is a leak, which loom reports.
fn unbox(waker: TaskWaker) -> Arc<Goroutine> {
    // SAFETY: boxed by `polls`; whoever has it owns it.
    unsafe { *Box::from_raw(waker.0.cast()) }
}

fn drop_waker(waker: TaskWaker) {
    drop(unbox(waker));
}

fn wake(waker: TaskWaker) {
    unbox(waker).woken.fetch_add(1, Ordering::Relaxed);
}

fn ends_while(does: Handle) {
    check(None, move || {
        let g = Goroutine::new();
        let goroutine = {
            let g = g.clone();
            thread::spawn(move || g.ends())
        };
        handle(&g, does);
        goroutine.join().unwrap();
        assert_eq!(g.results.load(Ordering::Relaxed), 1, "the result has one owner");
        assert_eq!(g.recycled.load(Ordering::Relaxed), 1, "the reference is given up once");
        assert!(g.woken.load(Ordering::Relaxed) <= 1, "a waker wakes once");
    });
}

#[test]
fn a_handle_that_is_dropped_leaves_the_result_to_the_goroutine_or_takes_it() {
    ends_while(Handle::Drops);
}

#[test]
fn who_joins_is_woken_when_the_stack_has_been_left_and_has_the_result() {
    ends_while(Handle::Joins);
}

#[test]
fn a_handle_that_was_polled_may_be_dropped_at_any_time() {
    ends_while(Handle::PollsAndDrops);
}

#[test]
fn a_handle_that_was_polled_may_be_joined() {
    ends_while(Handle::PollsAndJoins);
}

#[test]
fn the_waker_of_the_last_poll_is_the_one_that_counts() {
    ends_while(Handle::PollsTwice);
}
