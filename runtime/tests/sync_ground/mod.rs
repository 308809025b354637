//! Runs one test body on plain threads, on goroutines, and on both mixed.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

/// What a test body stands on.
#[derive(Clone, Copy)]
pub(crate) enum Ground {
    Threads,
    Goroutines,
    /// Threads and goroutines by turns.
    Mixed,
}

pub(crate) enum Task<T> {
    Thread(thread::JoinHandle<T>),
    Goroutine(cgocall::JoinHandle<T>),
}

static TURN: AtomicUsize = AtomicUsize::new(0);

impl Ground {
    /// Runs the whole body; the mixed one starts on a goroutine.
    pub(crate) fn run(self, body: fn(Ground)) {
        match self {
            Ground::Threads => body(self),
            Ground::Goroutines | Ground::Mixed => cgocall::run(move || body(self)),
        }
    }

    pub(crate) fn spawn<T: Send + 'static>(self, f: impl FnOnce() -> T + Send + 'static) -> Task<T> {
        let on_thread = match self {
            Ground::Threads => true,
            Ground::Goroutines => false,
            Ground::Mixed => TURN.fetch_add(1, Ordering::Relaxed).is_multiple_of(2),
        };
        if on_thread { Task::Thread(thread::spawn(f)) } else { Task::Goroutine(cgocall::spawn(f)) }
    }
}

impl<T> Task<T> {
    /// What the task returned. A panic in it goes on here.
    pub(crate) fn join(self) -> T {
        let result = match self {
            // Only the mixed ground waits for a thread on a goroutine. Not by `blocking`: the thread may wait for a
            // goroutine that is bound to this very M.
            Task::Thread(handle) => {
                while !handle.is_finished() {
                    cgocall::sleep(Duration::from_micros(100));
                }
                handle.join()
            }
            Task::Goroutine(handle) => handle.join(),
        };
        result.unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    }
}

/// Makes three tests of each function named.
macro_rules! on_every_ground {
    ($($name:ident),* $(,)?) => {
        mod on_threads {
            $(#[test] fn $name() { crate::sync_ground::Ground::Threads.run(super::$name) })*
        }
        mod on_goroutines {
            $(#[test] fn $name() { crate::sync_ground::Ground::Goroutines.run(super::$name) })*
        }
        mod on_both_mixed {
            $(#[test] fn $name() { crate::sync_ground::Ground::Mixed.run(super::$name) })*
        }
    };
}
pub(crate) use on_every_ground;
