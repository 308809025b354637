//! After `fork` the child has one thread and no scheduler: it is told so instead of hanging.
//!
//! Rust and C code goes on there. Whatever would wait for others, or start them, ends the process: the scheduler's lock
//! may be held by a thread that is gone, and the goroutines of this thread are the parent's, to be run there only.

use std::sync::atomic::{AtomicBool, Ordering};

static FORKED: AtomicBool = AtomicBool::new(false);

/// Registers the mark that a forked child bears.
pub(crate) fn watch() {
    extern "C" fn in_child() {
        FORKED.store(true, Ordering::Relaxed);
        if let Some(sched) = crate::sched::started() {
            // The way into the scheduler looks at this anyway, and then takes its lock.
            sched.stopping.store(true, Ordering::Relaxed);
        }
    }
    // SAFETY: the handler only stores to statics.
    unsafe { libc::pthread_atfork(None, None, Some(in_child)) };
}

/// Aborts in a forked child.
#[inline]
pub(crate) fn check() {
    if FORKED.load(Ordering::Relaxed) {
        forked();
    }
}

#[cold]
fn forked() -> ! {
    crate::fatal!(
        "this process was forked from one that runs goroutines, and the scheduler's threads did not come along.\n\
         help: call exec in the child, or use std::process::Command; or fork before the first use of cgocall"
    )
}
