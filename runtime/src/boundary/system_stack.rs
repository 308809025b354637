//! `on_system_stack(f)`: Rust code on g0.

use std::panic::resume_unwind;
use std::sync::atomic::Ordering;

use super::accounting::{BLOCKED, RUN};
use super::job::Job;
use crate::arch::{self, state};
use crate::sched::m::M;
use crate::sched::this_m;

/// Runs `f` on the thread's own big stack (`Builder::c_stack_size`), for deep recursion.
///
/// The goroutine keeps its processor. Inside, `spawn` works and imported functions are called directly; to wait (a
/// channel, a lock, [`park`](crate::park), [`sleep`](crate::sleep)) is a panic, since the goroutine's state would lie
/// on a stack that others use. Off a goroutine, and nested in itself, it just runs `f`.
///
/// # Panics
/// With whatever `f` panics with.
///
/// ```
/// fn depth(n: u32) -> u32 {
///     let frame = std::hint::black_box([n; 1024]); // 4 KiB
///     if n == 0 { 0 } else { 1 + depth(frame[0] - 1) }
/// }
/// # fn main() { cgocall::run(|| {
/// // 100 KiB at the least: more than a goroutine's stack.
/// assert_eq!(cgocall::on_system_stack(|| depth(25)), 25);
/// # }) }
/// ```
pub fn on_system_stack<T, F: FnOnce() -> T>(f: F) -> T {
    let on_own_stack = |m: &&M| matches!(m.hot.state.load(Ordering::Relaxed), RUN | BLOCKED);
    let Some(m) = this_m().filter(on_own_stack) else { return f() };
    let _interrupted = super::blocking::interrupt(m);
    let mut job = Job::new(f);
    m.hot.state.store(state::SYSTEM, Ordering::Relaxed);
    let g0_sp = m.hot.g0_sp.load(Ordering::Relaxed);
    // SAFETY: g0 is free below g0_sp (the seed invariant), and nothing else uses it while this M runs `f` there: the
    // state SYSTEM keeps trampolines and parks away. `job` lives on this frame until `call_on` returns.
    unsafe { arch::call_on((&raw mut job).cast(), Job::<T, F>::run, g0_sp) };
    m.hot.state.store(RUN, Ordering::Relaxed);
    job.into_result().unwrap_or_else(|payload| resume_unwind(payload))
}

/// While it lives, code within `on_system_stack` blocks its thread. The P may be taken meanwhile.
pub(super) struct Blocks(&'static M);

impl Blocks {
    pub(super) fn new() -> Blocks {
        let m = this_m().expect("on an M");
        super::blocking::enter(m);
        Blocks(m)
    }
}

impl Drop for Blocks {
    fn drop(&mut self) {
        super::blocking::leave(self.0);
        self.0.hot.state.store(state::SYSTEM, Ordering::Relaxed);
    }
}
