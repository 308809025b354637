//! Hints, each printed once: what the program does is right but perhaps not what was meant.

use std::sync::atomic::{AtomicBool, Ordering};

use super::dump::site_name;
use crate::sched::Sched;
use crate::sched::g::G;
use crate::sched::m::M;
use crate::task::current::described;

/// A goroutine is runnable, but only on a thread that is in C.
pub(crate) fn bound_wait(sched: &'static Sched, m: &M, g: &G) {
    sched.counts.bound_waits.fetch_add(1, Ordering::Relaxed);
    static SAID: AtomicBool = AtomicBool::new(false);
    if sched.config.migrating || SAID.swap(true, Ordering::Relaxed) {
        return;
    }
    eprintln!(
        "cgocall: hint (printed once): {} is ready to run, but waits for its thread, which is in C ({}). By default \
         goroutines stay on the thread they first ran on. If no code on a goroutine keeps a thread-bound value across a \
         park, promise so with #[cgocall::main(unsafe(migrating))] or Builder::migrating, and they move freely. \
         cgocall::stats().bound_waits counts such waits.",
        described(g),
        site_name(m)
    );
}

/// C changed the floating-point control word, which it must not.
#[cfg(debug_assertions)]
pub(crate) fn fp_control_changed(m: &M, now: u32) {
    static SAID: AtomicBool = AtomicBool::new(false);
    if !SAID.swap(true, Ordering::Relaxed) {
        eprintln!(
            "cgocall: hint (printed once, debug builds only): C code has left the floating-point control word changed \
             (to {now:#x}) on thread cgocall-m{}; it has been set right. The newest C call there was {}.",
            m.id,
            site_name(m)
        );
    }
}
