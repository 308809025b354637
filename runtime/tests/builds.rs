//! A program that does a bit of everything (`builds/`) works in whichever way it is built.
//!
//! One test for each way. They share a folder for what cargo builds, and so they come one after the other; what is built for
//! this machine itself, macros and build scripts, is built once.

// Once is enough: each test has the profile that it names, whatever the profile and the features of this.
#![cfg(all(debug_assertions, target_env = "gnu", not(feature = "chaos")))]

use std::ffi::OsStr;
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::{Mutex, MutexGuard, PoisonError};

use cgocall_test_fixtures::{c_compiler, target, text, words};

/// How to build.
#[derive(Clone, Copy, Default)]
struct Way {
    /// Of the package with the program.
    package: Option<&'static str>,
    cargo: &'static [&'static str],
    rustflags: &'static str,
    /// Settings of the profile, by cargo's variables: `("LTO", "fat")` is `CARGO_PROFILE_RELEASE_LTO=fat`.
    profile: &'static [(&'static str, &'static str)],
    environment: &'static [(&'static str, &'static str)],
    debug: bool,
    /// Cargo may have to fetch something first, and knows how.
    online: bool,
}

const RELEASE: Way = Way {
    package: None,
    cargo: &[],
    rustflags: "",
    profile: &[],
    environment: &[],
    debug: false,
    online: false,
};

fn compiler_says(words: &[&str]) -> String {
    let mut rustc = Command::new(std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()));
    text(&rustc.args(words).output().expect("the compiler").stdout)
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("builds")
}

fn one_at_a_time() -> MutexGuard<'static, ()> {
    static ONE: Mutex<()> = Mutex::new(());
    ONE.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Way {
    /// Builds what cargo's `words` say, and returns the folder in which it lies.
    #[track_caller]
    fn build(self, words: &[&str]) -> PathBuf {
        let target = target();
        let mut cargo = Command::new(env!("CARGO"));
        cargo.current_dir(env!("CARGO_MANIFEST_DIR")).args(words).args(self.cargo);
        cargo.args(["--package", self.package.unwrap_or("cgocall-test-builds"), "--quiet"]);
        if !self.online {
            cargo.arg("--offline");
        }
        cargo.args(["--target", &target, "--target-dir"]).arg(folder());
        if !self.debug {
            cargo.arg("--release");
        }
        cargo
            .env("RUSTFLAGS", self.rustflags)
            .env_remove("CARGO_BUILD_TARGET")
            .envs(self.environment.iter().copied());
        let profile = if self.debug { "DEV" } else { "RELEASE" };
        cargo.env(format!("CARGO_PROFILE_{profile}_DEBUG"), "line-tables-only");
        cargo.env(format!("CARGO_PROFILE_{profile}_CODEGEN_UNITS"), "16");
        for (name, value) in self.profile {
            cargo.env(format!("CARGO_PROFILE_{profile}_{name}"), value);
        }
        succeed(&mut cargo);
        folder().join(target).join(if self.debug { "debug" } else { "release" })
    }

    #[track_caller]
    fn works(self) {
        let _one = one_at_a_time();
        self.works_as_built();
    }

    #[track_caller]
    fn works_as_built(self) -> PathBuf {
        let program = self.build(&["build"]).join("cgocall-test-builds");
        for mode in ["bound", "migrating"] {
            well(&run(&program, &[mode]));
        }
        let output = run(&program, &["abort"]);
        let said = text(&output.stderr);
        assert_eq!(output.status.signal(), Some(libc::SIGABRT), "{said}");
        assert!(said.contains("42 is too much"), "{said}");
        program
    }
}

#[track_caller]
fn succeed(command: &mut Command) {
    let output = command.output().unwrap_or_else(|e| panic!("{command:?}: {e}"));
    assert!(output.status.success(), "{command:?}: {}\n{}", output.status, text(&output.stderr));
}

/// A program that hangs is killed.
fn run(program: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new("timeout");
    command.args(["--signal=KILL", "120"]).args(words(program)).args(arguments);
    command.output().expect("timeout")
}

