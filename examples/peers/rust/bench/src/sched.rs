//! E: spawn, switch, ping-pong and idle memory.
use crate::{Cases, Metrics, ns, per_op, sample, sample_task, status, tokio};
use corosensei::{Coroutine, Yielder, stack::DefaultStack};
use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering::*},
};

const WAVES: usize = 1000;
const WAVE: usize = 1000;

/// 1M empty tasks: WAVES times, spawn WAVE and join them all.
fn waves(mut wave: impl FnMut()) -> Metrics {
    per_op(WAVES * WAVE, || (0..WAVES).for_each(|_| wave()))
}

fn tokio_spawn(workers: usize) -> Metrics {
    let rt = tokio(workers);
    rt.block_on(rt.spawn(async {
        let t = std::time::Instant::now();
        for _ in 0..WAVES {
            let all: Vec<_> = (0..WAVE).map(|_| ::tokio::spawn(async {})).collect();
            for t in all {
                t.await.unwrap();
            }
        }
        ns(t.elapsed().as_nanos() as f64 / (WAVES * WAVE) as f64)
    }))
    .unwrap()
}

fn on_may<T: Send + 'static>(workers: usize, f: impl FnOnce() -> T + Send + 'static) -> T {
    may::config().set_workers(workers);
    // SAFETY: the bodies need less than the 128 KiB (0x4000 words) of their stacks and borrow no
    // thread-local across a switch.
    let co = unsafe { may::coroutine::Builder::new().stack_size(0x4000).spawn(f) };
    co.unwrap().join().unwrap()
}

fn tokio_pingpong(workers: usize) -> Metrics {
    sample_task(&tokio(workers), |n| async move {
        let (a, mut b) = ::tokio::sync::mpsc::channel(1);
        let (c, mut d) = ::tokio::sync::mpsc::channel(1);
        let echo = ::tokio::spawn(async move {
            while let Some(x) = b.recv().await {
                c.send(x).await.unwrap();
            }
        });
        for i in 0..n {
            a.send(i).await.unwrap();
            d.recv().await.unwrap();
        }
        drop(a);
        echo.await.unwrap();
    })
}

fn may_pingpong(workers: usize) -> Metrics {
    on_may(workers, || {
        sample(|n| {
            let (a, b) = may::sync::mpsc::channel();
            let (c, d) = may::sync::mpsc::channel();
            let echo = may::go!(move || b.iter().for_each(|x: u64| c.send(x).unwrap()));
            for i in 0..n {
                a.send(i).unwrap();
                d.recv().unwrap();
            }
            drop(a);
            echo.join().unwrap();
        })
    })
}

/// RSS of n parked tasks; fewer where `start` fails.
fn idle<T>(n: usize, start: impl FnMut(usize) -> Option<T>, settled: impl FnOnce(usize)) -> Metrics {
    let before = status("VmRSS");
    let mut all = Vec::with_capacity(n);
    all.extend((0..n).map_while(start));
    settled(all.len());
    let bytes = (status("VmRSS") - before) * 1024. / all.len() as f64;
    let out = vec![("bytes", bytes), ("tasks", all.len() as f64)];
    std::mem::forget(all);
    out
}

fn tokio_idle(n: usize) -> Metrics {
    let rt = tokio(2);
    let (ready, stop) = (Arc::new(AtomicUsize::new(0)), Arc::new(::tokio::sync::Notify::new()));
    idle(
        n,
        |_| {
            let (ready, stop) = (ready.clone(), stop.clone());
            Some(rt.spawn(async move {
                ready.fetch_add(1, Relaxed);
                stop.notified().await;
            }))
        },
        |n| wait(&ready, n),
    )
}

fn wait(ready: &AtomicUsize, n: usize) {
    while ready.load(Relaxed) < n {
        std::thread::sleep(std::time::Duration::from_millis(1));
    }
}

fn may_idle(n: usize) -> Metrics {
    may::config().set_workers(2);
    let ready = Arc::new(AtomicUsize::new(0));
    idle(
        n,
        |_| {
            let ready = ready.clone();
            let body = move || {
                ready.fetch_add(1, Relaxed);
                may::coroutine::park();
            };
            Some(may::go!(body))
        },
        |n| wait(&ready, n),
    )
}

/// Stacks carved from one mapping, without guard pages.
struct Slab(usize);

