//! A goroutine that wants to wake every millisecond, and notes how late it does.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use cgocall::JoinHandle;

use crate::latency::Latencies;

const PERIOD: Duration = Duration::from_millis(1);

pub(crate) struct Ticker {
    stop: Arc<AtomicBool>,
    goroutine: JoinHandle<Latencies>,
}

pub(crate) fn start() -> Ticker {
    let stop = Arc::new(AtomicBool::new(false));
    let stopped = Arc::clone(&stop);
    Ticker { stop, goroutine: cgocall::spawn(move || tick(&stopped)) }
}

impl Ticker {
    /// How late every tick was.
    pub(crate) fn stop(self) -> Latencies {
        self.stop.store(true, Ordering::Relaxed);
        self.goroutine.join().unwrap_or_default()
    }
}

/// The schedule is fixed: a tick that comes late does not put off the next, so that a stall of 50 ms counts fifty times,
/// not once.
fn tick(stop: &AtomicBool) -> Latencies {
    let mut late = Vec::new();
    let mut due = Instant::now();
    while !stop.load(Ordering::Relaxed) {
        due += PERIOD;
        cgocall::sleep_until(due);
        late.push(due.elapsed());
    }
    late.into_iter().collect()
}
