//! Functions of C, documented.

use std::ffi::{c_int, c_uint};
use std::io;

#[cgocall::cgo_import]
unsafe extern "C" {
    /// Sleeps.
    ///
    /// | returns | when |
    /// |---|---|
    /// | 0 | the time has passed |
    #[cgo(blocking, errno(fail = c_uint::MAX))]
    pub fn sleep(seconds: c_uint) -> io::Result<c_uint>;

    #[doc = "Magnifies."]
    #[link_name = "abs"]
    pub safe fn magnitude(
        x: c_int,
    ) -> c_int;

    pub fn undocumented(x: c_int);

    /// Controls.
    #[cgo(variadic, fn_type)]
    pub fn fcntl(fd: c_int, command: c_int, ...) -> c_int;

    /// Converts.
    #[cgo(raw)]
    pub safe fn toupper(letter: c_int) -> c_int;
}

/// Functions with one default.
pub mod quick {
    use std::ffi::c_int;

    #[cgocall::cgo_import(leaf)]
    unsafe extern "C" {
        /// Asks.
        pub safe fn isalpha(letter: c_int) -> c_int;
    }
}

/// Is called by C.
#[cgocall::cgo_export]
pub extern "C" fn on_row(
    count: c_int,
) -> c_int {
    count
}
