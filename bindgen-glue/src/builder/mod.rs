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

/// Turns C headers into declarations that `cgocall::include_bindings!` includes.
///
/// ```no_run
/// # use cgocall_bindgen::Builder;
/// Builder::new("z")
///     .header("zlib.h")
///     .pkg_config("zlib")
///     .allowlist("(?i)z_.*|compress.*|uncompress.*|crc32")
///     .inline("compressBound")
///     .safe("compressBound", "it only calculates.")
///     .generate()
///     .unwrap_or_exit();
/// ```
///
/// # Patterns
///
/// Patterns are regular expressions of the crate `regex`. They name whole names, as they are in C: `db_` does not name
/// `db_open`, but `db_.*` does. A pattern that names nothing is an error, since it would otherwise go unnoticed that a
/// function has another name than its rule.
///
/// # Rules
///
/// What is said about a function by two rules of one kind, by `blocking` and then by `leaf` for instance, is what the later
/// one says. So the general rule comes first, and then its exceptions. A rule of which nothing is left is an error.
///
/// A function about which nothing is said has the default policy: it may do what it likes, wait and call back.
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

    /// Bindings that the crate includes by this name, which is that of a file in cargo's output folder, too.
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

    /// Generates the bindings, compiles the C that belongs to them and that of the library, and tells cargo what to link
    /// and when to come back: when one of the files has changed that were read, and no sooner.
    ///
    /// This is for build scripts: it expects the environment that cargo gives to them.
    ///
    /// # Errors
    ///
    /// The [`Outcome`] says what is wrong, and [`Outcome::unwrap_or_exit`] prints it. Nothing in here panics.
    pub fn generate(self) -> Outcome<Bindings> {
        Outcome(generate::bindings(self).map_err(Into::into))
    }
}
