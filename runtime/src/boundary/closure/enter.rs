//! From the function that C calls to the closure.
//!
//! ```text
//!        goroutine's stack                      g0
//!   | frame of the call         |           | frames of the C function      |
//!   | record of the callback    |           | the function of `arity.rs`:   |
//!   | body: takes the arguments | <-------> |   Job { data, args, result }  |
//!   | the user's closure        |           | frame of cgocallback          |
//! ```
//!
//! The function that C calls is Rust with C's signature, so the compiler knows where the arguments are. It packs them in
//! its frame and enters as an export whose one argument is the address of that. What lies on g0 has no destructors: C
//! may leave it by `longjmp`.
//!
//! Rejected: a naked function for every closure type, as exports have, which needs no packing. It would have to name a
//! generic static, which Rust has not, and to tell which arguments lie in memory once more for every shape.

use std::any::{Any, type_name};
use std::cell::UnsafeCell;
use std::ffi::c_void;
use std::marker::PhantomData;
use std::mem::{ManuallyDrop, MaybeUninit};
use std::panic::{AssertUnwindSafe, Location, catch_unwind};
use std::ptr::NonNull;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::arch;
use crate::boundary::callback::Export;
use crate::boundary::panic::defer_panic;
use crate::task::current::described_here;

/// A closure with arguments of the tuple type `A`; `EXCLUSIVE` if it may change what it captured.
pub(super) trait Invoke<const EXCLUSIVE: bool, A> {
    /// What it returns.
    type Result;

    /// Calls it.
    ///
    /// # Safety
    /// `closure` lives, and nobody else uses it meanwhile if `EXCLUSIVE`.
    unsafe fn invoke(closure: *mut Self, arguments: A) -> Self::Result;
}

/// What the data pointer points to: [`Head`] to those who know nothing, [`Front`] to those who know the result.
#[repr(C)]
pub(super) struct Boxed<C, R> {
    front: Front<R>,
    closure: UnsafeCell<C>,
}

#[repr(C)]
pub(super) struct Front<R> {
    head: Head,
    /// For C, if the closure panics. Set for `Copy` types only.
    answer: Option<R>,
}

pub(super) struct Head {
    pub(super) made_at: &'static Location<'static>,
    drop: unsafe fn(NonNull<Head>),
    /// An exclusive closure runs.
    entered: AtomicBool,
}

impl<C, R> Boxed<C, R> {
    pub(super) fn new(made_at: &'static Location<'static>, closure: C) -> Boxed<C, R> {
        /// # Safety
        /// As [`drop_closure`].
        unsafe fn drop_boxed<C, R>(head: NonNull<Head>) {
            // SAFETY: the caller's promise; `new` paired this function with its type.
            drop(unsafe { Box::from_raw(head.cast::<Boxed<C, R>>().as_ptr()) });
        }
        let head = Head { made_at, drop: drop_boxed::<C, R>, entered: AtomicBool::new(false) };
        Boxed { front: Front { head, answer: None }, closure: UnsafeCell::new(closure) }
    }
}

impl<R: Copy> Front<R> {
    pub(super) fn answer(&mut self, value: R) {
        self.answer = Some(value);
    }
}

/// # Safety
/// The head of a leaked [`Boxed`], which nobody uses any more.
pub(super) unsafe fn drop_closure(head: NonNull<Head>) {
    // SAFETY: the caller's promise, twice.
    unsafe { (head.as_ref().drop)(head) };
}

/// One call, in the frame of the function that C called.
struct Job<A, R> {
    data: *mut c_void,
    arguments: ManuallyDrop<A>,
    result: MaybeUninit<R>,
}

/// On C's stack: hands the call to the closure behind `data`.
///
/// # Safety
/// `data` points to a [`Boxed`] of this `C`, and the arguments are what their types say.
#[inline(always)]
pub(super) unsafe fn enter<const EXCLUSIVE: bool, C: Invoke<EXCLUSIVE, A>, A>(
    data: *mut c_void,
    arguments: A,
) -> C::Result {
    let mut job = Job { data, arguments: ManuallyDrop::new(arguments), result: MaybeUninit::uninit() };
    // SAFETY: the export's body takes this job, and returns only when it has written the result.
    unsafe {
        arch::callback_with(Of::<EXCLUSIVE, C, A>::EXPORT, (&raw mut job).cast());
        job.result.assume_init()
    }
}

