//! Ms and their Ps under the scheduler's lock: what `boundary/syscall.rs`, `sched/threads.rs` and `sched/world.rs` do
//! around the accounting protocol, without goroutines.

use loom::cell::UnsafeCell;
use loom::sync::{Condvar, Mutex, MutexGuard};

use crate::accounting::{self, FENCED, IN_C, RUN};
use crate::shim::{self, atomic::AtomicU32};

/// One M with one P of its own, as far as nobody takes it.
pub(crate) struct M {
    pub(crate) state: AtomicU32,
    pub(crate) evt: AtomicU32,
    /// What belongs to the P. Loom finds two owners who touch it.
    work: UnsafeCell<u32>,
    central: Mutex<Central>,
    assigned: Condvar,
}

/// What the scheduler's lock protects.
pub(crate) struct Central {
    /// `M::p`: does the M hold its P?
    held: bool,
    wants: bool,
    idle: bool,
    /// The world is stopped or about to be.
    pub(crate) stopping: bool,
    /// The P stands still for the stopped world.
    pub(crate) stopped: bool,
}

impl M {
    pub(crate) fn new(membarrier: bool) -> M {
        shim::set_membarrier(membarrier);
        M {
            state: AtomicU32::new(RUN),
            evt: AtomicU32::new(if membarrier { 0 } else { FENCED }),
            work: UnsafeCell::new(0),
            central: Mutex::new(Central {
                held: true,
                wants: false,
                idle: false,
                stopping: false,
                stopped: false,
            }),
            assigned: Condvar::new(),
        }
    }

    pub(crate) fn lock(&self) -> MutexGuard<'_, Central> {
        self.central.lock().unwrap()
    }

    /// Whoever owns the P uses it.
    pub(crate) fn work(&self) {
        // SAFETY: that nobody else touches it is what is to be shown; loom watches.
        self.work.with_mut(|w| unsafe { *w += 1 });
    }

    pub(crate) fn worked(&self) -> u32 {
        // SAFETY: as in `work`.
        self.work.with(|w| unsafe { *w })
    }

    /// Owner: a C call, or `blocking(f)`. True if the P was kept all the while and nobody had asked for it.
    pub(crate) fn call(&self) -> bool {
        self.call_with(|| ())
    }

    /// The same; C does `c`.
    pub(crate) fn call_with(&self, c: impl FnOnce()) -> bool {
        accounting::enter(&self.state, IN_C);
        c();
        if accounting::exit(&self.state, &self.evt) {
            return true;
        }
        self.regain();
        false
    }

    /// Owner: a call known to block, which gives the P away first.
    pub(crate) fn blocking_call(&self) {
        let mut central = self.lock();
        accounting::give(&self.evt);
        central.held = false;
        self.put(&mut central);
        drop(central);
        accounting::enter(&self.state, IN_C);
        assert!(!accounting::exit(&self.state, &self.evt), "a P that was given away came back by itself");
        self.regain();
    }

    /// `boundary::syscall::regain`.
    fn regain(&self) {
        if accounting::settle(&self.evt) {
            let mut central = self.lock();
            assert!(central.held, "settled as kept");
            if !central.stopping {
                return;
            }
            central.held = false;
            central.stopped = true;
        }
        let mut central = self.lock();
        if central.idle && !central.stopping {
            central.idle = false;
            self.assign(&mut central);
        } else {
            central.wants = true;
        }
        while !central.held {
            central = self.assigned.wait(central).unwrap();
        }
    }

    /// `Central::assign`.
    fn assign(&self, central: &mut Central) {
        accounting::reset(&self.evt);
        central.held = true;
        central.wants = false;
        self.assigned.notify_one();
    }

    /// `Central::put_p`.
    pub(crate) fn put(&self, central: &mut Central) {
        if central.stopping {
            central.stopped = true;
        } else if central.wants {
            self.assign(central);
        } else {
            central.idle = true;
        }
    }

    /// Whoever finds the P idle has it.
    pub(crate) fn take_idle(&self) -> bool {
        let mut central = self.lock();
        std::mem::take(&mut central.idle)
    }

    /// `sched::threads::retake`: sysmon takes the P if the M is in C, uses it and puts it back.
    pub(crate) fn retake(&self) -> bool {
        let mut central = self.lock();
        if central.stopping || !central.held || !accounting::request(&self.evt) {
            return false;
        }
        shim::heavy_fence();
        let taken = accounting::take(&self.state, &self.evt);
        if taken {
            central.held = false;
        } else {
            accounting::withdraw(&self.evt);
        }
        drop(central);
        if taken {
            self.work();
            self.put(&mut self.lock());
        }
        taken
    }

    /// `sched::world::begin`, for this P.
    pub(crate) fn begin_stop(&self) {
        let mut central = self.lock();
        central.stopping = true;
        central.stopped = std::mem::take(&mut central.idle);
        if central.held {
            assert!(accounting::request(&self.evt));
        }
    }

    /// `sched::world::take_if_in_c`. True if the P has stopped.
    pub(crate) fn try_stop(&self) -> bool {
        let mut central = self.lock();
        if central.held && accounting::take(&self.state, &self.evt) {
            central.held = false;
            central.stopped = true;
        }
        central.stopped
    }

    /// Step 3: the M meets `stopping` in its scheduler. The goroutine that it runs has ended.
    pub(crate) fn end(&self) {
        let mut central = self.lock();
        assert!(central.held);
        central.held = false;
        self.put(&mut central);
    }

    /// `sched::world::start`, for this P.
    pub(crate) fn start(&self) {
        let mut central = self.lock();
        central.stopping = false;
        assert!(std::mem::take(&mut central.stopped));
        self.put(&mut central);
    }
}
