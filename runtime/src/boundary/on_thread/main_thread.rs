//! The main thread, which serves while it is in [`run`](crate::run).
//!
//! There it waits for a goroutine's end, as a plain thread. The first call that belongs to it makes it serve until that
//! end, as a goroutine. A program without such calls is none the wiser.

use super::Which;
use super::server::Server;
use crate::sched::this_m;
use crate::task::wait::{Here, here};

pub(super) static SERVER: Server = Server::new(Which::Main);

/// Does the calling code run on the main thread?
pub(super) fn is_here() -> bool {
    // Ms of ours are other threads.
    this_m().is_none_or(|m| m.foreign)
        // SAFETY: plain system calls.
        && unsafe { libc::gettid() == libc::getpid() }
}

/// The main thread is in `run`, whose goroutine drops this at its end. Calls that have not been made go back then, and the
/// thread goes on.
pub(crate) struct Run(());

impl Run {
    /// For the caller of `run`, if that is the main thread, and not in another `run` already.
    pub(crate) fn begin() -> Option<Run> {
        let plain = matches!(here(), Here::Thread);
        // One that is made in vain would end another's when it is dropped.
        if plain && is_here() && SERVER.open() { Some(Run(())) } else { None }
    }

    /// On the main thread: serves until the goroutine's end.
    pub(crate) fn serve() {
        if SERVER.wait_for_first() {
            SERVER.enter();
        }
    }
}

impl Drop for Run {
    fn drop(&mut self) {
        SERVER.close();
    }
}

/// A call that belongs to the main thread has not been made: it was not in `run` (`closed`), or has left it since.
#[cold]
#[track_caller]
pub(super) fn absent(function: &str, closed: bool) -> ! {
    if !closed {
        panic!(
            "the import `{function}` belongs to the main thread, which has left cgocall::run before it came to this call. \
             Let the closure of run wait for the goroutines that make such calls"
        );
    }
    panic!(
        "the import `{function}` belongs to the main thread, which is not in cgocall::run. Mark `main` with \
         #[cgocall::main], or call cgocall::run in it, and make such calls before that returns. A #[test] or \
         #[cgocall::test] runs on another thread: put it into a test target with `harness = false`, whose `main` calls \
         cgocall::run"
    );
}
