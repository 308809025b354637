//! Panics at the boundary.
//!
//! | where a panic arrives | what happens |
//! |---|---|
//! | at the end of an export, `on_panic = abort` | abort, naming the export ([`abort_on_panic`]) |
//! | the same, `on_panic = return(EXPR)` | C gets the value; the panic waits at the call that C came from ([`defer_panic`]) |
//! | the same, `extern "C-unwind"` | it unwinds through C's frames |
//! | in the closure of a `Callback` | as the first, naming where it was made; as the second with `Callback::on_panic_return` |
//! | from C, at an import written `C` | abort, naming import and export ([`NoUnwind`]) |
//! | from C, at an import written `C-unwind` | the bookkeeping is repaired, it goes on ([`Repair`]) |
//!
//! A panic that waits is tied to its call by the call's own frame: the word which the exit takes for its M is exchanged
//! for a [`Pending`], whose mark sends the exit to its slow path. So it is found by nobody but that call, however calls
//! nest, and costs those without a panic nothing.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::atomic::Ordering;

use super::accounting::{self, IN_C, RUN};
use super::callback::{Export, frame_word, record_at};
use super::site::Site;
use super::{foreign, syscall};
use crate::arch::{self, Exit, Hot, NO_RECORD, mark, state};
use crate::sched::m::M;
use crate::sched::this_m;
use crate::task::current::described_here;

/// A panic that waits for the call from which C called back.
#[repr(C)]
pub(crate) struct Pending {
    /// First: what the call's exit looks at.
    exit: Exit,
    /// What it would have looked at.
    pub(crate) was: *const Hot,
    export: &'static Export,
    payload: Box<dyn Any + Send>,
}

/// In an export with `on_panic = return(..)`: the body has panicked, and C is about to get the value.
///
/// The panic resumes when the C call returns from which C called back. A second one before that is dropped, having been
/// reported by the hook, and so is one without such a call: on a foreign thread, or where Rust code called the export.
pub fn defer_panic(export: &'static Export, payload: Box<dyn Any + Send>) {
    let record = this_m().map_or(NO_RECORD, |m| m.hot.record.load(Ordering::Relaxed));
    if record == NO_RECORD || is_outermost(record) {
        return drop_payload(payload);
    }
    let word = frame_word(record);
    // SAFETY: the newest record's call is in progress, and the word is its frame's; what is there now is an M, an exit or
    // a pending panic, all of which begin alike.
    unsafe {
        let was = *word;
        if (*was).evt.load(Ordering::Relaxed) == mark::PANIC {
            return drop_payload(payload);
        }
        let pending = Pending { exit: Exit::new(mark::PANIC), was, export, payload };
        *word = Box::into_raw(Box::new(pending)).cast_const().cast();
    }
}

/// Is it the first callback of a foreign thread, which no call is around?
fn is_outermost(record: usize) -> bool {
    // SAFETY: the newest record.
    unsafe { record_at(record) }.g0_sp == usize::MAX
}

/// A payload may panic as it is dropped; C is next.
fn drop_payload(payload: Box<dyn Any + Send>) {
    if let Err(another) = catch_unwind(AssertUnwindSafe(|| drop(payload))) {
        std::mem::forget(another);
    }
}

impl Pending {
    /// # Safety
    /// `exit` was taken from the frame of a call that exits, and bears [`mark::PANIC`].
    pub(crate) unsafe fn take(exit: *const Hot) -> Box<Pending> {
        // SAFETY: only `defer_panic` makes such a mark, in a box.
        unsafe { Box::from_raw(exit.cast_mut().cast::<Pending>()) }
    }

    /// Its call has returned, and the goroutine is as it was before.
    pub(crate) fn resume(self, m: &M, site: &Site) -> ! {
        if cannot_resume() {
            crate::fatal!(
                "{}: the panic of the export `{}` cannot resume when the import `{}` returns, because the goroutine is \
                 panicking already, and the call was made by a destructor.\n\
                 help: do not call C that calls back into code which may panic from Drop",
                described_here(),
                self.export.name(),
                site.name()
            );
        }
        m.resumes.set(true);
        resume_unwind(self.payload)
    }
}

/// Is the caller panicking, so that another panic must not resume here?
pub(super) fn cannot_resume() -> bool {
    // The thread's count includes goroutines that wait in a destructor. While some do, nobody can tell whether this one
    // panics, too; if it does, the standard library aborts.
    std::thread::panicking() && this_m().is_none_or(|m| m.panicking.get() == 0)
}

/// The call that `guard` watches over has returned: its destructor is for unwinding only.
#[inline(always)]
pub fn returned<G>(guard: G) {
    std::mem::forget(guard);
}

/// Runs the code of an export, whose panic is going to be handed on and not to be forgotten.
#[inline]
pub fn catch_panic<R>(code: impl FnOnce() -> R) -> std::thread::Result<R> {
    catch_unwind(AssertUnwindSafe(code))
}

