//! The text of bindings: what each thing that a build script says makes of a declaration.

mod support;

use cgocall_bindgen::Builder;
use expect_test::{ExpectFile, expect_file};
use support::{Package, says};

const KIT_H: &str = include_str!("fixtures/c/kit.h");

fn kit() -> Builder {
    Builder::new("kit").header("kit.h").allowlist("(?i)kit_.*|_setjmp")
}

/// The bindings of a test are those that stand in a file.
fn check(test: &'static str, builder: impl FnOnce() -> Builder, expected: ExpectFile) {
    let package = Package::new(test).file("kit.h", KIT_H);
    if let Some(output) = package.build(|| drop(builder().generate().unwrap_or_exit())) {
        expected.assert_eq(&output.bindings("kit"));
    }
}

#[test]
fn bindings_about_which_nothing_is_said() {
    check("bindings_about_which_nothing_is_said", kit, expect_file!["expanded/kit.rs"]);
}

/// The bindings say these words.
fn bindings_say(test: &'static str, builder: impl FnOnce() -> Builder, words: &[&str]) {
    let package = Package::new(test).file("kit.h", KIT_H);
    if let Some(output) = package.build(|| drop(builder().generate().unwrap_or_exit())) {
        says(&output.bindings("kit"), words);
    }
}

#[test]
fn what_holds_for_all_functions_stands_on_their_block() {
    let words = ["#[::mine::cgocall::cgo_import(serialize, thread = \"kit\", crate = ::mine::cgocall)]"];
    let builder = || kit().serialize().thread_all("kit").facade("::mine::cgocall").errno_always("kit_close");
    bindings_say("what_holds_for_all_functions_stands_on_their_block", builder, &words);
}

#[test]
fn a_limit_of_the_library_stands_on_its_block() {
    let builder = || kit().serialize().thread_all("kit").limit_all(4).limit_all(3).main_thread_all();
    bindings_say(
        "a_limit_of_the_library_stands_on_its_block",
        builder,
        &["cgo_import(limit = 3, thread = main)]"],
    );
}

#[test]
fn what_is_blocked_is_not_declared_in_another_way_either() {
    let package = Package::new("what_is_blocked_is_not_declared_in_another_way_either").file("kit.h", KIT_H);
    let script = || {
        let everything = Builder::new("kit").header("kit.h");
        drop(everything.blocklist("kit_half|kit_pairs|kit_move|kit_open").generate().unwrap_or_exit());
    };
    if let Some(output) = package.build(script) {
        let bindings = output.bindings("kit");
        for name in ["kit_half", "kit_pairs", "kit_move", "kit_open"] {
            assert!(!bindings.contains(&format!("fn {name}(")), "{bindings}");
        }
        says(&bindings, &["fn kit_close(", "fn kit_twice("]);
    }
}

#[test]
fn bindgen_does_what_else_it_is_told() {
    let builder = || kit().bindgen(|bindgen| bindgen.rustified_enum("kit_status").derive_default(true));
    let words = ["pub enum kit_status {", "    KIT_FULL = 7,", "#[derive(Debug, Default, Copy, Clone)]"];
    bindings_say("bindgen_does_what_else_it_is_told", builder, &words);
}

#[test]
fn every_rule_reaches_its_functions() {
    let builder = || {
        kit()
            .blocking("kit_wait|kit_open")
            .leaf("kit_parts")
            .inline("kit_twice|kit_open")
            .nocallback("kit_close")
            .raw("kit_sum")
            .errno("kit_add|kit_parts")
            .errno_fail("kit_check", "99")
            .errno_always("kit_wait|kit_close")
            .limit("kit_together", 4)
            .no_limit("kit_close")
            .thread("kit_visit", "visitor")
            .main_thread("kit_die")
            .any_thread("kit_add")
            .safe("kit_wait|kit_together", "it takes a number, and any number will do.")
            .safe("kit_type|kit_close|kit_pairs", "it is only compiled here.")
            .unwind("kit_visit_throwing|kit_pairs")
            .function_macro("int KIT_MAX(int a, int b)")
            .function_macro("void KIT_RESET(int *counter)")
            .function_macro("int kit_first(const kit *it)")
            .opaque("kit_secret")
            .blocklist("kit_status")
            .plain_comments()
    };
    check("every_rule_reaches_its_functions", builder, expect_file!["expanded/kit_rules.rs"]);
}
