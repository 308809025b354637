//! The options of the attributes: one table says what exists, where, with what value and meaning.
//!
//! Parsing, conflicts, "expected one of", "did you mean" and the tables in the public documentation all read it.

mod list;

use crate::diagnostics::{self as message, Errors};
use list::Entry;
use proc_macro2::{Ident, TokenStream};
use syn::{Expr, Path};

/// How an imported function reaches C.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Policy {
    Default,
    Blocking,
    NoCallback,
    Leaf,
    Inline,
    Raw,
}

/// When errno is read.
#[derive(Clone)]
pub(crate) enum Errno {
    /// After the failure that the result type has by nature.
    OnFailure,
    /// After the failure that this value means.
    OnValue(Box<Expr>),
    /// After every call.
    Always,
}

/// Where an option may stand.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Place {
    /// `#[cgo_import(..)]`.
    Block,
    /// `#[cgo(..)]` on a function of the block.
    Function,
    /// `#[cgocall::main(..)]`.
    Main,
    /// `#[cgocall::test(..)]`.
    Test,
}

impl Place {
    fn attribute(self) -> &'static str {
        match self {
            Place::Block => "`#[cgo_import(..)]`",
            Place::Function => "`#[cgo(..)]`",
            Place::Main => "`#[cgocall::main(..)]`",
            Place::Test => "`#[cgocall::test(..)]`",
        }
    }
}

/// What an option is, which decides what may follow it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Kind {
    Policy(Policy),
    Errno,
    Crate,
    Migrating,
}

/// One row of the table.
struct Row {
    name: &'static str,
    kind: Kind,
    places: &'static [Place],
    meaning: &'static str,
}

impl Row {
    /// The option as it stands in a list.
    fn written(&self) -> String {
        match self.kind {
            Kind::Migrating => format!("unsafe({})", self.name),
            _ => self.name.to_owned(),
        }
    }

    /// Two policies exclude each other, and a raw declaration has no wrapper that could do anything more.
    fn excludes(&self, other: &Row) -> bool {
        match (self.kind, other.kind) {
            (Kind::Policy(a), Kind::Policy(b)) => a != b,
            (Kind::Policy(Policy::Raw), Kind::Errno) | (Kind::Errno, Kind::Policy(Policy::Raw)) => true,
            _ => false,
        }
    }
}

const IMPORT: &[Place] = &[Place::Block, Place::Function];

macro_rules! rows {
    ($($rows:ident: { $($name:literal, $kind:expr, $places:expr, $meaning:literal;)* })*) => {
        static TABLE: &[Row] = &[$($(Row { name: $name, kind: $kind, places: $places, meaning: $meaning }),*),*];

        $(
            /// These options as rows of a Markdown table.
            macro_rules! $rows {
                () => { concat!($("| `", $name, "` | ", $meaning, " |\n"),*) };
            }
            pub(crate) use $rows;
        )*
    };
}

rows! {
    import_rows: {
        "blocking", Kind::Policy(Policy::Blocking), IMPORT,
            "for calls known to wait: the processor is handed on at once";
        "nocallback", Kind::Policy(Policy::NoCallback), IMPORT,
            "as without a policy, but C must not call back";
        "leaf", Kind::Policy(Policy::Leaf), IMPORT,
            "for short calls that neither wait nor call back: no accounting";
        "inline", Kind::Policy(Policy::Inline), IMPORT,
            "for tiny functions: a plain call on the goroutine's own stack";
        "raw", Kind::Policy(Policy::Raw), IMPORT,
            "the plain foreign declaration, without a wrapper";
        "errno", Kind::Errno, IMPORT,
            "errno, read on the same thread right after C returns";
    }
    block_rows: {
        "crate", Kind::Crate, &[Place::Block, Place::Main, Place::Test],
            "where the crate `cgocall` is to be found";
    }
    promise_rows: {
        "migrating", Kind::Migrating, &[Place::Main],
            "no code on a goroutine keeps a thread-bound value across a park";
    }
}

fn available(place: Place) -> impl Iterator<Item = &'static Row> {
    TABLE.iter().filter(move |row| row.places.contains(&place))
}

/// The options that may stand at `place`, in the order of the alphabet.
fn expected(place: Place) -> String {
    let mut names: Vec<String> = available(place).map(|row| format!("`{}`", row.written())).collect();
    names.sort();
    names.join(", ")
}

/// The options given in one place, each with the word that gave it.
#[derive(Clone, Default)]
pub(crate) struct Options {
    pub(crate) policy: Option<(Policy, Ident)>,
    pub(crate) errno: Option<(Errno, Ident)>,
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
            migrating: false,
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
