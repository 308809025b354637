//! Where C's stack pointer may be when it calls back: anywhere.

use std::cell::Cell;
use std::ffi::{c_int, c_void};
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};

use cgocall::{cgo_export, cgo_import};

use crate::child;
use crate::threads::{Fn, cgo_join, counts, start};

#[cgo_import]
unsafe extern "C" {
    fn cgo_deep(f: Fn, data: *mut c_void, bytes: usize);
    fn cgo_on_stack(f: Fn, data: *mut c_void, stack: *mut c_void, size: usize) -> c_int;
    fn cgo_on_stack_within(f: Fn, data: *mut c_void, size: usize) -> c_int;
}

const KIB: usize = 1 << 10;

/// Direct calls from C's side.
mod plain {
    use super::{Fn, c_int, c_void};

    unsafe extern "C-unwind" {
        pub(super) fn cgo_deep(f: Fn, data: *mut c_void, bytes: usize);
        pub(super) fn cgo_on_stack(f: Fn, data: *mut c_void, stack: *mut c_void, size: usize) -> c_int;
        pub(super) fn cgo_on_stack_within(f: Fn, data: *mut c_void, size: usize) -> c_int;
    }
}

/// What a plain function of C's thread does: each of these runs in C, on a thread that C made.
unsafe extern "C" fn shallow_deep_shallow(data: *mut c_void) {
    // SAFETY: `counts` gets its counter.
    unsafe {
        for bytes in [0, 1 << 20, 100, 2 << 20, 300 * KIB, 0] {
            plain::cgo_deep(counts, data, bytes);
        }
    }
}

#[test]
fn first_from_a_shallow_stack_then_from_a_deep_one() {
    child::in_every_mode("thread_stacks::first_from_a_shallow_stack_then_from_a_deep_one", || {
        child::builder().init().expect("nobody has started it");
        let count = AtomicUsize::new(0);
        cgocall::run(|| {
            cgo_join(start(shallow_deep_shallow, &count, 50));
        });
        assert_eq!(count.into_inner(), 50 * 6);
    });
}

/// Down through Rust and C in turn, on one thread: deeper by a mebibyte each time, with a wait in each callback.
#[cgo_export]
unsafe extern "C" fn deeper(data: *mut c_void) {
    // SAFETY: a pointer to a counter.
    let levels = unsafe { &*data.cast::<AtomicUsize>() };
    cgocall::yield_now();
    if levels.fetch_sub(1, SeqCst) > 1 {
        // SAFETY: as above.
        unsafe { cgo_deep(deeper, data, 1 << 20) };
    }
    cgocall::yield_now();
}

#[test]
fn deep_stacks_nest_through_rust() {
    child::in_every_mode("thread_stacks::deep_stacks_nest_through_rust", || {
        child::builder().init().expect("nobody has started it");
        cgocall::run(|| {
            let counters = [(); 4].map(|()| AtomicUsize::new(5));
            let threads: Vec<_> = counters.iter().map(|c| start(deeper, c, 1)).collect();
            threads.into_iter().for_each(cgo_join);
            assert!(counters.iter().all(|c| c.load(SeqCst) == 0));
        });
    });
}

#[test]
fn a_panic_passes_through_a_deep_stack_of_c() {
    #[allow(clashing_extern_declarations, reason = "this one's callback may unwind")]
    #[cgo_import]
    unsafe extern "C-unwind" {
        #[link_name = "cgo_deep"]
        fn unwinds(f: unsafe extern "C-unwind" fn(*mut c_void), data: *mut c_void, bytes: usize);
    }
    #[cgo_export]
    unsafe extern "C-unwind" fn panics(_data: *mut c_void) {
        std::panic::resume_unwind(Box::new(3));
    }
    #[cgo_export]
    unsafe extern "C" fn recovers(data: *mut c_void) {
        for bytes in [0, 1 << 20, 64 * KIB] {
            // SAFETY: `panics` takes any pointer.
            let caught = std::panic::catch_unwind(|| unsafe { unwinds(panics, std::ptr::null_mut(), bytes) });
            assert_eq!(caught.expect_err("it panics").downcast_ref(), Some(&3));
            cgocall::yield_now();
        }
        // SAFETY: a counter.
        unsafe { counts(data) };
    }
    cgocall::run(|| {
        let count = AtomicUsize::new(0);
        cgo_join(start(recovers, &count, 100));
        assert_eq!(count.into_inner(), 100);
    });
}

