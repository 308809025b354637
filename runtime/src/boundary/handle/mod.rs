//! `Handle`: an integer that C keeps for a Rust value.
//!
//! | file | noun |
//! |---|---|
//! | `slot` | a place for one value, and the protocol by which it is reached: model-checked in `tests/loom/` |
//! | `table` | all slots |

mod slot;
mod table;

use std::any::{TypeId, type_name};
use std::ffi::c_void;
use std::fmt;
use std::ops::Deref;

use slot::{Kind, Refusal};
use table::Token;

/// A Rust value, for which C can keep a token: an integer that looks like a `void *`, and is checked when it comes back.
///
/// For the data pointer of callbacks, where C may keep, copy and mix up what it is given. The `Handle` owns the value.
/// [`into_raw`](Handle::into_raw) gives it to C: it then belongs to the token, by which [`with`](Handle::with) looks at
/// it, from any thread, until [`from_raw`](Handle::from_raw) takes it back. A token that was taken back, that no handle
/// ever had, null, or one of a value of another type is a panic that names the type `T`; nothing behind it is touched.
/// No token is ever given out twice, and none is a valid address.
///
/// ```
/// use std::ffi::{c_int, c_void};
/// use std::sync::atomic::{AtomicUsize, Ordering};
/// use cgocall::Handle;
///
/// #[cgocall::cgo_import]
/// unsafe extern "C" {
///     fn qsort_r(
///         base: *mut c_void,
///         n: usize,
///         size: usize,
///         compare: unsafe extern "C" fn(*const c_void, *const c_void, *mut c_void) -> c_int,
///         data: *mut c_void,
///     );
/// }
///
/// #[cgocall::cgo_export]
/// unsafe extern "C" fn by_value(a: *const c_void, b: *const c_void, calls: *mut c_void) -> c_int {
///     Handle::<AtomicUsize>::with(calls, |n| n.fetch_add(1, Ordering::Relaxed));
///     // SAFETY: qsort_r passes pointers to the elements.
///     unsafe { (*a.cast::<i32>()).cmp(&*b.cast()) as c_int }
/// }
///
/// # fn main() { cgocall::run(|| {
/// let calls = Handle::new(AtomicUsize::new(0)).into_raw();
/// let mut numbers = [3, 1, 2];
/// // SAFETY: the array is as described.
/// unsafe { qsort_r(numbers.as_mut_ptr().cast(), 3, 4, by_value, calls) };
/// assert_eq!(numbers, [1, 2, 3]);
/// let calls = Handle::<AtomicUsize>::from_raw(calls); // the token is worth nothing from now on
/// assert!(calls.load(Ordering::Relaxed) >= 2);
/// # }) }
/// ```
///
/// # Which values
///
/// `Send + Sync + 'static`, since C may bring the token to any thread, or to two at once. A value that is not `Sync` goes into
/// a [`sync::Mutex`](crate::sync::Mutex).
///
/// # Cost
///
/// `with` takes no lock; it is some 30 instructions, two of them locked, and threads with different tokens do not get into
/// each other's way. The memory of a token (64 bytes) is used again for another.
#[must_use = "the value is dropped with the Handle: give it to C by into_raw"]
pub struct Handle<T>(Box<T>);

impl<T: Send + Sync + 'static> Handle<T> {
    const KIND: &'static Kind = &Kind { id: TypeId::of::<T>, name: type_name::<T> };

    /// Takes `value` into its care.
    pub fn new(value: T) -> Handle<T> {
        Handle(Box::new(value))
    }

    /// Gives the value to C: it belongs to the token from now on, and is never dropped if
    /// [`from_raw`](Handle::from_raw) does not take it back.
    #[must_use = "the value is never dropped if its token is lost"]
    pub fn into_raw(self) -> *mut c_void {
        let value = Box::into_raw(self.0);
        std::ptr::without_provenance_mut(table::put(Self::KIND, value.cast()).0)
    }

    /// Takes back what [`into_raw`](Handle::into_raw) has given away. The token is stale then, and so is every copy.
    ///
    /// # Panics
    /// If the token stands for no value, or for one that is no `T`; and while a [`with`](Handle::with) of it has not
    /// ended, be it further out on this stack or on another thread. The value stays where it is.
    #[track_caller]
    pub fn from_raw(token: *mut c_void) -> Handle<T> {
        match table::take(Token(token.addr()), Self::KIND) {
            // SAFETY: the box of `into_raw`, of this type, and the only one who gets it.
            Ok(value) => Handle(unsafe { Box::from_raw(value.cast()) }),
            Err(refusal) => refused::<T>(token, refusal),
        }
    }

    /// Runs `f` on the value that `token` stands for. Several at a time may, on any threads, and `f` may wait.
    ///
    /// `f` must not be left by C's `longjmp`: nobody could take the value back after that.
    ///
    /// # Panics
    /// If the token stands for no value, or for one that is no `T`; and with whatever `f` panics with.
    ///
    /// ```
    /// use cgocall::Handle;
    /// let token = Handle::new(String::from("kept")).into_raw();
    /// assert_eq!(Handle::<String>::with(token, |s| s.len()), 4);
    /// drop(Handle::<String>::from_raw(token));
    /// # let hook = std::panic::take_hook();
    /// # std::panic::set_hook(Box::new(|_| ()));
    /// let stale = std::panic::catch_unwind(|| Handle::<String>::with(token, String::len)).unwrap_err();
    /// # std::panic::set_hook(hook);
    /// assert!(stale.downcast::<String>().unwrap().contains("Handle<alloc::string::String>"));
    /// ```
    #[track_caller]
    #[inline]
    pub fn with<R>(token: *mut c_void, f: impl FnOnce(&T) -> R) -> R {
        match table::pin(Token(token.addr()), Self::KIND) {
            // SAFETY: a value of this type, which nobody takes while the pin lives. `T: Sync`.
            Ok(pin) => f(unsafe { &*pin.value().cast::<T>() }),
            Err(refusal) => refused::<T>(token, refusal),
        }
    }

    /// The value itself.
    pub fn into_inner(self) -> T {
        *self.0
    }
}

impl<T> Deref for Handle<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T: fmt::Debug> fmt::Debug for Handle<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Handle").field(&*self.0).finish()
    }
}

#[cold]
#[track_caller]
fn refused<T>(token: *mut c_void, refusal: Refusal) -> ! {
    let name = type_name::<T>();
    match refusal {
        Refusal::Foreign if token.is_null() => {
            panic!("Handle<{name}>: the token is null. Was the data pointer given to C with the callback?")
        }
        Refusal::Foreign => panic!("Handle<{name}>: {token:p} is no token of any handle"),
        Refusal::Stale => panic!(
            "Handle<{name}>: the token {token:p} is stale: its value was taken back by Handle::from_raw, \
             and C has used it, or given it back, once more"
        ),
        Refusal::OtherKind(kind) => {
            panic!("Handle<{name}>: the token {token:p} stands for a value of the type {}", (kind.name)())
        }
        Refusal::Pinned(pins) => panic!(
            "Handle<{name}>: the token {token:p} cannot be taken back, as {pins} call(s) of Handle::with are \
             looking at its value. Take it back when C is done with it"
        ),
        Refusal::Full => {
            panic!("Handle<{name}>: 2^32 - 1 calls of Handle::with are looking at the token {token:p}")
        }
    }
}
