//! `Callback`: a closure as a C function pointer and a `void *`.
//!
//! | file | noun |
//! |---|---|
//! | `arity` | which closure makes which function pointer type, and the functions that C calls |
//! | `owned` | those that C keeps |
//! | `enter` | the way from such a function to the closure, on the goroutine's stack |

pub(crate) mod arity;
mod enter;
mod owned;

use std::ffi::c_void;
use std::fmt;
use std::marker::PhantomData;
use std::panic::Location;
use std::ptr::NonNull;

use arity::{CFunction, Closure, ClosureMut, First, Last};
use enter::{Boxed, Front, Head};
pub use owned::OwnedCallback;

/// A closure, as the pair that C libraries take for a callback: a function pointer and a `void *` of the user's.
///
/// C hands the `void *` back with each call, as the function's first argument (`data_first`, `owned_first`) or as its
/// last (`data_last`, `owned_last`). `F` is the type of the function pointer; it follows from the closure, all of whose
/// arguments need their C types: `|n: c_int, name: *const c_char| -> c_int { .. }` with the data first is an
/// `unsafe extern "C" fn(*mut c_void, c_int, *const c_char) -> c_int`. Up to 16 arguments beside the data.
///
/// | constructor | the closure | for |
/// |---|---|---|
/// | [`data_first`](Callback::data_first), [`data_last`](Callback::data_last) | `Fn + Sync`, may borrow for `'a` | C calls back from within one call |
/// | [`data_first_mut`](Callback::data_first_mut), [`data_last_mut`](Callback::data_last_mut) | `FnMut + Send`, may borrow for `'a` | the same; the process ends if C calls it within itself |
/// | [`owned_first`](Callback::owned_first), [`owned_last`](Callback::owned_last) | `Fn + Send + Sync + 'static` | C keeps it: an [`OwnedCallback`] |
///
/// The closure runs as an export does ([`cgo_export`](macro@crate::cgo_export)): on the goroutine's stack, where it may
/// wait in every way; on a thread that C made, on the stack of a goroutine of that thread's; and in place, if Rust code
/// calls the function itself. It lies on the heap, so that the `Callback` may be moved while C has the data.
///
/// ```
/// use std::cell::Cell;
/// use std::ffi::{c_int, c_void};
/// use cgocall::Callback;
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
/// # fn main() { cgocall::run(|| {
/// let mut words = ["lime", "fig", "banana"];
/// let mut calls = 0;
/// let by_length = Callback::data_last_mut(|a: *const c_void, b: *const c_void| -> c_int {
///     calls += 1;
///     // SAFETY: qsort_r passes pointers to the elements.
///     let (a, b) = unsafe { (*a.cast::<&str>(), *b.cast::<&str>()) };
///     a.len().cmp(&b.len()) as c_int
/// });
/// // SAFETY: the array is as described, and `by_length` outlives the call.
/// unsafe {
///     qsort_r(words.as_mut_ptr().cast(), 3, size_of::<&str>(), by_length.func(), by_length.data());
/// }
/// drop(by_length);
/// assert_eq!(words, ["fig", "lime", "banana"]);
/// assert!(calls >= 2);
/// # }) }
/// ```
///
/// # Safety
///
/// Making one is safe; [`func`](Callback::func) is an `unsafe fn`. Whoever calls it, or hands it to C, sees to it that
///
/// - it is called with this callback's [`data`](Callback::data) and with arguments that are what their types say,
/// - no call begins after the `Callback` has been dropped, and none is in progress then,
/// - C takes what the closure returns for what it is.
///
/// # Panics in the closure
///
/// A panic ends the process, naming the place where the `Callback` was made; with
/// [`on_panic_return`](Callback::on_panic_return) C gets a value instead, and the panic goes on when C has returned.
///
/// # `longjmp`
///
/// C that the closure calls may leave it by `longjmp`, if none of the frames that are skipped would have dropped
/// anything. A mutable one cannot be called again after that: its exclusive borrow never ended.
///
/// # Cost
///
/// Making one allocates. A call with one argument takes 12 instructions more than that of an export (counted by valgrind on
/// x86-64, where an export takes 51), and 23 with `data_first_mut` and `data_last_mut`, one of them locked.
#[must_use = "the closure is gone when the Callback is dropped"]
pub struct Callback<'a, F> {
    func: F,
    closure: NonNull<Head>,
    borrows: PhantomData<&'a ()>,
}

// SAFETY: a shared reference gives out the two pointers, and nothing else.
unsafe impl<F: Sync> Sync for Callback<'_, F> {}

impl<'a, F: CFunction> Callback<'a, F> {
    /// For C that passes the data first, during a call.
    ///
    /// ```
    /// use std::ffi::c_int;
    /// let offset = 40;
    /// let add = cgocall::Callback::data_first(|n: c_int| n + offset);
    /// // SAFETY: its own data.
    /// assert_eq!(unsafe { add.func()(add.data(), 2) }, 42);
    /// ```
    #[track_caller]
    pub fn data_first<C: Closure<First, F> + Sync + 'a>(closure: C) -> Callback<'a, F> {
        Callback::new(C::FUNC.0, closure)
    }

    /// For C that passes the data last, during a call.
    #[track_caller]
    pub fn data_last<C: Closure<Last, F> + Sync + 'a>(closure: C) -> Callback<'a, F> {
        Callback::new(C::FUNC.0, closure)
    }

