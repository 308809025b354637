//! The table of options: what exists, where, with what value and meaning.
//!
//! Parsing, conflicts, "expected one of", "did you mean" and the tables in the public documentation all read it.

use syn::{Expr, Token};

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

/// What becomes of a panic that would leave an exported function.
#[derive(Clone)]
pub(crate) enum OnPanic {
    Abort,
    /// C receives this value, and the panic goes on when the enclosing call has returned.
    Return(Box<Expr>),
    /// The same for a function that returns nothing, with the word that says so.
    ReturnNothing(Token![return]),
}

/// Where an option may stand.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Place {
    /// `#[cgo_import(..)]`.
    Block,
    /// `#[cgo(..)]` on a function of the block.
    Function,
    /// `#[cgo_export(..)]`.
    Export,
    /// `#[cgocall::main(..)]`.
    Main,
    /// `#[cgocall::test(..)]`.
    Test,
}

impl Place {
    pub(super) fn attribute(self) -> &'static str {
        match self {
            Place::Block => "`#[cgo_import(..)]`",
            Place::Function => "`#[cgo(..)]`",
            Place::Export => "`#[cgo_export(..)]`",
            Place::Main => "`#[cgocall::main(..)]`",
            Place::Test => "`#[cgocall::test(..)]`",
        }
    }
}

/// What an option is, which decides what may follow it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    Policy(Policy),
    Errno,
    OnPanic,
    Implements,
    Crate,
    Migrating,
}

/// One row of the table.
pub(super) struct Row {
    pub(super) name: &'static str,
    pub(super) kind: Kind,
    pub(super) places: &'static [Place],
    pub(super) meaning: &'static str,
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
    pub(super) fn excludes(&self, other: &Row) -> bool {
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
        pub(super) static TABLE: &[Row] = &[$($(Row { name: $name, kind: $kind, places: $places, meaning: $meaning }),*),*];

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
    export_rows: {
        "on_panic", Kind::OnPanic, &[Place::Export],
            "what becomes of a panic: `abort`, `return(EXPR)` or `return`";
        "implements", Kind::Implements, &[Place::Export],
            "a function pointer type that the function must fit";
    }
    block_rows: {
        "crate", Kind::Crate, &[Place::Block, Place::Export, Place::Main, Place::Test],
            "where the crate `cgocall` is to be found";
    }
    promise_rows: {
        "migrating", Kind::Migrating, &[Place::Main],
            "no code on a goroutine keeps a thread-bound value across a park";
    }
}

pub(super) fn available(place: Place) -> impl Iterator<Item = &'static Row> {
    TABLE.iter().filter(move |row| row.places.contains(&place))
}

/// The options that may stand at `place`, in the order of the alphabet.
pub(super) fn expected(place: Place) -> String {
    let mut names: Vec<String> = available(place).map(|row| format!("`{}`", row.written())).collect();
    names.sort();
    names.join(", ")
}
