//! `Builder::max_threads` and callbacks: those who are parked in one do not count, and those who drain them run.

use std::ffi::{c_long, c_void};
use std::sync::atomic::{AtomicI32, AtomicUsize, Ordering::SeqCst};

use cgocall::sync::{Receiver, channel};
use cgocall::{cgo_export, cgo_import};

use crate::child;
use crate::support::ffi;
use crate::threads::{Fn, cgo_join, counts, soon, start_until};

#[cgo_import]
unsafe extern "C" {
    #[link_name = "cgo_repeat"]
    fn repeat(f: Fn, data: *mut c_void, times: c_long);
    #[cgo(blocking)]
    #[link_name = "cgo_repeat"]
    fn repeat_blocking(f: Fn, data: *mut c_void, times: c_long);
}

const CAP: usize = 4;

#[cgo_export]
unsafe extern "C" fn receives(data: *mut c_void) {
    // SAFETY: every caller passes one.
    let from = unsafe { &*data.cast::<Receiver<u32>>() };
    from.recv().expect("the drainer sends to each");
}

/// As many goroutines as the cap and one more, each parked in a callback, several times over.
fn parked_at_the_cap(procs: usize, call: unsafe fn(Fn, *mut c_void, c_long)) {
    child::builder().max_procs(procs).max_threads(CAP).init().expect("nobody has started it");
    cgocall::run(move || {
        let (senders, all): (Vec<_>, Vec<_>) = (0..CAP + 1)
            .map(|_| {
                let (send, receive) = channel(0);
                // SAFETY: `receives` gets its receiver, for the time of the call.
                let body =
                    move || unsafe { call(receives, std::ptr::from_ref(&receive).cast_mut().cast(), 20) };
                (send, cgocall::spawn(body))
            })
            .unzip();
        let drainer = cgocall::spawn(move || {
            for i in 0..20 {
                senders.iter().for_each(|to| to.send(i).expect("it receives"));
            }
        });
        drainer.join().expect("it gets a thread");
        all.into_iter().for_each(|g| g.join().expect("all messages came"));
    });
}

#[test]
fn as_many_as_the_cap_and_one_parked_in_callbacks_do_not_stop_their_drainer() {
    child::in_every_mode(
        "thread_cap::as_many_as_the_cap_and_one_parked_in_callbacks_do_not_stop_their_drainer",
        || parked_at_the_cap(2, repeat),
    );
}

#[test]
fn nor_if_the_calls_are_blocking() {
    child::in_every_mode("thread_cap::nor_if_the_calls_are_blocking", || {
        parked_at_the_cap(2, repeat_blocking);
    });
}

#[test]
fn nor_on_one_processor() {
    child::in_every_mode("thread_cap::nor_on_one_processor", || {
        parked_at_the_cap(1, repeat_blocking);
    });
}

/// A thread of C's leaves the processor of its last callback lying while as many are in C as may be: taking it back needs
/// no place among those.
#[test]
fn the_processor_of_a_thread_of_cs_is_taken_back_at_the_cap() {
    child::in_every_mode("thread_cap::the_processor_of_a_thread_of_cs_is_taken_back_at_the_cap", || {
        child::builder().max_procs(1).max_threads(1).init().expect("nobody has started it");
        static GO_ON: AtomicI32 = AtomicI32::new(0);
        // One place for the cap, and one for the processor.
        let blocked = cgocall::spawn(|| ffi::fixture_wait_blocking(&GO_ON));
        soon(|| cgocall::stats().threads_in_c == 1);
        let waits = cgocall::spawn(|| ffi::fixture_wait(&GO_ON));
        soon(|| cgocall::stats().threads_in_c == 2);
        // It needs the processor that the second has to lose.
        cgocall::spawn(|| ()).join().expect("it runs");
        assert_eq!(cgocall::stats().retakes, 1);
        let (stop, made, count) = (AtomicI32::new(0), AtomicI32::new(0), AtomicUsize::new(0));
        let thread = start_until(counts, &count, true, &stop, &made);
        soon(|| made.load(SeqCst) == 1);
        cgocall::spawn(|| ()).join().expect("it runs though all are in C");
        GO_ON.store(1, SeqCst);
        blocked.join().expect("it returns");
        waits.join().expect("it returns");
        stop.store(1, SeqCst);
        cgo_join(thread);
    });
}
