//! Call C from goroutines for a few nanoseconds, and let C call back: cgo for Rust.
//!
//! Blocking C functions, called from hundreds of thousands of cheap goroutines on small stacks. Every call switches to
//! the thread's own big stack, runs the C function there, and tells the scheduler that the thread may be gone for a
//! while, so that a call that blocks never stalls the others.
//!
//! ```
//! use std::ffi::c_int;
//! use std::io;
//!
//! #[cgocall::cgo_import]
//! unsafe extern "C" {
//!     /// Sleeps in C. `blocking`: the processor is handed on at once.
//!     #[cgo(blocking)]
//!     safe fn usleep(microseconds: u32) -> c_int;
//!     #[cgo(errno)]
//!     safe fn close(fd: c_int) -> io::Result<c_int>;
//!     #[cgo(inline)]
//!     safe fn abs(x: c_int) -> c_int;
//! }
//!
//! cgocall::run(|| {
//!     let sleepers: Vec<_> = (0..100).map(|i| cgocall::spawn(move || usleep(10_000) + abs(-i))).collect();
//!     let sum: c_int = sleepers.into_iter().map(|s| s.join().unwrap()).sum();
//!     assert_eq!(sum, 4950);
//!     assert_eq!(close(-1).unwrap_err().raw_os_error(), Some(9)); // EBADF
//! });
//! ```
//!
//! C calls back through a function with [`cgo_export`](macro@cgo_export) on it. Its body runs on the goroutine that called C,
//! and may wait:
//!
//! ```
//! use std::ffi::c_int;
//!
//! #[cgocall::cgo_import]
//! unsafe extern "C" {
//!     fn qsort(base: *mut c_int, n: usize, size: usize, compare: unsafe extern "C" fn(*const c_int, *const c_int) -> c_int);
//! }
//!
//! #[cgocall::cgo_export]
//! unsafe extern "C" fn compare(a: *const c_int, b: *const c_int) -> c_int {
//!     cgocall::yield_now(); // others run, in the middle of qsort
//!     // SAFETY: qsort passes elements.
//!     unsafe { (*a).cmp(&*b) as c_int }
//! }
//!
//! cgocall::run(|| {
//!     let mut numbers = [3, 1, 2];
//!     // SAFETY: the numbers are as many, and as large, as it says.
//!     unsafe { qsort(numbers.as_mut_ptr(), numbers.len(), size_of::<c_int>(), compare) };
//!     assert_eq!(numbers, [1, 2, 3]);
//! });
//! ```
//!
//! # Where to read on
//!
//! - [`cgo_import`](macro@cgo_import): importing C functions, and the table of policies.
//! - [`cgo_export`](macro@cgo_export): exporting functions to C, and what becomes of panics.
//! - [`run`], [`main`](macro@main), [`spawn`], [`scope`], [`JoinHandle`]: goroutines; [`sync`]: what they wait on.
//! - [`Builder`]: processors, stacks, threads, and the promise that lets goroutines move between threads;
//!   [`thread_bound`]: what that promise is about.
//! - [`blocking`], [`on_system_stack`], [`lock_os_thread`]: Rust code that blocks, recurses, or belongs to a thread.
//! - [`stats`], [`dump`], `CGOCALL_SCHEDTRACE`, `CGOCALL_TRACE`: looking inside.
//! - [`Callback`], [`Handle`]: closures and values that C carries around.
//! - [`include_bindings!`]: functions of a C header, which the crate `cgocall-bindgen` has turned into imports.
//! - [`call_sequence`]: the whole story of a call and of a callback, with a picture of the stacks at each step.
//! - [`behaviours`]: what a program can rely on between C and goroutines, and the test that proves it.
//!
//! # Environment
//!
//! | variable | meaning |
//! |---|---|
//! | `CGOCALL_MAXPROCS=n` | how many goroutines run Rust code at one time, unless `Builder::max_procs` says |
//! | `CGOCALL_SCHEDTRACE=ms` | a line of counts on stderr every so many milliseconds |
//! | `CGOCALL_TRACE=file` | a trace of who ran where, for a trace viewer |
//! | `CGOCALL_MEMBARRIER=off` | the accounting protocol for kernels without `membarrier`, for tests and benchmarks |
//! | `CGOCALL_CHAOS=1` | in a build with the feature `chaos`: every park migrates, and race windows last |
//!
//! # Platforms
//!
//! Linux on x86-64 and aarch64, with glibc or musl; Rust 1.88 or later. Elsewhere one error says at compile time what is
//! missing. [`platforms`] tells what is tested where, in which ways a program may be built, and how sanitizers are used;
//! [`porting`] what a new processor or system has to supply.

