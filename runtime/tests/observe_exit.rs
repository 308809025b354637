//! The end of the process, asked for on a goroutine.

#[allow(dead_code, reason = "a part of it is used here")]
mod child;

use std::hint::black_box;

use cgocall::__private::{Policy, Site, stack_bytes};

/// Several goroutines' stacks deep, like a handler of a C library may be.
extern "C" fn deep_handler() {
    assert_eq!(black_box([1u8; 200 << 10]).iter().map(|&b| usize::from(b)).sum::<usize>(), 200 << 10);
    eprintln!("the handler ran");
}

fn register_handler() {
    // SAFETY: the handler may run on any thread, at any time.
    assert_eq!(unsafe { libc::atexit(deep_handler) }, 0);
}

/// C's `exit`, imported.
fn c_exit(code: i32) {
    unsafe extern "C-unwind" {
        #[link_name = "exit"]
        fn raw(code: i32) -> !;
    }
    static SITE: Site = Site::new(raw as *const (), "exit", Policy::Default, stack_bytes!(fn(i32)));
    #[unsafe(naked)]
    unsafe extern "C-unwind" fn thunk(code: i32) {
        cgocall::__private::thunk!(SITE)
    }
    // SAFETY: `exit` may be called anywhere.
    unsafe { thunk(code) }
}

#[track_caller]
fn assert_exited(test: &str, code: i32, body: impl FnOnce()) {
    if let Some(output) = child::output_of(test, &[], body) {
        assert_eq!(output.status.code(), Some(code), "{}\n{}", output.status, output.stderr);
        assert_eq!(output.stderr.matches("the handler ran").count(), 1, "{}", output.stderr);
    }
}

#[test]
#[cfg(target_env = "gnu")]
fn std_exit_on_a_goroutine_runs_earlier_handlers_on_a_large_stack() {
    assert_exited("std_exit_on_a_goroutine_runs_earlier_handlers_on_a_large_stack", 7, || {
        register_handler();
        cgocall::run(|| std::process::exit(7));
    });
}

#[test]
#[cfg(target_env = "gnu")]
fn std_exit_within_blocking_runs_earlier_handlers_on_a_large_stack() {
    assert_exited("std_exit_within_blocking_runs_earlier_handlers_on_a_large_stack", 8, || {
        register_handler();
        cgocall::run(|| cgocall::blocking(|| std::process::exit(8)));
    });
}

#[test]
fn exit_on_a_goroutine_runs_later_handlers_on_a_large_stack() {
    assert_exited("exit_on_a_goroutine_runs_later_handlers_on_a_large_stack", 9, || {
        cgocall::run(|| {
            register_handler();
            cgocall::exit(9)
        });
    });
}

#[test]
fn exit_off_a_goroutine_is_std_exit() {
    assert_exited("exit_off_a_goroutine_is_std_exit", 10, || {
        register_handler();
        cgocall::exit(10)
    });
}

#[test]
fn exit_called_by_c_runs_handlers_on_a_large_stack() {
    assert_exited("exit_called_by_c_runs_handlers_on_a_large_stack", 11, || {
        cgocall::run(|| {
            register_handler();
            c_exit(11);
        });
    });
}