const SLAB_STACK: usize = 16 << 10;

// SAFETY: `base` and `limit` bound a piece of the mapping that no other `Slab` has. The trait asks for a guard
// page, which this peer leaves out on purpose: its coroutines stay within a few hundred bytes.
unsafe impl corosensei::stack::Stack for Slab {
    fn base(&self) -> corosensei::stack::StackPointer {
        corosensei::stack::StackPointer::new(self.0 + SLAB_STACK).unwrap()
    }
    fn limit(&self) -> corosensei::stack::StackPointer {
        corosensei::stack::StackPointer::new(self.0).unwrap()
    }
}

fn coro_idle<S: corosensei::stack::Stack + 'static>(
    n: usize,
    mut stack: impl FnMut(usize) -> Option<S>,
) -> Metrics {
    idle(
        n,
        |i| {
            let mut co = Coroutine::with_stack(stack(i)?, |y: &Yielder<(), ()>, ()| y.suspend(()));
            co.resume(());
            Some(co)
        },
        |_| (),
    )
}

fn slab_idle(n: usize) -> Metrics {
    use libc::*;
    let flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE;
    // SAFETY: a fresh mapping, wherever the kernel puts it, overlaps nothing.
    let base = unsafe { mmap(std::ptr::null_mut(), n * SLAB_STACK, PROT_READ | PROT_WRITE, flags, -1, 0) };
    assert_ne!(base, MAP_FAILED);
    // Huge pages would charge each touched page with 511 others.
    // SAFETY: this is the mapping made above; the advice changes no contents.
    unsafe { madvise(base, n * SLAB_STACK, MADV_NOHUGEPAGE) };
    coro_idle(n, |i| Some(Slab(base as usize + i * SLAB_STACK)))
}

