//! Stop-the-world: what the stopper does while it believes the world stopped, nobody sees half done.

use loom::cell::UnsafeCell;
use loom::sync::Arc;
use loom::sync::atomic::{AtomicBool, Ordering};
use loom::thread;

use crate::processor::M;
use crate::{check, shim};

/// What only a stopped world may change, and whoever runs Rust may read.
struct World {
    ms: Vec<M>,
    shared: UnsafeCell<u32>,
    stopped: AtomicBool,
}

// SAFETY: that nobody reads `shared` while the stopper writes it is what is to be shown; loom watches.
unsafe impl Sync for World {}
// SAFETY: as above.
unsafe impl Send for World {}

impl World {
    fn new(ms: usize, membarrier: bool) -> Arc<World> {
        let ms = (0..ms).map(|_| M::new(membarrier)).collect();
        Arc::new(World { ms, shared: UnsafeCell::new(0), stopped: AtomicBool::new(false) })
    }

    /// A goroutine on `m` runs Rust between `calls` C calls, and ends.
    fn run(&self, m: usize, calls: u32) {
        let m = &self.ms[m];
        self.look();
        for _ in 0..calls {
            m.call();
            self.look();
            m.work();
        }
        m.end();
    }

    fn look(&self) {
        // SAFETY: see `Sync`.
        let shared = self.shared.with(|s| unsafe { *s });
        assert!(shared.is_multiple_of(2), "the stopper is at it");
    }

    /// `sched::world::stop` and `start`: a request to all, one heavy fence, and looking until all have stopped.
    fn stop_and_start(&self) {
        self.ms.iter().for_each(M::begin_stop);
        shim::heavy_fence();
        while self.ms.iter().filter(|m| !m.try_stop()).count() > 0 {
            thread::yield_now();
        }
        for _ in 0..2 {
            // SAFETY: see `Sync`.
            self.shared.with_mut(|s| unsafe { *s += 1 });
        }
        for m in &self.ms {
            m.work();
            m.start();
        }
        self.stopped.store(true, Ordering::Relaxed);
    }

    fn assert_went_on(&self, calls: u32) {
        assert!(self.stopped.load(Ordering::Relaxed));
        for m in &self.ms {
            assert!(m.take_idle(), "a P got lost");
            assert!(m.worked() > calls, "a goroutine did not go on");
        }
    }
}

/// The M's thread of each goroutine but the first, which runs here, and the stopper's.
fn stop(ms: usize, calls: u32, membarrier: bool) {
    let world = World::new(ms, membarrier);
    let mut threads = Vec::new();
    for m in 1..ms {
        let world = world.clone();
        threads.push(thread::spawn(move || world.run(m, calls)));
    }
    {
        let world = world.clone();
        threads.push(thread::spawn(move || world.stop_and_start()));
    }
    world.run(0, calls);
    for t in threads {
        t.join().unwrap();
    }
    world.assert_went_on(calls);
}

#[test]
fn nobody_runs_rust_in_a_stopped_world() {
    check(Some(4), || stop(1, 2, true));
    check(Some(2), || stop(2, 1, true));
}

#[test]
fn nobody_runs_rust_in_a_stopped_world_without_membarrier() {
    check(Some(4), || stop(1, 2, false));
    check(Some(2), || stop(2, 1, false));
}

/// Sysmon wants the P, too: its withdrawal must not take the stopper's request along.
fn stop_beside_sysmon(membarrier: bool) {
    let world = World::new(1, membarrier);
    let stopper = {
        let world = world.clone();
        thread::spawn(move || world.stop_and_start())
    };
    let sysmon = {
        let world = world.clone();
        thread::spawn(move || world.ms[0].retake())
    };
    world.run(0, 2);
    stopper.join().unwrap();
    sysmon.join().unwrap();
    world.assert_went_on(2);
}

#[test]
fn the_world_stops_while_sysmon_retakes() {
    check(Some(2), || stop_beside_sysmon(true));
    check(Some(2), || stop_beside_sysmon(false));
}

#[test]
fn the_world_stops_again_and_again() {
    check(Some(2), || {
        let world = World::new(1, true);
        let stopper = {
            let world = world.clone();
            thread::spawn(move || {
                world.stop_and_start();
                world.stop_and_start();
            })
        };
        world.run(0, 2);
        stopper.join().unwrap();
        world.assert_went_on(2);
    });
}

/// C comes back when the world has been stopped and started. If nobody asks for the P any more, the stopper waits for
/// ever, and loom reports that.
fn stop_while_in_c(membarrier: bool) {
    let world = World::new(1, membarrier);
    let stopper = {
        let world = world.clone();
        thread::spawn(move || world.stop_and_start())
    };
    let sysmon = {
        let world = world.clone();
        thread::spawn(move || world.ms[0].retake())
    };
    let m = &world.ms[0];
    m.call();
    m.work();
    m.call_with(|| stopper.join().unwrap());
    m.work();
    m.end();
    sysmon.join().unwrap();
    world.assert_went_on(2);
}

#[test]
fn the_world_stops_while_c_goes_on() {
    check(Some(2), || stop_while_in_c(true));
    check(Some(2), || stop_while_in_c(false));
}
