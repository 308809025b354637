//! The process's end, when a goroutine asks for it.
//!
//! Exit handlers are C's, or expect a thread's stack at least; on a goroutine's they would overflow it. [`exit`] goes to
//! g0 first. A goroutine that calls `std::process::exit` is caught by a handler of ours, where the C library says
//! which status was asked for (glibc's `on_exit`) and lets a handler begin exit anew: it goes on with the handlers
//! that are left, on g0.

use super::system_stack::on_system_stack;

/// Ends the process as [`std::process::exit`] does, with the exit handlers on the thread's stack.
///
/// `std::process::exit` on a goroutine runs the handlers that were registered after the runtime's start, and the
/// destructors of the thread's `thread_local!`s, on the goroutine's small stack; with musl, all handlers. This function
/// runs none there. Off a goroutine, and in Rust code that C has called, the two are the same.
///
/// ```no_run
/// # fn main() {
/// cgocall::run(|| {
///     cgocall::spawn(|| cgocall::exit(3)).join().unwrap();
/// });
/// # }
/// ```
pub fn exit(code: i32) -> ! {
    on_system_stack(|| std::process::exit(code))
}

/// Brings the handlers that are registered by now to the right stack.
pub(crate) fn watch() {
    #[cfg(target_env = "gnu")]
    {
        use std::ffi::{c_int, c_void};

        unsafe extern "C" {
            fn on_exit(f: extern "C" fn(c_int, *mut c_void), arg: *mut c_void) -> c_int;
        }
        extern "C" fn at_exit(status: c_int, _: *mut c_void) {
            if let crate::task::wait::Here::Goroutine(..) = crate::task::wait::here() {
                // SAFETY: glibc allows exit within exit, on the same thread, and goes on with the handlers that are left.
                on_system_stack(|| unsafe { libc::exit(status) })
            }
        }
        // SAFETY: the handler may be called at any time, on any thread.
        unsafe { on_exit(at_exit, std::ptr::null_mut()) };
    }
}
