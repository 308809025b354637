//! Calls that belong to a thread: `thread = "name"` and `thread = main`.
//!
//! ```text
//!    a goroutine or thread that calls                the thread of that name
//!   | user's frames              |             | goroutine of the thread    |      | g0              |
//!   | wrapper: Job { call, .. }  | <---------- | Server::serve: runs the job|      | thread start    |
//!   | Waiting, in the queue      |   result,   | wrapper's call, trampoline | ---> | C's frames      |
//!   |  (parked)                  |    wake     |   (a callback's body)      |      |                 |
//! ```
//!
//! The caller leaves a closure on its own stack, which does all that a call does, reading errno and watching for panics
//! included; joins the queue; and waits. The thread takes the calls out in the order in which they came, and runs each
//! to its end before the next. No call allocates anything, and no caller goes on before its call has ended, so arguments
//! may point to whatever the caller may use.
//!
//! The thread is one that the runtime has attached as it attaches threads of C's (`boundary/foreign.rs`), and serves within
//! one long callback. So it has a goroutine for good, on which calls go through the trampolines of their policies and
//! callbacks may park; it runs no other goroutines; it looks out for the next call for a moment before it sleeps
//! (`sched/rest.rs`); and it gives its P away while it waits, like any goroutine.
//!
//! | who calls | what happens |
//! |---|---|
//! | code that runs on the thread already, a callback within a call for instance | the call is made in place |
//! | a goroutine | parks |
//! | a plain thread, Rust code that C has called, and code in `on_system_stack` | blocks |
//! | code that must not wait: `NoPark`, a stopped world | panics before anything has begun |
//!
//! Rejected: to serve others while a callback is parked, on another C stack. The library is in the middle of a call then;
//! one that is bound to a thread seldom expects another. So a callback must not wait for a goroutine that calls the same
//! thread.

mod main_thread;
mod named;
mod server;

use std::any::Any;
use std::cell::Cell;
use std::fmt;
use std::panic::resume_unwind;
use std::ptr::{from_ref, null_mut};
use std::sync::atomic::{AtomicPtr, Ordering};

use super::job::Job;
use super::limit::Lent;
use super::panic::cannot_resume;
use super::site::Site;
use super::wait::{Shown, Wait};
use crate::sched::this_m;
use crate::task::current::described_here;
use crate::task::park::sleep;
use crate::task::waiting::Waiting;

pub(crate) use main_thread::Run;
pub(crate) use server::Server;

use server::Call;

/// The thread that the calls of one import are made on. The attribute makes one static for each import that says so.
pub struct Thread {
    which: Which,
    site: &'static Site,
    /// Who serves there, once a call has been carried there.
    server: AtomicPtr<Server>,
}

/// A thread that has a server.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Which {
    Named(&'static str),
    Main,
}

impl Which {
    /// What the thread's goroutine is called, and a dedicated thread itself.
    fn name(self) -> &'static str {
        match self {
            Which::Named(name) => name,
            Which::Main => "main thread",
        }
    }
}

impl fmt::Display for Which {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Which::Named(name) => write!(f, "thread {name:?}"),
            Which::Main => f.write_str("the main thread"),
        }
    }
}

impl Thread {
    /// The dedicated thread of that name, for the import of `site`.
    pub const fn named(name: &'static str, site: &'static Site) -> Thread {
        Thread { which: Which::Named(name), site, server: AtomicPtr::new(null_mut()) }
    }

    /// The main thread, for the import of `site`.
    pub const fn main(site: &'static Site) -> Thread {
        Thread { which: Which::Main, site, server: AtomicPtr::new(null_mut()) }
    }

    /// Makes `call` there, while the caller waits. A panic of it goes on here.
    ///
    /// # Panics
    /// With whatever `call` panics with; where waiting is a mistake; and if the thread is the main one and not in `run`.
    #[inline]
    #[track_caller]
    pub fn run<R, F: FnOnce() -> R>(&'static self, call: F) -> R {
        if self.is_here() {
            return call();
        }
        let mut job = Job::new(call);
        self.carry(Job::<R, F>::run, (&raw mut job).cast());
        match job.into_result() {
            Ok(value) => value,
            Err(payload) => self.resume(payload),
        }
    }

    /// Does the calling code run on that thread?
    #[inline(never)] // it reads the thread-local word
    fn is_here(&self) -> bool {
        let server = this_m().and_then(|m| m.server.get());
        server.is_some_and(|server| server.which == self.which)
            || self.which == Which::Main && main_thread::is_here()
    }

    fn server(&self) -> &'static Server {
        // SAFETY: stored below; servers live for ever.
        if let Some(server) = unsafe { self.server.load(Ordering::Acquire).as_ref() } {
            return server;
        }
        let server = match self.which {
            Which::Named(name) => named::find(name),
            Which::Main => &main_thread::SERVER,
        };
        self.server.store(from_ref(server).cast_mut(), Ordering::Release);
        server
    }

    /// Has the job run there, and returns when it has ended.
    ///
    /// # Panics
    /// If the caller must not wait, or nobody is there to make the call. It has not been run then, and will not be.
    #[inline(never)]
    #[track_caller]
    fn carry(&'static self, run: unsafe extern "C-unwind" fn(*mut u8), job: *mut u8) {
        let wait = Wait::new();
        let server = self.server();
        server.ensure_started(if wait.parks { sleep } else { std::thread::sleep });
        let waiting = Waiting::new(wait.waiter.waker(), Some(Call { run, job, lent: Lent::here() }));
        let closed = Cell::new(false);
        let shown = Shown::new(self, |g| &g.awaits);
        wait.waiter.wait_with(|| {
            // SAFETY: we return when `waiting` has been claimed and woken, and no wait unwinds.
            let queued = unsafe { server.submit(&waiting) };
            if !queued {
                closed.set(true); // else our frame may be gone by now
            }
            queued
        });
        drop((shown, wait));
        if waiting.into_slot().is_some() {
            main_thread::absent(self.site.name(), closed.get());
        }
    }

    /// A call has panicked, and the panic goes on where it was made.
    #[cold]
    fn resume(&self, payload: Box<dyn Any + Send>) -> ! {
        if cannot_resume() {
            crate::fatal!(
                "{}: a panic came out of the import `{}` on {}, and cannot resume where that was called, because the \
                 caller is panicking already, and the call was made by a destructor.\n\
                 help: do not call C that calls back into code which may panic from Drop",
                described_here(),
                self.site.name(),
                self.which
            );
        }
        resume_unwind(payload)
    }
}

/// What a goroutine that has called waits for, as `dump` shows it.
impl fmt::Display for Thread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.which, self.site.name())
    }
}
