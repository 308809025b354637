//! A library for C programs, with goroutines inside: bounded channels between the threads of a host.
//!
//! The host includes `include/chan.h` and links `libchan.a`, or `libchan.so`,
//! or loads the latter when it needs it; from Python it is a `ctypes.CDLL`. It knows nothing of goroutines: there is no
//! function to start anything, and none for a thread to call first. What may wait is an export: a thread's first call of one
//! attaches it, and what waits parks.
//!
//! ```sh
//! cargo build --release -p cgocall-example-library
//! cc main.c -I examples/library/include target/release/libchan.a -lgcc_s -lpthread -ldl -lm
//! ```
//!
//! `cargo rustc --release -p cgocall-example-library --crate-type staticlib -- --print native-static-libs` says which
//! libraries of the system a static one needs.
//!
//! # What a library does differently
//!
//! - There is no `main` to say in which mode goroutines run. The first call of an export starts the runtime with the
//!   defaults, before its body. [`chan_new`], which a host calls first as a rule, is a plain C function instead, and says it.
//! - Its exports are `#[unsafe(no_mangle)]`: the host finds them by name.
//! - It stays loaded, whatever the host closes, once there are goroutines ([`cgocall`] sees to that).
//! - It calls the host's functions by an import, like any C (`host.rs`): they need a big stack, and may take their time.

mod chan;
mod host;

use cgocall::cgo_export;
use chan::Chan;
use host::{Context, Function};
use std::ffi::c_void;
use std::sync::Once;
use std::sync::atomic::{AtomicU64, Ordering};

/// `chan_new`: a channel with room for `capacity` values.
#[unsafe(no_mangle)]
pub extern "C" fn chan_new(capacity: usize) -> *mut Chan {
    start();
    Box::into_raw(Box::new(Chan::new(capacity)))
}

/// Starts the runtime, unless an export has started it. The functions of the host take their time: goroutines that are tied
/// to one thread, as by default, wait for each other's.
fn start() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        // SAFETY: no goroutine of this library keeps anything of its thread while it waits: there are references, numbers
        // and a mutex of `cgocall` in their frames.
        let migrating = unsafe { cgocall::Builder::new().migrating() };
        let _ = migrating.init(); // or an export came first: the defaults are slower here, and no less right
    });
}

/// `chan_send`: puts `value` in. False if the channel is closed.
///
/// # Safety
///
/// `chan` is from [`chan_new`] and not freed before this returns.
#[cgo_export]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn chan_send(chan: *const Chan, value: i64) -> bool {
    // SAFETY: the host's promise.
    unsafe { &*chan }.send(value).is_ok()
}

/// `chan_recv`: takes a value out. False if the channel is closed and empty.
///
/// # Safety
///
/// As with [`chan_send`], and `value` may be written to.
#[cgo_export]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn chan_recv(chan: *const Chan, value: *mut i64) -> bool {
    // SAFETY: the host's promise.
    let received = unsafe { &*chan }.recv();
    if let Some(received) = received {
        // SAFETY: the host's promise.
        unsafe { value.write(received) };
    }
    received.is_some()
}

/// `chan_close`: nothing goes in any more.
///
/// # Safety
///
/// As with [`chan_send`].
#[cgo_export]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn chan_close(chan: *const Chan) {
    // SAFETY: the host's promise.
    unsafe { &*chan }.close();
}

/// `chan_free`: gives the channel back.
///
/// # Safety
///
/// `chan` is null, or from [`chan_new`], not freed yet, and used by nobody.
#[cgo_export]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn chan_free(chan: *mut Chan) {
    if !chan.is_null() {
        // SAFETY: the host's promise.
        drop(unsafe { Box::from_raw(chan) });
    }
}

/// `chan_pump`: sends to one channel what `f` makes of the values of another, and counts them.
///
/// # Safety
///
/// As with [`chan_send`] for both channels. `f` may be called with `data` on any thread, on several at one time, until
/// this returns.
#[cgo_export]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn chan_pump(
    from: *const Chan,
    to: *const Chan,
    goroutines: usize,
    f: Function,
    data: *mut c_void,
) -> u64 {
    // SAFETY: the host's promise.
    let (from, to, context) = unsafe { (&*from, &*to, Context::new(f, data)) };
    let sent = AtomicU64::new(0);
    cgocall::scope(|scope| {
        for _ in 0..goroutines.max(1) {
            scope.spawn(|| {
                while let Some(value) = from.recv()
                    && to.send(context.call(value)).is_ok()
                {
                    sent.fetch_add(1, Ordering::Relaxed);
                }
            });
        }
    });
    sent.into_inner()
}
