//! An import site: one imported function, as the trampolines see it.

use std::sync::atomic::{AtomicPtr, AtomicU8, AtomicU32, AtomicU64, Ordering};

use crate::arch::{self, FEW_BYTES};

/// What a call does, beside calling. See `#[cgo_import]` for the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Policy {
    /// The P can be taken while C runs.
    Default,
    /// The P is handed off at once.
    Blocking,
    /// As `Default`; C does not call back.
    NoCallback,
    /// No accounting; C neither waits nor calls back.
    Leaf,
}

/// One imported function. The attribute makes one static for each.
#[repr(C)]
pub struct Site {
    /// The C function.
    pub(crate) func: *const (),
    /// The trampoline that calls it: `arch::bind_entry` until the first call.
    pub(crate) entry: AtomicPtr<()>,
    /// Bytes of arguments that may lie in memory, a multiple of 16.
    pub(crate) stack_bytes: u32,
    /// How often calls lost their P of late: see [`Site::retaken`].
    heat: AtomicU32,
    retakes: AtomicU64,
    /// Coarse time of the last retake: heat goes with time.
    retaken_at: AtomicU64,
    name: &'static str,
    policy: Policy,
    learned: AtomicU8,
}

// SAFETY: the function pointer is only called; the rest is atomic or constant.
unsafe impl Sync for Site {}

/// Heat of one retake, and the heat at which a site is taken for one that blocks.
const RETAKE_HEAT: u32 = 4;
const HOT: u32 = 16;
/// Half of the heat is gone after this long without a retake.
const HALF_LIFE_MS: u64 = 100;

impl Site {
    /// A site for `func`, whose arguments take `stack_bytes` ([`arch::stack_bytes`]) of memory at most.
    pub const fn new(func: *const (), name: &'static str, policy: Policy, stack_bytes: u32) -> Site {
        Site {
            func,
            entry: AtomicPtr::new(arch::bind_entry as *mut ()),
            stack_bytes,
            heat: AtomicU32::new(0),
            retakes: AtomicU64::new(0),
            retaken_at: AtomicU64::new(0),
            name,
            policy,
            learned: AtomicU8::new(0),
        }
    }

    /// A site that is no function: what `dump` shows for waits of the library itself.
    pub(crate) const fn named(name: &'static str) -> Site {
        Site::new(std::ptr::null(), name, Policy::Default, 0)
    }

    /// The C function's name.
    pub(crate) fn name(&self) -> &'static str {
        self.name
    }

    /// A call of this site lost its P. One that keeps losing it is treated as `blocking`.
    #[cold]
    pub(crate) fn retaken(&self) {
        self.retakes.fetch_add(1, Ordering::Relaxed);
        if self.policy == Policy::Leaf || self.func.is_null() {
            return;
        }
        let now = crate::sched::clock::coarse_ms();
        let ago = now.saturating_sub(self.retaken_at.swap(now, Ordering::Relaxed));
        let left = self.heat.load(Ordering::Relaxed) >> (ago / HALF_LIFE_MS).min(31);
        let heat = left + RETAKE_HEAT; // two threads at once lose one of their counts: no matter
        self.heat.store(heat, Ordering::Relaxed);
        if heat >= HOT && self.policy != Policy::Blocking && self.learned.swap(1, Ordering::Relaxed) == 0 {
            self.heat.store(HOT, Ordering::Relaxed);
            self.entry.store(arch::cgocall_entry_blocking as *mut (), Ordering::Relaxed);
        }
    }

    /// A call that was treated as `blocking` did not block. Often enough, and the site is an ordinary one again.
    #[cold]
    pub(crate) fn was_short(&self) {
        if self.policy == Policy::Blocking || self.learned.load(Ordering::Relaxed) == 0 {
            return;
        }
        if self.heat.fetch_sub(1, Ordering::Relaxed) <= 1 {
            self.heat.store(0, Ordering::Relaxed);
            self.learned.store(0, Ordering::Relaxed);
            self.entry.store(self.trampoline(), Ordering::Relaxed);
        }
    }

    /// Is this site treated as blocking without having been declared so?
    pub(crate) fn learned(&self) -> bool {
        self.learned.load(Ordering::Relaxed) != 0
    }

    /// Is a call of this site treated as one that blocks, by its policy or by what was learned?
    pub(crate) fn blocks(&self) -> bool {
        self.policy == Policy::Blocking || self.learned()
    }

    /// The trampoline of the policy as written, where `entry` may be that of a call which is known to block.
    pub(crate) fn plain_trampoline(&self) -> *mut () {
        let entry: unsafe extern "C" fn() = match (self.policy, self.stack_bytes) {
            (Policy::Default | Policy::Blocking, 0) => arch::cgocall_entry_default,
            (Policy::Default | Policy::Blocking, ..=FEW_BYTES) => arch::cgocall_entry_default_few,
            (Policy::Default | Policy::Blocking, _) => arch::cgocall_entry_default_stack,
            (Policy::NoCallback, 0) => arch::cgocall_entry_nocallback,
            (Policy::NoCallback, ..=FEW_BYTES) => arch::cgocall_entry_nocallback_few,
            (Policy::NoCallback, _) => arch::cgocall_entry_nocallback_stack,
            (Policy::Leaf, 0) => arch::cgocall_entry_leaf,
            (Policy::Leaf, ..=FEW_BYTES) => arch::cgocall_entry_leaf_few,
            (Policy::Leaf, _) => arch::cgocall_entry_leaf_stack,
        };
        entry as *mut ()
    }

    fn trampoline(&self) -> *mut () {
        match self.policy {
            Policy::Blocking => arch::cgocall_entry_blocking as *mut (),
            _ => self.plain_trampoline(),
        }
    }
}

/// The first call of a site: binds it to its trampoline. Called by the assembly with all arguments saved.
pub(crate) extern "C" fn bind(site: &Site) {
    site.entry.store(site.trampoline(), Ordering::Relaxed);
}

/// [`arch::stack_bytes`] of a function, by its type, and by the number of further words in a call of a variadic one.
#[doc(hidden)]
#[macro_export]
macro_rules! cgocall_stack_bytes {
    (fn($($argument:ty),*) $(, $words:expr)?) => {
        $crate::cgocall_stack_bytes!(fn($($argument),*) -> () $(, $words)?)
    };
    (fn($($argument:ty),*) -> $result:ty $(, $words:expr)?) => {
        $crate::__private::stack_bytes(
            ::core::alloc::Layout::new::<$result>(),
            &[$(::core::alloc::Layout::new::<$argument>()),*],
            0 $(+ $words)?,
        )
    };
}
