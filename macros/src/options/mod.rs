//! The options of the attributes, as they are given: parsed, each once, none contradicting another.

mod list;
mod table;
mod value;

use crate::diagnostics::{self as message, Errors};
use crate::path::Facade;
use proc_macro2::{Ident, Span, TokenStream};
use syn::Type;
use table::{Row, expected};
use value::Value;

pub(crate) use table::{Place, option_rows, text_at};
pub(crate) use value::{Errno, OnPanic, Policy};

/// The options given in one place.
#[derive(Default)]
pub(crate) struct Options(Vec<Given>);

/// One option as it was given.
#[derive(Clone)]
struct Given {
    row: &'static Row,
    word: Ident,
    /// The option as it is written, for the documentation.
    written: String,
    /// What it says. A value that is wrong has been reported, and says nothing.
    value: Option<Value>,
}

impl Options {
    /// Reads the options of one attribute, or of several on one function; what is wrong is reported and left out.
    pub(crate) fn parse(
        attributes: impl IntoIterator<Item = TokenStream>,
        place: Place,
        errors: &mut Errors,
    ) -> Self {
        let mut options = Options::default();
        for tokens in attributes {
            for entry in list::entries(tokens, place, errors) {
                if let Some(row) = entry.row(place, errors)
                    && options.accepts(row, &entry.word, errors)
                {
                    let (written, value) = (entry.written(), entry.value(row, errors));
                    options.0.push(Given { row, word: entry.word, written, value });
                }
            }
        }
        options
    }

    /// Whether the option goes together with those given before.
    fn accepts(&self, row: &Row, word: &Ident, errors: &mut Errors) -> bool {
        for earlier in &self.0 {
            if earlier.row.name == row.name {
                errors.at(word, &message::OPTION_TWICE, &[("option", row.name)]);
                errors.at(&earlier.word, &message::FIRST_HERE, &[("option", row.name)]);
                return false;
            }
            if earlier.row.excludes(row) {
                contradiction(earlier, row, word, errors);
                return false;
            }
        }
        true
    }

    /// The options of a function, and those of its block that they leave standing.
    ///
    /// A policy of the function replaces whatever it excludes. Any other option that a default excludes is reported.
    pub(crate) fn overridden_by(&self, function: Options, errors: &mut Errors) -> Options {
        let Options(mut given) = function;
        for default in &self.0 {
            let own = given.iter().position(|own| own.row.name == default.row.name);
            match own.or_else(|| given.iter().position(|own| own.row.excludes(default.row))) {
                None => given.push(default.clone()),
                Some(at) if own.is_some() || matches!(given[at].value, Some(Value::Policy(_))) => {}
                Some(at) => {
                    let refused = given.remove(at);
                    contradiction(default, refused.row, &refused.word, errors);
                    given.push(default.clone());
                }
            }
        }
        Options(given)
    }

    /// The policy, and where it is given.
    pub(crate) fn policy(&self) -> (Policy, Span) {
        let policy = |given: &Given| match given.value {
            Some(Value::Policy(policy)) => Some((policy, given.word.span())),
            _ => None,
        };
        self.0.iter().find_map(policy).unwrap_or((Policy::Default, Span::call_site()))
    }

    /// The options of a function as they are written: its own, and then its block's.
    pub(crate) fn written(&self) -> Vec<String> {
        let of_functions = self.0.iter().filter(|given| given.row.places.contains(&Place::Function));
        of_functions.map(|given| given.written.clone()).collect()
    }

    pub(crate) fn errno(&self) -> Option<Errno> {
        self.find(|value| if let Value::Errno(it) = value { Some(it.clone()) } else { None })
    }

    pub(crate) fn on_panic(&self) -> Option<OnPanic> {
        self.find(|value| if let Value::OnPanic(it) = value { Some(it.clone()) } else { None })
    }

    pub(crate) fn implements(&self) -> Option<Type> {
        self.find(|value| if let Value::Implements(it) = value { Some(it.clone()) } else { None })
    }

    pub(crate) fn facade(&self) -> Facade {
        Facade::new(self.find(|value| if let Value::Facade(it) = value { Some(it.clone()) } else { None }))
    }

    pub(crate) fn migrating(&self) -> bool {
        self.find(|value| matches!(value, Value::Migrating).then_some(())).is_some()
    }

    fn find<T>(&self, wanted: impl Fn(&Value) -> Option<T>) -> Option<T> {
        self.0.iter().find_map(|given| given.value.as_ref().and_then(&wanted))
    }
}

fn contradiction(earlier: &Given, row: &Row, word: &Ident, errors: &mut Errors) {
    let words = [
        ("option", row.name),
        ("other", earlier.row.name),
        ("meaning", row.meaning),
        ("other_meaning", earlier.row.meaning),
    ];
    errors.at(word, &message::CONTRADICTION, &words);
    errors.at(&earlier.word, &message::FIRST_HERE, &[("option", earlier.row.name)]);
}

/// Reports a `#[cgo]` that gives no option at all.
pub(crate) fn no_options(attribute: &syn::Attribute, errors: &mut Errors) {
    errors.at(attribute, &message::NO_OPTIONS, &[("expected", &expected(Place::Function))]);
}
