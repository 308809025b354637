//! What C and its callers find when a callback has returned: results, arguments, registers, stacks.

use std::backtrace::Backtrace;
use std::ffi::{c_char, c_int, c_void};

use cgocall::{cgo_export, cgo_import};

use crate::child;
use crate::closure::{Others, Run, call_back_deep, recurse, run, with_data};

#[derive(Clone, Copy, Debug, PartialEq)]
#[repr(C)]
struct Large {
    a: i64,
    b: i64,
    c: i64,
}
#[derive(Clone, Copy, Debug, PartialEq)]
#[repr(C)]
struct Mixed {
    a: i16,
    b: f64,
}
#[derive(Clone, Copy)]
#[repr(C)]
struct Three {
    a: i8,
    b: i64,
    c: f32,
}

#[cgo_import]
unsafe extern "C" {
    fn frames_int(f: Run, data: *mut c_void, x: c_int) -> c_int;
    fn frames_double(f: Run, data: *mut c_void, x: f64) -> f64;
    fn frames_large(f: Run, data: *mut c_void, x: i64) -> Large;
    fn frames_mixed(f: Run, data: *mut c_void, x: i16) -> Mixed;
    safe fn frames_call_narrow(f: extern "C" fn(i8, u8, i16, u16, bool) -> i8) -> c_int;
    safe fn frames_call_three(f: extern "C" fn(i16, f32, i64, f64) -> Three) -> c_int;
    safe fn frames_call_wide(f: extern "C" fn(u64, u64) -> u128) -> u64;
    safe fn frames_call_float(f: extern "C" fn(f32) -> f32) -> f32;
    fn frames_call_text(f: unsafe extern "C" fn(*const c_char, usize, *mut c_void), data: *mut c_void);
    fn frames_call_rounding_up(f: Run, data: *mut c_void) -> c_int;
    fn fixture_changed_registers(f: Run, data: *mut c_void) -> u32;
    safe fn fixture_fp_control() -> u32;
}

#[test]
fn results_of_c_outlast_deep_stacks_and_parks_in_the_callback() {
    let busy = || {
        assert_eq!(recurse(20), 20);
        assert_eq!(cgocall::on_system_stack(|| recurse(200)), 200);
        cgocall::yield_now();
        let other = cgocall::spawn(|| recurse(20));
        assert_eq!(other.join().expect("no panic"), 20);
    };
    cgocall::run(|| {
        // SAFETY: C calls once and keeps nothing; here and below.
        assert_eq!(with_data(busy, |data| unsafe { frames_int(run, data, -7) }), -21);
        // SAFETY: as above.
        assert_eq!(with_data(busy, |data| unsafe { frames_double(run, data, 0.5) }), 1.5);
        // SAFETY: as above.
        let large = with_data(busy, |data| unsafe { frames_large(run, data, 1 << 40) });
        assert_eq!(large, Large { a: 1 << 40, b: (1 << 40) + 1, c: (1 << 40) + 2 });
        // SAFETY: as above.
        let mixed = with_data(busy, |data| unsafe { frames_mixed(run, data, -3) });
        assert_eq!(mixed, Mixed { a: -3, b: -1.5 });
    });
}

fn frames_here() -> Vec<String> {
    let text = Backtrace::force_capture().to_string();
    let name = |line: &str| {
        let (number, name) = line.trim_start().split_once(": ")?;
        number.parse::<u32>().ok().map(|_| name.to_owned())
    };
    text.lines().filter_map(name).collect()
}

/// Are functions in `frames` (innermost first) whose names contain these, in this order?
#[track_caller]
fn assert_chain(frames: &[String], names: &[&str]) {
    let mut rest = frames.iter();
    for name in names {
        assert!(rest.any(|frame| frame.contains(name)), "{name} is not where it should be in {frames:#?}");
    }
}

#[inline(never)]
fn looks_around_a_callback() -> [Vec<String>; 4] {
    let before = frames_here();
    let (mut during, mut after_park) = (Vec::new(), Vec::new());
    call_back_deep(|| {
        during = frames_here();
        cgocall::yield_now();
        after_park = frames_here();
    });
    [before, during, after_park, frames_here()]
}

