//! Waits for others before a call reaches C: for a place, or for the thread that is to make it. They bind callers off
//! goroutines, too.

use std::ptr::{from_ref, null_mut};
use std::sync::atomic::{AtomicPtr, Ordering};

use super::fork;
use super::system_stack::Blocks;
use crate::sched::g::G;
use crate::sched::m::M;
use crate::sched::this_m;
use crate::task::no_park;
use crate::task::wait::{Here, here};
use crate::task::waiter::{Waiter, cannot_park};

/// For one wait: a goroutine parks, any other code blocks its thread.
pub(super) struct Wait {
    pub(super) waiter: Waiter,
    /// The goroutine parks.
    pub(super) parks: bool,
    _blocks: Option<Blocks>,
}

impl Wait {
    /// By whoever is about to wait.
    ///
    /// # Panics
    /// If that is a mistake.
    #[track_caller]
    pub(super) fn new() -> Wait {
        fork::check(); // whom a forked child would wait for is not there
        if let Some(g) = goroutine().filter(|g| g.stops_world.get()) {
            no_park::refuse(g);
        }
        match here() {
            Here::Goroutine(..) => match Waiter::try_new() {
                Some(waiter) => Wait { waiter, parks: true, _blocks: None },
                None => cannot_park(),
            },
            Here::System(_) => Wait { _blocks: Some(Blocks::new()), ..Wait::of_thread() },
            Here::Thread => Wait::of_thread(),
        }
    }

    fn of_thread() -> Wait {
        Wait { waiter: Waiter::of_this_thread(), parks: false, _blocks: None }
    }
}

/// The goroutine whose thread this is, also in C.
fn goroutine() -> Option<&'static G> {
    this_m().and_then(M::curg)
}

/// While it lives, `dump` shows for what the goroutine waits.
pub(super) struct Shown<T: 'static>(Option<&'static AtomicPtr<T>>);

impl<T> Shown<T> {
    pub(super) fn new(what: &'static T, field: impl Fn(&'static G) -> &'static AtomicPtr<T>) -> Shown<T> {
        let field = goroutine().map(field);
        if let Some(field) = field {
            field.store(from_ref(what).cast_mut(), Ordering::Relaxed);
        }
        Shown(field)
    }
}

impl<T> Drop for Shown<T> {
    fn drop(&mut self) {
        if let Some(field) = self.0 {
            field.store(null_mut(), Ordering::Relaxed);
        }
    }
}
