//! A channel allocates when it is made and for what it buffers, and not per value.

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicUsize, Ordering};

use cgocall::sync::{channel, unbounded};

struct Counting;

static ALLOCATIONS: AtomicUsize = AtomicUsize::new(0);

// SAFETY: everything is the system allocator's; counting touches no memory of it.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        ALLOCATIONS.fetch_add(1, Ordering::Relaxed);
        // SAFETY: the caller keeps the contract of `GlobalAlloc`, which is the same.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, at: *mut u8, layout: Layout) {
        // SAFETY: as above.
        unsafe { System.dealloc(at, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

// One test only, since another beside it would be counted too.
#[test]
fn ten_thousand_round_trips_allocate_nothing() {
    const ROUNDS: usize = 10_000;
    // What the runtime allocates now and then for itself is far below one allocation in a hundred rounds.
    const FEW: usize = ROUNDS / 100;

    for capacity in [0, 1, 100] {
        let allocations = cgocall::run(move || {
            let ((ping, pinged), (pong, ponged)) = (channel(capacity), channel(capacity));
            let echo = cgocall::spawn(move || pinged.iter().for_each(|i: usize| pong.send(i).unwrap()));
            let round = |i| {
                ping.send(i).unwrap();
                assert_eq!(ponged.recv(), Ok(i));
            };
            (0..100).for_each(round);
            let before = ALLOCATIONS.load(Ordering::Relaxed);
            (0..ROUNDS).for_each(round);
            let allocations = ALLOCATIONS.load(Ordering::Relaxed) - before;
            drop(ping);
            echo.join().unwrap();
            allocations
        });
        assert!(allocations < FEW, "{allocations} allocations in {ROUNDS} rounds with capacity {capacity}");
    }

    let (sender, receiver) = unbounded();
    (0..5000).for_each(|i| sender.send(i).unwrap());
    let before = ALLOCATIONS.load(Ordering::Relaxed);
    for i in 0..ROUNDS {
        sender.send(i).unwrap();
        receiver.recv().unwrap();
    }
    let allocations = ALLOCATIONS.load(Ordering::Relaxed) - before;
    assert!(allocations < FEW, "{allocations} allocations for {ROUNDS} values past a steady backlog");
}
