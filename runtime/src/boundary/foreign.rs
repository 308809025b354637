//! Threads that C made, and that call exports.
//!
//! The first callback attaches the thread: it becomes an M, with a goroutine of its own on whose stack its callbacks
//! run. Both stay with it until it ends, so that later callbacks cost what they cost on a thread of the runtime. To the
//! scheduler the thread is one whose goroutine is in C for good, and comes back for the time of a callback.
//!
//! | what | when |
//! |---|---|
//! | [`attach`] | the first callback: a spare M, or a new one; no P yet: the callback's entry waits for one |
//! | state `IN_C` | between callbacks; sysmon takes the P back if others want it, or nothing runs for a while |
//! | [`detach`] | the thread ends: a destructor of thread-specific data gives the M back |
//!
//! Threads that are there for certain calls only (`on_thread`) come by the same way.
//!
//! Spare Ms are in a lock-free queue, and there is always one in it: the thread that takes the last one makes another.

use std::ffi::{c_int, c_void};
use std::mem::MaybeUninit;
use std::ptr::{from_ref, null_mut};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use crossbeam_queue::SegQueue;

use super::accounting::{self, IN_C, NOCALLBACK};
use super::limit;
use crate::arch::{self, NO_RECORD, state};
use crate::sched::g::{G, status};
use crate::sched::m::M;
use crate::sched::{sched, take_ids, threads};
use crate::stack;
use crate::task::spawn::release;

static SPARE: SegQueue<&'static M> = SegQueue::new();

/// Threads that are attached now.
static ATTACHED: AtomicUsize = AtomicUsize::new(0);

/// Threads of others that are attached.
pub(crate) fn attached() -> usize {
    ATTACHED.load(Ordering::Relaxed)
}

/// Makes the calling thread, which the runtime has never seen or has forgotten, an M in C.
#[cold]
pub(crate) fn attach() {
    let _cancellation = Uncancelled::new();
    let sched = sched(); // first: the threads that it starts inherit the mask of signals
    super::fork::check();
    // A handler that ran in between would find half an M.
    let _signals = Blocked::new();
    let m = SPARE.pop().unwrap_or_else(|| threads::new_foreign_m(sched));
    if SPARE.is_empty() {
        SPARE.push(threads::new_foreign_m(sched));
    }
    // SAFETY: a spare M is nobody's until it is pushed again.
    unsafe { &mut *m.alt_stack.get() }.lend();
    // SAFETY: a plain system call.
    m.tid.store(unsafe { libc::gettid() } as u32, Ordering::Relaxed);
    #[cfg(debug_assertions)]
    m.fp_control.set(arch::fp_control());
    let g = goroutine(m);
    let hot = &m.hot;
    hot.g0_sp.store(usize::MAX, Ordering::Relaxed); // C may be anywhere on any stack
    hot.g0_base.store(usize::MAX, Ordering::Relaxed);
    hot.c_sp.store(top(g), Ordering::Relaxed);
    hot.site.store(null_mut(), Ordering::Relaxed);
    hot.curg.store(g.ptr(), Ordering::Relaxed);
    accounting::give(&hot.evt); // no P
    hot.state.store(IN_C, Ordering::Release);
    ATTACHED.fetch_add(1, Ordering::Relaxed);
    // SAFETY: Ms are never freed, and `detach` replaces it before the thread has ended.
    unsafe {
        arch::set_current_m(hot);
        libc::pthread_setspecific(key(), from_ref(m).cast());
    }
}

