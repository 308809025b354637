//! Who makes the calls of one thread, one after the other.

use std::ffi::c_void;
use std::ptr::from_ref;
use std::sync::atomic::AtomicBool;
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::Which;
use crate::arch;
use crate::boundary::callback::Export;
use crate::boundary::limit::Lent;
use crate::sched::this_m;
use crate::task::current::described_here;
use crate::task::waiter::{Waiter, Waker};
use crate::task::waiting::{Claimed, WaitList, Waiting};

/// A call, on the stack of whoever waits for it.
pub(super) struct Call {
    pub(super) run: unsafe extern "C-unwind" fn(*mut u8),
    pub(super) job: *mut u8,
    pub(super) lent: Lent,
}

impl Call {
    /// Makes the call, on the calling thread.
    ///
    /// # Safety
    /// Its caller waits until this has returned, and it is made once.
    unsafe fn make(self) {
        // SAFETY: the caller's promise. A job does not unwind.
        unsafe { self.lent.with(|| (self.run)(self.job)) };
    }
}

// SAFETY: whatever the job holds is reached by one thread at a time: its caller waits until it has been run, or until it
// is sure that it will not be. What arguments and result are to another thread is a matter of the import's declaration.
unsafe impl Send for Call {}

/// One thread's server. Lives for ever.
pub(crate) struct Server {
    pub(super) which: Which,
    /// Somebody starts the thread, or has. Of named threads.
    pub(super) started: AtomicBool,
    state: Mutex<State>,
}

struct State {
    calls: WaitList<Call>,
    /// The thread sleeps until there is a call.
    idle: Option<Waker>,
    /// Calls are taken in.
    open: bool,
}

/// The callback within which a thread serves.
static SERVES: Export = Export::hidden(serves as *const ());

impl Server {
    pub(super) const fn new(which: Which) -> Server {
        let open = matches!(which, Which::Named(_));
        Server {
            which,
            started: AtomicBool::new(!open),
            state: Mutex::new(State { calls: WaitList::new(), idle: None, open }),
        }
    }

    /// Short holds, in which nothing panics.
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Queues a call. False: calls are not taken in. Otherwise `waiting` may be gone at the return.
    ///
    /// # Safety
    /// The caller stays until `waiting` has been claimed and woken, if this is true.
    pub(super) unsafe fn submit(&self, waiting: &Waiting<Call>) -> bool {
        let mut state = self.lock();
        if !state.open {
            return false;
        }
        // SAFETY: the caller's promise.
        unsafe { state.calls.push(waiting) };
        let idle = state.idle.take();
        drop(state);
        crate::shim::window();
        wake(idle);
        true
    }

    /// Takes calls in from now on. False if it has done so before.
    pub(super) fn open(&self) -> bool {
        !std::mem::replace(&mut self.lock().open, true)
    }

    /// Takes no more calls in: those that wait go back as they are, and the thread serves no more.
    pub(super) fn close(&self) {
        let mut state = self.lock();
        state.open = false;
        let idle = state.idle.take();
        let mut calls = std::mem::replace(&mut state.calls, WaitList::new());
        drop(state);
        crate::shim::window();
        while let Some(claimed) = calls.pop() {
            claimed.wake();
        }
        wake(idle);
    }

    /// On the thread, but not in its callback: waits for a call, which it leaves there. False: there will be none.
    pub(super) fn wait_for_first(&self) -> bool {
        loop {
            let state = self.lock();
            if !state.calls.is_empty() || !state.open {
                return !state.calls.is_empty();
            }
            self.wait(state);
        }
    }

    /// On the thread: serves, as the thread's goroutine, until the server is closed.
    pub(super) fn enter(&'static self) {
        // SAFETY: the body takes the server.
        unsafe { arch::callback_with(&SERVES, from_ref(self).cast_mut().cast()) };
    }

    fn serve(&self) {
        while let Some(claimed) = self.next() {
            let call = claimed.take();
            // SAFETY: its caller waits for the wake, and it is taken once.
            unsafe { call.make() };
            claimed.wake();
        }
    }

    /// The next call; `None` if the server has been closed.
    fn next(&self) -> Option<Claimed<Call>> {
        loop {
            let mut state = self.lock();
            let claimed = state.calls.pop();
            if claimed.is_some() || !state.open {
                return claimed;
            }
            self.wait(state);
        }
    }

    /// There is nothing to do: sleeps until there may be.
    fn wait(&self, mut state: MutexGuard<'_, State>) {
        let Some(waiter) = Waiter::try_new() else { self.must_not_wait() };
        state.idle = Some(waiter.waker());
        waiter.wait_with(|| {
            drop(state);
            true
        });
    }

    #[cold]
    fn must_not_wait(&self) -> ! {
        crate::fatal!(
            "{}: a callback has left a NoPark or a WorldStopped behind on {}, which cannot wait for its next call now.\n\
             help: drop them within the callback that makes them",
            described_here(),
            self.which
        )
    }
}

fn wake(idle: Option<Waker>) {
    if let Some(idle) = idle {
        // SAFETY: it waits for this one wake: who takes it out of the state is the only one to have it.
        unsafe { idle.wake() };
    }
}

/// On the goroutine of the thread.
///
/// # Safety
/// `server` is a [`Server`].
unsafe extern "C" fn serves(server: *mut c_void) {
    // SAFETY: the caller's promise; servers live for ever.
    let server: &'static Server = unsafe { &*server.cast() };
    let m = this_m().expect("the thread is attached");
    let g = m.curg().expect("a foreign M has its goroutine for good");
    m.server.set(Some(server));
    if g.name.get().is_none() {
        g.name.set(server.which.name().into());
    }
    server.serve();
}
