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

    /// Whether something is chosen to be bound, and not everything is.
    pub(crate) fn is_selective(&self) -> bool {
        self.selections.iter().any(|it| !matches!(it.chosen, Chosen::Blocked | Chosen::Opaque))
    }

    /// Whether a function of this name, which this file declares, is chosen by its name or its file.
    pub(crate) fn chooses_function(&self, name: &str, file: &str) -> bool {
        let chosen = |wanted: &[Chosen], text: &str| {
            self.selections.iter().any(|it| wanted.contains(&it.chosen) && it.pattern.names(text))
        };
        let allowed = chosen(&[Chosen::Allowed, Chosen::AllowedFunction], name)
            || chosen(&[Chosen::AllowedFile], file);
        allowed && !chosen(&[Chosen::Blocked], name)
    }

    fn select(mut self, method: &'static str, pattern: String, chosen: Chosen) -> Builder {
        self.selections.push(Selection { pattern: Pattern::new(method, pattern), chosen });
        self
    }
}
