//! memcheck finds nothing in a program that does a bit of everything, and would find something if it were there.

// valgrind knows of our stacks by a sequence of instructions (`stack/valgrind.rs`), of which only this processor's is known.
// It knows no allocator but that of glibc, which a program loads.
#![cfg(all(target_arch = "x86_64", target_env = "gnu"))]

mod support;

use std::cell::Cell;
use std::ffi::{c_int, c_void};
use std::process::{Command, Output};
use std::ptr;
use std::time::Duration;

use cgocall::{cgo_export, cgo_import};
use support::ffi;

/// The exit status by which memcheck says that it found something.
const FOUND: i32 = 99;

fn memcheck(scenario: &str) -> (Output, String) {
    let child = support::child(scenario);
    let mut valgrind = Command::new("valgrind");
    valgrind
        .args(["--quiet", "--fair-sched=yes", "--error-limit=no", &format!("--error-exitcode={FOUND}")])
        .arg(child.get_program())
        .args(child.get_args());
    for (name, value) in child.get_envs() {
        valgrind.env(name, value.expect("only set, never removed"));
    }
    let output = valgrind.output().unwrap_or_else(|e| {
        panic!("valgrind cannot be started ({e}): run `.ci/setup test`, which installs it")
    });
    let text =
        format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    (output, text)
}

#[test]
fn memcheck_finds_nothing() {
    let (output, text) = memcheck("a bit of everything");
    assert!(output.status.success(), "{:?}\n{text}", output.status);
    assert!(text.contains("1 passed"), "{text}");
    assert!(
        !text.contains("Invalid") && !text.contains("uninitialised") && !text.contains("Warning"),
        "{text}"
    );
}

#[test]
fn memcheck_would_find_a_use_after_free_on_a_goroutine() {
    let (output, text) = memcheck("use after free");
    assert_eq!(output.status.code(), Some(FOUND), "{text}");
    assert!(text.contains("Invalid read of size 8"), "{text}");
    // It knows where the goroutine comes from.
    assert!(text.contains("use_after_free") && text.contains("goroutine_main"), "{text}");
}

#[test]
fn memcheck_would_find_the_use_of_a_frame_that_is_gone() {
    let (output, text) = memcheck("dead frame");
    assert_eq!(output.status.code(), Some(FOUND), "{text}");
    assert!(text.contains("dead_frame"), "{text}");
}

#[test]
#[ignore = "valgrind runs it"]
fn child() {
    let Some(scenario) = support::scenario() else { return };
    match scenario.as_str() {
        "a bit of everything" => cgocall::run(a_bit_of_everything),
        "use after free" => cgocall::run(use_after_free),
        "dead frame" => cgocall::run(dead_frame),
        other => panic!("no scenario {other:?}"),
    }
}

fn a_bit_of_everything() {
    cgocall::goroutine_local!(
        static COUNT: Cell<u32> = Cell::new(0);
    );
    let (tx, rx) = cgocall::sync::channel(4);
    let work = move |i: u32, tx: cgocall::sync::Sender<u32>| {
        COUNT.with(|c| c.set(i));
        assert_eq!(ffi::default_policy::fixture_add(1, 2), 3);
        assert_eq!(ffi::default_policy::fixture_twelve(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12), 650);
        ffi::fixture_sleep_blocking(100);
        ffi::fixture_sleep(2_000);
        assert_eq!(ffi::leaf::fixture_add(1, 2), 3);
        assert_eq!(ffi::fixture_use_stack(1 << 20), 256);
        cgocall::sleep(Duration::from_micros(200));
        cgocall::yield_now();
        assert_eq!(cgocall::on_system_stack(|| ffi::fixture_recurse(100)), 100);
        cgocall::blocking(|| std::thread::sleep(Duration::from_millis(1)));
        tx.send(COUNT.with(Cell::get)).expect("a receiver");
    };
    let all: Vec<_> = (0..40)
        .map(|i| {
            let tx = tx.clone();
            cgocall::spawn(move || work(i, tx))
        })
        .collect();
    drop(tx);
    assert_eq!(rx.iter().sum::<u32>(), 780);
    all.into_iter().for_each(|g| g.join().expect("no panic"));
    assert!(cgocall::spawn(|| panic!("caught")).join().is_err());
    callbacks();
    let deep = cgocall::Spawner::new().stack_size(1 << 20).spawn(|| in_frames(100)).expect("a stack");
    assert_eq!(deep.join().expect("no panic"), 100);
}

/// Callbacks: with arguments in memory, nested, parked while others run on the thread, left by longjmp, by threads that C
/// made, from a stack that C made.
fn callbacks() {
    let all: Vec<_> = (0..8)
        .map(|i| {
            cgocall::spawn(move || {
                // SAFETY: the exports fit what C calls them with.
                unsafe {
                    assert_eq!(fx_call_many(waits, 4), 6);
                    assert_eq!(fx_pcall_many(fails, ptr::null_mut(), 100), 100);
                    assert_eq!(fx_call_with_pattern(nests, ptr::without_provenance_mut(5), i), 0);
                }
            })
        })
        .collect();
    all.into_iter().for_each(|g| g.join().expect("no panic"));
    // SAFETY: as above.
    assert_eq!(unsafe { fx_call_on_threads(waits, 4, 4) }, 24);
}

#[cgo_import]
unsafe extern "C" {
    fn fx_call_many(f: unsafe extern "C" fn(c_int) -> c_int, n: c_int) -> c_int;
    fn fx_pcall_many(f: unsafe extern "C" fn(*mut c_void), data: *mut c_void, n: c_int) -> c_int;
    fn fx_error(code: c_int);
    fn fx_call_with_pattern(f: unsafe extern "C" fn(*mut c_void), data: *mut c_void, seed: c_int) -> c_int;
    #[cgo(blocking)]
    fn fx_call_on_threads(f: unsafe extern "C" fn(c_int) -> c_int, threads: c_int, n: c_int) -> c_int;
}

#[cgo_export]
unsafe extern "C" fn waits(x: c_int) -> c_int {
    cgocall::sleep(Duration::from_micros(100));
    x
}

#[cgo_export]
unsafe extern "C" fn fails(_: *mut c_void) {
    // SAFETY: within `fx_pcall_many`, and no destructor is skipped.
    unsafe { fx_error(1) };
}

#[cgo_export]
unsafe extern "C" fn nests(depth: *mut c_void) {
    let depth = depth.addr();
    cgocall::yield_now();
    if depth > 0 {
        let deeper = ptr::without_provenance_mut(depth - 1);
        // SAFETY: the export fits.
        assert_eq!(unsafe { fx_call_with_pattern(nests, deeper, depth as c_int) }, 0);
    }
}

fn in_frames(n: u32) -> u32 {
    let frame = std::hint::black_box([n; 1024]);
    if n == 0 { 0 } else { 1 + in_frames(frame[0] - 1) }
}

#[inline(never)]
fn use_after_free() {
    let freed = Box::into_raw(Box::new(7u64));
    // SAFETY: none: the second line is the mistake that memcheck is to find.
    unsafe {
        drop(Box::from_raw(freed));
        ptr::read_volatile(freed);
    }
}

#[inline(never)]
fn dead_frame() {
    #[inline(never)]
    fn address_of_local() -> *const u64 {
        let local = std::hint::black_box([7u64; 64]);
        ptr::from_ref(&local[32])
    }
    let gone = address_of_local();
    // SAFETY: none: this is the mistake that memcheck is to find. The read itself stays within the goroutine's stack.
    if unsafe { ptr::read_volatile(gone) } == 8 {
        println!("unlikely");
    }
}