/// A mapping, stacks of which overlap.
struct Memory(*mut c_void);

impl Memory {
    const SIZE: usize = 1 << 20;

    fn new() -> Memory {
        let (prot, flags) = (libc::PROT_READ | libc::PROT_WRITE, libc::MAP_PRIVATE | libc::MAP_ANONYMOUS);
        // SAFETY: a new mapping.
        let start = unsafe { libc::mmap(std::ptr::null_mut(), Memory::SIZE, prot, flags, -1, 0) };
        assert_ne!(start, libc::MAP_FAILED);
        Memory(start)
    }

    fn stack(&self, from: usize, to: usize) -> (*mut c_void, usize) {
        (self.0.wrapping_byte_add(from), to - from)
    }
}

impl Drop for Memory {
    fn drop(&mut self) {
        // SAFETY: ours, and no context runs on it any more.
        unsafe { libc::munmap(self.0, Memory::SIZE) };
    }
}

unsafe extern "C" fn on_overlapping_stacks(data: *mut c_void) {
    let memory = Memory::new();
    // SAFETY: a counter; and nothing lives on a stack when the next is used.
    unsafe {
        counts(data);
        for (from, to) in [(256, 512), (320, 576), (192, 448), (256, 512), (0, 1024), (500, 600)] {
            let (stack, size) = memory.stack(from * KIB, to * KIB);
            assert_eq!(plain::cgo_on_stack(counts, data, stack, size), 0);
            counts(data);
        }
        // Within this thread's own stack, above and below where it calls from itself.
        assert_eq!(plain::cgo_on_stack_within(counts, data, 128 * KIB), 0);
        plain::cgo_deep(counts, data, 256 * KIB);
    }
}

#[test]
fn from_stacks_of_cs_own_that_overlap_older_ones() {
    child::in_every_mode("thread_stacks::from_stacks_of_cs_own_that_overlap_older_ones", || {
        child::builder().init().expect("nobody has started it");
        let count = AtomicUsize::new(0);
        cgocall::run(|| {
            let threads = [(); 3].map(|()| start(on_overlapping_stacks, &count, 20));
            threads.into_iter().for_each(cgo_join);
        });
        assert_eq!(count.into_inner(), 3 * 20 * 15);
    });
}

#[derive(Default)]
struct Nest {
    left: Cell<usize>,
    within: Cell<bool>,
}

/// One callback, made on a stack that C has made, goes on to C on another one, which lies above or below by turns.
#[cgo_export]
unsafe extern "C" fn nests(data: *mut c_void) {
    // SAFETY: the callbacks of one call, which is this thread's alone.
    let nest = unsafe { &*data.cast::<Nest>() };
    let left = nest.left.get();
    cgocall::yield_now();
    if left > 0 {
        nest.left.set(left - 1);
        let memory = Memory::new();
        let (stack, size) = memory.stack(0, Memory::SIZE);
        // SAFETY: as above; the stack is not used otherwise.
        let result = unsafe {
            match (nest.within.get(), left % 3) {
                (true, 0) => cgo_on_stack_within(nests, data, 128 * KIB),
                _ => cgo_on_stack(nests, data, stack, size),
            }
        };
        assert_eq!(result, 0);
        cgocall::yield_now();
        // SAFETY: as above.
        unsafe { cgo_deep(leaves, data, 64 * KIB) };
    }
}

