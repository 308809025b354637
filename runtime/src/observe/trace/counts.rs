//! `CGOCALL_SCHEDTRACE=ms`: a line of counts on stderr every so many milliseconds.

use std::time::{Duration, Instant};

use crate::observe::stats::stats;
use crate::sched::sched;

/// Starts the thread that prints them, if the environment asks for it.
pub(super) fn start() {
    let period = std::env::var("CGOCALL_SCHEDTRACE").ok().and_then(|v| v.trim().parse::<u64>().ok());
    let Some(period) = period.filter(|ms| *ms > 0) else { return };
    let started = Instant::now();
    // Without the thread there is no trace; the program is none the worse for it.
    let _ = std::thread::Builder::new().name("cgocall-counts".into()).spawn(move || {
        loop {
            std::thread::sleep(Duration::from_millis(period));
            line(started);
        }
    });
}

fn line(started: Instant) {
    let s = stats();
    let sched = sched();
    let queues: Vec<String> = sched.all_ps().map(|p| p.runq.ring_len().to_string()).collect();
    eprintln!(
        "SCHED {}ms: maxprocs={} idleprocs={} threads={} inC={} spinning={} goroutines={} running={} runnable={} \
         parked={} calls={} handoffs={} retakes={} global={} [{}]",
        started.elapsed().as_millis(),
        sched.procs(),
        sched.wake.idle_ps(),
        s.threads,
        s.threads_in_c,
        sched.wake.spinning(),
        s.goroutines,
        s.goroutines_running,
        s.goroutines_runnable,
        s.goroutines_parked,
        s.cgo_calls,
        s.handoffs,
        s.retakes,
        sched.global_len.load(std::sync::atomic::Ordering::Relaxed),
        queues.join(" ")
    );
}
