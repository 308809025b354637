//! Waiting for a goroutine's end.
//!
//! One word, `G::join`:
//!
//! ```text
//!   EMPTY ──join──► waiter ──finish──► DONE            the waiter is woken
//!     │ ──poll──► boxed task waker ──before_end──► DONE
//!     │ ──────────finish──────────► DONE               the handle owns the result
//!     └──drop──► DETACHED ──before_end──► (stays)      the goroutine drops the result
//! ```
//!
//! The goroutine and its handle have one reference between them. Who finds that the other has gone before gives it up: the
//! handle at DONE, the goroutine at DETACHED. So at DONE the goroutine's stack is gone for whoever was on it, and that step is
//! made on g0, by `finish`. What runs code of the user's is done before it, on the goroutine's stack, by `before_end`; if the
//! word calls for that only when the goroutine has left its stack, it goes back.

use std::future::Future;
use std::marker::PhantomData;
use std::mem::ManuallyDrop;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::ptr::null_mut;
use std::sync::atomic::Ordering;
use std::task::{self, Context, Poll};
use std::thread::Result;

use super::current::Goroutine;
use super::spawn::release;
use super::waiter::{Waiter, cannot_park};
use crate::sched::g::{End, G};
use crate::sched::ready::Turn;
use crate::sched::this_p;

const EMPTY: *mut () = null_mut();
const DONE: *mut () = std::ptr::without_provenance_mut(1);
const DETACHED: *mut () = std::ptr::without_provenance_mut(3);
/// Set in a pointer to a boxed `task::Waker`; a pointer to a `Waiter` has it clear.
const BOXED: usize = 2;

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
        matches!(self.g().join.load(Ordering::Acquire), DONE | DETACHED)
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
        match self.take_back_waker() {
            DONE => {}
            DETACHED => given_already(),
            _ => self.wait(),
        }
        self.take()
    }

    /// What the word holds; if that is the waker of a poll, it is taken out.
    fn take_back_waker(&self) -> *mut () {
        let join = &self.g().join;
        let found = join.load(Ordering::Acquire);
        if found == EMPTY || found == DONE || found == DETACHED {
            return found;
        }
        match join.compare_exchange(found, EMPTY, Ordering::AcqRel, Ordering::Acquire) {
            Ok(boxed) => {
                drop_boxed(boxed);
                EMPTY
            }
            Err(done) => done,
        }
    }

    /// The word was EMPTY, which only `finish` changes now.
    #[track_caller]
    fn wait(&self) {
        // Refused before `finish` could find the waiter.
        let Some(waiter) = Waiter::try_new() else { cannot_park() };
        let ours = (&raw const waiter).cast::<()>().cast_mut();
        // Release publishes the waiter; Acquire sees the result. If there was a wait, its end has ordered us behind it.
        waiter.wait_with(|| {
            self.g().join.compare_exchange(EMPTY, ours, Ordering::Release, Ordering::Acquire).is_ok()
        });
    }

    /// The result of a goroutine that has ended.
    #[inline]
    fn take(self) -> Result<T> {
        let this = ManuallyDrop::new(self);
        let g = this.g();
        // SAFETY: DONE was seen (Acquire), the result is there and the handle's; the handle is not dropped, so it is
        // taken once.
        let result = unsafe { g.packet.get().cast::<Result<T>>().read() };
        release(g); // at DONE
        result
    }
}

impl<T> Drop for JoinHandle<T> {
    fn drop(&mut self) {
        let g = self.g();
        let mut found = g.join.load(Ordering::Acquire);
        while found != DONE && found != DETACHED {
            // Release: our use of the goroutine is over; pairs with `before_end`.
            match g.join.compare_exchange(found, DETACHED, Ordering::AcqRel, Ordering::Acquire) {
                Ok(old) => return drop_boxed(old),
                Err(now) => found = now,
            }
        }
        // It has ended. DETACHED: after a poll that took the result.
        let released = Release(g);
        if found == DONE {
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
        let mut found = g.join.load(Ordering::Acquire);
        if found != DONE && found != DETACHED {
            let boxed = Box::into_raw(Box::new(cx.waker().clone())).map_addr(|a| a | BOXED).cast();
            loop {
                match g.join.compare_exchange(found, boxed, Ordering::AcqRel, Ordering::Acquire) {
                    Ok(old) => {
                        drop_boxed(old);
                        return Poll::Pending;
                    }
                    Err(DONE) => break drop_boxed(boxed),
                    Err(now) => found = now,
                }
            }
        } else if found == DETACHED {
            given_already();
        }
        // The handle stays behind without a right to the result.
        g.join.store(DETACHED, Ordering::Relaxed);
        // SAFETY: DONE was seen, and nobody takes the result again.
        Poll::Ready(unsafe { g.packet.get().cast::<Result<T>>().read() })
    }
}

/// While the handle lives, DETACHED says that `poll` has taken the result.
#[cold]
#[track_caller]
fn given_already() -> ! {
    panic!("a JoinHandle was polled or joined after it had given its result")
}

fn drop_boxed(p: *mut ()) {
    if p.addr() & BOXED != 0 && p != DETACHED {
        // SAFETY: made by `poll`, taken out of the word once.
        drop(unsafe { Box::from_raw(p.map_addr(|a| a & !BOXED).cast::<task::Waker>()) });
    }
}

/// The goroutine's end, on its stack, the result in the packet: whatever has to be done here.
#[inline]
pub(crate) fn before_end(g: &'static G) {
    let found = g.join.load(Ordering::Acquire);
    if found == DETACHED || found.addr() & BOXED != 0 {
        before_end_slow(g);
    }
}

#[inline(never)]
fn before_end_slow(g: &'static G) {
    let mut found = g.join.load(Ordering::Acquire);
    while found.addr() & BOXED != 0 {
        if found == DETACHED {
            let kind = g.kind.get().expect("set by spawn");
            // SAFETY: the handle is gone, the result is ours.
            let drop_it = AssertUnwindSafe(|| unsafe { (kind.drop_result)(g.packet.get()) });
            // A panic in its drop has been reported by the hook, and ends nothing but itself.
            let _ = catch_unwind(drop_it);
            return g.end.set(End::Ended);
        }
        // The handle may give up the common reference at DONE, and we run on for a moment.
        g.retain();
        match g.join.compare_exchange(found, DONE, Ordering::AcqRel, Ordering::Acquire) {
            Ok(boxed) => {
                g.end.set(End::Ended);
                // SAFETY: made by `poll`, taken out of the word here.
                let waker = unsafe { Box::from_raw(boxed.map_addr(|a| a & !BOXED).cast::<task::Waker>()) };
                return waker.wake();
            }
            Err(now) => {
                release(g);
                found = now;
            }
        }
    }
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
    let mut found = g.join.load(Ordering::Acquire);
    crate::shim::window();
    while found.addr() & BOXED == 0 {
        // Release publishes the result, and that the stack has been left.
        match g.join.compare_exchange(found, DONE, Ordering::AcqRel, Ordering::Acquire) {
            Ok(EMPTY) => return true,
            Ok(waiter) => {
                // SAFETY: put there by `join`, which waits for this wake.
                unsafe { (*waiter.cast::<Waiter>()).waker().wake_in_turn(turn_of_joiner()) };
                return true;
            }
            Err(now) => found = now,
        }
    }
    false
}
