//! Futures on goroutines.

use std::future::Future;
use std::mem::ManuallyDrop;
use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll, RawWaker, RawWakerVTable, Wake, Waker};
use std::thread::Thread;
use std::time::Instant;

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
    let mut future = pin!(future);
    let waker = match here() {
        Here::Goroutine(_, g) => goroutine_waker(g),
        Here::System(g) => refuse_on_system_stack(g),
        Here::Thread => Arc::new(ThreadWaker(std::thread::current())).into(),
    };
    let mut cx = Context::from_waker(&waker);
    loop {
        if let Poll::Ready(output) = future.as_mut().poll(&mut cx) {
            return Some(output);
        }
        let left = deadline.map(|d| d.saturating_duration_since(Instant::now()));
        if left.is_some_and(|l| l.is_zero()) {
            return None;
        }
        match here() {
            Here::Goroutine(_, g) => wait::park(this_m().expect("on an M"), g, Which::Wait, deadline),
            Here::System(g) => refuse_on_system_stack(g),
            Here::Thread => match left {
                Some(left) => std::thread::park_timeout(left),
                None => std::thread::park(),
            },
        }
    }
}

struct ThreadWaker(Thread);

impl Wake for ThreadWaker {
    fn wake(self: Arc<ThreadWaker>) {
        self.0.unpark();
    }

    fn wake_by_ref(self: &Arc<ThreadWaker>) {
        self.0.unpark();
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
    wait::wake(unsafe { of(data) });
}

unsafe fn drop_waker(data: *const ()) {
    // SAFETY: the waker's own reference.
    release(unsafe { of(data) });
}
