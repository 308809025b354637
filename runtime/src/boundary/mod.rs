//! Between Rust and C: the call, its accounting, and what surrounds them.

pub(crate) mod accounting;
pub(crate) mod blocking;
pub(crate) mod callback;
pub(crate) mod closure;
pub(crate) mod errno;
pub(crate) mod exit;
pub(crate) mod foreign;
pub(crate) mod fork;
pub(crate) mod handle;
pub(crate) mod implements;
mod job;
pub(crate) mod library;
pub(crate) mod limit;
pub(crate) mod membarrier;
pub(crate) mod on_thread;
pub(crate) mod panic;
pub(crate) mod site;
pub(crate) mod syscall;
pub(crate) mod system_stack;
pub(crate) mod variadic;
mod wait;
