//! Each scenario dies, so each runs in a process of its own: this test binary once more, told to run [`child`].

use std::arch::asm;
use std::hint::black_box;
use std::io::Write;
use std::os::unix::process::ExitStatusExt;
use std::{mem, ptr, thread};

use libc::{c_int, c_void};

use super::{ensure_alt_stack, install};
use crate::stack::tests::{run_alone, scenario};
use crate::stack::{DEFAULT_SIZE, Slot, alloc, init};

#[test]
#[ignore = "the other tests run it, in processes of its own"]
fn child() {
    init(DEFAULT_SIZE).expect("a size in range");
    match scenario().as_str() {
        "goroutine" => {
            install(describe);
            overflow(stack(None));
        }
        "large goroutine" => {
            install(describe);
            overflow(stack(Some(1 << 20)));
        }
        "foreign thread" => {
            install(describe);
            on_a_thread_not_of_std(|| {
                let _alt_stack = ensure_alt_stack();
                overflow(stack(None));
            });
        }
        "plain thread" => {
            install(describe);
            drop(thread::Builder::new().name("plain".into()).spawn(|| recurse(0)).expect("a thread").join());
        }
        "null pointer" => {
            install(describe);
            touch(0);
        }
        "wild pointer" => {
            install(describe);
            touch(stack(None).limit() - 64);
        }
        "wild pointer, previous handler" => {
            handle(libc::SIGSEGV, previous_with_info as extern "C" fn(_, _, _) as usize, libc::SA_SIGINFO);
            install(describe);
            touch(8);
        }
        "sent, previous handler" => {
            handle(libc::SIGBUS, previous as extern "C" fn(_) as usize, libc::SA_RESETHAND);
            install(describe);
            // SAFETY: no preconditions; it returns, since `previous` does.
            unsafe { libc::raise(libc::SIGBUS) };
            eprintln!("went on");
            // SAFETY: as above; `previous` asked to run once only.
            unsafe { libc::raise(libc::SIGBUS) };
        }
        "sent, default" => {
            handle(libc::SIGSEGV, libc::SIG_DFL, 0);
            install(describe);
            // SAFETY: no preconditions.
            unsafe { libc::raise(libc::SIGSEGV) };
        }
        "sent, ignored" => {
            handle(libc::SIGSEGV, libc::SIG_IGN, 0);
            install(describe);
            // SAFETY: no preconditions.
            unsafe { libc::raise(libc::SIGSEGV) };
            eprintln!("went on");
            touch(0);
        }
        _ => {}
    }
}

#[test]
fn a_goroutine_that_overflows_is_named_with_its_size_and_the_remedy() {
    let (status, stderr) = run_alone(module_path!(), "goroutine");
    assert_eq!(status.signal(), Some(libc::SIGABRT), "{stderr}");
    assert!(stderr.contains("goroutine 7 (\"deep\") overflowed its 64 KiB stack at address 0x"), "{stderr}");
    assert!(stderr.contains(" (pc 0x"), "{stderr}");
    assert!(stderr.contains("help: give it more with cgocall::Spawner::new().stack_size(..)"), "{stderr}");
    assert!(stderr.contains("Builder::stack_size(..)"), "{stderr}");
}

#[test]
fn the_size_reported_is_that_of_the_stack() {
    let (status, stderr) = run_alone(module_path!(), "large goroutine");
    assert_eq!(status.signal(), Some(libc::SIGABRT), "{stderr}");
    assert!(stderr.contains("overflowed its 1 MiB stack"), "{stderr}");
}

#[test]
fn a_goroutine_on_a_thread_without_alternate_stack_is_reported_too() {
    let (status, stderr) = run_alone(module_path!(), "foreign thread");
    assert_eq!(status.signal(), Some(libc::SIGABRT), "{stderr}");
    assert!(stderr.contains("goroutine 7 (\"deep\") overflowed"), "{stderr}");
}

#[test]
fn a_plain_thread_that_overflows_gets_the_standard_librarys_message() {
    let (status, stderr) = run_alone(module_path!(), "plain thread");
    assert_eq!(status.signal(), Some(libc::SIGABRT), "{stderr}");
    assert!(stderr.contains("thread 'plain'") && stderr.contains("has overflowed its stack"), "{stderr}");
    assert!(!stderr.contains("goroutine"), "{stderr}");
}

#[test]
fn other_faults_kill_as_ever() {
    let (status, stderr) = run_alone(module_path!(), "null pointer");
    assert_eq!(status.signal(), Some(libc::SIGSEGV), "{stderr}");
    assert!(!stderr.contains("overflowed"), "{stderr}");
}

#[test]
fn a_pointer_into_the_guard_of_a_stack_that_does_not_run_is_no_overflow() {
    let (status, stderr) = run_alone(module_path!(), "wild pointer");
    assert_eq!(status.signal(), Some(libc::SIGSEGV), "{stderr}");
    assert!(!stderr.contains("overflowed"), "{stderr}");
}

#[test]
fn a_handler_installed_before_sees_the_fault_and_its_address() {
    let (status, stderr) = run_alone(module_path!(), "wild pointer, previous handler");
    assert_eq!(status.code(), Some(8), "{stderr}");
}

