//! `Builder::dump_on_sigquit`: SIGQUIT (Ctrl-\ on a terminal) shows every goroutine.
//!
//! The handler may have interrupted anything, so it only wakes a thread, which dumps.

use std::io::Write;
use std::sync::atomic::{AtomicBool, Ordering};

use super::dump::dump;
use crate::boundary::errno::Kept;
use crate::sched::futex::ThreadParker;

/// Stays set until the thread has seen it, which may wake for no reason.
static ASKED: AtomicBool = AtomicBool::new(false);
static DUMPER: ThreadParker = ThreadParker::new();

/// Handles SIGQUIT from now on.
pub(crate) fn start() {
    let dumper = std::thread::Builder::new().name("cgocall-dump".into()).spawn(|| {
        let _alt_stack = crate::stack::overflow::ensure_alt_stack();
        loop {
            DUMPER.sleep(None);
            if ASKED.swap(false, Ordering::Relaxed) {
                write_dump();
            }
        }
    });
    match dumper {
        Ok(_) => install(),
        Err(e) => {
            eprintln!("cgocall: no thread to dump goroutines on SIGQUIT, which ends the program as ever: {e}")
        }
    }
}

/// In one piece, so that lines of others do not come between.
fn write_dump() {
    let mut text = b"cgocall: SIGQUIT: goroutines:\n".to_vec();
    // A Vec takes everything, and where stderr takes nothing there is nobody to tell.
    let _ = dump(&mut text);
    let _ = std::io::stderr().write_all(&text);
}

fn install() {
    // SAFETY: zeros are a valid `sigaction`. The handler does only what a handler may; SA_ONSTACK, since it may
    // interrupt a goroutine, whose stack is small.
    unsafe {
        let mut action: libc::sigaction = std::mem::zeroed();
        action.sa_sigaction = on_sigquit as extern "C" fn(libc::c_int) as usize;
        action.sa_flags = libc::SA_RESTART | libc::SA_ONSTACK;
        libc::sigaction(libc::SIGQUIT, &action, std::ptr::null_mut());
    }
}

extern "C" fn on_sigquit(_: libc::c_int) {
    let _errno = Kept::new();
    ASKED.store(true, Ordering::Relaxed); // made visible by the wake
    DUMPER.wake();
}
