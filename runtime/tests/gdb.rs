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
        let stops = ["-ex", "break fixture_breakpoint", "-ex", "continue"];
        return under_an_emulator(&mut gdb, &[&stops, looks].concat(), scenario);
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
    let socket =
        std::env::temp_dir().join(format!("cgocall-{}-{}", scenario.replace(' ', "-"), std::process::id()));
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
    gdb.args(looks).arg(test);
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

/// The tables are right at each instruction of the ways into C and back, and out of C and back. What `cgo::profiling` shows by
/// a flag of the processor is shown here, where there is none, by a debugger that is the emulator's.
#[cfg(target_arch = "aarch64")]
#[test]
fn at_every_instruction_of_a_call_and_a_callback_gdb_finds_the_caller() {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/steps.py");
    let mut gdb = Command::new("gdb-multiarch");
    gdb.args(["-nx", "-batch", "-ex", "set breakpoint pending on", "-ex", "set debuginfod enabled off"]);
    gdb.args(["-ex", "set pagination off", "-ex", "set width 0"]);
    let text = under_an_emulator(&mut gdb, &["-x", script], "steps");
    let looked = text.split("looked at ").nth(1).and_then(|rest| rest.split(' ').next()?.parse().ok());
    assert!(looked.is_some_and(|looked: u32| looked > 700), "{text}");
    assert!(text.contains(" lost at 0: []"), "{text}");
}

#[test]
#[ignore = "gdb runs it"]
fn child() {
    let Some(scenario) = support::scenario() else { return };
    match scenario.as_str() {
        "both orders" => {
            cgocall::Builder::new().max_procs(1).init().expect("the first");
            cgocall::run(until_both_orders);
        }
        "steps" => {
            cgocall::Builder::new().max_procs(2).init().expect("the first");
            cgocall::run(steps);
        }
        other => panic!("no scenario {other:?}"),
    }
}

mod plain {
    unsafe extern "C" {
        pub(super) safe fn fixture_breakpoint();
    }
}

/// Calls of every kind, the second time between the two stops: the first binds their sites.
fn steps() {
    marked();
    plain::fixture_breakpoint();
    marked();
    plain::fixture_breakpoint();
}

#[inline(never)]
fn marked() {
    assert_eq!(ffi::default_policy::fixture_add(1, 2), 3);
    assert_eq!(ffi::leaf::fixture_add(1, 2), 3);
    assert_eq!(ffi::nocallback::fixture_add(1, 2), 3);
    assert_eq!(ffi::blocking::fixture_add(1, 2), 3);
    let twelve = [
        ffi::default_policy::fixture_twelve,
        ffi::leaf::fixture_twelve,
        ffi::nocallback::fixture_twelve,
        ffi::blocking::fixture_twelve,
    ];
    for f in twelve {
        assert_eq!(f(1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1), 78);
    }
    // SAFETY: `does_nothing` takes any pointer.
    unsafe { ffi::fixture_call(does_nothing, std::ptr::null_mut()) };
    cgocall::blocking(|| ffi::default_policy::fixture_add(1, 2));
    cgocall::on_system_stack(|| std::hint::black_box(3));
}

#[cgocall::cgo_export]
unsafe extern "C" fn does_nothing(_: *mut ()) {}

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
