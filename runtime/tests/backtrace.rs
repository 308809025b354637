//! A backtrace crosses the change of stacks: Rust, called by C, called by a goroutine.

mod support;

use std::backtrace::Backtrace;
use std::hint::black_box;

use support::ffi;

unsafe extern "C" fn capture(data: *mut ()) {
    // SAFETY: every caller here passes a string.
    let text = unsafe { &mut *data.cast::<String>() };
    *text = Backtrace::force_capture().to_string();
}

/// The frames' names, innermost first.
fn frames(text: &str) -> Vec<&str> {
    let frame = |line: &'_ str| {
        line.trim_start().split_once(": ").filter(|(n, _)| n.parse::<u32>().is_ok()).is_some()
    };
    text.lines().filter(|line| frame(line)).map(|line| line.split_once(": ").expect("checked").1).collect()
}

/// Are frames that contain these names there, in this order, innermost first?
#[track_caller]
fn assert_chain(text: &str, chain: &[&str]) {
    let frames = frames(text);
    let mut rest = frames.iter();
    for name in chain {
        assert!(rest.any(|f| f.contains(name)), "{name} is not where it should be in {frames:#?}");
    }
}

#[inline(never)]
fn caller_of_c(text: &mut String) {
    // SAFETY: `capture` gets the string that it expects, and C keeps none of it.
    unsafe { ffi::fixture_call_deeper(capture, std::ptr::from_mut(text).cast()) };
    black_box(());
}

#[test]
fn from_rust_called_by_c_to_the_base_of_the_goroutine() {
    let text = cgocall::run(|| {
        let mut text = String::new();
        caller_of_c(&mut text);
        text
    });
    let chain =
        ["capture", "fixture_call", "fixture_call_deeper", "__morestack", "caller_of_c", "cgocall_gostart"];
    assert_chain(&text, &chain);
    assert_eq!(frames(&text).last(), Some(&"cgocall_gostart"), "{text}");
}

#[cgocall::cgo_export]
unsafe extern "C" fn exported_capture(data: *mut ()) {
    // SAFETY: every caller here passes a string.
    unsafe { ffi::fixture_call_deeper(capture, data) };
}

#[test]
fn through_a_callback_and_both_its_changes_of_stacks() {
    let text = cgocall::run(|| {
        let mut text = String::new();
        // SAFETY: as in `caller_of_c`.
        unsafe { ffi::fixture_call(exported_capture, (&raw mut text).cast()) };
        text
    });
    let chain = [
        "capture",
        "fixture_call_deeper",
        "__morestack",
        "exported_capture",
        "__morestack",
        "fixture_call",
        "__morestack",
        "through_a_callback",
        "cgocall_gostart",
    ];
    assert_chain(&text, &chain);
    assert_eq!(frames(&text).last(), Some(&"cgocall_gostart"), "{text}");
}

#[cfg(target_env = "gnu")] // musl is built without unwinding tables
#[test]
fn out_of_the_c_librarys_qsort() {
    #[cgocall::cgo_import]
    unsafe extern "C" {
        fn qsort(
            base: *mut u32,
            n: usize,
            size: usize,
            compare: unsafe extern "C" fn(*const u32, *const u32) -> i32,
        );
    }
    #[inline(never)]
    fn sort(numbers: &mut [u32]) {
        // SAFETY: the comparator fits the elements.
        unsafe { qsort(numbers.as_mut_ptr(), numbers.len(), size_of::<u32>(), compare) };
        black_box(());
    }
    static SEEN: std::sync::OnceLock<String> = std::sync::OnceLock::new();
    unsafe extern "C" fn compare(a: *const u32, b: *const u32) -> i32 {
        SEEN.get_or_init(|| Backtrace::force_capture().to_string());
        // SAFETY: qsort passes elements.
        unsafe { (*a).cmp(&*b) as i32 }
    }
    cgocall::run(|| {
        let mut numbers = [3, 1, 2];
        sort(&mut numbers);
        assert_eq!(numbers, [1, 2, 3]);
    });
    assert_chain(
        SEEN.get().expect("it compared"),
        &["compare", "qsort", "__morestack", "sort", "cgocall_gostart"],
    );
}

#[test]
fn with_memory_arguments_within_blocking_and_on_the_system_stack() {
    let text = cgocall::run(|| {
        let mut text = String::new();
        cgocall::blocking(|| caller_of_c(&mut text));
        text
    });
    assert_chain(&text, &["capture", "fixture_call_deeper", "__morestack", "caller_of_c", "cgocall_gostart"]);
    let text = cgocall::run(|| {
        let mut text = String::new();
        cgocall::on_system_stack(|| caller_of_c(&mut text));
        text
    });
    let chain = [
        "capture",
        "fixture_call_deeper",
        "caller_of_c",
        "__morestack",
        "on_system_stack",
        "cgocall_gostart",
    ];
    assert_chain(&text, &chain);
}

#[test]
fn a_panic_on_the_system_stack_arrives_at_the_goroutine() {
    let result = cgocall::run(|| {
        cgocall::spawn(|| {
            cgocall::on_system_stack(|| panic!("down there"));
        })
        .join()
    });
    let payload = result.expect_err("a panic");
    assert_eq!(payload.downcast_ref::<&str>(), Some(&"down there"));
}
