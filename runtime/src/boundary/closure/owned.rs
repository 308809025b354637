//! `OwnedCallback`: a closure that C keeps, and drops.

use std::ffi::c_void;
use std::fmt;

use super::arity::CFunction;
use super::{Callback, enter};

/// A [`Callback`] that C keeps: it can be given away for good, together with the function that drops it.
///
/// Made by [`Callback::owned_first`] and [`Callback::owned_last`]. As long as it is not given away by
/// [`into_raw`](OwnedCallback::into_raw), it is a [`Callback`] that borrows nothing, and may go to other threads.
#[must_use = "the closure is gone when the OwnedCallback is dropped"]
pub struct OwnedCallback<F>(pub(super) Callback<'static, F>);

// SAFETY: the closure in it is `Send`, as the constructors demand.
unsafe impl<F: Send> Send for OwnedCallback<F> {}

impl<F: CFunction> OwnedCallback<F> {
    /// See [`Callback::on_panic_return`].
    pub fn on_panic_return(self, value: F::Result) -> OwnedCallback<F>
    where
        F::Result: Copy,
    {
        OwnedCallback(self.0.on_panic_return(value))
    }
}

impl<F: Copy> OwnedCallback<F> {
    /// The function pointer for C.
    pub fn func(&self) -> F {
        self.0.func
    }

    /// Gives the closure away: from now on the `void *` owns it. It has to be passed to [`drop_fn`](Self::drop_fn) once, by
    /// C or by the caller, or the closure is never dropped.
    #[must_use = "the closure is never dropped if its data is lost"]
    pub fn into_raw(self) -> (F, *mut c_void) {
        let given = std::mem::ManuallyDrop::new(self);
        (given.func(), given.data())
    }
}

impl<F> OwnedCallback<F> {
    /// The `void *` for C. Good until the `OwnedCallback` is dropped, or for as long as C likes after
    /// [`into_raw`](Self::into_raw).
    pub fn data(&self) -> *mut c_void {
        self.0.data()
    }

    /// The C function that drops the closure, to be given to C as the destructor of its `void *`. The same for every
    /// callback.
    ///
    /// Like the closure, what it captured is dropped on the goroutine's stack, and may wait there. A panic in it ends the
    /// process.
    ///
    /// # Safety
    ///
    /// It is called once, with the data of an [`into_raw`](Self::into_raw), when no call of the closure is in progress and
    /// none will follow; from any thread.
    pub fn drop_fn(&self) -> unsafe extern "C" fn(*mut c_void) {
        enter::drop_fn
    }
}

impl<F> fmt::Debug for OwnedCallback<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Owned{:?}", self.0)
    }
}
