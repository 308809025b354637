//! errno: read in place, carried as a value.

use std::io;

/// A value of C's `errno`, as `#[cgo(errno(always))]` returns it. 0 means that the function set none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Errno(pub i32);

impl From<Errno> for io::Error {
    fn from(e: Errno) -> io::Error {
        io::Error::from_raw_os_error(e.0)
    }
}

impl std::fmt::Display for Errno {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        io::Error::from(*self).fmt(f)
    }
}

impl std::error::Error for Errno {}

/// What `errno` alone takes for failure: -1 of a signed integer, null of a pointer.
#[diagnostic::on_unimplemented(
    message = "`errno` does not know what `{Self}` returns on failure",
    note = "it knows -1 of signed integers and null pointers",
    note = "write `errno(fail = EXPR)`, or `errno(always)` with `-> (T, Errno)`"
)]
pub trait CReturn: Copy {
    /// Is this the value that says "see errno"?
    fn failed(self) -> bool;
}

macro_rules! signed {
    ($($t:ty)*) => {
        $(impl CReturn for $t {
            #[inline]
            fn failed(self) -> bool {
                self == -1
            }
        })*
    };
}
signed!(i8 i16 i32 i64 i128 isize);

impl<T> CReturn for *const T {
    #[inline]
    fn failed(self) -> bool {
        self.is_null()
    }
}

impl<T> CReturn for *mut T {
    #[inline]
    fn failed(self) -> bool {
        self.is_null()
    }
}

/// This thread's errno. Right after an imported function has returned it is that function's: whatever the runtime does
/// on the way out keeps it.
///
/// Never inlined, and neither is `set`: the standard library tells the compiler that errno's address is a constant, which
/// it then keeps across a park, and that may lead to another thread.
#[inline(never)]
pub fn errno() -> Errno {
    // SAFETY: the address is this thread's errno.
    Errno(unsafe { *libc::__errno_location() })
}

/// Sets errno to 0.
#[inline]
pub fn clear_errno() {
    set(0);
}

#[inline(never)]
fn set(value: i32) {
    // SAFETY: as above.
    unsafe { *libc::__errno_location() = value };
}

/// The result of a function declared `errno`.
#[inline]
pub fn errno_result<T: CReturn>(v: T) -> io::Result<T> {
    errno_result_if(v, v.failed())
}

/// The result of a function declared `errno(fail = ..)`.
#[inline]
pub fn errno_result_if<T>(v: T, failed: bool) -> io::Result<T> {
    if failed { Err(errno().into()) } else { Ok(v) }
}

/// Keeps errno across the runtime's own doings on a way into or out of C.
pub(crate) struct Kept(Errno);

impl Kept {
    pub(crate) fn new() -> Kept {
        Kept(errno())
    }
}

impl Drop for Kept {
    fn drop(&mut self) {
        set(self.0.0);
    }
}
