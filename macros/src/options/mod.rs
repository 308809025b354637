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
pub(crate) use value::{Errno, Limit, OnPanic, Policy};

/// The options given in one place.
pub(crate) struct Options {
    given: Vec<Given>,
    /// Whether nothing was wrong about them.
    pub(crate) sound: bool,
}

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

impl Given {
    /// The same for a function of the block that gives it.
    fn inherited(&self) -> Given {
        let value = match &self.value {
            Some(Value::Limit(_)) => Some(Value::Limit(Limit::OfBlock)),
            value => value.clone(),
        };
        Given { value, ..self.clone() }
    }

    fn replaces(&self, default: &Given) -> bool {
        matches!(
            (&self.value, &default.value),
            (Some(Value::Policy(_)), _) | (Some(Value::Limit(_)), Some(Value::Limit(_)))
        )
    }
}

impl Options {
    /// Reads the options of one attribute, or of several on one function; what is wrong is reported and left out.
    pub(crate) fn parse(
        attributes: impl IntoIterator<Item = TokenStream>,
        place: Place,
        errors: &mut Errors,
    ) -> Self {
        let before = errors.count();
        let mut options = Options { given: Vec::new(), sound: true };
        for tokens in attributes {
            for entry in list::entries(tokens, place, errors) {
                if let Some(row) = entry.row(place, errors)
                    && options.accepts(row, &entry.word, errors)
                {
                    let (written, value) = (entry.written(), entry.value(row, errors));
                    options.given.push(Given { row, word: entry.word, written, value });
                }
            }
        }
        options.sound = errors.count() == before;
        options
    }