#[test]
fn a_handler_installed_before_may_return_and_resets_if_it_said_so() {
    let (status, stderr) = run_alone(module_path!(), "sent, previous handler");
    assert!(stderr.contains("previous\nwent on\n"), "{stderr}");
    assert_eq!(status.signal(), Some(libc::SIGBUS), "{stderr}");
}

#[test]
fn a_signal_that_was_sent_meets_the_default() {
    let (status, stderr) = run_alone(module_path!(), "sent, default");
    assert_eq!(status.signal(), Some(libc::SIGSEGV), "{stderr}");
}

#[test]
fn an_ignored_signal_is_ignored_when_sent_and_deadly_when_a_fault() {
    let (status, stderr) = run_alone(module_path!(), "sent, ignored");
    assert!(stderr.contains("went on"), "{stderr}");
    assert_eq!(status.signal(), Some(libc::SIGSEGV), "{stderr}");
}

#[test]
fn the_alternate_stack_is_ours_where_there_was_none_or_a_small_one_and_goes_with_the_guard() {
    // Threads of the standard library have one.
    let before = alt_stack();
    assert_eq!(before.ss_flags & libc::SS_DISABLE, 0);
    let guard = ensure_alt_stack();
    let ours = alt_stack();
    assert!(ours.ss_size >= 64 << 10, "{}", ours.ss_size);
    drop(ensure_alt_stack());
    assert_eq!(alt_stack().ss_sp, ours.ss_sp, "one is enough");
    drop(guard);
    assert_eq!(alt_stack().ss_sp, before.ss_sp);

    on_a_thread_not_of_std(|| {
        assert_ne!(alt_stack().ss_flags & libc::SS_DISABLE, 0);
        let guard = ensure_alt_stack();
        assert_eq!(alt_stack().ss_flags & libc::SS_DISABLE, 0);
        drop(guard);
        assert_ne!(alt_stack().ss_flags & libc::SS_DISABLE, 0);
    });
}

fn alt_stack() -> libc::stack_t {
    // SAFETY: the call only fills in the structure, for which zeros are valid.
    unsafe {
        let mut stack = mem::zeroed();
        libc::sigaltstack(ptr::null(), &mut stack);
        stack
    }
}

fn describe(header: *mut u8, out: &mut dyn FnMut(&[u8])) {
    out(b"goroutine ");
    // SAFETY: `stack` has put a digit there.
    out(&[unsafe { header.read() }]);
    out(b" (\"deep\")");
}

fn stack(size: Option<usize>) -> Slot {
    let slot = alloc(None, size).expect("a stack");
    // SAFETY: the header of a slot of our own.
    unsafe { slot.header().write(b'7') };
    slot
}

extern "C" fn recurse(depth: usize) {
    if black_box(depth) != usize::MAX {
        recurse(depth + 1);
    }
    black_box(());
}

/// Recurses on `slot` without end.
fn overflow(slot: Slot) {
    // SAFETY: the stack pointer moves to a stack of our own, 16-aligned, and nobody comes back.
    unsafe {
        #[cfg(target_arch = "x86_64")]
        asm!("mov rsp, {top}", "call {run}", "ud2", top = in(reg) slot.header(), run = sym recurse,
             in("rdi") 0, options(noreturn));
        #[cfg(target_arch = "aarch64")]
        asm!("mov sp, {top}", "bl {run}", "brk 1", top = in(reg) slot.header(), run = sym recurse,
             in("x0") 0, options(noreturn));
    }
}

fn touch(addr: usize) {
    // SAFETY: none: the fault is what the test is about. In assembly, so that the compiler draws no conclusions.
    unsafe {
        #[cfg(target_arch = "x86_64")]
        asm!("mov byte ptr [{0}], 0", in(reg) addr);
        #[cfg(target_arch = "aarch64")]
        asm!("strb wzr, [{0}]", in(reg) addr);
    }
}

fn handle(signal: c_int, handler: usize, flags: c_int) {
    // SAFETY: zeros are a valid `sigaction`; the handlers do only what they may.
    unsafe {
        let mut action: libc::sigaction = mem::zeroed();
        action.sa_sigaction = handler;
        action.sa_flags = flags | libc::SA_ONSTACK;
        libc::sigaction(signal, &action, ptr::null_mut());
    }
}

extern "C" fn previous_with_info(_signal: c_int, info: *mut libc::siginfo_t, _context: *mut c_void) {
    // SAFETY: the kernel's; the fault's address, 8, becomes the exit status.
    unsafe { libc::_exit((*info).si_addr().addr() as c_int) }
}

extern "C" fn previous(_signal: c_int) {
    // Unbuffered, so nothing here but `write`.
    let _ = std::io::stderr().write_all(b"previous\n");
}

/// Runs `f` on a thread that the standard library has not prepared, as C's threads are.
fn on_a_thread_not_of_std(f: fn()) {
    extern "C" fn start(f: *mut c_void) -> *mut c_void {
        // SAFETY: the function pointer passed below.
        let f: fn() = unsafe { mem::transmute(f) };
        f();
        ptr::null_mut()
    }
    // SAFETY: `start` fits, and is passed what it expects.
    unsafe {
        let mut thread = mem::zeroed();
        assert_eq!(libc::pthread_create(&mut thread, ptr::null(), start, f as *mut c_void), 0);
        assert_eq!(libc::pthread_join(thread, ptr::null_mut()), 0);
    }
}
