//! Where the runtime does not run, one error says what is missing: that of its build script.

// Once is enough.
#![cfg(all(debug_assertions, not(feature = "chaos")))]

use std::path::Path;
use std::process::Command;
use std::sync::LazyLock;

static SCRIPT: LazyLock<std::path::PathBuf> = LazyLock::new(|| {
    let script = Path::new(env!("CARGO_TARGET_TMPDIR")).join("build-script");
    let mut rustc = Command::new(std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()));
    rustc.args(["--edition", "2024", concat!(env!("CARGO_MANIFEST_DIR"), "/build.rs"), "-o"]).arg(&script);
    let status = rustc.status().expect("the compiler");
    assert!(status.success(), "{rustc:?}: {status}");
    script
});

/// What cargo is told to complain of where the target is such a one.
fn errors(system: &str, processor: &str, width: &str, endian: &str) -> Vec<String> {
    let mut script = Command::new(&*SCRIPT);
    script.env("CARGO_CFG_TARGET_OS", system).env("CARGO_CFG_TARGET_ARCH", processor);
    script.env("CARGO_CFG_TARGET_POINTER_WIDTH", width).env("CARGO_CFG_TARGET_ENDIAN", endian);
    let output = script.output().expect("just compiled");
    assert!(output.status.success(), "{}", output.status);
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    said.lines().filter_map(|line| line.strip_prefix("cargo::error=").map(str::to_owned)).collect()
}

#[track_caller]
fn one_error_says(errors: &[String], words: &[&str]) {
    let [error] = errors else { panic!("not one error: {errors:#?}") };
    for word in words {
        assert!(error.contains(word), "it does not say {word:?}: {error}");
    }
}

#[test]
fn linux_on_both_processors_is_supported() {
    for processor in ["x86_64", "aarch64"] {
        assert!(errors("linux", processor, "64", "little").is_empty());
    }
}

#[test]
fn another_system_is_told_what_it_lacks_and_where() {
    for system in ["macos", "windows", "freebsd", "android"] {
        let missing = ["`arch/`", "`stack/`", "slab.rs", "guard.rs", "overflow.rs", "futex.rs", "porting"];
        let errors = errors(system, "x86_64", "64", "little");
        one_error_says(&errors, &missing);
        one_error_says(&errors, &[&format!("not on {system} yet")]);
    }
}

#[test]
fn another_processor_is_told_what_it_lacks_and_where() {
    let missing = ["`arch/riscv64.rs`", "arch/mod.rs", "`stack/`", "overflow.rs", "porting"];
    one_error_says(&errors("linux", "riscv64", "64", "little"), &missing);
}

#[test]
fn narrow_pointers_and_the_other_order_of_bytes_are_refused() {
    one_error_says(&errors("linux", "x86_64", "32", "little"), &["64-bit pointers", "arch/x86_64.rs"]);
    one_error_says(&errors("linux", "aarch64", "64", "big"), &["little-endian", "arch/aarch64.rs"]);
}

/// Every file that the errors name is there.
#[test]
fn what_the_errors_name_exists() {
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for file in
        ["stack/slab.rs", "stack/guard.rs", "stack/overflow.rs", "stack/alt_stack.rs", "sched/futex.rs"]
    {
        assert!(sources.join(file).exists(), "{file}");
    }
    assert!(sources.join("arch/mod.rs").exists() && sources.join("porting.rs").exists());
}