/// The export through which all closures of one type are entered.
struct Of<const EXCLUSIVE: bool, C, A>(PhantomData<(C, A)>);

impl<const EXCLUSIVE: bool, C: Invoke<EXCLUSIVE, A>, A> Of<EXCLUSIVE, C, A> {
    const EXPORT: &'static Export = &Export::named_by(body::<EXCLUSIVE, C, A> as *const (), type_name::<C>);
}

/// On the goroutine's stack, or wherever Rust code called from. Nothing unwinds out of it.
///
/// # Safety
/// `job` is that of [`enter`] of the same types.
unsafe extern "C" fn body<const EXCLUSIVE: bool, C: Invoke<EXCLUSIVE, A>, A>(job: *mut c_void) {
    // SAFETY: `enter`'s frame waits for us, and its caller has promised that the data is of this type and lives.
    let (job, boxed) = unsafe {
        let job = &mut *job.cast::<Job<A, C::Result>>();
        let boxed = &*job.data.cast::<Boxed<C, C::Result>>();
        (job, boxed)
    };
    let head = &boxed.front.head;
    // Acquire: pairs with the Release below, by which the last call hands on what it has changed.
    if EXCLUSIVE && head.entered.swap(true, Ordering::Acquire) {
        entered_again(head);
    }
    // SAFETY: taken once. The closure lives as the data does; if it is exclusive, the swap has made sure of that.
    let result = catch_unwind(AssertUnwindSafe(|| unsafe {
        C::invoke(boxed.closure.get(), ManuallyDrop::take(&mut job.arguments))
    }));
    if EXCLUSIVE {
        head.entered.store(false, Ordering::Release);
    }
    job.result.write(match result {
        Ok(result) => result,
        Err(payload) => panicked(&boxed.front, Of::<EXCLUSIVE, C, A>::EXPORT, payload),
    });
}

#[cold]
fn panicked<R>(front: &Front<R>, export: &'static Export, payload: Box<dyn Any + Send>) -> R {
    // SAFETY: a bitwise copy of what is set for `Copy` types only.
    let Some(answer) = (unsafe { std::ptr::read(&front.answer) }) else {
        crate::fatal!(
            "{}: the closure of the Callback made at {} panicked, and C is next.\n\
             help: with Callback::on_panic_return(VALUE) C gets a value, and the panic resumes when C has returned",
            described_here(),
            front.head.made_at
        );
    };
    defer_panic(export, payload);
    answer
}

#[cold]
fn entered_again(head: &Head) -> ! {
    crate::fatal!(
        "{}: the closure of the Callback made at {} was called before its last call had returned, by C within it or on \
         another thread. It changes what it captured, so one call at a time can run; a call that C has left by longjmp \
         counts as running.\n\
         help: let the closure capture a Cell or a cgocall::sync::Mutex, and make it by Callback::data_first or data_last",
        described_here(),
        head.made_at
    );
}

static DROP: Export = Export::new(drop_body as *const (), "OwnedCallback::drop_fn", 0);

/// What C calls to drop a closure that it owns.
///
/// # Safety
/// `data` is that of an [`OwnedCallback`](super::OwnedCallback) given away, dropped for the first time.
pub(super) unsafe extern "C" fn drop_fn(data: *mut c_void) {
    // SAFETY: the body takes the data, and nothing else.
    unsafe { arch::callback_with(&DROP, data) };
}

/// # Safety
/// As [`drop_fn`].
unsafe extern "C" fn drop_body(data: *mut c_void) {
    let head = NonNull::new(data).expect("the data of a Callback").cast::<Head>();
    // SAFETY: the caller's promise.
    let made_at = unsafe { head.as_ref() }.made_at;
    // SAFETY: the caller's promise.
    if catch_unwind(AssertUnwindSafe(|| unsafe { drop_closure(head) })).is_err() {
        crate::fatal!(
            "{}: the destructor of something that the Callback made at {made_at} captured panicked, and C is next",
            described_here()
        );
    }
}
