//! The options of the attributes, as they are given: parsed, each once, none contradicting another.

mod list;
mod table;

use crate::diagnostics::{self as message, Errors};
use list::Entry;
use proc_macro2::{Ident, TokenStream};
use syn::{Path, Type};
use table::{Kind, Row, TABLE, expected};

pub(crate) use table::{Errno, OnPanic, Place, Policy};
pub(crate) use table::{block_rows, export_rows, import_rows, promise_rows};

/// The options given in one place, each with the word that gave it.
#[derive(Clone, Default)]
pub(crate) struct Options {
    pub(crate) policy: Option<(Policy, Ident)>,
    pub(crate) errno: Option<(Errno, Ident)>,
    pub(crate) on_panic: Option<OnPanic>,
    pub(crate) implements: Option<Type>,
    pub(crate) facade: Option<Path>,
    pub(crate) migrating: bool,
}

impl Options {
    /// Reads the options of one attribute, or of several on one function; what is wrong is reported and left out.
    pub(crate) fn parse(
        attributes: impl IntoIterator<Item = TokenStream>,
        place: Place,
        errors: &mut Errors,
    ) -> Self {
        let mut options = Options::default();
        let mut given: Vec<(&'static Row, Ident)> = Vec::new();
        for tokens in attributes {
            for entry in list::entries(tokens, place, errors) {
                if let Some(row) = entry.row(place, errors)
                    && is_new(row, &entry.word, &given, errors)
                {
                    given.push((row, entry.word.clone()));
                    options.take(row, entry, errors);
                }
            }
        }
        options
    }

    fn take(&mut self, row: &Row, entry: Entry, errors: &mut Errors) {
        match row.kind {
            Kind::Policy(policy) => {
                entry.expect_no_value(errors);
                self.policy = Some((policy, entry.word));
            }
            Kind::Errno => self.errno = Some((entry.errno(errors), entry.word)),
            Kind::OnPanic => self.on_panic = entry.on_panic(errors),
            Kind::Implements => self.implements = entry.function_type(errors),
            Kind::Crate => self.facade = entry.path(errors),
            Kind::Migrating => {
                entry.expect_no_value(errors);
                self.migrating = true;
            }
        }
    }

    /// The options of a function, over these of its block.
    pub(crate) fn overridden_by(&self, function: Options) -> Options {
        let raw = matches!(function.policy, Some((Policy::Raw, _)));
        let errno = if raw { None } else { self.errno.clone() };
        Options {
            policy: function.policy.or_else(|| self.policy.clone()),
            errno: function.errno.or(errno),
            facade: self.facade.clone(),
            ..Options::default()
        }
    }

    /// Reports an `errno` of a function whose block is `raw` by default.
    pub(crate) fn check_merged(&mut self, errors: &mut Errors) {
        if let (Some((Policy::Raw, raw)), Some((_, errno))) = (&self.policy, &self.errno) {
            let row = |word: &Ident| TABLE.iter().find(|row| word == row.name);
            if let (Some(first), Some(second)) = (row(raw), row(errno)) {
                contradiction(first, raw, second, errno, errors);
            }
            self.errno = None;
        }
    }
}

/// Whether the option goes together with those given before.
fn is_new(row: &Row, word: &Ident, given: &[(&'static Row, Ident)], errors: &mut Errors) -> bool {
    for (earlier, first) in given {
        if earlier.name == row.name {
            errors.at(word, &message::OPTION_TWICE, &[("option", row.name)]);
            errors.at(first, &message::FIRST_HERE, &[("option", row.name)]);
            return false;
        }
        if earlier.excludes(row) {
            contradiction(earlier, first, row, word, errors);
            return false;
        }
    }
    true
}

fn contradiction(earlier: &Row, first: &Ident, row: &Row, word: &Ident, errors: &mut Errors) {
    let words = [
        ("option", row.name),
        ("other", earlier.name),
        ("meaning", row.meaning),
        ("other_meaning", earlier.meaning),
    ];
    errors.at(word, &message::CONTRADICTION, &words);
    errors.at(first, &message::FIRST_HERE, &[("option", earlier.name)]);
}

/// Reports a `#[cgo]` that gives no option at all.
pub(crate) fn no_options(attribute: &syn::Attribute, errors: &mut Errors) {
    errors.at(attribute, &message::NO_OPTIONS, &[("expected", &expected(Place::Function))]);
}