/// The goroutine of a foreign M: it runs nothing but callbacks, and never ends by itself.
fn goroutine(m: &'static M) -> &'static G {
    let slot = stack::alloc(None, None).unwrap_or_else(|e| {
        crate::fatal!("no stack for the callbacks of a thread: {e}");
    });
    let g = G::create(slot);
    g.id.store(take_ids(1), Ordering::Relaxed);
    g.foreign.store(true, Ordering::Relaxed);
    g.bound.store(from_ref(m).cast_mut(), Ordering::Relaxed);
    g.m.store(from_ref(m).cast_mut(), Ordering::Relaxed);
    g.set_status(status::RUNNING);
    g.refs.store(1, Ordering::Release);
    g
}

/// Where its callbacks start: 8 modulo 16, as below the frame of a call; the word there is nobody's frame's.
pub(super) fn top(g: &G) -> usize {
    g.ptr().addr() - 8
}

fn key() -> libc::pthread_key_t {
    static KEY: OnceLock<libc::pthread_key_t> = OnceLock::new();
    *KEY.get_or_init(|| {
        let mut key = 0;
        // SAFETY: `key` is written; the destructor is called with what `attach` has set.
        if unsafe { libc::pthread_key_create(&mut key, Some(detach)) } != 0 {
            crate::fatal!("no thread-specific key is left, by which threads that C made are given back (pthread_key_create)");
        }
        key
    })
}

/// The thread ends. Callbacks after this, from destructors of others, attach it anew.
unsafe extern "C" fn detach(m: *mut c_void) {
    // SAFETY: what `attach` has set.
    let m = unsafe { &*m.cast::<M>() };
    let hot = &m.hot;
    if !std::ptr::eq(arch::current_m(), hot) {
        return;
    }
    let _signals = Blocked::new();
    let g = m.curg().expect("a foreign M has its goroutine for good");
    if !matches!(hot.state.load(Ordering::Relaxed), IN_C | NOCALLBACK) {
        crate::fatal!(
            "{} ends while the thread that C made runs its callback.\n\
             help: return from the callback first, and then let the thread exit",
            crate::task::current::described(g)
        );
    }
    // A thread that was cancelled, or jumped out, in C that a callback had called: those callbacks are no more, nor are the
    // calls in them.
    limit::discard_all();
    hot.record.store(NO_RECORD, Ordering::Relaxed);
    hot.export.store(null_mut(), Ordering::Relaxed);
    threads::give_up_p(sched(), m);
    hot.state.store(state::NONE, Ordering::Relaxed);
    hot.curg.store(null_mut(), Ordering::Relaxed);
    // SAFETY: NO_M is static.
    unsafe { arch::set_current_m(&arch::NO_M) };
    m.tid.store(0, Ordering::Relaxed);
    m.c_stacks.forget_thread();
    m.server.set(None);
    g.set_status(status::DEAD);
    g.foreign.store(false, Ordering::Relaxed);
    release(g);
    // SAFETY: the M is this thread's until it is pushed.
    unsafe { &mut *m.alt_stack.get() }.take_back();
    ATTACHED.fetch_sub(1, Ordering::Relaxed);
    SPARE.push(m);
}

/// No cancellation (`pthread_cancel`) of the calling thread until it is dropped. What is pending waits for a point in C: the
/// standard library's system calls are such points, too, and Rust frames must not be unwound by them.
struct Uncancelled(c_int);

unsafe extern "C" {
    fn pthread_setcancelstate(state: c_int, old: *mut c_int) -> c_int;
}

impl Uncancelled {
    /// `PTHREAD_CANCEL_DISABLE`, of glibc and musl.
    const DISABLE: c_int = 1;

    fn new() -> Uncancelled {
        let mut before = 0;
        // SAFETY: a valid state, and `before` is written.
        unsafe { pthread_setcancelstate(Uncancelled::DISABLE, &mut before) };
        Uncancelled(before)
    }
}

impl Drop for Uncancelled {
    fn drop(&mut self) {
        // SAFETY: the state of before. It is no point of cancellation.
        unsafe { pthread_setcancelstate(self.0, null_mut()) };
    }
}

/// All signals, blocked until it is dropped; then the mask is what it was.
struct Blocked(libc::sigset_t);

impl Blocked {
    fn new() -> Blocked {
        let mut all = MaybeUninit::uninit();
        let mut before = MaybeUninit::uninit();
        // SAFETY: both sets are filled in before they are read.
        unsafe {
            libc::sigfillset(all.as_mut_ptr());
            libc::pthread_sigmask(libc::SIG_SETMASK, all.as_ptr(), before.as_mut_ptr());
            Blocked(before.assume_init())
        }
    }
}

impl Drop for Blocked {
    fn drop(&mut self) {
        // SAFETY: the thread's own mask of before.
        unsafe { libc::pthread_sigmask(libc::SIG_SETMASK, &self.0, null_mut()) };
    }
}
