//! Starting the runtime.

use std::fmt;
use std::panic::resume_unwind;
use std::time::Duration;

use super::spawn::Spawner;
use crate::boundary::on_thread::Run;
use crate::sched::{self, Config, MAX_PROCS};

/// Settings of the runtime, for before its first use.
///
/// The environment has a say, too, with or without a `Builder`:
///
/// | variable | effect |
/// |---|---|
/// | `CGOCALL_MAXPROCS=n` | the default of [`max_procs`](Builder::max_procs) |
/// | `CGOCALL_TRACE=file` | writes which goroutine ran on which thread, blocking calls and retaken processors, for <https://ui.perfetto.dev> or `chrome://tracing`. Whole even if the process is killed, but for the last 100 ms |
/// | `CGOCALL_SCHEDTRACE=ms` | a line of counts on stderr, that often |
///
/// ```
/// cgocall::Builder::new().max_procs(2).stack_size(128 << 10).init().unwrap();
/// assert!(cgocall::Builder::new().init().is_err());
/// cgocall::run(|| assert_eq!(cgocall::max_procs(), 2));
/// ```
#[derive(Clone, Debug)]
#[must_use = "a Builder does nothing until `init`"]
pub struct Builder(Config);

/// Why [`Builder::init`] did not start the runtime.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InitError(Why);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Why {
    /// By an earlier `init`, or by the first `run` or `spawn`.
    AlreadyRunning,
    StackSize(usize),
}

/// Goroutine stacks of more than this are a mistake: with a few of them the address space is full.
const LARGEST_STACK: usize = 1 << 30;

impl fmt::Display for InitError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Why::AlreadyRunning => f.write_str(
                "the cgocall runtime is already running, so these settings come too late: call Builder::init once, \
                 before the first run, spawn or exported function",
            ),
            Why::StackSize(bytes) => write!(
                f,
                "Builder::stack_size({bytes}): a goroutine's stack is at most {LARGEST_STACK} bytes; deep recursion \
                 belongs into cgocall::on_system_stack, and Builder::c_stack_size sets that stack's size"
            ),
        }
    }
}

impl std::error::Error for InitError {}

impl Default for Builder {
    fn default() -> Builder {
        Builder::new()
    }
}

impl Builder {
    /// The defaults, and what the environment says (`CGOCALL_MAXPROCS`).
    pub fn new() -> Builder {
        Builder(Config::from_environment())
    }

    /// How many goroutines run Rust code at one time. Default: `CGOCALL_MAXPROCS`, else the processors at hand. Those
    /// in C do not count. Clamped to 1..=1024.
    pub fn max_procs(mut self, n: usize) -> Builder {
        self.0.max_procs = n.clamp(1, MAX_PROCS);
        self
    }

    /// Bytes of a goroutine's stack, its guard of 16 KiB included; rounded up to a power of two. Default: 64 KiB.
    pub fn stack_size(mut self, bytes: usize) -> Builder {
        self.0.stack_size = bytes;
        self
    }

    /// Bytes of a thread's stack, where C runs. Default: 8 MiB of address space; memory follows use.
    pub fn c_stack_size(mut self, bytes: usize) -> Builder {
        self.0.c_stack_size = bytes;
        self
    }

    /// Threads that may be blocked in C at one time; further goroutines wait before such a call. Those parked in
    /// callbacks, and those that run Rust, are not counted. Default: 512; at least 1.
    pub fn max_threads(mut self, n: usize) -> Builder {
        self.0.max_threads = n.max(1);
        self
    }

    /// A thread without work ends after this long. Default: 10 s.
    pub fn idle_timeout(mut self, d: Duration) -> Builder {
        self.0.idle_timeout = d;
        self
    }

    /// Lets goroutines move between threads at every park.
    ///
    /// By default a goroutine stays on the thread on which it first ran: whatever safe Rust may hold across a park is
    /// sound there. With this promise they move freely, work is stolen at every park, and a thread in C holds nobody
    /// back. A C call and a callback are points of migration in neither mode.
    ///
    /// # Safety
    /// No code that runs on any goroutine of the program keeps a value that belongs to its thread across a park: a
    /// borrow of a `thread_local!`, `rand::rng()`, `stdout().lock()`, a `std::sync` guard.
    pub unsafe fn migrating(mut self) -> Builder {
        self.0.migrating = true;
        self
    }

    /// SIGQUIT (Ctrl-\ on a terminal, or `kill -QUIT`) then writes what [`dump`](crate::dump) does to stderr, and the
    /// program goes on. Default: no, and SIGQUIT ends the program.
    ///
    /// The runtime's start installs the handler, in place of one that the program had; a later one replaces it. As with
    /// every handled signal, a wait in C that cannot be restarted (`usleep`, `poll`) may end early with `EINTR`.
    pub fn dump_on_sigquit(mut self, on: bool) -> Builder {
        self.0.dump_on_sigquit = on;
        self
    }

    /// Starts the runtime.
    ///
    /// # Errors
    /// If it is running already, or a stack is to be larger than 1 GiB. The settings are dropped then.
    pub fn init(self) -> Result<(), InitError> {
        if self.0.stack_size > LARGEST_STACK {
            return Err(InitError(Why::StackSize(self.0.stack_size)));
        }
        if sched::start(self.0) { Ok(()) } else { Err(InitError(Why::AlreadyRunning)) }
    }
}

/// Runs `f` as a goroutine and waits for it; starts the runtime if nobody has. The calling thread blocks.
///
/// `#[cgocall::main]` and `#[cgocall::test]` do this. On a goroutine it starts another one and waits for that. The main
/// thread makes the calls meanwhile that belong to it (`thread = main`, see [`cgo_import`](macro@crate::cgo_import)).
///
/// # Panics
/// With `f`'s panic; as [`park`](crate::park), before `f` is started.
///
/// ```
/// assert_eq!(cgocall::run(|| cgocall::spawn(|| 1).join().unwrap() + 1), 2);
/// ```
#[track_caller]
pub fn run<F, T>(f: F) -> T
where
    F: FnOnce() -> T + Send,
    T: Send,
{
    super::waiter::ensure_can_park();
    let on_main_thread = Run::begin();
    let serves = on_main_thread.is_some();
    let goroutine = move || {
        let _on_main_thread = on_main_thread;
        f()
    };
    // SAFETY: joined right here, so nothing that F and T borrow is gone before the goroutine has ended; and the join
    // does not panic instead of waiting, since what would make it do so has just been ruled out.
    let handle = unsafe { Spawner::new().name("main").spawn_unchecked(goroutine) };
    let handle = handle.unwrap_or_else(|e| panic!("no stack for the main goroutine: {e}"));
    if serves {
        Run::serve();
    }
    match handle.join() {
        Ok(value) => value,
        Err(payload) => resume_unwind(payload),
    }
}
