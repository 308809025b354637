//! D: blocking C calls from many goroutines, and what they do to other goroutines.
//!
//! `p_nap` is imported twice. Where a goroutine is known to wait (D.block1k, D.block10k, D.short, D.behind)
//! it is `blocking`, as a user would write it; in D.stall it has the default policy, so that what is measured
//! is whether the runtime notices by itself.
use crate::{
    Cases, Metrics, Runtime,
    ffi::{p_nap, p_nap_blocking},
    micros, quantile,
    sleeper::Sleeper,
    status, timed,
};
use std::time::{Duration, Instant};

const MS: Duration = Duration::from_millis(1);
const TICKS: u32 = 1000;

/// So many goroutines that each nap `rounds` times for `us` µs.
#[derive(Clone, Copy)]
struct Load {
    tasks: usize,
    rounds: usize,
    us: i64,
}

fn block_many(load: Load) -> Metrics {
    let nap = move || (0..load.rounds).for_each(|_| p_nap_blocking(load.us));
    let wall = timed(|| {
        let all: Vec<_> = (0..load.tasks).map(|_| cgocall::spawn(nap)).collect();
        all.into_iter().for_each(|task| task.join().expect("a nap does not panic"));
    });
    vec![
        ("wall_ms", wall.as_secs_f64() * 1e3),
        ("threads", status("Threads")),
        ("rss_mb", status("VmHWM") / 1024.),
    ]
}

/// 1,000 ticks 1 ms apart on a fixed schedule (no coordinated omission), while `blockers` goroutines sit in
/// a C call of 1 s.
fn stall(blockers: usize) -> Metrics {
    cgocall::sleep(20 * MS);
    for _ in 0..blockers {
        cgocall::spawn(|| p_nap(1_000_000));
    }
    let start = Instant::now();
    let ticker = cgocall::spawn(move || {
        let late = |tick| {
            let due = start + tick * MS;
            cgocall::sleep_until(due);
            micros(due.elapsed())
        };
        (1..=TICKS).map(late).collect::<Vec<_>>()
    });
    let late = ticker.join().expect("the ticker does not panic");
    vec![
        ("p50_us", quantile(late.clone(), 0.5)),
        ("p99_us", quantile(late.clone(), 0.99)),
        ("max_us", quantile(late, 1.)),
    ]
}

/// How late a goroutine starts that is queued behind a `blocking` call, beside how late a sleeping thread
/// starts that a futex wakes.
///
/// With one P the goroutine can start only by the hand-off. Both waits alternate, and both wakers go to
/// sleep in the same call right after, so that both meet the same machine.
fn behind() -> Metrics {
    let sleeper = Sleeper::start();
    let (mut queued, mut woken) = (Vec::new(), Vec::new());
    for _ in 0..TICKS {
        let since = Instant::now();
        let task = cgocall::spawn(move || since.elapsed());
        p_nap_blocking(1000);
        queued.push(micros(task.join().expect("reading the clock does not panic")));

        let since = Instant::now();
        sleeper.wake();
        p_nap_blocking(1000);
        woken.push(micros(sleeper.woken_at() - since));
    }
    vec![
        ("p50_us", quantile(queued.clone(), 0.5)),
        ("p99_us", quantile(queued, 0.99)),
        ("futex_us", quantile(woken, 0.5)),
    ]
}

pub(crate) fn add(c: &mut Cases) {
    for (bench, load) in [
        ("D.block1k", Load { tasks: 1000, rounds: 1, us: 10_000 }),
        ("D.block10k", Load { tasks: 10_000, rounds: 1, us: 10_000 }),
        ("D.short", Load { tasks: 16, rounds: 100, us: 200 }),
    ] {
        c.add(bench, "cgocall", Runtime::MIGRATING, move || block_many(load));
        if bench == "D.block10k" {
            c.add(bench, "cgocall-bound", Runtime::BOUND, move || block_many(load));
        }
    }
    c.add("D.stall", "cgocall", Runtime::MIGRATING, || stall(2));
    c.add("D.stall", "cgocall-idle", Runtime::MIGRATING, || stall(0));
    c.add("D.behind", "cgocall", Runtime::ONE_P, behind);
}