    /// Whether the option goes together with those given before.
    fn accepts(&self, row: &Row, word: &Ident, errors: &mut Errors) -> bool {
        for earlier in &self.given {
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
    /// A policy of the function replaces whatever it excludes, and so does a limit another limit. Any other option that a
    /// default excludes is reported.
    pub(crate) fn overridden_by(&self, function: Options, errors: &mut Errors) -> Options {
        let before = errors.count();
        let Options { mut given, sound } = function;
        for default in &self.given {
            let own = given.iter().position(|own| own.row.name == default.row.name);
            match own.or_else(|| given.iter().position(|own| own.row.excludes(default.row))) {
                None => given.push(default.inherited()),
                Some(at) if own.is_some() || given[at].replaces(default) => {}
                Some(at) => {
                    let refused = given.remove(at);
                    contradiction(default, refused.row, &refused.word, errors);
                    given.push(default.clone());
                }
            }
        }
        Options { given, sound: sound && self.sound && errors.count() == before }
    }

    /// The policy, and where it is given.
    pub(crate) fn policy(&self) -> (Policy, Span) {
        let policy = |given: &Given| match given.value {
            Some(Value::Policy(policy)) => Some((policy, given.word.span())),
            _ => None,
        };
        self.given.iter().find_map(policy).unwrap_or((Policy::Default, Span::call_site()))
    }

    /// The options of a function as they are written: its own, and then its block's.
    pub(crate) fn written(&self) -> Vec<String> {
        let of_functions = |given: &&Given| {
            given.row.places.contains(&Place::Function) || matches!(given.value, Some(Value::Limit(_)))
        };
        self.given.iter().filter(of_functions).map(|given| given.written.clone()).collect()
    }

    /// How many calls may be in C at one time, with the word that says so.
    pub(crate) fn limit(&self) -> Option<(Limit, &Ident)> {
        self.given.iter().find_map(|given| match &given.value {
            Some(Value::Limit(limit)) => Some((limit.clone(), &given.word)),
            _ => None,
        })
    }

    pub(crate) fn errno(&self) -> Option<Errno> {
        self.find(|value| if let Value::Errno(it) = value { Some(it.clone()) } else { None })
    }

    pub(crate) fn on_panic(&self) -> Option<OnPanic> {
        self.find(|value| if let Value::OnPanic(it) = value { Some(it.clone()) } else { None })
    }

    pub(crate) fn implements(&self) -> Option<Type> {
        self.find(|value| if let Value::Implements(it) = value { Some(Type::clone(it)) } else { None })
    }

    pub(crate) fn facade(&self) -> Facade {
        Facade::new(self.find(|value| if let Value::Facade(it) = value { Some(it.clone()) } else { None }))
    }

    /// The word that says that C follows no pointer.
    pub(crate) fn trusted(&self) -> Option<&Ident> {
        let trusted = |given: &&Given| matches!(given.value, Some(Value::Trusted));
        self.given.iter().find(trusted).map(|given| &given.word)
    }

    pub(crate) fn migrating(&self) -> bool {
        self.find(|value| matches!(value, Value::Migrating).then_some(())).is_some()
    }

    fn find<T>(&self, wanted: impl Fn(&Value) -> Option<T>) -> Option<T> {
        self.given.iter().find_map(|given| given.value.as_ref().and_then(&wanted))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cases;
    use syn::visit::{self, Visit};
    use syn::{Attribute, Meta};
    use table::TABLE;

    /// Every option that the accepted cases give, with the place where it is given.
    #[derive(Default)]
    struct Seen(Vec<(Place, Given)>);

    impl Visit<'_> for Seen {
        fn visit_attribute(&mut self, attribute: &Attribute) {
            let name = attribute.path().segments.last().map(|last| last.ident.to_string());
            let place = match name.as_deref() {
                Some("cgo_import") => Place::Block,
                Some("cgo") => Place::Function,
                Some("cgo_export") => Place::Export,
                Some("main") => Place::Main,
                Some("test") => Place::Test,
                _ => return,
            };
            if let Meta::List(list) = &attribute.meta {
                let mut errors = Errors::default();
                let options = Options::parse([list.tokens.clone()], place, &mut errors);
                self.0.extend(options.given.into_iter().map(|given| (place, given)));
            }
            visit::visit_attribute(self, attribute);
        }
    }

    fn seen() -> Seen {
        let mut seen = Seen::default();
        for text in [cases::read("accepted", "rs"), cases::read("", "rs")].concat() {
            seen.visit_file(&syn::parse_file(&text).expect("an accepted case is Rust"));
        }
        seen
    }

    /// Whether an option is written in this form, whose words in capitals stand for something else.
    fn is_written(written: &str, form: &str) -> bool {
        let tight = |text: &str| text.replace(' ', "");
        let form = tight(form);
        let pieces: Vec<&str> = form.split(char::is_uppercase).filter(|piece| !piece.is_empty()).collect();
        let ends_open = form.ends_with(char::is_uppercase).then_some("");
        cases::fits(&tight(written), &pieces.into_iter().chain(ends_open).collect::<Vec<_>>())
    }

    #[test]
    fn every_option_is_accepted_wherever_it_may_stand() {
        let Seen(seen) = seen();
        for row in TABLE {
            for place in row.places {
                let found = seen.iter().any(|(at, given)| at == place && given.row.name == row.name);
                assert!(
                    found,
                    "no case in ui-tests/tests/accepted gives `{}` in {}",
                    row.name,
                    place.attribute()
                );
            }
        }
    }

    #[test]
    fn every_form_of_an_option_is_accepted() {
        let Seen(seen) = seen();
        for (row, form) in TABLE.iter().flat_map(|row| row.forms.iter().map(move |form| (row, form))) {
            let form = form.strip_prefix("unsafe(").and_then(|form| form.strip_suffix(')')).unwrap_or(form);
            let found =
                seen.iter().any(|(_, given)| given.row.name == row.name && is_written(&given.written, form));
            assert!(found, "no case in ui-tests/tests/accepted writes `{form}`");
        }
    }

    #[test]
    fn every_form_of_an_option_has_an_expansion_to_look_at() {
        let shapes = include_str!("../snapshots.rs");
        for form in TABLE.iter().flat_map(|row| row.forms) {
            let fixed = form.split(char::is_uppercase).next().unwrap_or_default();
            assert!(shapes.contains(fixed), "no shape in macros/src/snapshots.rs has `{form}`");
        }
    }
}
