//! The loop itself.

use super::{ANYWHERE, go, with_loop};
use cgocall_example_libuv::{Connection, Listener, Loop};
use std::io::ErrorKind::NotConnected;
use std::time::Duration;

const NEVER: Duration = Duration::from_secs(100_000);

/// Each wake-up that was lost would leave somebody waiting for ever.
#[test]
fn goroutines_wake_the_loop_from_anywhere() {
    with_loop(|uv| {
        let all: Vec<_> = (0..50)
            .map(|_| {
                let uv = uv.clone();
                cgocall::spawn(move || {
                    for _ in 0..40 {
                        drop(Listener::bind(&uv, ANYWHERE).expect("a free port"));
                    }
                })
            })
            .collect();
        all.into_iter().for_each(|goroutine| goroutine.join().expect("no panic"));
    });
}

#[test]
fn what_waits_for_a_loop_that_is_stopped_is_told() {
    with_loop(|uv| {
        let listener = Listener::bind(uv, ANYWHERE).expect("a free port");
        let client = Connection::connect(uv, listener.address()).expect("somebody listens");
        let server = listener.accept().expect("the client");
        let waits = uv.clone();
        let all = [
            cgocall::spawn(move || client.read().map(drop)),
            cgocall::spawn(move || server.read().map(drop)),
            cgocall::spawn(move || listener.accept().map(drop)),
            cgocall::spawn(move || waits.sleep(NEVER)),
        ];
        cgocall::sleep(Duration::from_millis(10)); // they wait
        assert!(all.iter().all(|goroutine| !goroutine.is_finished()));
        uv.stop();
        for goroutine in all {
            assert_eq!(goroutine.join().expect("no panic").unwrap_err().kind(), NotConnected);
        }
        assert_eq!(uv.sleep(NEVER).unwrap_err().kind(), NotConnected);
        assert_eq!(uv.work(|| ()).unwrap_err().kind(), NotConnected);
    });
}

#[test]
fn a_loop_that_never_ran_leaves_nobody_waiting() {
    go(|| {
        let (uv, runner) = Loop::new().expect("a loop");
        let (waiting, listening) = (uv.clone(), uv.clone());
        let waiting = cgocall::spawn(move || waiting.sleep(NEVER));
        let listening = cgocall::spawn(move || Listener::bind(&listening, ANYWHERE).map(drop));
        cgocall::sleep(Duration::from_millis(10)); // they wait
        drop(runner);
        assert_eq!(waiting.join().expect("no panic").unwrap_err().kind(), NotConnected);
        assert_eq!(listening.join().expect("no panic").unwrap_err().kind(), NotConnected);
        uv.stop();
    });
}

#[test]
fn many_loops_run_side_by_side() {
    go(|| {
        let loops: Vec<_> = (0..20)
            .map(|_| {
                let (uv, runner) = Loop::new().expect("a loop");
                (uv, crate::run(runner))
            })
            .collect();
        let listeners: Vec<_> =
            loops.iter().map(|(uv, _)| Listener::bind(uv, ANYWHERE).expect("a free port")).collect();
        // Each is a client of the next.
        let clients: Vec<_> = (0..loops.len())
            .map(|i| {
                let (uv, address) = (loops[i].0.clone(), listeners[(i + 1) % loops.len()].address());
                cgocall::spawn(move || Connection::connect(&uv, address).and_then(|peer| peer.read()))
            })
            .collect();
        for listener in &listeners {
            listener.accept().expect("a client").write(b"hello".to_vec()).expect("it reads");
        }
        for client in clients {
            assert_eq!(client.join().expect("no panic").expect("a greeting"), b"hello");
        }
        drop(listeners);
        for (uv, ended) in loops {
            uv.stop();
            ended();
        }
    });
}
