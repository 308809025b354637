//! `thread = main`: calls that are made on the main thread while it is in `run`.
//!
//! The tests run on that thread, each in processes of its own, by a harness of their own.

#![allow(clashing_extern_declarations, reason = "a C function is imported once for each way a panic may go")]

#[allow(dead_code, reason = "each file uses what it needs")]
#[path = "../child/mod.rs"]
mod child;
#[allow(dead_code, reason = "each file uses what it needs")]
#[path = "../cgo/closure.rs"]
mod closure;

mod ffi;
mod in_run;
mod out_of_run;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

macro_rules! tests {
    ($($module:ident: $($test:ident)*;)*) => {
        const TESTS: &[(&str, fn())] =
            &[$($((concat!(stringify!($module), "::", stringify!($test)), $module::$test)),*),*];
    };
}

tests! {
    in_run:
        ten_thousand_goroutines_call_functions_of_the_main_thread
        everybody_calls_functions_of_the_main_thread
        callbacks_park_and_call_the_main_thread_in_place
        errno_and_panics_come_back
        a_main_thread_that_has_run_callbacks_before_serves
        runs_one_after_the_other_serve_and_none_outlives_its_goroutine
        a_run_within_a_callback_is_one_goroutine_more
        dump_shows_the_main_thread_and_who_waits_for_it
        a_program_that_does_not_call_the_main_thread_does_not_attach_it;
    out_of_run:
        on_the_main_thread_itself_a_call_is_made_in_place
        a_call_without_run_panics_and_says_what_to_do
        calls_that_wait_when_run_ends_panic_and_the_process_ends
        a_call_that_is_in_progress_when_run_ends_is_completed
        a_panic_of_run_goes_on_although_calls_wait
        an_earlier_call_of_a_goroutine_that_outlives_run_does_not_help_a_later_one;
}

/// Waits for what is about to be true.
fn soon(what: impl Fn() -> bool) {
    while !what() {
        cgocall::sleep(Duration::from_micros(200));
    }
}

fn dumped() -> String {
    let mut text = Vec::new();
    cgocall::dump(&mut text).expect("a Vec takes all");
    String::from_utf8(text).expect("text")
}

fn main() {
    let wanted = std::env::args().nth(1).filter(|word| !word.starts_with('-')).unwrap_or_default();
    let exact = std::env::args().any(|word| word == "--exact");
    let is_wanted = |name: &str| if exact { name == wanted } else { name.contains(&wanted) };
    let (mut passed, mut failed) = (0, 0);
    for (name, test) in TESTS.iter().filter(|(name, _)| is_wanted(name)) {
        let succeeds = catch_unwind(AssertUnwindSafe(test)).is_ok();
        println!("test {name} ... {}", if succeeds { "ok" } else { "FAILED" });
        *(if succeeds { &mut passed } else { &mut failed }) += 1;
    }
    println!("test result: {passed} passed; {failed} failed");
    std::process::exit(i32::from(failed > 0));
}