// Whoever has a sanitizer has a compiler for which features are not too new.
#![cfg_attr(cgocall_asan, feature(sanitize))]

mod arch;
pub mod behaviours;
mod boundary;
pub mod call_sequence;
mod include;
mod observe;
pub mod platforms;
pub mod porting;
mod sched;
mod shim;
mod stack;
pub mod sync;
mod task;
pub mod thread_bound;

pub use cgocall_macros::{c_fn, cgo, cgo_export, cgo_import, export_callback, main, test};

pub use boundary::blocking::blocking;
pub use boundary::closure::{Callback, OwnedCallback};
pub use boundary::errno::Errno;
pub use boundary::exit::exit;
pub use boundary::handle::Handle;
pub use boundary::system_stack::on_system_stack;
pub use observe::dump::dump;
pub use observe::stats::{Stats, stats};
pub use task::block_on::block_on;
pub use task::builder::{Builder, InitError, run};
pub use task::current::{Goroutine, current, try_current};
pub use task::join::JoinHandle;
pub use task::local::LocalKey;
pub use task::locked::{OsThreadGuard, lock_os_thread};
pub use task::no_park::NoPark;
pub use task::park::{park, park_timeout, sleep, sleep_until, yield_now};
pub use task::scope::{Scope, ScopedJoinHandle, scope};
pub use task::spawn::{Spawner, spawn};
pub use task::world::{WorldStopped, max_procs, set_max_procs, stop_the_world};

/// What [`Callback`] asks of closures and function pointers: traits that its constructors name, and nobody implements.
pub mod closure {
    pub use crate::boundary::closure::arity::{CFunction, Closure, ClosureMut, First, Func, Last};
}

/// What variadic imports ask of their arguments: traits that their signatures name, and nobody implements.
///
/// ```
/// use std::ffi::{c_char, c_double, c_int, CStr};
///
/// #[cgocall::cgo_import]
/// unsafe extern "C" {
///     #[cgo(variadic)]
///     fn snprintf(buffer: *mut c_char, size: usize, format: *const c_char, ...) -> c_int;
/// }
///
/// cgocall::run(|| {
///     let mut buffer: [c_char; 32] = [0; 32];
///     // SAFETY: the buffer is as long as it says, and the format asks for an int and a double.
///     let text = unsafe {
///         let arguments = (6 as c_int, 7.5 as c_double);
///         snprintf(buffer.as_mut_ptr(), buffer.len(), c"%d times %.1f".as_ptr(), arguments);
///         CStr::from_ptr(buffer.as_ptr())
///     };
///     assert_eq!(text, c"6 times 7.5");
/// });
/// ```
pub mod variadic {
    pub use crate::boundary::variadic::argument::{Argument, PassedAs};
    pub use crate::boundary::variadic::tuple::Arguments;
}

/// What the attributes' expansions use. No part of the public interface.
#[doc(hidden)]
pub mod __private {
    pub use crate::arch::stack_bytes;
    pub use crate::boundary::callback::Export;
    pub use crate::boundary::errno::{CReturn, clear_errno, errno, errno_result, errno_result_if};
    pub use crate::boundary::implements::Implements;
    pub use crate::boundary::limit::{Limit, Place};
    pub use crate::boundary::on_thread::Thread;
    pub use crate::boundary::panic::{NoUnwind, Repair, abort_on_panic, catch_panic, defer_panic, returned};
    pub use crate::boundary::site::{Policy, Site};
    pub use crate::boundary::variadic::tuple::{Arguments, MOST_ARGUMENTS};
    pub use crate::boundary::variadic::{variadic_offset, variadic_sites};
    pub use crate::cgocall_stack_bytes as stack_bytes;
    pub use crate::cgocall_thunk as thunk;
    pub use crate::cgocall_thunk as callback_thunk;
    pub use crate::cgocall_variadic as variadic;
    pub use crate::cgocall_variadic_call as variadic_call;
}

/// Ends the process for a fault that leaves no way to go on.
macro_rules! fatal {
    ($($arg:tt)*) => {{
        eprintln!("cgocall: fatal: {}", format_args!($($arg)*));
        std::process::abort()
    }};
}
pub(crate) use fatal;
