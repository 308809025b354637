//! Goroutines that stay on their M for a while.

use std::sync::atomic::Ordering;

use crate::sched::g::G;
use crate::sched::m::M;
use crate::sched::this_m;

/// Binds a goroutine to its M for a while. Of no effect on one that is bound.
pub(crate) struct Bound(Option<&'static G>);

impl Bound {
    pub(crate) fn new(g: &'static G) -> Bound {
        if !g.bound.load(Ordering::Relaxed).is_null() {
            return Bound(None);
        }
        let m = this_m().expect("on an M");
        g.bound.store(std::ptr::from_ref(m).cast_mut(), Ordering::Relaxed);
        m.binds();
        Bound(Some(g))
    }
}

impl Drop for Bound {
    fn drop(&mut self) {
        if let Some(g) = self.0 {
            // SAFETY: Ms are never freed.
            let m = unsafe { &*g.bound.swap(std::ptr::null_mut(), Ordering::Relaxed) };
            m.unbinds();
        }
    }
}

/// Around a wait of a goroutine that may be panicking. The count of panics belongs to the thread: it stays on its M, and
/// goroutines that are not bound to that already are kept off it.
pub(crate) struct Panicking(#[expect(dead_code, reason = "held for its drop")] Option<Wired>);

impl Panicking {
    #[inline]
    pub(crate) fn new(g: &'static G) -> Panicking {
        Panicking(std::thread::panicking().then(|| Wired::new(g)))
    }
}

struct Wired(#[expect(dead_code, reason = "held for its drop")] Bound, &'static M);

impl Wired {
    fn new(g: &'static G) -> Wired {
        let m = this_m().expect("on an M");
        m.wired.set(m.wired.get() + 1);
        m.panicking.set(m.panicking.get() + 1);
        Wired(Bound::new(g), m)
    }
}

impl Drop for Wired {
    fn drop(&mut self) {
        self.1.wired.set(self.1.wired.get() - 1);
        self.1.panicking.set(self.1.panicking.get() - 1);
    }
}
