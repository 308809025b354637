//! Call C from goroutines for a few nanoseconds: cgo for Rust.

mod arch;
mod boundary;
mod observe;
mod sched;
mod shim;
mod stack;
pub mod sync;
mod task;

pub use cgocall_macros::{c_fn, cgo, cgo_import, main, test};

pub use boundary::blocking::blocking;
pub use boundary::errno::Errno;
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

/// What the attributes' expansions use. No part of the public interface.
#[doc(hidden)]
pub mod __private {
    pub use crate::boundary::errno::{CReturn, clear_errno, errno, errno_result, errno_result_if};
    pub use crate::boundary::site::{Policy, Site, stack_bytes};
    pub use crate::cgocall_thunk as thunk;
}

/// Ends the process for a fault that leaves no way to go on.
macro_rules! fatal {
    ($($arg:tt)*) => {{
        eprintln!("cgocall: fatal: {}", format_args!($($arg)*));
        std::process::abort()
    }};
}
pub(crate) use fatal;
