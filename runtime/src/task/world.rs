//! Stopping the world, and the number of processors.

use std::marker::PhantomData;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use super::no_park::refuse_on_system_stack;
use super::wait::{Here, here};
use crate::boundary::system_stack::on_system_stack;
use crate::sched::{MAX_PROCS, sched, world};

/// One stopper at a time.
static TAKEN: AtomicBool = AtomicBool::new(false);

/// Every processor stands still until this is dropped: no goroutine runs Rust code but the one that holds it.
///
/// C keeps running, and a call that comes back from it waits.
#[must_use = "the world goes on when this is dropped"]
#[derive(Debug)]
pub struct WorldStopped(PhantomData<*const ()>);

/// Stops the world. From a goroutine or a plain thread.
///
/// Goroutines stop where they wait, call C or come back from it; one that computes without any of these is waited for.
///
/// # Panics
/// Within [`on_system_stack`](crate::on_system_stack). To park while holding the result panics as well.
#[track_caller]
pub fn stop_the_world() -> WorldStopped {
    if let Here::System(g) = here() {
        refuse_on_system_stack(g);
    }
    while TAKEN.compare_exchange(false, true, Ordering::Acquire, Ordering::Relaxed).is_err() {
        // Another holds it. Sleeping, not spinning: it is rare, and the other must stop us.
        super::park::sleep(Duration::from_micros(50));
    }
    world::stop(sched());
    if let Here::Goroutine(_, g) = here() {
        g.stops_world.set(true);
    }
    WorldStopped(PhantomData)
}

impl Drop for WorldStopped {
    fn drop(&mut self) {
        if let Here::Goroutine(_, g) | Here::System(g) = here() {
            g.stops_world.set(false);
        }
        world::start(sched());
        TAKEN.store(false, Ordering::Release);
    }
}

/// How many goroutines run Rust code at one time.
pub fn max_procs() -> usize {
    sched().procs()
}

/// Sets [`max_procs`], stopping the world; returns the old number. Clamped to 1..=1024.
///
/// # Panics
/// As [`stop_the_world`].
#[track_caller]
pub fn set_max_procs(n: usize) -> usize {
    let stopped = stop_the_world();
    let old = sched().procs();
    // A processor is larger than a small goroutine's stack is deep, and without optimisation is moved more than once.
    on_system_stack(|| world::resize(sched(), n.clamp(1, MAX_PROCS)));
    drop(stopped);
    old
}
