//! The run queue: what is pushed is run, once, and by whoever sees all that was written before the push.

use loom::cell::UnsafeCell;
use loom::sync::Arc;
use loom::thread;

use crate::check;
use crate::runq::RunQueue;

/// Goroutines, each of which notes how often it has run.
struct World {
    victim: RunQueue<Goroutine>,
    goroutines: Vec<Goroutine>,
}

struct Goroutine {
    runs: UnsafeCell<u32>,
}

// SAFETY: that no two threads touch one goroutine at a time is what is to be shown; loom watches.
unsafe impl Sync for World {}
// SAFETY: as above.
unsafe impl Send for World {}

const NEW: u32 = 10;

impl World {
    fn new(goroutines: usize, biased: bool) -> Arc<World> {
        let fresh = || Goroutine { runs: UnsafeCell::new(0) };
        Arc::new(World {
            victim: RunQueue::new(biased),
            goroutines: (0..goroutines).map(|_| fresh()).collect(),
        })
    }

    /// Goroutine `i`, complete: to be pushed.
    fn spawn(&self, i: usize) -> *mut Goroutine {
        let g = &self.goroutines[i];
        // SAFETY: see `Sync`.
        g.runs.with_mut(|r| unsafe { *r = NEW });
        std::ptr::from_ref(g).cast_mut()
    }

    /// The owner's `push`, with a list that stands for the global queue.
    fn push(&self, i: usize, global: &mut Vec<*mut Goroutine>) {
        self.victim.push(self.spawn(i), |g, half| {
            global.extend(half);
            global.push(g);
        });
    }

    /// The owner runs all that is left to it.
    fn run_rest(&self, global: Vec<*mut Goroutine>) {
        while let Some((g, _)) = self.victim.pop() {
            run(g);
        }
        global.into_iter().for_each(run);
        assert!(self.victim.is_empty());
    }

    fn assert_each_ran_once(&self) {
        for (i, g) in self.goroutines.iter().enumerate() {
            // SAFETY: see `Sync`.
            assert_eq!(g.runs.with(|r| unsafe { *r }), NEW + 1, "goroutine {i}");
        }
    }
}

/// [`check`] for a biased queue, which makes more steps, and for one without the bias.
fn check_both(biased: usize, unbiased: Option<usize>, model: impl Fn(bool) + Send + Sync + Copy + 'static) {
    check(Some(biased), move || model(true));
    check(unbiased, move || model(false));
}

/// How many at one time a model bears.
fn thieves(biased: bool) -> usize {
    if biased { 1 } else { 2 }
}

/// A thief with a queue of its own: steals once, and runs what it got. How many that were.
fn thief(world: &Arc<World>, also_next: bool) -> thread::JoinHandle<usize> {
    let world = world.clone();
    thread::spawn(move || {
        let own = RunQueue::new(true);
        let Some(first) = world.victim.steal_into(&own, also_next) else { return 0 };
        run(first);
        let mut stolen = 1;
        while let Some((g, _)) = own.pop() {
            run(g);
            stolen += 1;
        }
        stolen
    })
}

fn run(g: *mut Goroutine) {
    // SAFETY: the world outlives its threads; see `Sync`.
    unsafe { (*g).runs.with_mut(|r| *r += 1) };
}

fn no_overflow(_: *mut Goroutine, _: &mut dyn Iterator<Item = *mut Goroutine>) {
    panic!("the ring has room");
}

#[test]
fn each_runs_once_while_a_thief_steals() {
    check_both(3, None, |biased| {
        let world = World::new(3, biased);
        let stealing = thief(&world, false);
        let mut global = Vec::new();
        world.push(0, &mut global);
        world.push(1, &mut global);
        if let Some((g, _)) = world.victim.pop() {
            run(g);
        }
        world.push(2, &mut global);
        world.run_rest(global);
        stealing.join().unwrap();
        world.assert_each_ran_once();
    });
}

#[test]
fn each_runs_once_while_two_thieves_steal() {
    check_both(2, Some(2), |biased| {
        let world = World::new(3, biased);
        let thieves = [thief(&world, false), thief(&world, false)];
        let mut global = Vec::new();
        for i in 0..3 {
            world.push(i, &mut global);
        }
        world.run_rest(global);
        for t in thieves {
            t.join().unwrap();
        }
        world.assert_each_ran_once();
    });
}

#[test]
fn the_next_one_runs_once_whoever_takes_it() {
    check_both(2, Some(2), |biased| {
        let world = World::new(3, biased);
        let thieves: Vec<_> = (0..thieves(biased)).map(|_| thief(&world, true)).collect();
        let next = |i| world.victim.push_next(world.spawn(i), no_overflow);
        next(0);
        next(1); // kicks 0, if it is still there, into the ring
        if let Some((g, _)) = world.victim.pop() {
            run(g);
        }
        next(2);
        world.run_rest(Vec::new());
        for t in thieves {
            t.join().unwrap();
        }
        world.assert_each_ran_once();
    });
}

#[test]
fn a_full_ring_overflows_while_thieves_make_room() {
    check_both(2, Some(2), |biased| {
        let world = World::new(6, biased);
        let mut global = Vec::new();
        for i in 0..4 {
            world.push(i, &mut global);
        }
        assert!(global.is_empty());
        let thieves: Vec<_> = (0..thieves(biased)).map(|_| thief(&world, false)).collect();
        world.push(4, &mut global);
        world.push(5, &mut global);
        world.run_rest(global);
        for t in thieves {
            t.join().unwrap();
        }
        world.assert_each_ran_once();
    });
}

#[test]
fn slots_are_used_again_while_a_thief_reads_them() {
    check_both(2, Some(3), |biased| {
        let world = World::new(7, biased);
        let mut global = Vec::new();
        for i in 0..3 {
            world.push(i, &mut global);
        }
        let stealing = thief(&world, false);
        // Once around the ring.
        for i in 3..7 {
            if let Some((g, _)) = world.victim.pop() {
                run(g);
            }
            world.push(i, &mut global);
        }
        world.run_rest(global);
        stealing.join().unwrap();
        world.assert_each_ran_once();
    });
}

#[test]
fn a_thief_takes_half_and_no_less_than_one() {
    for len in 0..=4 {
        check_both(4, None, move |biased| {
            let world = World::new(len, biased);
            let mut global = Vec::new();
            for i in 0..len {
                world.push(i, &mut global);
            }
            assert_eq!(thief(&world, false).join().unwrap(), len.div_ceil(2));
            assert!(!world.victim.is_stolen_from());
            world.run_rest(global);
            world.assert_each_ran_once();
        });
    }
}

#[test]
fn a_queue_left_in_peace_is_its_owners_again_until_the_next_thief() {
    check(Some(3), || {
        let world = World::new(6, true);
        let mut global = Vec::new();
        let (first, then) = ([0, 1, 2], [3, 4, 5]);
        first.iter().for_each(|&i| world.push(i, &mut global));
        assert_eq!(thief(&world, false).join().unwrap(), 2);
        let stealing = thief(&world, true);
        for i in then {
            world.victim.push_next(world.spawn(i), no_overflow);
            if let Some(g) = world.victim.pop_ring() {
                run(g);
            }
        }
        world.run_rest(global);
        stealing.join().unwrap();
        world.assert_each_ran_once();
    });
}
