//! E: spawn, switch, ping-pong and idle memory.
use crate::{Cases, Metrics, Runtime, per_op, sample, status};
use cgocall::{Spawner, spawn, sync::channel, yield_now};
use std::{
    mem,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering::*},
    },
    time::Duration,
};

const WAVES: usize = 1000;
const WAVE: usize = 1000;

/// A million empty goroutines: `WAVES` times, spawn `WAVE` and join them all.
fn spawn_waves() -> Metrics {
    per_op(WAVES * WAVE, || {
        for _ in 0..WAVES {
            let all: Vec<_> = (0..WAVE).map(|_| spawn(|| ())).collect();
            all.into_iter().for_each(|task| task.join().expect("an empty body does not panic"));
        }
    })
}

fn spawn_join_one() -> Metrics {
    sample(|n| (0..n).for_each(|_| spawn(|| ()).join().expect("an empty body does not panic")))
}

/// Two goroutines that yield to each other; one operation is one yield.
fn yields() -> Metrics {
    sample(|n| {
        let two = [(); 2].map(|_| spawn(move || (0..n / 2).for_each(|_| yield_now())));
        two.into_iter().for_each(|task| task.join().expect("yielding does not panic"));
    })
}

/// Round trips over two rendezvous channels, as unbuffered as Go's.
fn ping_pong() -> Metrics {
    sample(|n| {
        let (ask, asked) = channel(0);
        let (answer, answered) = channel(0);
        let echo = spawn(move || asked.into_iter().for_each(|x: u64| answer.send(x).expect("it is awaited")));
        let asker = spawn(move || {
            for i in 0..n {
                ask.send(i).expect("the echo listens");
                answered.recv().expect("the echo answers");
            }
        });
        asker.join().expect("asking does not panic");
        echo.join().expect("answering does not panic");
    })
}

/// Resident memory of n parked goroutines; of fewer where no more can be had.
fn idle(n: usize) -> Metrics {
    let before = status("VmRSS");
    let ready = Arc::new(AtomicUsize::new(0));
    let mut all = Vec::with_capacity(n);
    all.extend((0..n).map_while(|_| {
        let ready = ready.clone();
        let body = move || {
            ready.fetch_add(1, Relaxed);
            cgocall::park();
        };
        Spawner::new().spawn(body).ok()
    }));
    while ready.load(Relaxed) < all.len() {
        cgocall::sleep(Duration::from_millis(1));
    }
    let bytes = (status("VmRSS") - before) * 1024. / all.len() as f64;
    let found = vec![("bytes", bytes), ("tasks", all.len() as f64)];
    mem::forget(all); // nobody joins them: they are parked for good
    found
}

pub(crate) fn add(c: &mut Cases) {
    for (peer, runtime) in
        [("cgocall", Runtime::MIGRATING), ("cgocall-p1", Runtime::ONE_P), ("cgocall-bound", Runtime::BOUND)]
    {
        c.add("E.spawn", peer, runtime, spawn_waves);
        c.add("E.spawnjoin1", peer, runtime, spawn_join_one);
        c.add("E.yield", peer, runtime, yields);
        c.add("E.pingpong", peer, runtime, ping_pong);
    }
    c.add("E.idle100k", "cgocall", Runtime::MIGRATING, || idle(100_000));
    c.add("E.idle1M", "cgocall", Runtime::MIGRATING, || idle(1_000_000));
}
