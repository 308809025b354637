//! What cargo is told: what to link, and what would make the bindings others.

use crate::environment::Environment;
use crate::{arguments, committed};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Lines for cargo, printed only when all has gone well: after a failure cargo comes back in any case.
#[derive(Default)]
pub(crate) struct Directives {
    links: Vec<String>,
    /// Where build scripts write. What they have just made there is newer than the build, so that cargo would come back
    /// every time.
    made: Option<PathBuf>,
    /// Sorted, each once.
    reruns: BTreeSet<String>,
}

impl Directives {
    /// What the environment says about libclang and bindings. The rest is said by those who read it.
    pub(crate) fn of_environment(environment: &Environment) -> Directives {
        let variables = [committed::VARIABLE, "LIBCLANG_PATH", "LLVM_CONFIG_PATH"].map(str::to_owned);
        let variables = variables.into_iter().chain(arguments::variables(&environment.target));
        let reruns = variables.map(|variable| format!("rerun-if-env-changed={variable}")).collect();
        Directives { reruns, made: Some(environment.out.clone()), ..Directives::default() }
    }

    pub(crate) fn link(&mut self, directive: String) {
        self.links.push(directive);
    }

    pub(crate) fn warn(&mut self, text: String) {
        self.links.push(format!("warning={text}"));
    }

    pub(crate) fn rerun_if_files<'a>(&mut self, files: impl IntoIterator<Item = &'a Path>) {
        let made = |file: &Path| self.made.as_ref().is_some_and(|folder| file.starts_with(folder));
        let given = files.into_iter().filter(|file| !made(file));
        let lines = given.map(|file| format!("rerun-if-changed={}", file.display()));
        self.reruns.extend(lines);
    }

    pub(crate) fn print(&self) {
        for line in self.links.iter().chain(&self.reruns) {
            println!("cargo:{line}");
        }
    }
}