#[track_caller]
fn well(output: &Output) {
    let (said, complaints) = (text(&output.stdout), text(&output.stderr));
    assert!(output.status.success(), "{}\n{said}{complaints}", output.status);
    assert_eq!(
        said, "calls\nis called back\nis left by errors\nparks\nnests\nshows its callers\npanics\n",
        "{complaints}"
    );
    // On a slow machine a goroutine may wait long enough for this.
    let complaints: Vec<_> = complaints.lines().filter(|line| !line.starts_with("cgocall: hint")).collect();
    assert!(complaints.is_empty(), "{complaints:#?}");
}

#[test]
fn debug() {
    Way { debug: true, ..RELEASE }.works();
}

#[test]
fn release_in_one_unit() {
    Way { profile: &[("CODEGEN_UNITS", "1")], ..RELEASE }.works();
}

#[test]
fn panics_that_abort() {
    Way { profile: &[("PANIC", "abort")], ..RELEASE }.works();
}

#[test]
fn panics_that_abort_with_fat_lto_in_one_unit_for_size() {
    let profile = &[("PANIC", "abort"), ("LTO", "fat"), ("CODEGEN_UNITS", "1"), ("OPT_LEVEL", "z")];
    Way { profile, ..RELEASE }.works();
}

#[test]
fn fat_lto() {
    Way { profile: &[("LTO", "fat")], ..RELEASE }.works();
}

#[test]
fn thin_lto() {
    Way { profile: &[("LTO", "thin")], ..RELEASE }.works();
}

#[test]
fn for_size() {
    Way { profile: &[("OPT_LEVEL", "z")], ..RELEASE }.works();
}

#[test]
fn with_frame_pointers() {
    Way { rustflags: "-Cforce-frame-pointers=yes", ..RELEASE }.works();
}

#[test]
fn for_this_processor_alone() {
    let native = !cgocall_test_fixtures::is_emulated();
    Way { rustflags: if native { "-Ctarget-cpu=native" } else { "-Ctarget-cpu=neoverse-v1" }, ..RELEASE }
        .works();
}

#[test]
fn optimised_with_assertions() {
    Way { profile: &[("DEBUG_ASSERTIONS", "true"), ("OVERFLOW_CHECKS", "true")], ..RELEASE }.works();
}

#[test]
fn at_a_fixed_address() {
    Way { rustflags: "-Crelocation-model=static", ..RELEASE }.works();
}

#[test]
fn linked_statically() {
    Way { rustflags: "-Ctarget-feature=+crt-static", ..RELEASE }.works();
}

#[test]
fn without_names() {
    let way = Way { profile: &[("STRIP", "symbols")], ..RELEASE };
    let _one = one_at_a_time();
    let program = way.build(&["build"]).join("cgocall-test-builds");
    let mut command = Command::new("timeout");
    command.args(["--signal=KILL", "120"]).args(words(&program)).env("EVERYTHING_HAS_NO_NAMES", "1");
    well(&command.output().expect("timeout"));
}

