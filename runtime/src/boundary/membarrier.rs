//! The heavy side of the asymmetric fence: `membarrier(PRIVATE_EXPEDITED)`.

use std::sync::atomic::{AtomicU32, Ordering, fence};

const UNKNOWN: u32 = 0;
const REGISTERED: u32 = 1;
const ABSENT: u32 = 2;

static STATUS: AtomicU32 = AtomicU32::new(UNKNOWN);

const CMD_PRIVATE_EXPEDITED: i32 = 1 << 3;
const CMD_REGISTER_PRIVATE_EXPEDITED: i32 = 1 << 4;

fn membarrier(command: i32) -> bool {
    // SAFETY: no pointers.
    unsafe { libc::syscall(libc::SYS_membarrier, command, 0, 0) == 0 }
}

/// Runs from `.init_array` (`arch/`): with one thread in the process it takes microseconds, later milliseconds.
pub(crate) extern "C" fn register_membarrier() {
    let found = if membarrier(CMD_REGISTER_PRIVATE_EXPEDITED) { REGISTERED } else { ABSENT };
    STATUS.store(found, Ordering::Relaxed);
}

/// Is the membarrier protocol to be used? `CGOCALL_MEMBARRIER=off` selects the fallback, for tests and benchmarks. So does the
/// thread sanitizer, which knows nothing of the system call.
pub(crate) fn available() -> bool {
    if cfg!(cgocall_tsan) {
        return false;
    }
    if STATUS.load(Ordering::Relaxed) == UNKNOWN {
        register_membarrier();
    }
    STATUS.load(Ordering::Relaxed) == REGISTERED
        && std::env::var_os("CGOCALL_MEMBARRIER").is_none_or(|v| v != "off")
}

/// After it, every other running thread of the process has passed a full fence.
pub(crate) fn heavy_fence(fenced: bool) {
    if fenced {
        fence(Ordering::SeqCst); // pairs with the fence of a FENCED exit
    } else if !membarrier(CMD_PRIVATE_EXPEDITED) {
        crate::fatal!(
            "membarrier, which this process registered for, failed: {}",
            std::io::Error::last_os_error()
        );
    }
}
