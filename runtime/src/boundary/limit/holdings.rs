//! Which places a goroutine holds, or a thread that is on none.
//!
//! Kept apart from the frames of the calls that hold them, over which C may jump. Nearly always it is one place at most;
//! whoever calls C in callbacks may hold more.

use std::cell::UnsafeCell;
use std::iter::successors;
use std::mem::ManuallyDrop;
use std::ptr::{from_ref, null};
use std::sync::atomic::Ordering;

use super::Limit;
use crate::arch::{self, Hot};
use crate::sched::this_m;

/// A place that is held.
pub(super) struct Holding {
    pub(super) limit: &'static Limit,
    /// The callback in which the call was made.
    pub(super) record: usize,
}

impl Holding {
    #[inline]
    pub(super) fn is_of(&self, limit: &Limit) -> bool {
        std::ptr::eq(self.limit, limit)
    }
}

/// The places held, of each limit one at most, last in first out. Its goroutine alone looks at it, or its thread. With
/// none it is all zeros.
pub(crate) struct Holdings(UnsafeCell<List>);

struct List {
    newest: Option<Holding>,
    /// Only where there is a newest.
    older: Option<Box<List>>,
}

thread_local! {
    /// Of a thread that is on no goroutine, or on the one of a thread that C made: its first call may be older than that.
    /// Nothing is dropped with the thread, so that destructors of thread-local values may still call C.
    static OF_THREAD: ManuallyDrop<Holdings> = const { ManuallyDrop::new(Holdings::new()) };
}

/// Those of whoever runs on this thread, whose M's words are `hot`. To be used while that is so.
#[inline]
pub(super) fn here<'a>(hot: &Hot) -> &'a Holdings {
    // SAFETY: the current goroutine of an M lives.
    match unsafe { hot.curg.load(Ordering::Relaxed).as_ref() } {
        Some(g) if !g.foreign.load(Ordering::Relaxed) => &g.holdings,
        _ => of_this_thread(),
    }
}

#[cold]
fn of_this_thread<'a>() -> &'a Holdings {
    // SAFETY: the thread lives, and its value is never dropped.
    OF_THREAD.with(|holdings| unsafe { &*from_ref::<Holdings>(holdings) })
}

/// What somebody holds whose call is made on another thread: for that time it is as if that thread held it, too.
pub(crate) struct Lent {
    holdings: *const Holdings,
    /// What has been lent to the caller.
    older: *const Lent,
}

impl Lent {
    /// By the caller.
    pub(crate) fn here() -> Lent {
        // SAFETY: an M, or NO_M; neither is ever freed.
        let hot = unsafe { &*arch::current_m() };
        Lent { holdings: here(hot), older: newest() }
    }

    /// Runs `f` on the calling thread, an M's, with what is lent to it.
    ///
    /// # Safety
    /// The caller who lends waits until this has returned, and `f` does not unwind.
    pub(crate) unsafe fn with(&self, f: impl FnOnce()) {
        let lent = &this_m().expect("on an M").lent;
        let older = lent.replace(self);
        f();
        lent.set(older);
    }

    /// Has the calling thread been lent a place of `limit`?
    pub(super) fn has_one_of(limit: &Limit) -> bool {
        let mut lent = newest();
        // SAFETY: those who lend wait, and so does everything that they hold (`with`).
        while let Some(Lent { holdings, older }) = unsafe { lent.as_ref() } {
            // SAFETY: as above.
            if unsafe { &**holdings }.have_one_of(limit) {
                return true;
            }
            lent = *older;
        }
        false
    }
}

fn newest() -> *const Lent {
    this_m().map_or(null(), |m| m.lent.get())
}

impl Holdings {
    pub(super) const fn new() -> Holdings {
        Holdings(UnsafeCell::new(List { newest: None, older: None }))
    }

    #[inline]
    pub(super) fn is_empty(&self) -> bool {
        // SAFETY: nobody else looks at it, and no reference outlives a function here.
        unsafe { &*self.0.get() }.newest.is_none()
    }

    pub(super) fn have_one_of(&self, limit: &Limit) -> bool {
        // SAFETY: as in `is_empty`.
        unsafe { &*self.0.get() }.all().any(|holding| holding.is_of(limit))
    }

    /// Where there is none.
    #[inline]
    pub(super) fn note_first(&self, holding: Holding) {
        // SAFETY: as in `is_empty`.
        unsafe { &mut *self.0.get() }.newest = Some(holding);
    }

    pub(super) fn note(&self, holding: Holding) {
        // SAFETY: as in `is_empty`.
        let list = unsafe { &mut *self.0.get() };
        if let Some(newest) = list.newest.replace(holding) {
            list.older = Some(Box::new(List { newest: Some(newest), older: list.older.take() }));
        }
    }

    /// Strikes out the only one, if it is of `limit`.
    #[inline]
    pub(super) fn strike_only(&self, limit: &Limit) -> bool {
        // SAFETY: as in `is_empty`.
        let list = unsafe { &mut *self.0.get() };
        list.older.is_none() && list.newest.take_if(|newest| newest.is_of(limit)).is_some()
    }

    /// Strikes out the newest, if it is one that `is_last`, or is newer than one.
    pub(super) fn strike_to(&self, is_last: impl Fn(&Holding) -> bool) -> Option<Holding> {
        // SAFETY: as in `is_empty`; what `is_last` does is in this room.
        let list = unsafe { &mut *self.0.get() };
        if !list.all().any(is_last) {
            return None;
        }
        let struck = list.newest.take();
        list.pop();
        struck
    }
}

impl List {
    fn all(&self) -> impl Iterator<Item = &Holding> {
        successors(Some(self), |list| list.older.as_deref()).filter_map(|list| list.newest.as_ref())
    }

    fn pop(&mut self) {
        if let Some(older) = self.older.take() {
            *self = *older;
        }
    }
}
