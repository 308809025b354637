//! libuv on goroutines: an event loop whose callbacks may wait, and connections that read and write like blocking ones.
//!
//! ```
//! use cgocall_example_libuv::{Connection, Listener, Loop};
//!
//! #[cgocall::main(unsafe(migrating))]
//! fn main() -> std::io::Result<()> {
//!     let (uv, runner) = Loop::new()?;
//!     let running = cgocall::spawn(move || runner.run());
//!
//!     let listener = Listener::bind(&uv, "127.0.0.1:0".parse().unwrap())?;
//!     let address = listener.address();
//!     let server = cgocall::spawn(move || {
//!         let connection = listener.accept()?;
//!         connection.write(connection.read()?) // waits for its peer, as if it blocked
//!     });
//!     let client = Connection::connect(&uv, address)?;
//!     client.write(b"hello".to_vec())?;
//!     assert_eq!(client.read()?, b"hello");
//!
//!     server.join().unwrap()?;
//!     uv.stop();
//!     running.join().unwrap();
//!     Ok(())
//! }
//! ```
//!
//! A loop belongs to whoever runs it: one goroutine is in `uv_run`, a `blocking` import, for as long as there is anything to
//! wait for, and libuv calls back on it. Other goroutines hand it closures, and wake it with `uv_async_send`, which is the one
//! function that may be called from anywhere; then they wait in a channel for the answer (`event_loop.rs`).
//! Work for libuv's thread pool comes back on threads that libuv has made (`work.rs`).
//!
//! Every callback may wait: for a lock, a channel, the time. A pool's thread waits with it. The loop does, too, so that whoever
//! it waits for must not wait for the loop.
//!
//! # Why no thread is named for it
//!
//! Libraries that are bound to a thread are declared with `thread = ".."`. libuv is not: a loop wants one thread at a time, and
//! all but the making of it happens within the one call of `uv_run`, which stays on its thread as every call does. In a program
//! whose goroutines are bound to threads that call would hold back those that have first run on the same one, for ever. There
//! a thread of its own runs the loop, `std::thread::spawn(|| runner.run())`, and the callbacks run on that thread's goroutine.

mod event_loop;
mod handle;
mod listener;
mod status;
mod tcp;
mod timer;
mod work;

pub use event_loop::{Loop, Runner};
pub use listener::Listener;
pub use tcp::Connection;
pub use timer::Ticker;

/// libuv's C interface, as much of it as is used.
pub mod ffi {
    cgocall::include_bindings!("uv");
}
