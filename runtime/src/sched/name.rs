//! A goroutine's name, which `dump` may look at while the goroutine ends.

use std::ptr::null_mut;
use std::sync::atomic::{AtomicPtr, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// A word, so that it is read in one piece; null is "no name", and so are zeros. Only goroutines that have one pay.
pub(crate) struct Name(AtomicPtr<String>);

/// Held while a name is copied that may end, and while one ends.
static ENDING: Mutex<()> = Mutex::new(());

fn ending() -> MutexGuard<'static, ()> {
    ENDING.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Name {
    /// Whoever makes the goroutine, once.
    pub(crate) fn set(&self, name: String) {
        self.0.store(Box::into_raw(Box::new(name)), Ordering::Release); // pairs with `copy`
    }

    /// For whoever holds a reference to the goroutine.
    pub(crate) fn get(&self) -> Option<&str> {
        // SAFETY: set before the goroutine was started, and ended when nobody refers to it any more.
        unsafe { self.0.load(Ordering::Relaxed).as_ref() }.map(String::as_str)
    }

    /// For anyone: the name of whoever lives here at this moment.
    pub(crate) fn copy(&self) -> Option<String> {
        let _lives = ending();
        // SAFETY: Acquire pairs with `set`; it ends under the lock.
        unsafe { self.0.load(Ordering::Acquire).as_ref() }.cloned()
    }

    /// Whoever holds the last reference: it has no name any more.
    #[inline]
    pub(crate) fn end(&self) {
        if !self.0.load(Ordering::Relaxed).is_null() {
            self.drop_it();
        }
    }

    #[cold]
    fn drop_it(&self) {
        let _ending = ending();
        // SAFETY: made by `set`; nobody reads it but `copy`, which the lock keeps out.
        drop(unsafe { Box::from_raw(self.0.swap(null_mut(), Ordering::Relaxed)) });
    }
}
