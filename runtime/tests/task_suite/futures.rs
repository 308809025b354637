//! Futures on goroutines, and goroutines as futures.

use std::future::{Future, poll_fn};
use std::pin::{Pin, pin};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, OnceLock};
use std::task::{Context, Poll, Waker};
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use super::{Dropped, Gate, go, until};

fn tokio_runtime() -> &'static tokio::runtime::Runtime {
    static RUNTIME: OnceLock<tokio::runtime::Runtime> = OnceLock::new();
    RUNTIME.get_or_init(|| {
        tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().expect("a runtime")
    })
}

/// Runs a future of tokio's on the goroutine that calls.
fn with_tokio<T>(future: impl Future<Output = T>) -> T {
    let mut future = pin!(future);
    // Entered poll by poll: what `enter` sets belongs to the thread, and a goroutine may change it in between.
    cgocall::block_on(poll_fn(|cx| {
        let _entered = tokio_runtime().enter();
        future.as_mut().poll(cx)
    }))
}

#[test]
fn hundreds_of_goroutines_wait_for_timers_of_tokio_and_of_async_io() {
    go(|| {
        let tasks: Vec<_> = (0..400u64)
            .map(|i| {
                cgocall::spawn(move || {
                    for _ in 0..5 {
                        let (begun, d) = (Instant::now(), Duration::from_micros(i * 10));
                        if i % 2 == 0 {
                            with_tokio(async { tokio::time::sleep(d).await });
                        } else {
                            cgocall::block_on(async_io::Timer::after(d));
                        }
                        assert!(begun.elapsed() >= d);
                    }
                })
            })
            .collect();
        tasks.into_iter().for_each(|t| t.join().expect("all timers fire"));
    });
}

#[test]
fn goroutines_talk_over_sockets_of_tokio() {
    const CLIENTS: usize = 50;
    go(|| {
        let listener = with_tokio(async { TcpListener::bind("127.0.0.1:0").await.expect("a port") });
        let address = listener.local_addr().expect("bound");
        let server = cgocall::spawn(move || {
            for _ in 0..CLIENTS {
                let (mut socket, _) = with_tokio(listener.accept()).expect("a client");
                cgocall::spawn(move || {
                    let mut byte = [0];
                    while with_tokio(socket.read(&mut byte)).expect("open") > 0 {
                        with_tokio(socket.write_all(&[byte[0] + 1])).expect("open");
                    }
                });
            }
        });
        let clients: Vec<_> = (0..CLIENTS)
            .map(|_| {
                cgocall::spawn(move || {
                    let mut socket = with_tokio(TcpStream::connect(address)).expect("it listens");
                    for n in 0..20u8 {
                        with_tokio(socket.write_all(&[n])).expect("open");
                        assert_eq!(with_tokio(socket.read_u8()).expect("an answer"), n + 1);
                    }
                })
            })
            .collect();
        clients.into_iter().for_each(|c| c.join().expect("all was answered"));
        server.join().expect("it returns");
    });
}

#[test]
fn a_join_handle_is_a_future_under_any_executor() {
    crate::start();
    let task = |i: u64| {
        cgocall::spawn(move || {
            cgocall::sleep(Duration::from_micros(i * 20));
            i
        })
    };
    let sum = |under: &dyn Fn(Pin<Box<dyn Future<Output = u64>>>) -> u64| {
        under(Box::pin(async move {
            let tasks: Vec<_> = (0..100).map(task).collect();
            let mut sum = 0;
            for t in tasks {
                sum += t.await.expect("it returns");
            }
            sum
        }))
    };
    assert_eq!(sum(&|f| tokio_runtime().block_on(f)), 4950);
    assert_eq!(sum(&|f| async_io::block_on(f)), 4950);
    assert_eq!(sum(&|f| cgocall::block_on(f)), 4950);
    assert_eq!(go(|| sum(&|f| cgocall::block_on(f))), 4950);
    let spawned = tokio_runtime().spawn(async move { task(5).await.expect("it returns") });
    assert_eq!(tokio_runtime().block_on(spawned).expect("it returns"), 5);
}

#[test]
fn a_panic_reaches_whoever_awaits() {
    let task: cgocall::JoinHandle<()> = go(|| cgocall::spawn(|| std::panic::resume_unwind(Box::new(3u8))));
    let payload = tokio_runtime().block_on(task).expect_err("it panics");
    assert_eq!(*payload.downcast::<u8>().expect("a u8"), 3);
}