fn compile(program: &Path, words: &[&OsStr]) {
    let mut cc = Command::new(c_compiler());
    cc.args(["-O1", "-Wall", "-Werror"]).arg(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/builds/c/host.c"));
    succeed(cc.args(words).args(["-lgcc_s", "-lpthread", "-ldl", "-lm", "-o"]).arg(program));
}

#[track_caller]
fn works_in_a_host(way: Way) {
    let _one = one_at_a_time();
    let folder = way.build(&["rustc", "--lib", "--crate-type", "cdylib"]);
    let library = folder.join("libeverything.so");
    let [linked, loading] = ["linked", "loading"].map(|name| folder.join(name));
    compile(&linked, &[library.as_os_str(), format!("-Wl,-rpath,{}", folder.display()).as_ref()]);
    compile(&loading, &[format!("-DLIBRARY=\"{}\"", library.display()).as_ref()]);
    well(&run(&linked, &[]));
    well(&run(&loading, &[]));
}

#[test]
fn in_a_library_for_c_linked_and_loaded() {
    works_in_a_host(RELEASE);
}

#[test]
fn in_a_library_for_c_with_fat_lto() {
    works_in_a_host(Way { profile: &[("LTO", "fat"), ("CODEGEN_UNITS", "1")], ..RELEASE });
}

#[test]
fn in_an_archive_for_c() {
    let _one = one_at_a_time();
    let folder = RELEASE.build(&["rustc", "--lib", "--crate-type", "staticlib"]);
    let linked = folder.join("with_archive");
    compile(&linked, &[folder.join("libeverything.a").as_os_str()]);
    well(&run(&linked, &[]));
}

#[test]
fn over_a_shared_library_of_rust_with_the_runtime_in_it() {
    let _one = one_at_a_time();
    let package = Some("cgocall-test-builds-dylib");
    let way = Way { package, rustflags: "-Cprefer-dynamic", cargo: &["--features", "program"], ..RELEASE };
    let folder = way.build(&["build"]);
    let libraries = compiler_says(&["--print", "target-libdir", "--target", &target()]);
    let mut program = Command::new("timeout");
    program.args(["--signal=KILL", "120"]).args(words(folder.join("cgocall-test-builds-dylib")));
    program.env("LD_LIBRARY_PATH", format!("{}:{}", folder.join("deps").display(), libraries.trim()));
    well(&program.output().expect("timeout"));
}

/// A mistake that the program makes is found, and told of in these words, and where it was made.
#[track_caller]
fn finds(program: &Path, mistake: &str, words: &[&str]) {
    let output = run(program, &["mistake", mistake]);
    let said = text(&output.stderr);
    assert!(!output.status.success(), "{mistake}: nobody has noticed\n{said}");
    for word in words {
        assert!(said.contains(word), "{mistake}: {word:?} is not in\n{said}");
    }
}

/// Fake frames, by which it finds uses of a frame that is gone, are one more way to get stacks wrong: with and without.
#[cfg(target_arch = "x86_64")]
#[test]
fn under_the_address_sanitizer() {
    let _one = one_at_a_time();
    let environment = &[("RUSTC_BOOTSTRAP", "1")];
    let program = Way { rustflags: "-Zsanitizer=address", environment, ..RELEASE }.works_as_built();
    for (mode, fake_frames) in [("bound", "0"), ("migrating", "0"), ("bound", "1"), ("migrating", "1")] {
        let mut command = Command::new("timeout");
        command.args(["--signal=KILL", "120"]).arg(&program).arg(mode);
        command.env("ASAN_OPTIONS", format!("detect_stack_use_after_return={fake_frames}"));
        well(&command.output().expect("timeout"));
    }
    finds(&program, "use after free", &["heap-use-after-free", "use_after_free", "freed by thread"]);
    finds(&program, "use after free in a callback", &["heap-use-after-free", "everything_call", "makes"]);
    finds(&program, "past the end of a frame's array", &["stack-buffer-overflow", "past_the_end"]);
    finds(&program, "past the end of a frame's array in a callback", &["stack-buffer-overflow", "makes"]);
    finds(&program, "leak", &["12345 byte(s) leaked in 1 allocation"]);
    // What goroutines hold that are parked when the program ends is none.
    let output = run(&program, &["leaves goroutines parked"]);
    assert!(output.status.success(), "{}", text(&output.stderr));
}

/// The standard library is to be compiled for it, too, of which rustup has the source. Without, its locks are unknown to the
/// sanitizer: then it is the race alone that shows what it sees.
#[cfg(target_arch = "x86_64")]
#[test]
fn under_the_thread_sanitizer() {
    let _one = one_at_a_time();
    let way = Way { environment: &[("RUSTC_BOOTSTRAP", "1")], debug: true, ..RELEASE };
    let source = Path::new(compiler_says(&["--print", "sysroot"]).trim())
        .join("lib/rustlib/src/rust/library/Cargo.lock");
    let program = if source.exists() {
        let way = Way { rustflags: "-Zsanitizer=thread", cargo: &["-Zbuild-std"], online: true, ..way };
        way.works_as_built()
    } else {
        eprintln!("no source of the standard library: run `.ci/setup test`");
        let rustflags = "-Zsanitizer=thread -Cunsafe-allow-abi-mismatch=sanitizer";
        Way { rustflags, ..way }.build(&["build"]).join("cgocall-test-builds")
    };
    finds(&program, "race", &["data race", "everything::race", "WORD"]);
}
