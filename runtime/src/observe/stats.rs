//! Counts.

use std::sync::atomic::Ordering;

use crate::sched::g::{G, status};
use crate::sched::{schedule, started};

/// A look at the runtime's counts, by [`stats`]. Sums are since the start, over threads dead and alive; the others are
/// of the moment, and taken one after the other while everything goes on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Stats {
    /// Calls into C through a trampoline, and `blocking`. Sum.
    pub cgo_calls: u64,
    /// Calls from C into Rust through an export. Sum.
    pub cgo_callbacks: u64,
    /// Processors handed on at the start of a `blocking` call. Sum.
    pub handoffs: u64,
    /// Processors taken from calls that turned out to block. Sum.
    pub retakes: u64,
    /// Times that a goroutine became runnable which only a thread in C may run. Sum.
    pub bound_waits: u64,
    /// Threads that run goroutines, or could.
    pub threads: usize,
    /// Those in C, or in `blocking`.
    pub threads_in_c: usize,
    /// Threads of others that are attached, and those that make calls of `thread = ..`.
    pub foreign_threads: usize,
    /// Goroutines that have not ended.
    pub goroutines: usize,
    /// Those that run Rust code.
    pub goroutines_running: usize,
    /// Those that wait for a processor, or for their thread.
    pub goroutines_runnable: usize,
    /// Those that wait to be woken.
    pub goroutines_parked: usize,
    /// Those in C, or in `blocking`.
    pub goroutines_in_c: usize,
}

/// Counts of the runtime. Takes time in proportion to the number of goroutines (about a millisecond for 100,000); all
/// zero before the runtime's start.
pub fn stats() -> Stats {
    let mut stats = Stats::default();
    let Some(sched) = started() else { return stats };
    let central = sched.lock();
    stats.threads = central.threads;
    for m in &central.all_ms {
        stats.cgo_calls += m.hot.calls.load(Ordering::Relaxed);
        stats.cgo_callbacks += m.hot.callbacks.load(Ordering::Relaxed);
        stats.threads_in_c += usize::from(!m.foreign && schedule::is_in_c(m));
    }
    drop(central);
    stats.foreign_threads = crate::boundary::foreign::attached();
    stats.handoffs = sched.counts.handoffs.load(Ordering::Relaxed);
    stats.retakes = sched.counts.retakes.load(Ordering::Relaxed);
    stats.bound_waits = sched.counts.bound_waits.load(Ordering::Relaxed);
    crate::stack::for_each_header(|header| {
        // SAFETY: the header of a slot: zero, or a G, alive or ended. Only atomics are read.
        let g = unsafe { &*header.cast::<G>() };
        if g.refs.load(Ordering::Acquire) == 0 || g.is_hidden() {
            return;
        }
        match g.status.load(Ordering::Relaxed) {
            status::RUNNABLE => stats.goroutines_runnable += 1,
            status::PARKED => stats.goroutines_parked += 1,
            status::RUNNING if in_c(g) => stats.goroutines_in_c += 1,
            status::RUNNING => stats.goroutines_running += 1,
            _ => return,
        }
        stats.goroutines += 1;
    });
    stats
}

/// Is a running goroutine in C?
pub(super) fn in_c(g: &G) -> bool {
    // SAFETY: Ms are never freed.
    let m = unsafe { g.m.load(Ordering::Relaxed).as_ref() };
    m.is_some_and(|m| std::ptr::eq(m.hot.curg.load(Ordering::Relaxed), g) && schedule::is_in_c(m))
}
