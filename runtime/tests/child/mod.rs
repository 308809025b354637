//! Runs a test's body in a process of its own: for settings that are made once per process, and for what others in
//! the same process would disturb.

use std::io::Read;
use std::process::{Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

const MARK: &str = "CGOCALL_TEST_CHILD";
const MIGRATING: &str = "CGOCALL_TEST_MIGRATING";

/// Longer than any child may take under the chaos mode on a busy machine: this one hangs.
const PATIENCE: Duration = Duration::from_secs(300);
const SHORTLY: Duration = Duration::from_secs(2);

pub(crate) struct Output {
    pub(crate) status: ExitStatus,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

/// In the test's own process: runs `test` again, in a child, and returns what it did. In the child: runs `body` and
/// returns `None`, whereupon the test returns, too.
pub(crate) fn output_of(test: &str, env: &[(&str, &str)], body: impl FnOnce()) -> Option<Output> {
    if std::env::var_os(MARK).is_some() {
        body();
        return None;
    }
    let mut child = cgocall_test_fixtures::this_program()
        .args([test, "--exact", "--nocapture", "--test-threads=1"])
        .env(MARK, "1")
        .envs(env.iter().copied())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the test's own program");
    let stdout = read_all(child.stdout.take().expect("a pipe"));
    let stderr = read_all(child.stderr.take().expect("a pipe"));
    let begun = Instant::now();
    let status = loop {
        match child.try_wait().expect("our own child") {
            Some(status) => break status,
            None if begun.elapsed() < PATIENCE => std::thread::sleep(Duration::from_millis(5)),
            None => {
                let threads = cgocall_test_fixtures::threads_of(child.id());
                // Where `builder` has started the runtime, it says what its goroutines do; else this is the end.
                let quit = Command::new("kill").args(["-QUIT", &child.id().to_string()]).status();
                quit.expect("the command");
                std::thread::sleep(SHORTLY);
                child.kill().expect("our own child");
                let [stdout, stderr] =
                    [stdout, stderr].map(|text| text.recv_timeout(SHORTLY).unwrap_or_default());
                panic!("{test}: the child hangs\n{threads}{stdout}{stderr}");
            }
        }
    };
    let [stdout, stderr] = [stdout, stderr].map(|text| text.recv().expect("a reader"));
    Some(Output { status, stdout, stderr })
}

/// The same for a body that passes or fails.
pub(crate) fn alone(test: &str, env: &[(&str, &str)], body: impl FnOnce()) {
    if let Some(output) = output_of(test, env, body) {
        assert!(
            output.status.success(),
            "{test} in a child: {}\n{}{}",
            output.status,
            output.stdout,
            output.stderr
        );
        // A name that matches nothing would pass, too.
        assert!(output.stdout.contains("1 passed"), "{test} is no test's path:\n{}", output.stdout);
    }
}

/// The same in every mode of the runtime: bound and migrating, with membarrier and without. The body starts it with
/// [`builder`].
pub(crate) fn in_every_mode(test: &str, body: impl Fn()) {
    for (migrating, membarrier) in [("0", "on"), ("1", "on"), ("0", "off"), ("1", "off")] {
        alone(test, &[(MIGRATING, migrating), ("CGOCALL_MEMBARRIER", membarrier)], &body);
        if std::env::var_os(MARK).is_some() {
            return;
        }
    }
}

/// The settings for the mode that [`in_every_mode`] has chosen.
pub(crate) fn builder() -> cgocall::Builder {
    let builder = cgocall::Builder::new().dump_on_sigquit(true);
    // SAFETY: no goroutine of these tests keeps a thread's value across a park.
    if is_migrating() { unsafe { builder.migrating() } } else { builder }
}

pub(crate) fn is_migrating() -> bool {
    std::env::var_os(MIGRATING).is_some_and(|v| v == "1")
}

fn read_all(mut from: impl Read + Send + 'static) -> Receiver<String> {
    let (sender, text) = channel();
    std::thread::spawn(move || {
        let mut bytes = Vec::new();
        from.read_to_end(&mut bytes).expect("the child's output");
        sender.send(cgocall_test_fixtures::text(&bytes)).expect("the test waits");
    });
    text
}
