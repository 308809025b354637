//! Panics that may go no further: the process ends, and says where.

use std::ffi::{c_int, c_void};

use cgocall::{cgo_export, cgo_import};

use super::{CallsOnDrop, fx_call, panic_of, panics_at_once};
use crate::closure::{RunUnwinding, call_back_on_thread, run_unwinding, with_data};
use crate::fatal::dies;

/// `test` aborts in its `body`, of which it may have several, with one message of ours, and says this. Returns all that it
/// has said.
#[track_caller]
fn aborts(test: &str, variant: &str, words: &[&str], body: impl FnOnce()) -> Option<String> {
    let said = dies(test, variant, libc::SIGABRT, body)?;
    for words in words {
        assert!(said.contains(words), "{variant}: it did not say {words:?}:\n{said}");
    }
    assert_eq!(said.matches("cgocall: fatal:").count(), 1, "{variant}: {said}");
    Some(said)
}

#[test]
fn a_panic_that_would_resume_during_another_aborts_and_names_export_and_import() {
    let words = ["the first", "at once: 2", "the export `panics_at_once`", "the import `fx_call`"];
    aborts(
        "panics::aborting::a_panic_that_would_resume_during_another_aborts_and_names_export_and_import",
        "",
        &words,
        || {
            cgocall::run(|| {
                let _guard = CallsOnDrop(|| _ = fx_call(panics_at_once, 2));
                panic!("the first");
            });
        },
    );
}

#[cgo_export]
extern "C" fn panics_by_default(x: c_int) -> c_int {
    cgocall::yield_now();
    panic!("by default: {x}")
}

#[test]
fn a_panic_at_the_end_of_an_export_aborts_and_names_it_and_says_no_more() {
    let words = ["by default: 7", "(\"caller\")", "the export `panics_by_default`", "help:"];
    let said = aborts(
        "panics::aborting::a_panic_at_the_end_of_an_export_aborts_and_names_it_and_says_no_more",
        "",
        &words,
        || {
            cgocall::run(|| {
                let caller = cgocall::Spawner::new().name("caller");
                _ = caller.spawn(|| fx_call(panics_by_default, 7)).expect("a stack").join();
            });
        },
    );
    // The hook's lines, ours, and its help.
    let lines = |said: &String| said.lines().filter(|line| !line.is_empty()).count();
    assert!(said.as_ref().is_none_or(|said| lines(said) <= 5), "{said:?}");
}

#[test]
fn a_panic_on_a_thread_of_c_aborts_and_names_the_export() {
    let test = "panics::aborting::a_panic_on_a_thread_of_c_aborts_and_names_the_export";
    aborts(test, "", &["on a thread of C's", "the export `run`"], || {
        // No goroutine has run before.
        call_back_on_thread(crate::closure::run, || panic!("on a thread of C's"));
    });
}

#[cgo_export(on_panic = return(panic!("instead of a value")))]
extern "C" fn panics_twice(_: c_int) -> c_int {
    panic!("in the body")
}

#[test]
fn a_panic_in_the_value_for_c_aborts_and_names_the_export() {
    let words = ["in the body", "instead of a value", "the export `panics_twice`"];
    for (n, plain_thread) in [("0", false), ("1", true)] {
        aborts("panics::aborting::a_panic_in_the_value_for_c_aborts_and_names_the_export", n, &words, || {
            let call = || _ = fx_call(panics_twice, 1);
            if plain_thread { std::thread::spawn(call).join().expect("no panic") } else { cgocall::run(call) }
        });
    }
}

/// The same C function by every policy that lets it call back, declared `C`.
mod declared_c {
    use super::*;

    #[cgo_import]
    unsafe extern "C" {
        #[link_name = "fx_call_data"]
        pub(super) fn by_default(f: RunUnwinding, data: *mut c_void);
        #[cgo(blocking)]
        #[link_name = "fx_call_data"]
        pub(super) fn by_blocking(f: RunUnwinding, data: *mut c_void);
        #[cgo(inline)]
        #[link_name = "fx_call_data"]
        pub(super) fn by_inline(f: RunUnwinding, data: *mut c_void);
        #[cgo(leaf)]
        #[link_name = "fx_call_data"]
        pub(super) fn by_leaf(f: RunUnwinding, data: *mut c_void);
    }
}

#[test]
fn a_panic_that_arrives_at_an_import_written_c_aborts_and_names_both() {
    unsafe extern "C-unwind" fn no_export(_: *mut c_void) {
        panic!("astray")
    }
    type Import = unsafe fn(RunUnwinding, *mut c_void);
    let (export, c) = ("the export `run_unwinding`", "an exception of C");
    let imports: [(&str, &str, Import, RunUnwinding, &str); 5] = [
        ("0", "`by_default (fx_call_data)`", declared_c::by_default, run_unwinding, export),
        ("1", "`by_blocking (fx_call_data)`", declared_c::by_blocking, run_unwinding, export),
        // C on the goroutine's own stack, whose callbacks just run: there is nothing to tell where it came from.
        ("2", "`by_inline (fx_call_data)`", declared_c::by_inline, run_unwinding, c),
        ("3", "`by_default (fx_call_data)`", declared_c::by_default, no_export, c),
        ("4", "`by_leaf (fx_call_data)`", declared_c::by_leaf, no_export, c),
    ];
    for (n, name, import, callback, from) in imports {
        aborts(
            "panics::aborting::a_panic_that_arrives_at_an_import_written_c_aborts_and_names_both",
            n,
            &["astray", name, from, "C-unwind"],
            || {
                cgocall::run(|| {
                    let _skipped = CallsOnDrop(|| println!("survived"));
                    // SAFETY: C calls once and keeps nothing.
                    let call = || with_data(|| panic!("astray"), |data| unsafe { import(callback, data) });
                    drop(panic_of(call));
                });
            },
        );
    }
}
