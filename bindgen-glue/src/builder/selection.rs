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
    /// Binds what this pattern names.
    pub fn allowlist(self, pattern: impl Into<String>) -> Builder {
        self.select("allowlist", pattern.into(), Chosen::Allowed)
    }

    /// Binds these functions.
    pub fn allowlist_function(self, pattern: impl Into<String>) -> Builder {
        self.select("allowlist_function", pattern.into(), Chosen::AllowedFunction)
    }

    /// Binds these types.
    pub fn allowlist_type(self, pattern: impl Into<String>) -> Builder {
        self.select("allowlist_type", pattern.into(), Chosen::AllowedType)
    }

    /// Binds these variables, enumeration constants and macros.
    pub fn allowlist_var(self, pattern: impl Into<String>) -> Builder {
        self.select("allowlist_var", pattern.into(), Chosen::AllowedVariable)
    }

    /// Binds what these files declare.
    pub fn allowlist_file(self, pattern: impl Into<String>) -> Builder {
        self.select("allowlist_file", pattern.into(), Chosen::AllowedFile)
    }

    /// Leaves out what this pattern names.
    pub fn blocklist(self, pattern: impl Into<String>) -> Builder {
        self.select("blocklist", pattern.into(), Chosen::Blocked)
    }

    /// Binds these types as bytes of the right size.
    pub fn opaque(self, pattern: impl Into<String>) -> Builder {
        self.select("opaque", pattern.into(), Chosen::Opaque)
    }

    /// Whether a function of this name is bound.
    pub(crate) fn allows_function(&self, name: &str) -> bool {
        let named = |wanted: &[Chosen]| {
            self.selections.iter().any(|it| wanted.contains(&it.chosen) && it.pattern.names(name))
        };
        named(&[Chosen::Allowed, Chosen::AllowedFunction]) && !named(&[Chosen::Blocked])
    }

    fn select(mut self, method: &'static str, pattern: String, chosen: Chosen) -> Builder {
        self.selections.push(Selection { pattern: Pattern::new(method, pattern), chosen });
        self
    }
}
