//! Hints, each printed once: what the program does is right but perhaps not what was meant.

use std::sync::atomic::{AtomicBool, Ordering};

use super::dump::site_name;
use crate::sched::Sched;
use crate::sched::g::G;
use crate::sched::m::M;
use crate::sched::schedule::is_in_c;
use crate::task::current::Described;

static BOUND_WAIT_SAID: AtomicBool = AtomicBool::new(false);

/// A goroutine is runnable, but only on a thread that is in C.
pub(crate) struct BoundWait {
    id: u64,
    name: Option<String>,
}

impl BoundWait {
    /// What may have to be said of `g`, which the caller owns: nothing, as a rule.
    #[inline]
    pub(crate) fn of(sched: &'static Sched, m: &M, g: &G) -> Option<BoundWait> {
        let may = !BOUND_WAIT_SAID.load(Ordering::Relaxed) && !sched.config.migrating && is_in_c(m);
        may.then(|| BoundWait { id: g.id(), name: g.name.get().map(String::from) })
    }

    /// It waits for `m`.
    pub(crate) fn say(self, m: &M) {
        if BOUND_WAIT_SAID.swap(true, Ordering::Relaxed) {
            return;
        }
        let who = Described { id: self.id, name: self.name.as_deref() };
        eprintln!(
            "cgocall: hint (printed once): {} is ready to run, but waits for its thread, which is in C ({}). By default \
         goroutines stay on the thread they first ran on. If no code on a goroutine keeps a thread-bound value across a \
         park, promise so with #[cgocall::main(unsafe(migrating))] or Builder::migrating, and they move freely. \
         cgocall::stats().bound_waits counts such waits.",
            who,
            site_name(m)
        );
    }
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