pub fn add(c: &mut Cases) {
    c.add("E.spawn/tokio", || tokio_spawn(2));
    c.add("E.spawn/tokio-ct", || tokio_spawn(0));
    c.add("E.spawn/may", || {
        on_may(2, || {
            waves(|| {
                let all: Vec<_> = (0..WAVE).map(|_| may::go!(|| ())).collect();
                all.into_iter().for_each(|t| t.join().unwrap());
            })
        })
    });
    c.add("E.spawn/smol", || {
        let ex = smol::LocalExecutor::new();
        smol::block_on(ex.run(async {
            waves(|| {
                let all: Vec<_> = (0..WAVE).map(|_| ex.spawn(async {})).collect();
                while ex.try_tick() {}
                all.into_iter().for_each(smol::block_on);
            })
        }))
    });
    c.add("E.spawn/rayon", || {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(2).build().unwrap();
        pool.install(|| waves(|| rayon::scope(|s| (0..WAVE).for_each(|_| s.spawn(|_| ())))))
    });
    c.add("E.spawn/thread-each", || {
        per_op(10_000, || {
            for _ in 0..100 {
                let all: Vec<_> = (0..100).map(|_| std::thread::spawn(|| ())).collect();
                all.into_iter().for_each(|t| t.join().unwrap());
            }
        })
    });
    // No scheduler: the cost of making, running and dropping one coroutine.
    c.add("E.spawnjoin1/corosensei", || {
        sample(|n| {
            (0..n).for_each(|_| Coroutine::<(), (), ()>::new(|_, ()| ()).resume(()).as_return().unwrap())
        })
    });
    c.add("E.spawnjoin1/corosensei-reuse", || {
        let mut stack = Some(DefaultStack::new(64 << 10).unwrap());
        sample(|n| {
            for _ in 0..n {
                let mut co = Coroutine::<(), (), (), _>::with_stack(stack.take().unwrap(), |_, ()| ());
                co.resume(());
                stack = Some(co.into_stack());
            }
        })
    });
    c.add("E.spawnjoin1/tokio", || {
        sample_task(&tokio(2), |n| async move {
            for _ in 0..n {
                ::tokio::spawn(async {}).await.unwrap();
            }
        })
    });
    c.add("E.spawnjoin1/may", || {
        on_may(2, || sample(|n| (0..n).for_each(|_| may::go!(|| ()).join().unwrap())))
    });

    for (peer, workers) in [("tokio-ct", 0), ("tokio-w1", 1)] {
        c.add(format!("E.yield/{peer}"), move || {
            sample_task(&tokio(workers), |n| async move {
                let two = [(); 2].map(|_| {
                    ::tokio::spawn(async move {
                        for _ in 0..n / 2 {
                            ::tokio::task::yield_now().await;
                        }
                    })
                });
                for t in two {
                    t.await.unwrap();
                }
            })
        });
    }
    c.add("E.yield/smol", || {
        sample(|n| {
            let ex = smol::LocalExecutor::new();
            let two = [(); 2].map(|_| {
                ex.spawn(async move {
                    for _ in 0..n / 2 {
                        smol::future::yield_now().await;
                    }
                })
            });
            smol::block_on(ex.run(async {
                for t in two {
                    t.await;
                }
            }));
        })
    });
    c.add("E.yield/may", || {
        on_may(1, || {
            sample(|n| {
                let two =
                    [(); 2].map(|_| may::go!(move || (0..n / 2).for_each(|_| may::coroutine::yield_now())));
                two.into_iter().for_each(|t| t.join().unwrap());
            })
        })
    });
    // Two switches (resume, suspend) per n, no scheduler: n / 2 round trips.
    c.add("E.yield/corosensei", || {
        let mut co = Coroutine::new(|y: &Yielder<(), ()>, ()| {
            loop {
                y.suspend(());
            }
        });
        sample(|n| (0..n / 2).for_each(|_| co.resume(()).as_yield().unwrap()))
    });
    c.add("E.yield/generator", || {
        let mut g = generator::Gn::<()>::new_scoped(|mut s| -> () {
            loop {
                s.yield_(());
            }
        });
        sample(|n| (0..n / 2).for_each(|_| g.resume().unwrap()))
    });
    c.add("E.yield/wasmtime-fiber", || {
        use wasmtime_internal_fiber::{Fiber, FiberStack};
        let stack = FiberStack::new(64 << 10, false).unwrap();
        let f = Fiber::<(), (), ()>::new(stack, |(), s| {
            loop {
                s.suspend(());
            }
        });
        let f = f.map_err(|e| e.0).unwrap();
        let out = sample(|n| (0..n / 2).for_each(|_| f.resume(()).unwrap_err()));
        std::mem::forget(f); // dropping an unfinished fiber panics
        out
    });

    c.add("E.pingpong/tokio-w1", || tokio_pingpong(1));
    c.add("E.pingpong/tokio", || tokio_pingpong(2));
    c.add("E.pingpong/may-w1", || may_pingpong(1));
    c.add("E.pingpong/may", || may_pingpong(2));
    c.add("E.pingpong/smol", || {
        sample(|n| {
            let ex = smol::LocalExecutor::new();
            let (a, b) = smol::channel::bounded(1);
            let (c, d) = smol::channel::bounded(1);
            let echo = ex.spawn(async move {
                while let Ok(x) = b.recv().await {
                    c.send(x).await.unwrap();
                }
            });
            smol::block_on(ex.run(async {
                for i in 0..n {
                    a.send(i).await.unwrap();
                    d.recv().await.unwrap();
                }
                drop(a);
                echo.await;
            }));
        })
    });
    c.add("E.pingpong/thread-chan", || {
        sample(|n| {
            let (a, b) = crossbeam_channel::bounded(0);
            let (c, d) = crossbeam_channel::bounded(0);
            let echo = std::thread::spawn(move || b.iter().for_each(|x: u64| c.send(x).unwrap()));
            for i in 0..n {
                a.send(i).unwrap();
                d.recv().unwrap();
            }
            drop(a);
            echo.join().unwrap();
        })
    });

    for (name, n) in [("E.idle100k", 100_000), ("E.idle1M", 1_000_000)] {
        c.add(format!("{name}/tokio"), move || tokio_idle(n));
        c.add(format!("{name}/corosensei"), move || coro_idle(n, |_| DefaultStack::new(1 << 20).ok()));
        c.add(format!("{name}/corosensei-min"), move || coro_idle(n, |_| DefaultStack::new(0).ok()));
        c.add(format!("{name}/corosensei-slab"), move || slab_idle(n));
    }
    // Two mappings per stack: may aborts the process near 32k of them
    // (vm.max_map_count 65,530), so it is measured with fewer.
    c.add("E.idle100k/may", || may_idle(30_000));
}
