//! `goroutine_local!`: like `thread_local!`, but it follows the goroutine.

use std::any::Any;
use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::rc::Rc;

use super::wait::{Here, here};
use crate::sched::g::G;

/// The values of one goroutine, or of one plain thread.
#[derive(Default)]
pub(crate) struct Locals(Vec<(usize, Rc<dyn Any>)>);

thread_local! {
    static OF_THREAD: RefCell<Locals> = const { RefCell::new(Locals(Vec::new())) };
}

/// A key of [`goroutine_local!`](crate::goroutine_local).
pub struct LocalKey<T: 'static> {
    init: fn() -> T,
}

impl<T: 'static> LocalKey<T> {
    #[doc(hidden)]
    pub const fn new(init: fn() -> T) -> LocalKey<T> {
        LocalKey { init }
    }

    /// Runs `f` on the goroutine's value, which is made at the first use and dropped when the goroutine ends. Off a
    /// goroutine it is the thread's. Used while the goroutine's values are being dropped, it is made anew.
    pub fn with<R>(&'static self, f: impl FnOnce(&T) -> R) -> R {
        let key = std::ptr::from_ref(self).addr();
        let found = with_locals(|l| l.0.iter().find(|(k, _)| *k == key).map(|(_, v)| v.clone()));
        let value = found.unwrap_or_else(|| {
            // Not under the borrow: an initialiser may use other keys.
            let fresh: Rc<dyn Any> = Rc::new((self.init)());
            with_locals(|l| l.0.push((key, fresh.clone())));
            fresh
        });
        // The clone keeps the value while `f` uses it, and nothing is borrowed, so that `f` may park.
        f(value.downcast_ref::<T>().expect("a key has one type"))
    }
}

impl<T: 'static> std::fmt::Debug for LocalKey<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("LocalKey")
    }
}

fn with_locals<R>(f: impl FnOnce(&mut Locals) -> R) -> R {
    match here() {
        // SAFETY: the goroutine's own field, and `f` (above) calls nothing that comes back here.
        Here::Goroutine(_, g) | Here::System(g) => f(unsafe { &mut *g.locals.get() }.get_or_insert_default()),
        Here::Thread => OF_THREAD.with_borrow_mut(f),
    }
}

/// Drops a goroutine's values, newest first. The payload of the last panic, if a drop panicked.
#[inline]
pub(crate) fn end(g: &G) -> std::thread::Result<()> {
    // SAFETY: the goroutine's own field.
    if unsafe { &*g.locals.get() }.is_none() { Ok(()) } else { drop_all(g) }
}

#[cold]
fn drop_all(g: &G) -> std::thread::Result<()> {
    let mut result = Ok(());
    // SAFETY: the goroutine's own field; taken out before anything is dropped. A drop may make new ones: hence the loop.
    while let Some(mut locals) = unsafe { &mut *g.locals.get() }.take() {
        while let Some(value) = locals.0.pop() {
            if let Err(payload) = catch_unwind(AssertUnwindSafe(|| drop(value))) {
                result = Err(payload);
            }
        }
    }
    result
}

/// Declares statics of which every goroutine has its own, as `thread_local!` does for threads.
///
/// ```
/// use std::cell::Cell;
/// cgocall::goroutine_local! {
///     /// Requests served by this goroutine.
///     static SERVED: Cell<u32> = Cell::new(0);
/// }
/// # fn main() { cgocall::run(|| {
/// SERVED.with(|n| n.set(n.get() + 1));
/// let other = cgocall::spawn(|| SERVED.with(Cell::get)).join().unwrap();
/// assert_eq!((SERVED.with(Cell::get), other), (1, 0));
/// # }) }
/// ```
#[macro_export]
macro_rules! goroutine_local {
    ($($(#[$attr:meta])* $vis:vis static $name:ident: $t:ty = $init:expr;)*) => {
        $($(#[$attr])* $vis static $name: $crate::LocalKey<$t> = $crate::LocalKey::new({
            fn init() -> $t { $init }
            init
        });)*
    };
}
