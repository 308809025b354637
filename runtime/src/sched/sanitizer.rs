//! Tells the sanitizers which stack runs: in builds with `-Z sanitizer=address` or `thread`, of which `build.rs` knows.
//!
//! | sanitizer | what it keeps | is told of |
//! |---|---|---|
//! | address | the bounds of the stack, so that it clears what a panic or `longjmp` leaves there; fake frames, of each stack its own | every change: switches of goroutines, and calls and callbacks ([`cgocall_moves_to`], from the assembly) |
//! | thread | the chain of callers, and who happens before whom | switches of goroutines, each of which is a fiber; a call and a callback nest as all calls do |
//!
//! Both are told while nothing but assembly and the functions of this file is on the way, which they do not look into: what is
//! entered by the view of one stack must not be left by that of another.
//!
//! The thread sanitizer takes a switch for an order: what ran on a thread before happens before the goroutine that it goes on with.
//! A race shows if its two sides run on different threads.

use std::ffi::c_void;
use std::ptr::null_mut;

use super::g::G;
use super::m::M;
use crate::arch::OnG0;

/// What a sanitizer gives to be kept for a stack: its fake frames, or its fiber.
pub(crate) type Kept = std::cell::Cell<*mut c_void>;

/// Called by the assembly in the place of `f`: a goroutine has left its stack.
#[cfg(cgocall_asan)]
#[sanitize(address = "off")]
#[unsafe(no_mangle)]
extern "C" fn cgocall_run_on_g0(m: &'static M, g: *mut G, arg: usize, f: OnG0) -> *mut u8 {
    let ends = std::ptr::fn_addr_eq(f, super::goexit as OnG0);
    // SAFETY: it has not ended.
    address::leaves(m, unsafe { &*g }, ends);
    let sp = f(m, g, arg);
    if !sp.is_null() {
        resumes(m);
    }
    sp
}

#[cfg(cgocall_asan)]
mod address {
    use super::*;

    unsafe extern "C" {
        fn __sanitizer_start_switch_fiber(keep: *mut *mut c_void, bottom: *const u8, len: usize);
        fn __sanitizer_finish_switch_fiber(kept: *mut c_void, bottom: *mut *const u8, len: *mut usize);
    }

    /// From the stack of `from` to `[bottom, top)`, whose frames `to` has kept. `None`: the stack that is left has no frames.
    #[sanitize(address = "off")]
    fn change(from: Option<&Kept>, to: &Kept, (bottom, top): (usize, usize)) {
        let mut keep = null_mut();
        let keep_at = if from.is_some() { &raw mut keep } else { null_mut() };
        // SAFETY: the two belong together; the bounds are those of a stack that lives.
        unsafe {
            __sanitizer_start_switch_fiber(keep_at, std::ptr::with_exposed_provenance(bottom), top - bottom);
            if let Some(from) = from {
                from.set(keep);
            }
            __sanitizer_finish_switch_fiber(to.replace(null_mut()), null_mut(), null_mut());
        }
    }

    fn of_c(m: &M) -> (usize, usize) {
        let bounds = super::super::held::c_stack_bounds(m);
        (bounds.start, bounds.end)
    }

    fn of_goroutine(g: &G) -> (usize, usize) {
        let slot = g.slot.get().expect("set when it was made");
        (slot.limit(), slot.top())
    }

    #[sanitize(address = "off")]
    pub(super) fn leaves(m: &M, g: &G, ends: bool) {
        change((!ends).then_some(&g.sanitizer), &m.sanitizer, of_c(m));
    }

    #[sanitize(address = "off")]
    pub(super) fn resumes(m: &M, g: &G) {
        change(Some(&m.sanitizer), &g.sanitizer, of_goroutine(g));
    }

    /// Called by the assembly, on either side of the change of stacks of a call or a callback: `address` is on the one that
    /// runs next.
    #[sanitize(address = "off")]
    #[unsafe(no_mangle)]
    extern "C" fn cgocall_moves_to(address: usize) {
        let _errno = crate::boundary::errno::Kept::new();
        let m = crate::sched::this_m().expect("on an M");
        let g = m.curg().expect("on a goroutine, or in a call of one");
        let (low, high) = of_goroutine(g);
        if (low..high).contains(&address) {
            crate::stack::sanitizer::is_dead_below(g.slot.get().expect("set when it was made"), address);
            resumes(m, g);
        } else {
            leaves(m, g, false);
        }
    }
}

/// The thread sanitizer's compiler says where each function begins and ends, of those too that it is told to leave alone. So no
/// function changes fibers: the assembly does, to what these answer, null for "as it is".
#[cfg(cgocall_tsan)]
pub(super) mod thread {
    use super::*;

    unsafe extern "C" {
        fn __tsan_get_current_fiber() -> *mut c_void;
        fn __tsan_create_fiber(flags: u32) -> *mut c_void;
        fn __tsan_destroy_fiber(fiber: *mut c_void);
        fn __tsan_switch_to_fiber(fiber: *mut c_void, flags: u32);
    }

    fn unless_current(fiber: *mut c_void) -> *mut c_void {
        // SAFETY: no preconditions.
        if fiber == unsafe { __tsan_get_current_fiber() } { null_mut() } else { fiber }
    }

    /// `g` has left its stack for g0, where `f` runs.
    #[unsafe(no_mangle)]
    extern "C" fn cgocall_fiber_of_g0(m: &'static M, g: &G, f: OnG0) -> *mut c_void {
        // SAFETY: no preconditions.
        let own = unsafe { __tsan_get_current_fiber() };
        if std::ptr::fn_addr_eq(f, crate::sched::goexit as OnG0) {
            g.sanitizer.set(null_mut());
            m.dead_fiber.set(own);
        } else {
            g.sanitizer.set(own);
        }
        // A thread that C made has never gone on with a goroutine: it is its own.
        unless_current(m.sanitizer.get())
    }

    /// On g0, whose goroutine is to go on.
    #[unsafe(no_mangle)]
    extern "C" fn cgocall_fiber_of_goroutine(m: &'static M) -> *mut c_void {
        let g = m.curg().expect("somebody goes on");
        // SAFETY: the goroutine that ran on the dead one has ended, on this thread.
        unsafe {
            let dead = m.dead_fiber.replace(null_mut());
            if !dead.is_null() {
                __tsan_destroy_fiber(dead);
            }
            m.sanitizer.set(__tsan_get_current_fiber());
            if g.sanitizer.get().is_null() {
                g.sanitizer.set(__tsan_create_fiber(0));
            }
        }
        unless_current(g.sanitizer.get())
    }

    /// The M's goroutine is about to be entered from a thread's first frames.
    #[inline(always)]
    pub(crate) fn enters(m: &'static M) {
        let fiber = cgocall_fiber_of_goroutine(m);
        // SAFETY: nobody runs it.
        unsafe { __tsan_switch_to_fiber(fiber, 0) };
    }
}

/// The M's goroutine goes on.
#[cfg(cgocall_asan)]
#[sanitize(address = "off")]
fn resumes(m: &M) {
    address::resumes(m, m.curg().expect("somebody goes on"));
}

/// The same, from a thread's first frames. What these hold is no leak while a goroutine runs: the sanitizer would look at its stack
/// alone.
#[cfg(cgocall_asan)]
#[sanitize(address = "off")]
pub(super) fn enters(m: &M) -> crate::stack::sanitizer::Root {
    let root = crate::stack::sanitizer::Root::new(super::held::c_stack_bounds(m));
    resumes(m);
    root
}
