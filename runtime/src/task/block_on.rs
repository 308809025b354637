//! Futures on goroutines.

use std::future::Future;
use std::mem::ManuallyDrop;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, RawWaker, RawWakerVTable, Wake, Waker};
use std::thread::Thread;
use std::time::{Duration, Instant};

use super::no_park::refuse_on_system_stack;
use super::spawn::release;
use super::wait::{self, Here, Which, here};
use crate::sched::g::G;
use crate::sched::this_m;

/// Runs a future to its end. On a goroutine it parks between polls, elsewhere it blocks the thread.
///
/// The future may come from any executor's world: its own reactor wakes it (async-io brings a thread, tokio's types want
/// an entered runtime handle or `async-compat`). Waking and polling allocate nothing on a goroutine.
///
/// # Panics
/// With whatever the future panics with; as [`park`](crate::park), if it has to wait.
///
/// ```
/// # fn main() { cgocall::run(|| {
/// let handle = cgocall::spawn(|| 6 * 7);
/// assert_eq!(cgocall::block_on(async { handle.await.unwrap() + 0 }), 42);
/// # }) }
/// ```
#[track_caller]
pub fn block_on<F: Future>(future: F) -> F::Output {
    match drive(future, None) {
        Some(output) => output,
        None => unreachable!("without a deadline there is no time-out"),
    }
}

/// The same until `deadline`; then the future is dropped.
#[track_caller]
pub(crate) fn block_on_until<F: Future>(future: F, deadline: Instant) -> Option<F::Output> {
    drive(future, Some(deadline))
}

#[track_caller]
fn drive<F: Future>(future: F, deadline: Option<Instant>) -> Option<F::Output> {
    match here() {
        Here::Goroutine(_, g) => drive_on_goroutine(g, pin!(future), deadline),
        Here::System(g) => refuse_on_system_stack(g),
        Here::Thread => drive_on_thread(pin!(future), deadline),
    }
}

#[track_caller]
fn drive_on_goroutine<F: Future>(
    g: &'static G,
    mut future: Pin<&mut F>,
    deadline: Option<Instant>,
) -> Option<F::Output> {
    let _nested = Nested::new(g);
    let waker = goroutine_waker(g);
    let mut cx = Context::from_waker(&waker);
    loop {
        if let Poll::Ready(output) = future.as_mut().poll(&mut cx) {
            return Some(output);
        }
        // Acquire pairs with `wake_by_ref`.
        while !g.future_woken.swap(false, Ordering::Acquire) {
            if deadline.is_some_and(|d| d <= Instant::now()) {
                return None;
            }
            wait::park(this_m().expect("on an M"), g, Which::Wait, deadline);
        }
    }
}

/// One `block_on` of a goroutine, perhaps within a poll of another. The goroutine's wakers are all alike, so what
/// woke the inner one may have been meant for the outer one, which therefore polls again.
struct Nested(&'static G);

impl Nested {
    fn new(g: &'static G) -> Nested {
        let outer = g.block_ons.get();
        g.block_ons.set(outer + 1);
        if outer == 0 {
            // A late wake of the last one, or of another goroutine in this place.
            g.future_woken.store(false, Ordering::Relaxed);
        }
        Nested(g)
    }
}

impl Drop for Nested {
    fn drop(&mut self) {
        let outer = self.0.block_ons.get() - 1;
        self.0.block_ons.set(outer);
        if outer > 0 {
            self.0.future_woken.store(true, Ordering::Relaxed);
        }
    }
}

fn drive_on_thread<F: Future>(mut future: Pin<&mut F>, deadline: Option<Instant>) -> Option<F::Output> {
    let thread = Arc::new(ThreadWaker { thread: std::thread::current(), woken: AtomicBool::new(false) });
    let waker = thread.clone().into();
    let mut cx = Context::from_waker(&waker);
    loop {
        if let Poll::Ready(output) = future.as_mut().poll(&mut cx) {
            return Some(output);
        }
        while !thread.woken.swap(false, Ordering::Acquire) {
            match deadline.map(|d| d.saturating_duration_since(Instant::now())) {
                Some(Duration::ZERO) => return None,
                Some(left) => std::thread::park_timeout(left),
                None => std::thread::park(),
            }
        }
    }
}

struct ThreadWaker {
    thread: Thread,
    /// Apart from the thread's own token, which a wait inside a poll may take.
    woken: AtomicBool,
}

impl Wake for ThreadWaker {
    fn wake(self: Arc<ThreadWaker>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<ThreadWaker>) {
        self.woken.store(true, Ordering::Release);
        self.thread.unpark();
    }
}

/// A waker is one reference to the goroutine.
static VTABLE: RawWakerVTable = RawWakerVTable::new(clone, wake, wake_by_ref, drop_waker);

fn goroutine_waker(g: &'static G) -> Waker {
    g.retain();
    // SAFETY: the table below keeps the contract: one reference for each waker.
    unsafe { Waker::new(g.ptr().cast_const().cast(), &VTABLE) }
}

unsafe fn of(data: *const ()) -> &'static G {
    // SAFETY: a waker's data is a goroutine that it holds a reference to.
    unsafe { &*data.cast::<G>() }
}

unsafe fn clone(data: *const ()) -> RawWaker {
    // SAFETY: the waker that is cloned holds a reference.
    let g = unsafe { of(data) };
    let waker = ManuallyDrop::new(goroutine_waker(g));
    RawWaker::new(waker.data(), &VTABLE)
}

unsafe fn wake(data: *const ()) {
    // SAFETY: the waker's own reference, given up after the wake.
    unsafe {
        wake_by_ref(data);
        drop_waker(data);
    }
}

unsafe fn wake_by_ref(data: *const ()) {
    // SAFETY: the waker holds a reference.
    let g = unsafe { of(data) };
    g.future_woken.store(true, Ordering::Release); // pairs with `drive_on_goroutine`
    wait::wake(g);
}

unsafe fn drop_waker(data: *const ()) {
    // SAFETY: the waker's own reference.
    release(unsafe { of(data) });
}