/// Is what unwinds here a panic that [`Pending::resume`] has let go on?
fn is_resumed() -> bool {
    this_m().is_some_and(|m| m.resumes.replace(false))
}

/// In an export: a panic of `body` ends the process.
///
/// Caught, not met by a destructor: on a thread that C made nobody else may catch it, and a panic that nobody catches
/// runs no destructors, but ends the process without a word about the export.
#[inline(always)]
pub fn abort_on_panic<T>(export: &'static Export, body: impl FnOnce() -> T) -> T {
    match catch_panic(body) {
        Ok(value) => value,
        Err(payload) => reached_c(export, payload),
    }
}

/// Takes the payload, lest every export have code to drop it.
#[cold]
#[inline(never)]
fn reached_c(export: &Export, payload: Box<dyn Any + Send>) -> ! {
    std::mem::forget(payload);
    crate::fatal!(
        "{}: a panic reached the end of the export `{}`, and C is next.\n\
         help: with #[cgo_export(on_panic = return(VALUE))] C gets a value, and the panic resumes when C has returned; \
         with extern \"C-unwind\" it unwinds through C",
        described_here(),
        export.name()
    );
}

/// In an import written `C`: what unwinds out of C ends the process. Forgotten when the call returns.
pub struct NoUnwind(&'static Site);

impl NoUnwind {
    /// Guards a call of `site`.
    #[inline(always)]
    pub fn new(site: &'static Site) -> NoUnwind {
        NoUnwind(site)
    }
}

impl Drop for NoUnwind {
    #[inline]
    fn drop(&mut self) {
        arrived(self.0);
    }
}

/// Something unwinds into the import of `site`, which is written `C`.
#[cold]
fn arrived(site: &Site) {
    if is_resumed() {
        return;
    }
    let m = this_m();
    // SAFETY: exports are static.
    let export = m.and_then(|m| unsafe { m.hot.export.load(Ordering::Relaxed).as_ref() });
    let export = export.filter(|export| !export.is_hidden());
    let from = export.map_or_else(
        || "C".into(),
        |export| format!("the export `{}`, or C code that it was called from,", export.name()),
    );
    crate::fatal!(
        "{}: a panic or an exception of {from} unwound into the import `{}`, which is declared extern \"C\".\n\
         help: declare the import extern \"C-unwind\", or give the export on_panic = return(..)",
        described_here(),
        site.name()
    );
}

/// In an import written `C-unwind`: puts the bookkeeping back to what it was before the call, whose frames are gone.
/// Forgotten when the call returns.
pub struct Repair {
    hot: *const Hot,
    state: u32,
    record: usize,
    c_sp: usize,
    site: *mut Site,
}

impl Repair {
    /// Guards a call that is about to be made.
    #[inline]
    #[allow(clippy::new_without_default)] // a guard for a place in the code
    pub fn new() -> Repair {
        now()
    }
}

#[inline(never)]
fn now() -> Repair {
    let hot = arch::current_m();
    // SAFETY: an M, or NO_M; neither is ever freed.
    let words = unsafe { &*hot };
    Repair {
        hot,
        state: words.state.load(Ordering::Relaxed),
        record: words.record.load(Ordering::Relaxed),
        c_sp: words.c_sp.load(Ordering::Relaxed),
        site: words.site.load(Ordering::Relaxed),
    }
}

impl Drop for Repair {
    #[inline]
    fn drop(&mut self) {
        self.repair();
    }
}

impl Repair {
    #[cold]
    fn repair(&self) {
        if is_resumed() {
            return;
        }
        let Some(m) = this_m() else { return };
        let hot = &m.hot;
        let before = if std::ptr::eq(self.hot, hot) {
            (self.state, self.record, self.c_sp, self.site)
        } else {
            // A callback has attached the thread in between, and this frame is on the thread's own stack, in C.
            let g = m.curg().expect("a foreign M has its goroutine for good");
            (IN_C, NO_RECORD, foreign::top(g), std::ptr::null_mut())
        };
        let (state, record, c_sp, site) = before;
        let (g0_sp, export) = match record {
            NO_RECORD => (hot.g0_base.load(Ordering::Relaxed), std::ptr::null_mut()),
            // SAFETY: the callback in which this call was made has not ended: its record lies above our frame.
            record => unsafe { record_at(record) }.inside(),
        };
        hot.g0_sp.store(g0_sp, Ordering::Relaxed);
        hot.record.store(record, Ordering::Relaxed);
        hot.export.store(export, Ordering::Relaxed);
        if state == RUN && accounting::is_takeable(hot.state.load(Ordering::Relaxed)) {
            // No callback was in progress: the panic is one of Rust code that is no export, or C's own exception.
            return syscall::leave_unwound(m);
        }
        if state != RUN {
            // C goes on around this frame, and may call back once more.
            hot.c_sp.store(c_sp, Ordering::Relaxed);
            hot.site.store(site, Ordering::Relaxed);
        }
        debug_assert!(state != state::NONE);
        hot.state.store(state, Ordering::Release);
    }
}
