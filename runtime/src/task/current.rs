//! `Goroutine`: a handle to name and wake one.

use std::fmt;

use super::spawn::{handle, release};
use super::wait::{Here, here};
use crate::sched::g::G;
use crate::sched::ready::{Turn, ready};

/// A goroutine, running or ended. As `std::thread::Thread`: it names the goroutine and wakes it.
///
/// A handle keeps the goroutine's stack (one resident page or more) until it is dropped.
pub struct Goroutine(&'static G);

// SAFETY: what a handle reaches is atomic or fixed before the goroutine starts.
unsafe impl Send for Goroutine {}
// SAFETY: as above.
unsafe impl Sync for Goroutine {}

impl Goroutine {
    /// # Safety
    /// Takes over one reference.
    pub(crate) unsafe fn from_retained(g: &'static G) -> Goroutine {
        Goroutine(g)
    }

    pub(crate) fn g(&self) -> &'static G {
        self.0
    }

    /// Its number: 1 is the first of the process, and none comes twice.
    pub fn id(&self) -> u64 {
        self.0.id()
    }

    /// The name that `Spawner::name` gave it.
    pub fn name(&self) -> Option<&str> {
        self.0.name.get()
    }

    /// Ends the goroutine's [`park`](crate::park), or its next one. From any thread.
    pub fn unpark(&self) {
        if self.0.token.wake() {
            ready(self.0, Turn::Next);
        }
    }
}

impl Clone for Goroutine {
    fn clone(&self) -> Goroutine {
        handle(self.0)
    }
}

impl Drop for Goroutine {
    fn drop(&mut self) {
        release(self.0);
    }
}

impl fmt::Debug for Goroutine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Goroutine").field("id", &self.id()).field("name", &self.name()).finish()
    }
}

impl PartialEq for Goroutine {
    fn eq(&self, other: &Goroutine) -> bool {
        std::ptr::eq(self.0, other.0)
    }
}

impl Eq for Goroutine {}

/// The goroutine that calls.
///
/// # Panics
/// Off a goroutine; [`try_current`] answers `None` there.
#[track_caller]
pub fn current() -> Goroutine {
    match try_current() {
        Some(g) => g,
        None => panic!(
            "cgocall::current: not on a goroutine (this is a plain thread, or Rust code that C has called)"
        ),
    }
}

/// The goroutine that calls, if it is one.
pub fn try_current() -> Option<Goroutine> {
    match here() {
        Here::Goroutine(_, g) | Here::System(g) => Some(handle(g)),
        Here::Thread => None,
    }
}

/// Who runs here, for messages.
pub(crate) fn described_here() -> String {
    match crate::sched::this_m().and_then(crate::sched::m::M::curg) {
        Some(g) => described(g).to_string(),
        None => "a thread without a goroutine".into(),
    }
}

/// "goroutine 3 ("worker")", for messages.
pub(crate) struct Described<'a> {
    pub(crate) id: u64,
    pub(crate) name: Option<&'a str>,
}

impl fmt::Display for Described<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "goroutine {}", self.id)?;
        match self.name {
            Some(name) => write!(f, " ({name:?})"),
            None => Ok(()),
        }
    }
}

/// A goroutine that is referred to.
pub(crate) fn described(g: &G) -> Described<'_> {
    Described { id: g.id(), name: g.name.get() }
}