#[test]
fn a_polled_handle_drops_its_result_once_whatever_becomes_of_it() {
    static RESULTS: AtomicUsize = AtomicUsize::new(0);
    let results = || RESULTS.load(Ordering::SeqCst);
    let task = |gate: &Arc<Gate>| {
        let gate = gate.clone();
        cgocall::spawn(move || {
            gate.pass();
            Dropped(&RESULTS)
        })
    };
    fn poll<T>(handle: &mut cgocall::JoinHandle<T>) -> Poll<std::thread::Result<T>> {
        Pin::new(handle).poll(&mut Context::from_waker(Waker::noop()))
    }
    go(|| {
        // Polled, dropped, ended.
        let gate = Arc::new(Gate::default());
        let mut handle = task(&gate);
        assert!(poll(&mut handle).is_pending() && poll(&mut handle).is_pending());
        drop(handle);
        gate.open();
        until(|| results() == 1);

        // Polled, ended, dropped.
        let gate = Arc::new(Gate::default());
        let mut handle = task(&gate);
        assert!(poll(&mut handle).is_pending());
        gate.open();
        until(|| handle.is_finished());
        drop(handle);
        assert_eq!(results(), 2);

        // Polled, joined.
        let gate = Arc::new(Gate::default());
        let mut handle = task(&gate);
        assert!(poll(&mut handle).is_pending());
        cgocall::spawn(move || gate.open());
        drop(handle.join().expect("it returns"));
        assert_eq!(results(), 3);

        // Polled until ready; then there is nothing more to have.
        let gate = Arc::new(Gate::default());
        gate.open();
        let mut handle = task(&gate);
        until(|| handle.is_finished());
        assert!(poll(&mut handle).is_ready());
        assert_eq!(results(), 4);
        assert!(handle.is_finished());
        let again = std::panic::AssertUnwindSafe(|| poll(&mut handle));
        assert!(std::panic::catch_unwind(again).is_err());
        let joined = std::panic::AssertUnwindSafe(|| handle.join());
        assert!(std::panic::catch_unwind(joined).is_err());
        assert_eq!(results(), 4);
    });
}

/// A future that is ready when somebody says so.
#[derive(Default)]
struct Event(Mutex<(bool, Option<Waker>)>);

impl Event {
    fn set(&self) {
        let mut state = self.0.lock().expect("no panic under it");
        state.0 = true;
        let waker = state.1.take();
        drop(state);
        waker.into_iter().for_each(Waker::wake);
    }

    fn poll(&self, cx: &mut Context<'_>) -> Poll<()> {
        let mut state = self.0.lock().expect("no panic under it");
        if state.0 {
            return Poll::Ready(());
        }
        state.1 = Some(cx.waker().clone());
        Poll::Pending
    }
}

/// Within a poll everything may park, and that must not swallow the wake that the future waits for.
#[test]
fn a_wait_inside_a_poll_swallows_no_wake_of_the_future() {
    go(|| {
        for round in 0..200 {
            let event = Arc::new(Event::default());
            let (sender, receiver) = cgocall::sync::channel(0);
            cgocall::spawn({
                let event = event.clone();
                move || {
                    receiver.recv().expect("registered");
                    event.set();
                    receiver.recv().expect("the wake is pending");
                }
            });
            let mut first = true;
            cgocall::block_on(poll_fn(|cx| {
                let poll = event.poll(cx);
                if std::mem::take(&mut first) {
                    sender.send(()).expect("it waits");
                    sender.send(()).expect("it waits"); // parks; the event is set meanwhile
                    match round % 3 {
                        0 => cgocall::sleep(Duration::from_micros(50)),
                        1 => drop(cgocall::block_on(async_io::Timer::after(Duration::from_micros(50)))),
                        _ => cgocall::yield_now(),
                    }
                }
                poll
            }));
        }
    });
}

#[test]
fn an_unpark_ends_no_wait_for_a_future_and_is_kept() {
    go(|| {
        let event = Arc::new(Event::default());
        let task = cgocall::spawn({
            let event = event.clone();
            move || {
                cgocall::block_on(poll_fn(|cx| event.poll(cx)));
                cgocall::park();
            }
        });
        cgocall::sleep(Duration::from_millis(1));
        task.goroutine().unpark();
        cgocall::sleep(Duration::from_millis(1));
        assert!(!task.is_finished());
        event.set();
        task.join().expect("it returns");
    });
}

#[test]
fn wakers_outlive_the_wait_and_the_goroutine() {
    go(|| {
        let kept = Arc::new(Mutex::new(Vec::new()));
        let tasks: Vec<_> = (0..100)
            .map(|_| {
                let kept = kept.clone();
                cgocall::spawn(move || {
                    cgocall::block_on(poll_fn(|cx| {
                        kept.lock().expect("no panic under it").push(cx.waker().clone());
                        Poll::Ready(())
                    }))
                })
            })
            .collect();
        tasks.into_iter().for_each(|t| t.join().expect("it returns"));
        let others: Vec<_> =
            (0..100).map(|_| cgocall::spawn(|| cgocall::sleep(Duration::from_millis(1)))).collect();
        for waker in kept.lock().expect("no panic under it").drain(..) {
            waker.wake_by_ref();
            let by_value = waker.clone();
            by_value.wake();
            drop(waker);
        }
        others.into_iter().for_each(|o| o.join().expect("not disturbed"));
    });
}

#[test]
fn a_panic_in_a_future_passes_through_block_on() {
    go(|| {
        let panics = || -> () { cgocall::block_on(async { std::panic::resume_unwind(Box::new(1u8)) }) };
        assert!(std::panic::catch_unwind(panics).is_err());
        cgocall::block_on(async_io::Timer::after(Duration::from_micros(10)));
    });
}

#[test]
fn block_on_within_blocking_takes_its_turns() {
    go(|| {
        let tasks: Vec<_> = (0..50)
            .map(|_| {
                cgocall::spawn(|| {
                    cgocall::blocking(|| {
                        cgocall::block_on(async_io::Timer::after(Duration::from_micros(500)))
                    });
                })
            })
            .collect();
        tasks.into_iter().for_each(|t| t.join().expect("it returns"));
    });
}
