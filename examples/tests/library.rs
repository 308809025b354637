//! The example library in the hands of its hosts: C programs that link it or load it, and Python.

use std::ffi::OsStr;
use std::io::{BufRead, BufReader};
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::LazyLock;
use std::time::{Duration, Instant};

use cgocall_test_fixtures::{c_compiler, command, is_emulated, text, words};

/// The library and the programs over it, made once.
struct Built {
    shared: PathBuf,
    /// The host with the library in it.
    linked: PathBuf,
    /// The host that is started with the shared library.
    dynamic: PathBuf,
    /// The host that loads the shared library as it runs.
    loading: PathBuf,
}

static BUILT: LazyLock<Built> = LazyLock::new(build);

const SYSTEM_LIBRARIES: [&str; 4] = ["-lgcc_s", "-lpthread", "-ldl", "-lm"];

/// Cargo holds no lock while tests run, and what they need of the runtime has been built for them.
fn build() -> Built {
    let test = std::env::current_exe().expect("the path of the test binary");
    let profile_folder = test.parent().and_then(Path::parent).expect("it lies in PROFILE/deps");
    let profile = match profile_folder.file_name().and_then(|name| name.to_str()) {
        Some("debug") | None => "dev",
        Some(name) => name,
    };
    let scratch = Path::new(env!("CARGO_TARGET_TMPDIR"));
    // Where cargo is told a target, that has a folder of its own in there.
    let above = if std::env::var_os("CARGO_BUILD_TARGET").is_some() { 2 } else { 1 };
    let target = scratch.ancestors().nth(above).expect("it lies in the target folder");
    succeed(
        Command::new(env!("CARGO"))
            .args(["build", "--quiet", "--package", "cgocall-example-library", "--profile", profile])
            .arg("--manifest-path")
            .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml"))
            .arg("--target-dir")
            .arg(target),
    );
    let libraries = scratch.with_file_name(profile_folder.file_name().expect("a name"));
    let [archive, shared] = ["libchan.a", "libchan.so"].map(|name| libraries.join(name));

    let folder = scratch.join(format!("library-{profile}"));
    std::fs::create_dir_all(&folder).expect("cargo made the folder around it");
    let [linked, dynamic, loading] = ["linked", "dynamic", "loading"].map(|name| folder.join(name));
    compile(&linked, &[archive.as_os_str()]);
    compile(
        &dynamic,
        &[shared.as_os_str(), "-Wl,-rpath".as_ref(), "-Xlinker".as_ref(), libraries.as_os_str()],
    );
    compile(&loading, &[format!("-DLIBRARY=\"{}\"", shared.display()).as_ref()]);
    Built { shared, linked, dynamic, loading }
}

fn compile(program: &Path, words: &[&OsStr]) {
    succeed(
        Command::new(c_compiler())
            .args(["-std=gnu11", "-O1", "-g", "-Wall", "-Werror", "-Wno-unused-function", "-I"])
            .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/library/include"))
            .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/library/host.c"))
            .args(words)
            .args(SYSTEM_LIBRARIES)
            .arg("-o")
            .arg(program),
    );
}

fn succeed(command: &mut Command) {
    let output = command.output().unwrap_or_else(|e| panic!("{command:?}: {e}"));
    assert!(output.status.success(), "{command:?}: {}\n{}", output.status, text(&output.stderr));
}

/// Runs a scenario; a hang ends with a signal.
fn run(host: &Path, scenario: &str) -> Output {
    let mut command = Command::new("timeout");
    command.args(["--signal=ABRT", "120"]).args(words(host)).arg(scenario).output().expect("timeout")
}

/// What the host says to one that ends as it should.
fn well(host: &Path, scenario: &str) -> Output {
    let output = run(host, scenario);
    assert!(output.status.success(), "{scenario}: {}\n{}", output.status, text(&output.stderr));
    output
}

fn all(scenario: &str) {
    for host in [&BUILT.linked, &BUILT.dynamic, &BUILT.loading] {
        well(host, scenario);
    }
}

#[test]
fn threads_of_c_exchange_values_through_goroutines() {
    all("exchange");
}

#[test]
fn the_first_export_starts_the_runtime_on_a_thread_of_the_host() {
    all("export first");
}

#[test]
fn a_sender_is_held_back_by_its_receiver() {
    all("pressure");
}

#[test]
fn the_library_works_before_main() {
    all("early");
}

#[test]
fn a_library_that_was_not_used_goes_when_it_is_closed() {
    well(&BUILT.loading, "unload unused");
}

#[test]
fn threads_that_used_a_closed_library_end_well() {
    well(&BUILT.loading, "unload");
}

#[test]
fn threads_of_python_exchange_values_and_goroutines_call_python() {
    if is_emulated() {
        return; // this machine's Python cannot load it
    }
    let output = Command::new("timeout")
        .args(["--signal=ABRT", "120", "python3"])
        .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/library/host.py"))
        .arg(&BUILT.shared)
        .output()
        .expect("timeout");
    assert!(output.status.success(), "{}\n{}", output.status, text(&output.stderr));
    assert_eq!(text(&output.stdout), "1500 squares\n");
}

#[test]
fn a_host_exits_while_threads_wait_in_the_library() {
    for host in [&BUILT.linked, &BUILT.loading] {
        let mut child = command(host).arg("exit").stdout(Stdio::piped()).spawn().expect("built");
        let mut line = String::new();
        BufReader::new(child.stdout.take().expect("a pipe")).read_line(&mut line).expect("UTF-8");
        assert_eq!(line, "leaving\n");
        let leaves = Instant::now();
        let status = loop {
            if let Some(status) = child.try_wait().expect("our own child") {
                break status;
            }
            if leaves.elapsed() > Duration::from_secs(5) {
                child.kill().expect("our own child");
            }
            std::thread::sleep(Duration::from_millis(1));
        };
        assert_eq!(status.code(), Some(7), "{status}, after {:?}", leaves.elapsed());
    }
}

/// A child that was forked after the library has started, and what it says.
fn forked(scenario: &str) -> (String, String) {
    let output = well(&BUILT.linked, scenario);
    (text(&output.stdout), text(&output.stderr))
}

#[test]
fn a_forked_child_is_told_that_it_waits_for_nobody() {
    for scenario in ["fork, wait", "fork, start goroutines", "fork on a new thread"] {
        let (status, said) = forked(scenario);
        assert_eq!(status, format!("signal {}\n", libc::SIGABRT), "{scenario}: {said}");
        assert!(said.contains("this process was forked from one that runs goroutines"), "{scenario}: {said}");
        assert!(said.contains("help: call exec in the child"), "{scenario}: {said}");
    }
}

#[test]
fn a_forked_child_may_exec_or_exit() {
    assert_eq!(forked("fork, exec"), ("status 0\n".to_owned(), String::new()));
    assert_eq!(forked("fork, exit"), ("status 5\n".to_owned(), String::new()));
}

#[test]
fn an_unknown_scenario_is_no_success() {
    let output = run(&BUILT.linked, "none");
    assert_eq!((output.status.code(), output.status.signal()), (Some(100), None));
}
