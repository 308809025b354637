//! What is bound.

use super::Builder;
use crate::pattern::Pattern;

/// What a selection does with what its pattern names.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Chosen {
    Allowed,
    AllowedFunction,
    AllowedType,
    AllowedVariable,
    AllowedFile,
    Blocked,
    Opaque,
}

pub(crate) struct Selection {
    pub(crate) pattern: Pattern,
    pub(crate) chosen: Chosen,
}

impl Builder {
    /// Binds the functions, types, variables and constants that this pattern names, and the types that they need.
    ///
    /// Where nothing is chosen, by this or one of the next four, everything is bound that the headers declare, and
    /// those that they include.
    pub fn allowlist(self, pattern: impl Into<String>) -> Builder {
        self.select("allowlist", pattern.into(), Chosen::Allowed)
    }

    /// Binds the functions that this pattern names, and the types that they need.
    pub fn allowlist_function(self, pattern: impl Into<String>) -> Builder {
        self.select("allowlist_function", pattern.into(), Chosen::AllowedFunction)
    }

    /// Binds the types that this pattern names, and those that they need. The names are those in Rust: `stat` for
    /// `struct stat`.
    pub fn allowlist_type(self, pattern: impl Into<String>) -> Builder {
        self.select("allowlist_type", pattern.into(), Chosen::AllowedType)
    }

    /// Binds the variables, the constants of enumerations, and the macros that are constants, that this pattern names.
    pub fn allowlist_var(self, pattern: impl Into<String>) -> Builder {
        self.select("allowlist_var", pattern.into(), Chosen::AllowedVariable)
    }

    /// Binds what is declared in the files whose path this pattern names, `.*/curl/.*` for instance.
    pub fn allowlist_file(self, pattern: impl Into<String>) -> Builder {
        self.select("allowlist_file", pattern.into(), Chosen::AllowedFile)
    }

    /// Leaves out what this pattern names, even if something else needs it: a type must then come from elsewhere.
    ///
    /// ```ignore
    /// mod ffi {
    ///     use libc::timeval;            // `.blocklist("timeval")`
    ///     cgocall::include_bindings!("clock");
    /// }
    /// ```
    pub fn blocklist(self, pattern: impl Into<String>) -> Builder {
        self.select("blocklist", pattern.into(), Chosen::Blocked)
    }

    /// Binds the types that this pattern names as bytes, of the right size and alignment: nobody sees into them.
    pub fn opaque(self, pattern: impl Into<String>) -> Builder {
        self.select("opaque", pattern.into(), Chosen::Opaque)
    }

    /// Whether something is chosen to be bound, and not everything is.
    pub(crate) fn is_selective(&self) -> bool {
        self.selections.iter().any(|it| !matches!(it.chosen, Chosen::Blocked | Chosen::Opaque))
    }

    /// Whether a function of this name, which this file declares, is chosen by its name or its file.
    pub(crate) fn chooses_function(&self, name: &str, file: &str) -> bool {
        let by_name = self.has(&[Chosen::Allowed, Chosen::AllowedFunction], name);
        (by_name || self.has(&[Chosen::AllowedFile], file)) && !self.blocks(name)
    }

    /// Whether this is left out.
    pub(crate) fn blocks(&self, name: &str) -> bool {
        self.has(&[Chosen::Blocked], name)
    }

    fn has(&self, wanted: &[Chosen], text: &str) -> bool {
        self.selections.iter().any(|it| wanted.contains(&it.chosen) && it.pattern.names(text))
    }

    fn select(mut self, method: &'static str, pattern: String, chosen: Chosen) -> Builder {
        self.selections.push(Selection { pattern: Pattern::new(method, pattern), chosen });
        self
    }
}