#[cgo_export]
unsafe extern "C" fn leaves(_data: *mut c_void) {
    cgocall::yield_now();
}

#[test]
fn stacks_of_cs_own_nest_through_rust() {
    child::in_every_mode("thread_stacks::stacks_of_cs_own_nest_through_rust", || {
        child::builder().init().expect("nobody has started it");
        for within in [false, true] {
            cgocall::run(|| {
                let all: Vec<_> = (0..8)
                    .map(|_| {
                        cgocall::spawn(move || {
                            let nest = Nest::default();
                            nest.within.set(within);
                            nest.left.set(9);
                            // SAFETY: `nests` gets what it expects, for the time of the call.
                            unsafe { nests_from_c(&nest) };
                            assert_eq!(nest.left.get(), 0);
                        })
                    })
                    .collect();
                all.into_iter().for_each(|g| g.join().expect("all levels return"));
            });
        }
    });

    unsafe fn nests_from_c(nest: &Nest) {
        // SAFETY: the caller's promise.
        unsafe { cgo_deep(nests, std::ptr::from_ref(nest).cast_mut().cast(), 100) };
    }
}

/// Direct calls from C's side, out of which it leaves callbacks.
mod leaving {
    use super::{Fn, c_int, c_void};

    unsafe extern "C-unwind" {
        pub(super) fn fx_pcall_many(f: Fn, data: *mut c_void, n: c_int) -> c_int;
    }
}

#[cgo_import]
unsafe extern "C" {
    #[link_name = "fx_error"]
    fn raise(code: c_int);
}

/// A callback that C leaves by `longjmp`.
#[cgo_export]
unsafe extern "C" fn raises(_data: *mut c_void) {
    // SAFETY: it is called by `fx_pcall_many` only, and no destructor is skipped.
    unsafe { raise(3) };
}

unsafe extern "C" fn raises_from_several_depths(data: *mut c_void) {
    static TURN: AtomicUsize = AtomicUsize::new(0);
    let bytes = [4000, 100, 9000, 100, 600][TURN.fetch_add(1, SeqCst) % 5];
    // SAFETY: as for `raises`.
    unsafe { plain::cgo_deep(raises, data, bytes) };
}

unsafe extern "C" fn leaves_many(data: *mut c_void) {
    // SAFETY: as for `raises`; `counts` gets its counter.
    unsafe {
        assert_eq!(leaving::fx_pcall_many(raises, data, 100_000), 100_000);
        assert_eq!(leaving::fx_pcall_many(raises_from_several_depths, data, 100_000), 100_000);
        counts(data);
    }
}

/// However many callbacks are left by `longjmp` within one call, and on whichever stack: they take no more of the goroutine's
/// than a few.
#[test]
fn callbacks_that_c_leaves_on_a_stack_of_its_own_are_discarded() {
    unsafe extern "C" fn on_own_stack(data: *mut c_void) {
        let memory = Memory::new();
        let (stack, size) = memory.stack(0, Memory::SIZE);
        // SAFETY: the stack is not used otherwise.
        unsafe { plain::cgo_on_stack(leaves_many, data, stack, size) };
    }
    child::in_every_mode(
        "thread_stacks::callbacks_that_c_leaves_on_a_stack_of_its_own_are_discarded",
        || {
            child::builder().init().expect("nobody has started it");
            cgocall::run(|| {
                let count = AtomicUsize::new(0);
                let data = std::ptr::from_ref(&count).cast_mut().cast();
                let memory = Memory::new();
                let (stack, size) = memory.stack(0, Memory::SIZE);
                // SAFETY: the stack is not used otherwise, and the counter is one.
                unsafe {
                    cgo_deep(leaves_many, data, 0);
                    cgo_on_stack(leaves_many, data, stack, size);
                }
                cgo_join(start(leaves_many, &count, 1));
                cgo_join(start(on_own_stack, &count, 1));
                assert_eq!(count.into_inner(), 4);
            });
        },
    );
}
