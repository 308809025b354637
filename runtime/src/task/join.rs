//! Waiting for a goroutine's end. Who does what, and in which order, is said in `ending.rs`.

use std::future::Future;
use std::marker::PhantomData;
use std::mem::ManuallyDrop;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::task::{self, Context, Poll};
use std::thread::Result;

use super::current::Goroutine;
use super::ending::{Here, Met, TaskWaker};
use super::spawn::release;
use super::waiter::{Waiter, cannot_park};
use crate::sched::g::{End, G};
use crate::sched::ready::Turn;
use crate::sched::this_p;

/// The right to a goroutine's result. Dropped, the goroutine runs on.
///
/// Also a future, for use under any executor. It keeps the goroutine's stack (one resident page or more) until it is
/// joined or dropped.
pub struct JoinHandle<T> {
    /// Shares the goroutine's own reference.
    goroutine: ManuallyDrop<Goroutine>,
    result: PhantomData<T>,
}

// SAFETY: the handle hands a T from the goroutine's thread to its own.
unsafe impl<T: Send> Send for JoinHandle<T> {}
// SAFETY: shared access reads the goroutine's id, name and state only.
unsafe impl<T> Sync for JoinHandle<T> {}
impl<T> Unpin for JoinHandle<T> {}

impl<T> std::fmt::Debug for JoinHandle<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("JoinHandle").field("goroutine", &self.goroutine).finish_non_exhaustive()
    }
}

impl<T> JoinHandle<T> {
    /// # Safety
    /// For the one handle of `g`, whose result is a `T`.
    pub(crate) unsafe fn new(g: &'static G) -> JoinHandle<T> {
        // SAFETY: dropped, if at all, by the rule above.
        let goroutine = ManuallyDrop::new(unsafe { Goroutine::from_retained(g) });
        JoinHandle { goroutine, result: PhantomData }
    }

    fn g(&self) -> &'static G {
        self.goroutine.g()
    }

    /// The goroutine.
    pub fn goroutine(&self) -> &Goroutine {
        &self.goroutine
    }

    /// Has the goroutine ended?
    pub fn is_finished(&self) -> bool {
        self.g().ending.is_over()
    }

    /// Waits for the goroutine to end. From anywhere: a goroutine parks, a thread blocks.
    ///
    /// # Errors
    /// The payload, if the goroutine panicked.
    ///
    /// # Panics
    /// As [`park`](crate::park), if it has to wait; if the handle, as a future, has given its result before.
    #[track_caller]
    pub fn join(self) -> Result<T> {
        match self.g().ending.meet() {
            Met::Done => {}
            Met::Given => given_already(),
            Met::Running(polled) => {
                drop_boxed(polled);
                self.wait();
            }
        }
        self.take()
    }

    /// The goroutine was met running, which only its end changes now.
    #[track_caller]
    fn wait(&self) {
        // Refused before the end could find the waiter.
        let Some(waiter) = Waiter::try_new() else { cannot_park() };
        let ours = (&raw const waiter).cast::<()>().cast_mut();
        waiter.wait_with(|| self.g().ending.wait(ours));
    }

    /// The result of a goroutine that has ended.
    #[inline]
    fn take(self) -> Result<T> {
        let this = ManuallyDrop::new(self);
        let g = this.g();
        // SAFETY: it has ended, the result is there and the handle's; the handle is not dropped, so it is taken once.
        let result = unsafe { g.packet.get().cast::<Result<T>>().read() };
        release(g);
        result
    }
}

impl<T> Drop for JoinHandle<T> {
    fn drop(&mut self) {
        let g = self.g();
        let met = g.ending.detach();
        if let Met::Running(polled) = met {
            return drop_boxed(polled);
        }
        let released = Release(g);
        if met == Met::Done {
            let kind = g.kind.get().expect("set by spawn");
            // SAFETY: the result is the handle's.
            unsafe { (kind.drop_result)(g.packet.get()) };
        }
        drop(released);
    }
}

/// Gives a reference up, even if a result's drop panics.
struct Release(&'static G);

impl Drop for Release {
    fn drop(&mut self) {
        release(self.0);
    }
}

impl<T> Future for JoinHandle<T> {
    type Output = Result<T>;

    /// # Panics
    /// If polled after it was ready.
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<T>> {
        let g = self.g();
        if !g.ending.is_over() {
            let boxed = TaskWaker(Box::into_raw(Box::new(cx.waker().clone())).cast());
            match g.ending.poll(boxed) {
                Met::Running(polled) => {
                    drop_boxed(polled);
                    return Poll::Pending;
                }
                Met::Done => drop_boxed(Some(boxed)),
                Met::Given => unreachable!("the handle alone gives the result away"),
            }
        } else if g.ending.meet() == Met::Given {
            given_already();
        }
        g.ending.give();
        // SAFETY: it has ended, and nobody takes the result again.
        Poll::Ready(unsafe { g.packet.get().cast::<Result<T>>().read() })
    }
}

#[cold]
#[track_caller]
fn given_already() -> ! {
    panic!("a JoinHandle was polled or joined after it had given its result")
}

fn drop_boxed(waker: Option<TaskWaker>) {
    if let Some(waker) = waker {
        drop(unbox(waker));
    }
}

fn unbox(waker: TaskWaker) -> Box<task::Waker> {
    // SAFETY: boxed by `poll`; whoever has it owns it.
    unsafe { Box::from_raw(waker.0.cast()) }
}

/// The goroutine's end, on its stack, the result in the packet: whatever has to be done here.
#[inline]
pub(crate) fn before_end(g: &'static G) {
    if g.ending.calls_here() {
        before_end_slow(g);
    }
}

#[inline(never)]
fn before_end_slow(g: &'static G) {
    match g.ending.end_here(|| g.retain(), || release(g)) {
        Here::Leave => return,
        Here::Wake(waker) => {
            g.end.set(End::Ended);
            return unbox(waker).wake();
        }
        Here::DropResult => {}
    }
    let kind = g.kind.get().expect("set by spawn");
    // SAFETY: the handle is gone, the result is ours.
    let drop_it = AssertUnwindSafe(|| unsafe { (kind.drop_result)(g.packet.get()) });
    // A panic in its drop has been reported by the hook, and ends nothing but itself.
    let _ = catch_unwind(drop_it);
    g.end.set(End::Ended);
}

/// Who joins one of many is likely to join the others next: it goes behind them, or it would be woken by each.
#[inline]
fn turn_of_joiner() -> Turn {
    const MANY: usize = 16;
    match this_p() {
        Some((_, p)) if p.runq.ring_len() >= MANY => Turn::Last,
        _ => Turn::Next,
    }
}

/// On g0, the goroutine's stack left for good: lets the handle have everything, after which nothing of it may be touched.
/// False: there is something for `before_end` to do.
#[inline]
pub(crate) fn finish(g: &'static G) -> bool {
    let Some(waiter) = g.ending.finish() else { return false };
    if !waiter.is_null() {
        // SAFETY: put there by `wait`, which waits for this wake.
        unsafe { (*waiter.cast::<Waiter>()).waker().wake_in_turn(turn_of_joiner()) };
    }
    true
}
