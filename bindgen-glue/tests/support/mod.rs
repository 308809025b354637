//! A build script in a process of its own, with the environment that cargo gives to one.

#![allow(dead_code, reason = "no test file uses everything")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus};

const MARK: &str = "CGOCALL_BINDGEN_TEST_SCRIPT";

/// A package in a folder of its own, for one test.
pub(crate) struct Package {
    test: &'static str,
    folder: PathBuf,
    environment: Vec<(String, Option<String>)>,
}

/// What a build script has done.
pub(crate) struct Output {
    pub(crate) status: ExitStatus,
    /// What it has told cargo.
    pub(crate) directives: Vec<String>,
    pub(crate) stderr: String,
    out: PathBuf,
}

impl Package {
    /// For the test of this name, an empty folder.
    pub(crate) fn new(test: &'static str) -> Package {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(env!("CARGO_CRATE_NAME")).join(test);
        if !in_script() {
            let _ = fs::remove_dir_all(&folder);
            fs::create_dir_all(folder.join("out")).expect("cargo made the folder around it");
        }
        Package { test, folder, environment: Vec::new() }
    }

    pub(crate) fn file(self, name: &str, contents: &str) -> Package {
        if !in_script() {
            let path = self.folder.join(name);
            fs::create_dir_all(path.parent().expect("a folder")).expect("a folder of the test's own");
            fs::write(path, contents).expect("a folder of the test's own");
        }
        self
    }

    pub(crate) fn variable(mut self, name: &str, value: &str) -> Package {
        self.environment.push((name.to_owned(), Some(value.to_owned())));
        self
    }

    pub(crate) fn without(mut self, variable: &str) -> Package {
        self.environment.push((variable.to_owned(), None));
        self
    }

    /// A machine without libclang.
    pub(crate) fn without_libclang(self) -> Package {
        let nowhere = self.path("out").to_string_lossy().into_owned();
        self.variable("LIBCLANG_PATH", &nowhere)
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    pub(crate) fn read(&self, name: &str) -> String {
        let path = self.path(name);
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    }

    /// In the test: runs the test again, as a build script, and returns what that did. There: runs `script`, and returns
    /// nothing, whereupon the test returns, too.
    pub(crate) fn build(&self, script: impl FnOnce()) -> Option<Output> {
        if in_script() {
            script();
            return None;
        }
        let mut command = Command::new(std::env::current_exe().expect("the test's own path"));
        command.args([self.test, "--exact", "--nocapture", "--test-threads=1"]).current_dir(&self.folder);
        command.env(MARK, "1").env("OUT_DIR", self.path("out")).env("CARGO_MANIFEST_DIR", &self.folder);
        command.envs([("CARGO_PKG_NAME", "test-package"), ("OPT_LEVEL", "0"), ("DEBUG", "false")]);
        command.envs([("HOST", TARGET), ("TARGET", TARGET)]);
        command.env_remove("CGOCALL_BINDINGS").env_remove("RUST_BACKTRACE");
        for (name, value) in &self.environment {
            match value {
                Some(value) => command.env(name, value),
                None => command.env_remove(name),
            };
        }
        let output = command.output().expect("the test's own program");
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let directive = |line: &str| line.find("cargo:").map(|at| line[at..].to_owned());
        Some(Output {
            status: output.status,
            directives: text(&output.stdout).lines().filter_map(directive).collect(),
            stderr: text(&output.stderr),
            out: self.path("out"),
        })
    }
}

/// The machine that the tests run on.
const TARGET: &str =
    if cfg!(target_arch = "aarch64") { "aarch64-unknown-linux-gnu" } else { "x86_64-unknown-linux-gnu" };

fn in_script() -> bool {
    std::env::var_os(MARK).is_some()
}

impl Output {
    /// The bindings of this name. There must be some.
    #[track_caller]
    pub(crate) fn bindings(&self, name: &str) -> String {
        assert!(self.status.success(), "{}\n{}", self.status, self.stderr);
        fs::read_to_string(self.out.join(format!("{name}.rs"))).expect("bindings")
    }

    /// The one error that it has ended with, as a person reads it.
    #[track_caller]
    pub(crate) fn error(&self) -> &str {
        assert_eq!(self.status.code(), Some(1), "{}", self.stderr);
        for word in ["panicked", "backtrace", "RUST_BACKTRACE", "unwrap"] {
            assert!(!self.stderr.contains(word), "{word}:\n{}", self.stderr);
        }
        let linking = self.directives.iter().find(|line| line.contains("rustc-link-lib"));
        assert_eq!(linking, None, "a build that failed links nothing");
        let error =
            self.stderr.strip_prefix("error: ").unwrap_or_else(|| panic!("{}", self.stderr)).trim_end();
        assert!(!error.contains("error: error"), "{error}");
        error
    }
}

/// Whether all of these stand in the text.
#[track_caller]
pub(crate) fn says(text: &str, parts: &[&str]) {
    for part in parts {
        assert!(text.contains(part), "{part:?} is not in\n{text}");
    }
}