#[test]
fn backtraces_before_in_and_after_a_callback_show_what_there_is() {
    let [before, during, after_park, after] = cgocall::run(|| {
        cgocall::spawn(|| {
            let _others = Others::new(1);
            looks_around_a_callback()
        })
        .join()
        .expect("no panic")
    });
    for frames in [&during, &after_park] {
        let chain = [
            "run_closure",
            "__morestack",
            "frames_call_deep",
            "__morestack",
            "call_back_deep",
            "looks_around_a_callback",
            "cgocall_gostart",
        ];
        assert_chain(frames, &chain);
        assert_eq!(frames.iter().filter(|frame| frame.contains("__morestack")).count(), 2, "{frames:#?}");
    }
    for frames in [&before, &after] {
        assert_chain(frames, &["looks_around_a_callback", "cgocall_gostart"]);
        let stale = ["frames_call_deep", "run_closure", "__morestack"];
        assert!(!frames.iter().any(|f| stale.iter().any(|name| f.contains(name))), "{frames:#?}");
    }
    // But for the line, a stack is after the callback what it was before.
    assert_eq!(before, after);
}

#[cgo_export]
extern "C" fn takes_narrow(a: i8, b: u8, c: i16, d: u16, e: bool) -> i8 {
    assert_eq!((a, b, c, d, e), (-5, 250, -300, 65000, true));
    cgocall::yield_now();
    a * 25
}

#[cgo_export]
extern "C" fn makes_three(a: i16, c: f32, b: i64, d: f64) -> Three {
    cgocall::yield_now();
    Three { a: a as i8, b: b + 1, c: c + d as f32 }
}

#[cgo_export]
extern "C" fn makes_wide(high: u64, low: u64) -> u128 {
    cgocall::yield_now();
    u128::from(high) << 64 | u128::from(low)
}

#[cgo_export]
extern "C" fn half(x: f32) -> f32 {
    cgocall::yield_now();
    x / 2.0
}

#[test]
fn arguments_and_results_of_any_width_pass_through_a_callback_that_yields() {
    cgocall::run(|| {
        assert_eq!(frames_call_narrow(takes_narrow), -125);
        assert_eq!(frames_call_three(makes_three), 1);
        assert_eq!(frames_call_wide(makes_wide), 305);
        assert_eq!(frames_call_float(half), 1.5);
    });
}

#[cgo_export]
unsafe extern "C" fn keep_text(text: *const c_char, len: usize, data: *mut c_void) {
    // SAFETY: C passes so many bytes, and the string that the test gave it.
    let (text, kept) =
        unsafe { (std::slice::from_raw_parts(text.cast::<u8>(), len), &mut *data.cast::<String>()) };
    cgocall::yield_now();
    *kept = String::from_utf8_lossy(text).into_owned();
}

#[test]
fn text_of_c_arrives_with_its_length() {
    let text = cgocall::run(|| {
        let mut text = String::new();
        // SAFETY: what `keep_text` expects; C keeps none of it.
        unsafe { frames_call_text(keep_text, (&raw mut text).cast()) };
        text
    });
    assert_eq!(text, "text of C's \0own");
}

#[test]
fn registers_that_c_expects_to_be_preserved_are_after_any_callback() {
    child::in_every_mode("frames::registers_that_c_expects_to_be_preserved_are_after_any_callback", || {
        child::builder().max_procs(2).init().expect("the first");
        let callbacks: [fn(); 4] = [
            || (),
            cgocall::yield_now,
            || cgocall::spawn(|| recurse(20)).join().map(drop).expect("no panic"),
            || call_back_deep(cgocall::yield_now),
        ];
        cgocall::run(|| {
            let _others = Others::new(2);
            for callback in callbacks.into_iter().cycle().take(200) {
                // SAFETY: C calls once and keeps nothing.
                let changed = with_data(callback, |data| unsafe { fixture_changed_registers(run, data) });
                assert_eq!(changed, 0, "bits of fixture_changed_registers");
            }
        });
    });
}

#[test]
fn a_callback_computes_as_c_has_set_the_processor_and_leaves_it_so() {
    const UPWARD: u32 = if cfg!(target_arch = "aarch64") { 0x40_0000 } else { 0x4000 }; // in FPCR, MXCSR
    cgocall::run(|| {
        let before = fixture_fp_control();
        let look = || assert_eq!(fixture_fp_control() & UPWARD, UPWARD);
        // SAFETY: C calls once and keeps nothing.
        assert_eq!(with_data(look, |data| unsafe { frames_call_rounding_up(run, data) }), 1);
        assert_eq!(fixture_fp_control(), before);
    });
}
