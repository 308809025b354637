//! What several test files share: the C fixtures, and child processes.

#![allow(dead_code, reason = "no test file uses everything")]

pub(crate) mod ffi;
pub(crate) mod no_membarrier;

use std::os::unix::process::ExitStatusExt;
use std::process::{Command, Output};
use std::sync::{Mutex, MutexGuard, Once, PoisonError};

const SCENARIO: &str = "CGOCALL_TEST_SCENARIO";

/// For tests that count, or that change the number of processors: one at a time.
pub(crate) fn alone() -> MutexGuard<'static, ()> {
    static ALONE: Mutex<()> = Mutex::new(());
    ALONE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Starts the runtime with goroutines that move freely.
pub(crate) fn migrating() {
    // SAFETY: no test keeps a value of the thread across a park.
    let migrating = unsafe { cgocall::Builder::new().migrating() };
    static ONCE: Once = Once::new();
    ONCE.call_once(|| migrating.init().expect("the first use of the runtime"));
}

/// This test binary once more, to run its test `child`, which asks for its [`scenario`].
pub(crate) fn child(scenario: &str) -> Command {
    let mut command = cgocall_test_fixtures::this_program();
    command
        .args(["child", "--exact", "--include-ignored", "--nocapture", "--test-threads=1"])
        .env(SCENARIO, scenario)
        .env("RUST_BACKTRACE", "0");
    command
}

/// What this process is to do, if it is a child. It is killed if that takes minutes: a hang is a failure, not a wait.
pub(crate) fn scenario() -> Option<String> {
    let scenario = std::env::var(SCENARIO).ok()?;
    // SAFETY: no preconditions; SIGALRM's default is to kill.
    unsafe { libc::alarm(600) };
    Some(scenario)
}

/// How a child ended and what it said.
pub(crate) struct Ended {
    pub(crate) output: Output,
    pub(crate) text: String,
}

/// Runs a child to its end.
pub(crate) fn run(scenario: &str) -> Ended {
    finish(child(scenario))
}

pub(crate) fn finish(mut command: Command) -> Ended {
    let output = command.output().expect("a child process");
    let [stdout, stderr] = [&output.stdout, &output.stderr].map(|bytes| cgocall_test_fixtures::text(bytes));
    let text = format!("{stdout}{stderr}");
    Ended { output, text }
}

impl Ended {
    #[track_caller]
    pub(crate) fn succeeded(self) -> Ended {
        assert!(self.output.status.success(), "{:?}\n{}", self.output.status, self.text);
        self
    }

    #[track_caller]
    pub(crate) fn died_of(self, signal: i32) -> Ended {
        assert_eq!(self.output.status.signal(), Some(signal), "{:?}\n{}", self.output.status, self.text);
        self
    }

    #[track_caller]
    pub(crate) fn said(self, words: &str) -> Ended {
        assert!(self.text.contains(words), "it did not say {words:?}:\n{}", self.text);
        self
    }

    #[track_caller]
    pub(crate) fn did_not_say(self, words: &str) -> Ended {
        assert!(!self.text.contains(words), "it said {words:?}:\n{}", self.text);
        self
    }

    #[track_caller]
    pub(crate) fn said_once(self, words: &str) -> Ended {
        assert_eq!(self.text.matches(words).count(), 1, "how often it said {words:?}:\n{}", self.text);
        self
    }
}
