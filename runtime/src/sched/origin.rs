//! What a thread has from the one that made it, and an M's thread should not have from just anybody.
//!
//! Ms are made by whoever finds that one is needed: by another M, but also by a thread of C's that blocks signals, is
//! pinned to one processor, or runs with real-time priority, and by a goroutine that has locked its thread to do such
//! things. What holds for Ms is what held for the thread that started the runtime.

use std::mem::{MaybeUninit, size_of};
use std::ptr;

use super::this_m;

/// The traits of one thread.
pub(crate) struct Origin {
    signal_mask: libc::sigset_t,
    /// None on a machine with more processors than the set has room for.
    processors: Option<libc::cpu_set_t>,
    policy: libc::c_int,
    parameters: libc::sched_param,
}

impl Origin {
    /// Those of the calling thread.
    pub(crate) fn of_this_thread() -> Origin {
        let mut signal_mask = MaybeUninit::uninit();
        let mut processors = MaybeUninit::zeroed();
        let mut parameters = MaybeUninit::zeroed();
        // SAFETY: all that is read has been filled in: the mask by the first call, and the others are valid as zeros.
        unsafe {
            libc::sigemptyset(signal_mask.as_mut_ptr());
            libc::pthread_sigmask(libc::SIG_BLOCK, ptr::null(), signal_mask.as_mut_ptr());
            let known =
                libc::sched_getaffinity(0, size_of::<libc::cpu_set_t>(), processors.as_mut_ptr()) == 0;
            libc::sched_getparam(0, parameters.as_mut_ptr());
            Origin {
                signal_mask: signal_mask.assume_init(),
                processors: known.then(|| processors.assume_init()),
                policy: libc::sched_getscheduler(0),
                parameters: parameters.assume_init(),
            }
        }
    }

    /// On an M's new thread, which has all from its maker; `of_its_own` says that the maker may have more than the signal mask
    /// of its own. What the system refuses stays as it is.
    pub(crate) fn adopt(&self, of_its_own: bool) {
        // SAFETY: what was a thread's of this process, and plain system calls.
        unsafe {
            libc::pthread_sigmask(libc::SIG_SETMASK, &self.signal_mask, ptr::null_mut());
            if of_its_own {
                libc::sched_setscheduler(0, self.policy, &self.parameters);
                if let Some(processors) = &self.processors {
                    libc::sched_setaffinity(0, size_of::<libc::cpu_set_t>(), processors);
                }
            }
        }
    }
}

/// Is the calling thread another than an M which any goroutine may run on? Then what it has is its own affair.
pub(crate) fn is_of_others() -> bool {
    this_m().is_none_or(|m| m.foreign || m.wired.get() > 0)
}
