//! D: blocking C calls from many tasks, and what they do to other tasks.
use crate::{Cases, Metrics, ffi::p_nap, status, tokio};
use ::tokio::task::{block_in_place, spawn_blocking};
use std::time::{Duration, Instant};

#[derive(Clone, Copy)]
struct Load {
    tasks: usize,
    rounds: usize,
    us: i64,
}

impl Load {
    fn nap(self) {
        p_nap(self.us);
    }
}

fn measure(f: impl FnOnce()) -> Metrics {
    let wall = crate::timed(f).as_secs_f64() * 1e3;
    vec![("wall_ms", wall), ("threads", status("Threads")), ("rss_mb", status("VmHWM") / 1024.)]
}

/// `max`: the runtime's limit of blocking threads (512 unless set).
fn tokio_with(max: usize) -> ::tokio::runtime::Runtime {
    ::tokio::runtime::Builder::new_multi_thread().worker_threads(2).max_blocking_threads(max).build().unwrap()
}

fn tokio_sb(l: Load, max: usize) -> Metrics {
    let rt = tokio_with(max);
    measure(|| {
        rt.block_on(async {
            let all: Vec<_> = (0..l.tasks)
                .map(|_| {
                    ::tokio::spawn(async move {
                        for _ in 0..l.rounds {
                            spawn_blocking(move || l.nap()).await.unwrap();
                        }
                    })
                })
                .collect();
            for t in all {
                t.await.unwrap();
            }
        })
    })
}

fn tokio_bip(l: Load, max: usize) -> Metrics {
    let rt = tokio_with(max);
    measure(|| {
        rt.block_on(async {
            let all: Vec<_> = (0..l.tasks)
                .map(|_| {
                    ::tokio::spawn(async move {
                        for _ in 0..l.rounds {
                            block_in_place(|| l.nap());
                            ::tokio::task::yield_now().await;
                        }
                    })
                })
                .collect();
            for t in all {
                t.await.unwrap();
            }
        })
    })
}

fn unblock(l: Load) -> Metrics {
    measure(|| {
        let ex = smol::LocalExecutor::new();
        let all: Vec<_> = (0..l.tasks)
            .map(|_| {
                ex.spawn(async move {
                    for _ in 0..l.rounds {
                        blocking::unblock(move || l.nap()).await;
                    }
                })
            })
            .collect();
        smol::block_on(ex.run(async {
            for t in all {
                t.await;
            }
        }));
    })
}

fn may_plain(l: Load) -> Metrics {
    may::config().set_workers(2);
    measure(|| {
        let all: Vec<_> =
            (0..l.tasks).map(|_| may::go!(move || (0..l.rounds).for_each(|_| l.nap()))).collect();
        all.into_iter().for_each(|t| t.join().unwrap());
    })
}

fn threads(l: Load) -> Metrics {
    let mut n = 0.;
    let mut out = measure(|| {
        let all: Vec<_> =
            (0..l.tasks).map(|_| std::thread::spawn(move || (0..l.rounds).for_each(|_| l.nap()))).collect();
        n = status("Threads"); // a joined thread no longer counts
        all.into_iter().for_each(|t| t.join().unwrap());
    });
    out[1].1 = n;
    out
}

const TICKS: u32 = 1000;
const MS: Duration = Duration::from_millis(1);

fn latency(mut lat: Vec<Duration>) -> Metrics {
    lat.sort();
    let q = |q: f64| lat[((q * lat.len() as f64) as usize).min(lat.len() - 1)].as_nanos() as f64 / 1e3;
    vec![("p50_us", q(0.5)), ("p99_us", q(0.99)), ("max_us", q(1.))]
}

/// 1,000 ticks 1 ms apart on a fixed schedule (no coordinated omission), on
/// two workers, while two tasks run `block`, a C call of 1 s.
fn tokio_stall<F: Future<Output = ()> + Send + 'static>(block: fn() -> F, blockers: usize) -> Metrics {
    let rt = tokio(2);
    rt.block_on(rt.spawn(async move {
        ::tokio::time::sleep(20 * MS).await;
        let start = Instant::now();
        let ticker = ::tokio::spawn(async move {
            let mut lat = Vec::new();
            for k in 1..=TICKS {
                let due = start + k * MS;
                ::tokio::time::sleep_until(due.into()).await;
                lat.push(due.elapsed());
            }
            lat
        });
        for _ in 0..blockers {
            ::tokio::spawn(block());
        }
        latency(ticker.await.unwrap())
    }))
    .unwrap()
}

/// A slept coroutine goes on running on may's timer thread, where blocked
/// workers cannot stall it; `requeue` yields after each sleep, which sends it
/// back to the workers.
fn may_stall(requeue: bool) -> Metrics {
    may::config().set_workers(2);
    may::coroutine::sleep(20 * MS);
    let start = Instant::now();
    let ticker = may::go!(move || {
        let mut lat = Vec::new();
        for k in 1..=TICKS {
            let due = start + k * MS;
            may::coroutine::sleep(due.saturating_duration_since(Instant::now()));
            if requeue {
                may::coroutine::yield_now();
            }
            lat.push(due.elapsed());
        }
        lat
    });
    for _ in 0..2 {
        may::go!(|| p_nap(1_000_000));
    }
    latency(ticker.join().unwrap())
}

pub fn add(c: &mut Cases) {
    for (name, l) in [
        ("D.block1k", Load { tasks: 1000, rounds: 1, us: 10_000 }),
        ("D.block10k", Load { tasks: 10_000, rounds: 1, us: 10_000 }),
        ("D.short", Load { tasks: 16, rounds: 100, us: 200 }),
    ] {
        c.add(format!("{name}/tokio-sb"), move || tokio_sb(l, 512));
        c.add(format!("{name}/tokio-bip"), move || tokio_bip(l, 512));
        c.add(format!("{name}/unblock"), move || unblock(l));
        c.add(format!("{name}/thread-each"), move || threads(l));
        if l.tasks > 512 {
            c.add(format!("{name}/tokio-sb-max"), move || tokio_sb(l, l.tasks + 8));
            c.add(format!("{name}/tokio-bip-max"), move || tokio_bip(l, l.tasks + 8));
        }
        if l.tasks < 10_000 {
            c.add(format!("{name}/may-plain"), move || may_plain(l)); // tasks * 10 ms / 2 workers
        }
    }
    async fn plain() {
        p_nap(1_000_000);
    }
    async fn bip() {
        block_in_place(|| p_nap(1_000_000));
    }
    async fn sb() {
        spawn_blocking(|| p_nap(1_000_000)).await.unwrap();
    }
    c.add("D.stall/tokio-idle", || tokio_stall(plain, 0));
    c.add("D.stall/tokio-plain", || tokio_stall(plain, 2));
    c.add("D.stall/tokio-bip", || tokio_stall(bip, 2));
    c.add("D.stall/tokio-sb", || tokio_stall(sb, 2));
    c.add("D.stall/may-plain", || may_stall(false));
    c.add("D.stall/may-plain-yield", || may_stall(true));
}
