//! Where C runs: on the thread's own stack, with room, and with everything as it was when it returns.

mod support;

use std::hint::black_box;

use support::ffi;

/// Is `address` in the same slot as this frame? Slots of 64 KiB are aligned to their size.
#[inline(never)]
fn on_my_stack(address: usize) -> bool {
    let here = black_box(0u8);
    address >> 16 == (&raw const here).addr() >> 16
}

macro_rules! check_on_thread_stack {
    ($($module:ident)*) => {
        $(
            assert_eq!(ffi::$module::fixture_on_thread_stack(), 1, stringify!($module));
            assert!(!on_my_stack(ffi::$module::fixture_stack_address()), stringify!($module));
        )*
    };
}

#[test]
fn c_runs_on_the_stack_of_the_thread() {
    cgocall::run(|| {
        check_on_thread_stack!(default_policy blocking nocallback leaf);
    });
}

#[test]
fn within_blocking_c_still_runs_on_the_stack_of_the_thread() {
    cgocall::run(|| {
        cgocall::blocking(|| {
            check_on_thread_stack!(default_policy blocking nocallback leaf);
        });
    });
}

#[test]
fn within_on_system_stack_rust_and_c_share_the_stack_of_the_thread() {
    cgocall::run(|| {
        let outside = black_box(0u8);
        let outside = (&raw const outside).addr();
        cgocall::on_system_stack(|| {
            assert!(!on_my_stack(outside));
            assert_eq!(ffi::default_policy::fixture_on_thread_stack(), 1);
            assert_eq!(ffi::inline::fixture_on_thread_stack(), 1);
        });
    });
}

#[test]
fn an_inline_function_runs_on_the_stack_of_the_goroutine() {
    cgocall::run(|| {
        assert!(on_my_stack(ffi::inline::fixture_stack_address()));
        assert_eq!(ffi::inline::fixture_on_thread_stack(), 0);
    });
}

#[test]
fn a_goroutine_of_64_kib_calls_c_that_needs_a_mebibyte() {
    cgocall::run(|| {
        assert_eq!(ffi::fixture_use_stack(1 << 20), 256);
        assert_eq!(ffi::fixture_recurse(1024), 1024);
        cgocall::blocking(|| assert_eq!(ffi::fixture_use_stack(1 << 20), 256));
        cgocall::on_system_stack(|| assert_eq!(ffi::fixture_use_stack(1 << 20), 256));
    });
}

#[test]
fn c_stack_size_gives_c_more() {
    support::run("24 MiB of C stack").succeeded();
}

#[test]
fn c_finds_its_thread_local_variable_after_calls_that_lost_the_processor() {
    let work = |value| {
        move || {
            // SAFETY: nothing of the thread is kept: what C keeps is the matter of the test.
            ffi::fixture_set_local(value);
            for _ in 0..50 {
                ffi::fixture_sleep_blocking(20);
                ffi::fixture_sleep(20);
                // No park in between: others that run here now would set their own.
                assert_eq!(ffi::fixture_local(), value);
            }
        }
    };
    cgocall::run(|| {
        let all: Vec<_> = (1..=8).map(|i| cgocall::spawn(work(i))).collect();
        all.into_iter().for_each(|g| g.join().expect("its own value"));
    });
}

mod registers {
    unsafe extern "C-unwind" {
        /// Calls `f`, which has no argument but gets one, and has a bit for each register that is another then.
        pub(super) safe fn fixture_changed_registers(f: extern "C-unwind" fn(), unused: usize) -> u32;
        pub(super) safe fn fixture_spoil_registers();
        pub(super) safe fn fixture_spoil_third_register();
    }
}

fn changed_registers(f: extern "C-unwind" fn()) -> u32 {
    registers::fixture_changed_registers(f, 0)
}

#[test]
fn the_check_of_registers_sees_each_of_them() {
    const EACH: u32 = if cfg!(target_arch = "aarch64") { 0x7ffff } else { 0x7f };
    assert_eq!(changed_registers(registers::fixture_spoil_registers), EACH);
    assert_eq!(changed_registers(registers::fixture_spoil_third_register), 0b100);
}

