//! The chaos mode (`CGOCALL_CHAOS=1` in a build with the feature `chaos`): every park migrates, and race windows last.

use std::cell::Cell;
use std::sync::OnceLock;

/// Is it on?
pub(crate) fn enabled() -> bool {
    static ON: OnceLock<bool> = OnceLock::new();
    *ON.get_or_init(|| std::env::var_os("CGOCALL_CHAOS").is_some_and(|v| v != "0"))
}

/// Loses some time, now and then much.
pub(crate) fn window() {
    if !enabled() {
        return;
    }
    thread_local! {
        static RANDOM: Cell<u32> = const { Cell::new(0x9e37_79b9) };
    }
    let mut x = RANDOM.get();
    x ^= x << 13;
    x ^= x >> 17;
    x ^= x << 5;
    RANDOM.set(x);
    match x % 64 {
        0 => std::thread::sleep(std::time::Duration::from_micros(u64::from(x >> 24))),
        1..8 => std::thread::yield_now(),
        n => (0..n).for_each(|_| std::hint::spin_loop()),
    }
}