    /// As [`data_first`](Callback::data_first), for a closure that changes what it captures.
    ///
    /// If C calls it again before it has returned, from within it or on another thread, the process ends with a message that
    /// names the place of this call.
    #[track_caller]
    pub fn data_first_mut<C: ClosureMut<First, F> + Send + 'a>(closure: C) -> Callback<'a, F> {
        Callback::new(C::FUNC.0, closure)
    }

    /// As [`data_last`](Callback::data_last), for a closure that changes what it captures: see
    /// [`data_first_mut`](Callback::data_first_mut).
    #[track_caller]
    pub fn data_last_mut<C: ClosureMut<Last, F> + Send + 'a>(closure: C) -> Callback<'a, F> {
        Callback::new(C::FUNC.0, closure)
    }

    #[track_caller]
    fn new<C: 'a>(func: F, closure: C) -> Callback<'a, F> {
        let boxed = Box::new(Boxed::<C, F::Result>::new(Location::caller(), closure));
        Callback { func, closure: NonNull::from(Box::leak(boxed)).cast(), borrows: PhantomData }
    }

    /// If the closure panics, C gets `value` and carries on; the panic resumes in the goroutine when the C call returns
    /// from which C called back, and what that returned is discarded.
    ///
    /// A second panic before that is reported by the panic hook and dropped, and so is one that no C call is around: on a
    /// thread that C made, or where Rust code called the function. For a function that returns nothing, the value is `()`.
    ///
    /// To be called before C has the data.
    ///
    /// ```
    /// use std::ffi::c_int;
    /// let odd = cgocall::Callback::data_first(|n: c_int| {
    ///     assert!(n >= 0, "a negative number");
    ///     n % 2
    /// })
    /// .on_panic_return(-1);
    /// # let hook = std::panic::take_hook();
    /// # std::panic::set_hook(Box::new(|_| ()));
    /// // SAFETY: its own data.
    /// assert_eq!(unsafe { odd.func()(odd.data(), -5) }, -1);
    /// # std::panic::set_hook(hook);
    /// ```
    pub fn on_panic_return(self, value: F::Result) -> Callback<'a, F>
    where
        F::Result: Copy,
    {
        // SAFETY: made by `new` for a function of this result, and C does not have it yet.
        unsafe { self.closure.cast::<Front<F::Result>>().as_mut() }.answer(value);
        self
    }
}

impl<F: Copy> Callback<'_, F> {
    /// The function pointer for C.
    pub fn func(&self) -> F {
        self.func
    }
}

impl<F> Callback<'_, F> {
    /// The `void *` for C, which it has to pass on to the function. Good until the `Callback` is dropped.
    pub fn data(&self) -> *mut c_void {
        self.closure.as_ptr().cast()
    }
}

impl<F: CFunction> Callback<'static, F> {
    /// For C that keeps the callback and passes the data first.
    ///
    /// ```
    /// use std::ffi::{c_int, c_void};
    /// use cgocall::Callback;
    /// # use cgocall_test_fixtures as _;
    ///
    /// #[cgocall::cgo_import]
    /// unsafe extern "C" {
    ///     /// Keeps a callback, like `sqlite3_create_collation_v2`, and calls `destroy` when it needs it no more.
    ///     fn fx_keep(
    ///         f: unsafe extern "C" fn(*mut c_void, c_int) -> c_int,
    ///         data: *mut c_void,
    ///         destroy: unsafe extern "C" fn(*mut c_void),
    ///     );
    ///     fn fx_call_kept(n: c_int) -> c_int;
    ///     fn fx_forget_kept();
    /// }
    ///
    /// # fn main() { cgocall::run(|| {
    /// let names = vec!["zero", "one", "two"];
    /// let length = Callback::owned_first(move |i: c_int| names[i as usize].len() as c_int);
    /// let destroy = length.drop_fn();
    /// let (func, data) = length.into_raw();
    /// // SAFETY: it calls `func` with `data` only, and `destroy` once and last.
    /// unsafe {
    ///     fx_keep(func, data, destroy);
    ///     assert_eq!(fx_call_kept(0), 4);
    ///     fx_forget_kept(); // drops `names`
    /// }
    /// # }) }
    /// ```
    #[track_caller]
    pub fn owned_first<C: Closure<First, F> + Send + Sync + 'static>(closure: C) -> OwnedCallback<F> {
        OwnedCallback(Callback::new(C::FUNC.0, closure))
    }

    /// For C that keeps the callback and passes the data last.
    #[track_caller]
    pub fn owned_last<C: Closure<Last, F> + Send + Sync + 'static>(closure: C) -> OwnedCallback<F> {
        OwnedCallback(Callback::new(C::FUNC.0, closure))
    }
}

impl<F> Drop for Callback<'_, F> {
    fn drop(&mut self) {
        // SAFETY: made by `new`, and dropped once; C has let go of it, as whoever gave it to C has promised.
        unsafe { enter::drop_closure(self.closure) };
    }
}

impl<F> fmt::Debug for Callback<'_, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // SAFETY: it lives as long as `self`.
        write!(f, "Callback(made at {})", unsafe { self.closure.as_ref() }.made_at)
    }
}
