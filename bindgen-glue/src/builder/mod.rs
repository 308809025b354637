//! `Builder`: what a build script says about a C library.

mod check;
mod inputs;
mod options;
mod rules;
mod selection;

pub(crate) use inputs::Library;
pub(crate) use selection::{Chosen, Selection};

use crate::bindings::Bindings;
use crate::generate;
use crate::outcome::Outcome;
use crate::policy::{Rule, Said};
use std::path::PathBuf;

/// Turns C headers into declarations for [`cgocall::include_bindings!`].
#[must_use = "nothing happens before `generate`"]
pub struct Builder {
    pub(crate) name: String,
    pub(crate) headers: Vec<String>,
    pub(crate) include: Vec<PathBuf>,
    pub(crate) define: Vec<(String, Option<String>)>,
    pub(crate) clang_args: Vec<String>,
    pub(crate) libraries: Vec<Library>,
    pub(crate) selections: Vec<Selection>,
    pub(crate) rules: Vec<Rule>,
    pub(crate) block: Vec<Said>,
    pub(crate) macros: Vec<String>,
    pub(crate) plain_comments: bool,
    pub(crate) facade: String,
    pub(crate) committed: Option<PathBuf>,
    pub(crate) configure: Vec<Configure>,
}

type Configure = Box<dyn FnOnce(bindgen::Builder) -> bindgen::Builder>;

impl Builder {
    pub(crate) const FACADE: &str = "::cgocall";

    /// Bindings that the crate includes by this name.
    pub fn new(name: impl Into<String>) -> Builder {
        Builder {
            name: name.into(),
            headers: Vec::new(),
            include: Vec::new(),
            define: Vec::new(),
            clang_args: Vec::new(),
            libraries: Vec::new(),
            selections: Vec::new(),
            rules: Vec::new(),
            block: Vec::new(),
            macros: Vec::new(),
            plain_comments: false,
            facade: Builder::FACADE.to_owned(),
            committed: None,
            configure: Vec::new(),
        }
    }

    /// Generates the bindings, compiles what belongs to them, and tells cargo what to link and when to come back.
    pub fn generate(self) -> Outcome<Bindings> {
        Outcome(generate::bindings(self).map_err(Into::into))
    }
}
