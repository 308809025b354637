//! What cargo is told: what to link, and what would make the bindings others.

use std::collections::BTreeSet;
use std::path::Path;

/// Lines for cargo, printed only when all has gone well: after a failure cargo comes back in any case.
#[derive(Default)]
pub(crate) struct Directives {
    links: Vec<String>,
    /// Sorted, each once.
    reruns: BTreeSet<String>,
}

impl Directives {
    pub(crate) fn link(&mut self, directive: String) {
        self.links.push(directive);
    }

    pub(crate) fn rerun_if_file(&mut self, path: &Path) {
        self.reruns.insert(format!("rerun-if-changed={}", path.display()));
    }

    pub(crate) fn rerun_if_variable(&mut self, name: &str) {
        self.reruns.insert(format!("rerun-if-env-changed={name}"));
    }

    pub(crate) fn print(&self) {
        for line in self.links.iter().chain(&self.reruns) {
            println!("cargo:{line}");
        }
    }
}
