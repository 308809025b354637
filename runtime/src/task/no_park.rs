//! What forbids a goroutine to park.

use std::fmt;
use std::marker::PhantomData;
use std::panic::Location;

use super::current::described;
use super::wait::{Here, here};
use crate::sched::g::G;

/// While it lives, a park of this goroutine is a panic that names where it was made.
///
/// It helps to keep the promise of a migrating program: make one beside every value that belongs to the thread. Off a
/// goroutine it does nothing.
///
/// ```
/// # fn main() { cgocall::run(|| {
/// let no_park = cgocall::NoPark::new();
/// let id = std::thread::current().id(); // belongs to the thread
/// drop((id, no_park));
/// cgocall::yield_now();
/// # }) }
/// ```
#[must_use = "it forbids parks only while it lives"]
pub struct NoPark(PhantomData<*const ()>);

impl NoPark {
    /// Forbids parks until it is dropped. They nest.
    #[track_caller]
    #[allow(clippy::new_without_default)] // the place of the call is what it is for
    pub fn new() -> NoPark {
        if let Here::Goroutine(_, g) | Here::System(g) = here() {
            g.no_parks.set(g.no_parks.get() + 1);
            g.no_park.set(Some(Location::caller()));
        }
        NoPark(PhantomData)
    }
}

impl Drop for NoPark {
    fn drop(&mut self) {
        if let Here::Goroutine(_, g) | Here::System(g) = here() {
            g.no_parks.set(g.no_parks.get() - 1);
        }
    }
}

impl fmt::Debug for NoPark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("NoPark")
    }
}

/// The goroutine wants to park and may not.
#[cold]
#[track_caller]
pub(crate) fn refuse(g: &G) -> ! {
    if g.stops_world.get() {
        panic!(
            "{} would park while it holds the world stopped: nobody could wake it. Drop WorldStopped first",
            described(g)
        );
    }
    let place = g.no_park.get().map_or_else(String::new, |l| format!(" at {l}"));
    panic!("{} would park while a NoPark, made{place}, lives", described(g));
}

/// The same on g0.
#[cold]
#[track_caller]
pub(crate) fn refuse_on_system_stack(g: &G) -> ! {
    panic!(
        "{} would park within on_system_stack, whose stack belongs to the thread. Wait outside of it",
        described(g)
    );
}
