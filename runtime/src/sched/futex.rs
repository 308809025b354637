//! Sleeping and waking of threads.

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Instant;

/// One thread sleeps on it; anyone wakes it. A wake that comes first is not lost, and one that finds nobody asleep
/// costs no system call.
pub(crate) struct ThreadParker(AtomicU32);

const AWAKE: u32 = 0;
const ASLEEP: u32 = 1;
const NOTIFIED: u32 = 2;

impl ThreadParker {
    pub(crate) const fn new() -> ThreadParker {
        ThreadParker(AtomicU32::new(AWAKE))
    }

    /// Sleeps until woken, or until `deadline`. Returns at once if a wake is pending. May return early.
    pub(crate) fn sleep(&self, deadline: Option<Instant>) {
        // Acquire, here and below, pairs with `wake`.
        if self.0.compare_exchange(AWAKE, ASLEEP, Ordering::Acquire, Ordering::Acquire).is_ok() {
            futex_wait(&self.0, ASLEEP, deadline);
        }
        self.0.swap(AWAKE, Ordering::Acquire);
    }

    pub(crate) fn wake(&self) {
        // Release: what the waker wrote before is seen by the woken.
        if self.0.swap(NOTIFIED, Ordering::Release) == ASLEEP {
            futex_wake(&self.0, 1);
        }
    }
}

/// Sleeps while the word holds `expected`, until a wake, `deadline` or a signal.
pub(crate) fn futex_wait(word: &AtomicU32, expected: u32, deadline: Option<Instant>) {
    let timeout = deadline.map(|d| {
        let left = d.saturating_duration_since(Instant::now());
        libc::timespec { tv_sec: left.as_secs() as _, tv_nsec: left.subsec_nanos() as libc::c_long }
    });
    let timeout = timeout.as_ref().map_or(std::ptr::null(), |t| t as *const _);
    // SAFETY: the word and the timeout outlive the call.
    unsafe {
        libc::syscall(libc::SYS_futex, word, libc::FUTEX_WAIT | libc::FUTEX_PRIVATE_FLAG, expected, timeout)
    };
}

/// Wakes up to `n` threads that wait on the word.
pub(crate) fn futex_wake(word: &AtomicU32, n: i32) {
    // SAFETY: wakes by address; the word is not read.
    unsafe { libc::syscall(libc::SYS_futex, word, libc::FUTEX_WAKE | libc::FUTEX_PRIVATE_FLAG, n) };
}
