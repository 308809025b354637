//! gdb walks from C on the thread's stack to the base of the goroutine, through a callback and the call that it came
//! from, wherever the two stacks lie.

mod support;

use std::process::{Command, Stdio};

use support::ffi;

const CHAIN: [&str; 10] = [
    "fixture_breakpoint",
    "fixture_to_breakpoint",
    "__morestack", // g0 to goroutine
    "called_by_c",
    "__morestack", // goroutine to g0
    "fixture_call",
    "__morestack", // g0 to goroutine
    "calls_c",
    "goroutine_main",
    "cgocall_gostart",
];

/// gdb on this test binary's `child`, with `scenario`: what it says at each stop in C, and the child.
fn gdb(scenario: &str) -> String {
    let emulated = cgocall_test_fixtures::is_emulated();
    let mut gdb = Command::new(if emulated { "gdb-multiarch" } else { "gdb" });
    gdb.args(["-nx", "-batch", "-ex", "set breakpoint pending on", "-ex", "set debuginfod enabled off"]);
    gdb.args(["-ex", "set pagination off", "-ex", "set width 0", "-ex", "handle SIGSEGV nostop noprint"]);
    let looks = ["backtrace", "continue", "backtrace", "continue"].map(|command| ["-ex", command]);
    let looks = looks.as_flattened();
    if emulated {
        return under_an_emulator(&mut gdb, looks, scenario);
    }
    let child = support::child(scenario);
    gdb.args(["-ex", "break fixture_breakpoint", "-ex", "run"]).args(looks).arg("--args");
    gdb.arg(child.get_program()).args(child.get_args());
    for (name, value) in child.get_envs() {
        gdb.env(name, value.expect("only set, never removed"));
    }
    said(gdb.output().unwrap_or_else(|e| cannot_start("gdb", &e)))
}

/// An emulator is a debugger's server itself. It waits for one at a socket.
fn under_an_emulator(gdb: &mut Command, looks: &[&str], scenario: &str) -> String {
    let socket = std::env::temp_dir().join(format!("cgocall-gdb-{}", std::process::id()));
    let test = std::env::current_exe().expect("the path of the test binary");
    let mut child = support::child(scenario)
        .env("QEMU_GDB", &socket)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the emulator");
    while !socket.exists() && child.try_wait().expect("our own child").is_none() {
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    let libraries = std::env::var("QEMU_LD_PREFIX").unwrap_or_default();
    gdb.args(["-ex", &format!("set sysroot {libraries}")]);
    gdb.args(["-ex", &format!("target remote {}", socket.display())]);
    gdb.args(["-ex", "break fixture_breakpoint", "-ex", "continue"]).args(looks).arg(test);
    let text = said(gdb.output().unwrap_or_else(|e| cannot_start("gdb-multiarch", &e)));
    text + &said(child.wait_with_output().expect("our own child"))
}

fn said(output: std::process::Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

fn cannot_start(what: &str, error: &std::io::Error) -> ! {
    panic!("{what} cannot be started ({error}): run `.ci/setup`, which installs it")
}

/// The lines of each backtrace.
fn backtraces(text: &str) -> Vec<Vec<&str>> {
    let mut all: Vec<Vec<&str>> = Vec::new();
    for line in text.lines().filter(|line| line.starts_with('#')) {
        if line.starts_with("#0 ") {
            all.push(Vec::new());
        }
        all.last_mut().expect("frame 0 comes first").push(line);
    }
    all
}

#[test]
fn the_whole_chain_with_g0_below_the_goroutine_and_above_it() {
    let text = gdb("both orders");
    assert!(text.contains("g0 is below"), "{text}");
    assert!(text.contains("g0 is above"), "{text}");
    assert!(!text.contains("corrupt stack") && !text.contains("Backtrace stopped"), "{text}");
    let both = backtraces(&text);
    assert_eq!(both.len(), 2, "{text}");
    for lines in both {
        let mut rest = lines.iter();
        for name in CHAIN {
            assert!(
                rest.any(|line| line.contains(name)),
                "{name} is not where it should be: {lines:#?}\n{text}"
            );
        }
        assert!(lines.last().expect("frames").contains("cgocall_gostart"), "{lines:#?}");
    }
}

#[test]
#[ignore = "gdb runs it"]
fn child() {
    let Some(scenario) = support::scenario() else { return };
    assert_eq!(scenario, "both orders");
    cgocall::Builder::new().max_procs(1).init().expect("the first");
    cgocall::run(until_both_orders);
}

/// Stacks are mapped downwards as they are needed. The first thread's lies below the first slab; the slabs that many
/// goroutines take lie below it.
fn until_both_orders() {
    let mut seen = [false; 2];
    let mut parked = Vec::new();
    for _ in 0..10_000 {
        let below = cgocall::spawn(g0_is_below).join().expect("no panic");
        if !std::mem::replace(&mut seen[usize::from(below)], true) {
            println!("g0 is {}", if below { "below" } else { "above" });
            cgocall::spawn(calls_c).join().expect("no panic");
        }
        if seen == [true; 2] {
            break;
        }
        parked.push(cgocall::spawn(cgocall::park));
        cgocall::yield_now();
    }
    for goroutine in parked {
        goroutine.goroutine().unpark();
        goroutine.join().expect("no panic");
    }
}

fn g0_is_below() -> bool {
    let here = 0u8;
    ffi::default_policy::fixture_stack_address() < (&raw const here).addr()
}

#[inline(never)]
fn calls_c() {
    // SAFETY: `called_by_c` takes any pointer.
    unsafe { ffi::fixture_call(called_by_c, std::ptr::null_mut()) };
    std::hint::black_box(());
}

#[cgocall::cgo_export]
unsafe extern "C" fn called_by_c(_: *mut ()) {
    ffi::fixture_to_breakpoint();
}
