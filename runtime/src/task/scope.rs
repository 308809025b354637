//! Goroutines that borrow, as `std::thread::scope`.

use std::marker::PhantomData;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::{Arc, Mutex, PoisonError};

use super::join::JoinHandle;
use super::spawn::Spawner;
use super::waiter::{Waiter, Waker};

/// See [`scope`].
pub struct Scope<'scope, 'env: 'scope> {
    shared: Arc<Shared>,
    scope: PhantomData<&'scope mut &'scope ()>,
    env: PhantomData<&'env mut &'env ()>,
}

#[derive(Default)]
struct Shared(Mutex<State>);

#[derive(Default)]
struct State {
    running: usize,
    /// Goroutines that panicked and whose handle nobody has joined.
    panicked: usize,
    /// The scope's end waits.
    waker: Option<Waker>,
}

impl Shared {
    fn lock(&self) -> std::sync::MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Runs `f` with a scope whose goroutines may borrow from outside; returns when all of them have ended.
///
/// # Panics
/// With `f`'s panic, or if a goroutine panicked whose handle was not joined; as [`park`](crate::park), before `f` is
/// called.
///
/// # Aborts
/// If goroutines run when `f` has ended and a park is forbidden then (`f` has left a [`NoPark`](crate::NoPark) or a
/// [`WorldStopped`](crate::WorldStopped) behind): the scope can neither wait nor return.
///
/// ```
/// # fn main() { cgocall::run(|| {
/// let words = ["call", "C", "cheaply"];
/// let mut lengths = [0; 3];
/// cgocall::scope(|s| {
///     for (word, length) in words.iter().zip(&mut lengths) {
///         s.spawn(move || *length = word.len());
///     }
/// });
/// assert_eq!(lengths, [4, 1, 7]);
/// # }) }
/// ```
#[track_caller]
pub fn scope<'env, F, T>(f: F) -> T
where
    F: for<'scope> FnOnce(&'scope Scope<'scope, 'env>) -> T,
{
    super::waiter::ensure_can_park();
    let scope = Scope { shared: Arc::default(), scope: PhantomData, env: PhantomData };
    let result = catch_unwind(AssertUnwindSafe(|| f(&scope)));
    let mut state = scope.shared.lock();
    if state.running > 0 {
        let Some(waiter) = Waiter::try_new() else { cannot_end() };
        state.waker = Some(waiter.waker());
        drop(state);
        waiter.wait();
        state = scope.shared.lock();
    }
    let panicked = state.panicked > 0;
    drop(state);
    match result {
        Err(payload) => resume_unwind(payload),
        Ok(_) if panicked => panic!("a scoped goroutine panicked"),
        Ok(value) => value,
    }
}

#[cold]
fn cannot_end() -> ! {
    crate::fatal!(
        "a scope has ended whose goroutines still run, and its own goroutine may not park to wait for them.\n\
         help: drop every NoPark and WorldStopped within the closure that made them"
    )
}

impl<'scope> Scope<'scope, '_> {
    /// Starts a goroutine that ends before the scope does.
    ///
    /// # Panics
    /// If there is no memory for a stack.
    pub fn spawn<F, T>(&'scope self, f: F) -> ScopedJoinHandle<'scope, T>
    where
        F: FnOnce() -> T + Send + 'scope,
        T: Send + 'scope,
    {
        self.spawn_with(Spawner::new(), f).unwrap_or_else(|e| panic!("no stack for another goroutine: {e}"))
    }

    /// The same with a name, a stack size.
    ///
    /// # Errors
    /// As [`Spawner::spawn`].
    pub fn spawn_with<F, T>(
        &'scope self,
        spawner: Spawner,
        f: F,
    ) -> std::io::Result<ScopedJoinHandle<'scope, T>>
    where
        F: FnOnce() -> T + Send + 'scope,
        T: Send + 'scope,
    {
        self.shared.lock().running += 1;
        let counted = Counted(self.shared.clone());
        // The result crosses in a slot of its own, so that it is dropped before the scope ends whoever holds what.
        let slot = Arc::new(Mutex::new(None));
        let theirs = slot.clone();
        let body = move || {
            let result = catch_unwind(AssertUnwindSafe(f));
            counted.note(result.is_err());
            *theirs.lock().unwrap_or_else(PoisonError::into_inner) = Some(result);
            drop(theirs);
            drop(counted);
        };
        // SAFETY: `scope` does not return before `counted` is dropped, after the last use of what F and T borrow by
        // this goroutine; the handle cannot outlive 'scope.
        let handle = unsafe { spawner.spawn_unchecked(body)? };
        Ok(ScopedJoinHandle { handle, slot, shared: self.shared.clone(), scope: PhantomData })
    }
}

/// One running goroutine of a scope.
struct Counted(Arc<Shared>);

impl Counted {
    fn note(&self, panicked: bool) {
        self.0.lock().panicked += usize::from(panicked);
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        let mut state = self.0.lock();
        state.running -= 1;
        if state.running == 0
            && let Some(waker) = state.waker.take()
        {
            drop(state);
            // SAFETY: `scope` waits for this one wake.
            unsafe { waker.wake() };
        }
    }
}

/// The right to a scoped goroutine's result.
pub struct ScopedJoinHandle<'scope, T> {
    handle: JoinHandle<()>,
    slot: Arc<Mutex<Option<std::thread::Result<T>>>>,
    shared: Arc<Shared>,
    scope: PhantomData<&'scope ()>,
}

impl<T> ScopedJoinHandle<'_, T> {
    /// The goroutine.
    pub fn goroutine(&self) -> &crate::Goroutine {
        self.handle.goroutine()
    }

    /// Has it ended?
    pub fn is_finished(&self) -> bool {
        self.handle.is_finished()
    }

    /// Waits for its end.
    ///
    /// # Errors
    /// The payload, if it panicked; the scope does not panic for it then.
    #[track_caller]
    pub fn join(self) -> std::thread::Result<T> {
        self.handle.join()?;
        let result = self.slot.lock().unwrap_or_else(PoisonError::into_inner).take().expect("it has ended");
        if result.is_err() {
            self.shared.lock().panicked -= 1;
        }
        result
    }
}

impl<T> std::fmt::Debug for ScopedJoinHandle<'_, T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ScopedJoinHandle").field("goroutine", self.goroutine()).finish_non_exhaustive()
    }
}

impl std::fmt::Debug for Scope<'_, '_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Scope").field("running", &self.shared.lock().running).finish_non_exhaustive()
    }
}
