//! A panic that arrives in an import: one that was written `C` ends the process, whatever its policy and wherever it
//! is called; one that was written `C-unwind` passes it on. No destructor is skipped in silence.

mod support;

use std::panic::catch_unwind;

#[cgocall::cgo_export]
#[unsafe(no_mangle)]
extern "C-unwind" fn cgocall_test_falls_over() {
    panic!("the export fell over")
}

mod ffi {
    #[cgocall::cgo_import]
    unsafe extern "C" {
        #[link_name = "cgocall_test_falls_over"]
        pub(crate) safe fn by_default();
        #[cgo(blocking)]
        #[link_name = "cgocall_test_falls_over"]
        pub(crate) safe fn by_blocking();
        #[cgo(inline)]
        #[link_name = "cgocall_test_falls_over"]
        pub(crate) safe fn by_inline();
        #[cgo(variadic, trusted)]
        #[allow(clashing_extern_declarations, reason = "it looks at no argument")]
        #[link_name = "cgocall_test_falls_over"]
        pub(crate) safe fn by_variadic(_: i32, ...);
    }

    #[cgocall::cgo_import]
    unsafe extern "C-unwind" {
        #[link_name = "cgocall_test_falls_over"]
        pub(crate) safe fn unwinding();
    }
}

const IMPORTS: [(&str, fn()); 4] = [
    ("by_default", ffi::by_default),
    ("by_blocking", ffi::by_blocking),
    ("by_inline", ffi::by_inline),
    ("by_variadic", || ffi::by_variadic(1, (2.0,))),
];

struct Says;

impl Drop for Says {
    fn drop(&mut self) {
        println!("destructor ran");
    }
}

fn survive(call: fn()) {
    let survived = catch_unwind(|| {
        let _says = Says;
        call();
    });
    println!("survived: {}", survived.is_err());
}

fn ends_the_process(place: &str) {
    for (name, _) in IMPORTS {
        let ended = support::run(&format!("{place} {name}")).died_of(libc::SIGABRT);
        let ended = ended.said("the export fell over").said(&format!("{name} (cgocall_test_falls_over)"));
        ended.did_not_say("survived").did_not_say("destructor ran");
    }
}

#[test]
fn on_a_plain_thread_it_ends_the_process_and_names_the_import() {
    ends_the_process("thread");
}

#[test]
fn on_a_goroutine_it_ends_the_process_and_names_the_import() {
    ends_the_process("goroutine");
}

#[test]
fn through_an_import_that_unwinds_it_passes_and_runs_destructors() {
    let ended = support::run("thread unwinding").succeeded();
    ended.said("destructor ran").said("survived: true");
}

/// What the children do.
#[test]
fn child() {
    let Some(scenario) = support::scenario() else { return };
    let (place, name) = scenario.split_once(' ').expect("a place and an import");
    let import = IMPORTS.iter().find(|(import, _)| *import == name).map_or(ffi::unwinding as fn(), |it| it.1);
    match place {
        "thread" => survive(import),
        "goroutine" => cgocall::run(move || survive(import)),
        other => panic!("no scenario: {other}"),
    }
}
