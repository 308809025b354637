//! The thread and the ends of processes.

use std::sync::atomic::{AtomicI32, Ordering::SeqCst};
use std::time::{Duration, Instant};

use crate::{child, ffi, soon};

/// The thread is in C, and will not come back.
fn occupied() {
    static HERE: AtomicI32 = AtomicI32::new(0);
    static NEVER: AtomicI32 = AtomicI32::new(0);
    cgocall::spawn(|| ffi::fixture_meet(&HERE, &NEVER));
    soon(|| HERE.load(SeqCst) == 1);
}

#[test]
fn the_thread_does_not_hold_up_the_end_of_the_process() {
    let test = "ends::the_thread_does_not_hold_up_the_end_of_the_process";
    let begun = Instant::now();
    let output = child::output_of(test, &[], || {
        cgocall::run(occupied);
        println!("in C");
    });
    let Some(output) = output else { return };
    assert!(
        output.status.success() && output.stdout.contains("in C"),
        "{:?} {}",
        output.status,
        output.stderr
    );
    assert!(begun.elapsed() < Duration::from_secs(60), "{:?}", begun.elapsed());
}

/// Forks; the forked process calls, and aborts.
fn forks() {
    // SAFETY: the forked process does nothing else.
    unsafe {
        let pid = libc::fork();
        if pid == 0 {
            libc::alarm(20);
            ffi::gettid();
            libc::_exit(0);
        }
        let mut status = 0;
        assert_eq!(libc::waitpid(pid, &mut status, 0), pid);
        assert!(libc::WIFSIGNALED(status) && libc::WTERMSIG(status) == libc::SIGABRT, "{status:#x}");
    }
}

#[test]
fn a_forked_child_that_calls_is_told_why_it_cannot() {
    let test = "ends::a_forked_child_that_calls_is_told_why_it_cannot";
    let output = child::output_of(test, &[], || {
        cgocall::run(|| {
            occupied();
            forks();
        });
        forks(); // on a plain thread
    });
    let Some(output) = output else { return };
    assert!(output.status.success(), "{}", output.stderr);
    let said = output.stderr.matches("this process was forked from one that runs goroutines").count();
    assert_eq!(said, 2, "{}", output.stderr);
}
