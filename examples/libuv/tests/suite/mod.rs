//! What holds in every mode of the runtime.

mod connections;
mod event_loop;
mod pool;
mod timers;

use cgocall_example_libuv::Loop;
use std::net::{Ipv4Addr, SocketAddrV4};
use std::sync::Once;

const ANYWHERE: SocketAddrV4 = SocketAddrV4::new(Ipv4Addr::LOCALHOST, 0);

/// Runs `f` as a goroutine of a program that is started in the mode of the test file.
fn go<T: Send + 'static>(f: impl FnOnce() -> T + Send + 'static) -> T {
    static STARTED: Once = Once::new();
    STARTED.call_once(|| crate::builder().init().expect("nobody has started it"));
    cgocall::run(f)
}

/// The same, with a loop that runs meanwhile. It must come to its end when it is stopped: all handles are closed.
fn with_loop<T: Send + 'static>(f: impl FnOnce(&Loop) -> T + Send + 'static) -> T {
    go(|| {
        let (uv, runner) = Loop::new().expect("a loop");
        let ended = crate::run(runner);
        let result = f(&uv);
        uv.stop();
        ended();
        result
    })
}
