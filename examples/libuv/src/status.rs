//! What libuv's functions return.

use crate::ffi::*;
use std::ffi::{CStr, c_int};
use std::io;

/// libuv's own errors are below this; the others are the system's, with the sign changed.
const OWN: c_int = -3000;

/// A negative number is an error.
pub(crate) fn check(status: c_int) -> io::Result<()> {
    if status < 0 { Err(error(status)) } else { Ok(()) }
}

/// This error.
pub(crate) fn error(status: c_int) -> io::Error {
    if status > OWN {
        return io::Error::from_raw_os_error(-status);
    }
    // SAFETY: it takes any number, and its texts are static, except for an unknown number's, which is leaked.
    let text = unsafe { CStr::from_ptr(uv_strerror(status)) };
    io::Error::other(text.to_string_lossy())
}

/// What those get who wait for a loop that has come to its end.
pub(crate) fn stopped() -> io::Error {
    io::Error::new(io::ErrorKind::NotConnected, "the event loop has been stopped")
}