#[test]
fn calls_and_parks_keep_the_callee_saved_registers() {
    extern "C-unwind" fn default_call() {
        ffi::default_policy::fixture_add(1, 2);
    }
    extern "C-unwind" fn call_with_memory_arguments() {
        ffi::default_policy::fixture_twelve(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
    }
    extern "C-unwind" fn blocking_call() {
        ffi::blocking::fixture_add(1, 2);
    }
    extern "C-unwind" fn leaf_call() {
        ffi::leaf::fixture_add(1, 2);
    }
    extern "C-unwind" fn slow_call() {
        ffi::fixture_sleep(2_000);
    }
    extern "C-unwind" fn park() {
        cgocall::sleep(std::time::Duration::from_micros(50));
    }
    extern "C-unwind" fn yield_now() {
        cgocall::yield_now();
    }
    extern "C-unwind" fn system_stack() {
        cgocall::on_system_stack(|| ffi::default_policy::fixture_add(1, 2));
    }
    extern "C-unwind" fn blocking() {
        cgocall::blocking(|| ffi::default_policy::fixture_add(1, 2));
    }
    let each = [
        default_call,
        call_with_memory_arguments,
        blocking_call,
        leaf_call,
        slow_call,
        park,
        yield_now,
        system_stack,
        blocking,
    ];
    let check = move || {
        for _ in 0..5 {
            for (i, f) in each.into_iter().enumerate() {
                assert_eq!(changed_registers(f), 0, "after number {i}");
            }
        }
    };
    cgocall::run(|| {
        let all: Vec<_> = (0..8).map(|_| cgocall::spawn(check)).collect();
        all.into_iter().for_each(|g| g.join().expect("the same registers"));
    });
}

#[test]
fn floating_point_values_live_across_parks_and_calls() {
    let work = |i: u32| {
        move || {
            let step = f64::from(black_box(i));
            let (mut a, mut b, mut c, mut d) = (0.0, 1.0, 2.0, 3.0);
            for _ in 0..200 {
                a += step;
                b += 2.0 * step;
                cgocall::yield_now();
                c += 3.0 * step;
                d += ffi::default_policy::fixture_half((8.0 * step) as f32) as f64;
            }
            assert_eq!(
                [a, b, c, d],
                [200.0 * step, 1.0 + 400.0 * step, 2.0 + 600.0 * step, 3.0 + 800.0 * step]
            );
        }
    };
    cgocall::run(|| {
        let all: Vec<_> = (0..16).map(|i| cgocall::spawn(work(i))).collect();
        all.into_iter().for_each(|g| g.join().expect("its own sums"));
    });
}

#[test]
#[cfg(debug_assertions)]
fn a_debug_build_mends_the_floating_point_control_word_and_says_who_changed_it() {
    let ended = support::run("spoilt control word").succeeded();
    ended.said_once("floating-point control word changed").said("fixture_spoil_fp_control");
}

#[test]
#[ignore = "the other tests run it, in processes of its own"]
fn child() {
    let Some(scenario) = support::scenario() else { return };
    match scenario.as_str() {
        "24 MiB of C stack" => {
            cgocall::Builder::new().c_stack_size(32 << 20).init().expect("the first");
            cgocall::run(|| assert_eq!(ffi::fixture_use_stack(24 << 20), 6144));
        }
        "spoilt control word" => {
            let spoil_and_park = || {
                ffi::fixture_spoil_fp_control();
                cgocall::sleep(std::time::Duration::from_millis(1));
            };
            let run = || {
                let before = ffi::fixture_fp_control();
                ffi::fixture_spoil_fp_control();
                assert_ne!(ffi::fixture_fp_control(), before, "C changed nothing");
                (0..2).for_each(|_| spoil_and_park());
                assert_eq!(ffi::fixture_fp_control(), before, "after the park");
            };
            cgocall::run(run);
        }
        other => panic!("no scenario {other:?}"),
    }
}
