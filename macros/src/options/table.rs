//! The table of options: what exists, where, beside what, how it is written, and what it means.
//!
//! Parsing, conflicts, "expected one of", "did you mean" and the tables in the public documentation all read it. A new
//! option is one row here, and what it expands to.

use super::value::{self, Policy, Reader, Value};

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

/// One row of the table.
pub(super) struct Row {
    pub(super) name: &'static str,
    pub(super) places: &'static [Place],
    /// The options that cannot stand beside it. It is enough that one of two says so.
    conflicts: &'static [&'static str],
    /// How it may be written.
    pub(super) forms: &'static [&'static str],
    pub(super) read: Reader,
    pub(super) meaning: &'static str,
}

impl Row {
    /// Whether it is a promise, which is made inside `unsafe(..)`.
    pub(super) fn is_promise(&self) -> bool {
        self.forms.iter().all(|form| form.starts_with("unsafe("))
    }

    /// Whether it is a word that takes no value.
    pub(super) fn is_flag(&self) -> bool {
        self.forms == [self.name] || self.is_promise()
    }

    /// The option as it stands in a list of names.
    fn listed(&self) -> String {
        if self.is_promise() { format!("`unsafe({})`", self.name) } else { format!("`{}`", self.name) }
    }

    /// The forms, as alternatives.
    pub(super) fn written(&self) -> String {
        let forms: Vec<String> = self.forms.iter().map(|form| format!("`{form}`")).collect();
        match forms.as_slice() {
            [others @ .., last] if !others.is_empty() => format!("{} or {last}", others.join(", ")),
            _ => forms.concat(),
        }
    }

    pub(super) fn excludes(&self, other: &Row) -> bool {
        self.conflicts.contains(&other.name) || other.conflicts.contains(&self.name)
    }
}

/// A text for the documentation of one attribute, if the option may stand there; nothing if not.
macro_rules! text_at {
    (Block [Block $($others:ident)*] $text:expr) => { $text };
    (Function [Function $($others:ident)*] $text:expr) => { $text };
    (Import [Block $($others:ident)*] $text:expr) => { $text };
    (Import [Function $($others:ident)*] $text:expr) => { $text };
    (Export [Export $($others:ident)*] $text:expr) => { $text };
    (Main [Main $($others:ident)*] $text:expr) => { $text };
    (Test [Test $($others:ident)*] $text:expr) => { $text };
    ($place:ident [$another:ident $($others:ident)*] $text:expr) => {
        $crate::options::text_at!($place [$($others)*] $text)
    };
    ($place:ident [] $text:expr) => { "" };
}
pub(crate) use text_at;

macro_rules! table {
    ($($name:literal: [$($place:ident)*] except $conflicts:expr,
        [$form:literal $($other_form:literal)*] => $read:expr, $meaning:literal;)*) => {
        pub(super) static TABLE: &[Row] = &[$(Row {
            name: $name,
            places: &[$(Place::$place),*],
            conflicts: $conflicts,
            forms: &[$form $(, $other_form)*],
            read: $read,
            meaning: $meaning,
        }),*];

        /// The options of one attribute as rows of a Markdown table; those of an import with where they may stand.
        macro_rules! option_rows {
            (Import) => { concat!($($crate::options::text_at!(Import [$($place)*] concat!(
                "| `", $form, "`" $(, ", `", $other_form, "`")*, " | ",
                $crate::options::text_at!(Block [$($place)*] "`#[cgo_import]` "),
                $crate::options::text_at!(Function [$($place)*] "`#[cgo]` "),
                "| ", $meaning, " |\n"
            ))),*) };
            ($attribute:ident) => { concat!($($crate::options::text_at!($attribute [$($place)*] concat!(
                "| `", $form, "`" $(, ", `", $other_form, "`")*, " | ", $meaning, " |\n"
            ))),*) };
        }
        pub(crate) use option_rows;
    };
}

/// A function has one of them.
const POLICIES: &[&str] = &["blocking", "nocallback", "leaf", "inline", "raw"];

/// A raw declaration has no wrapper that could do anything.
const NEEDS_A_WRAPPER: &[&str] = &["raw"];

// NAME: [PLACES] except CONFLICTS, [FORMS] => READER, MEANING;
table! {
    "blocking": [Block Function] except POLICIES, ["blocking"] => |_| Ok(Value::Policy(Policy::Blocking)),
        "for calls known to wait: the processor is handed on at once";
    "nocallback": [Block Function] except POLICIES, ["nocallback"] => |_| Ok(Value::Policy(Policy::NoCallback)),
        "as without a policy, but C must not call back";
    "leaf": [Block Function] except POLICIES, ["leaf"] => |_| Ok(Value::Policy(Policy::Leaf)),
        "for short calls that neither wait nor call back: no accounting";
    "inline": [Block Function] except POLICIES, ["inline"] => |_| Ok(Value::Policy(Policy::Inline)),
        "for tiny functions: a plain call on the goroutine's own stack";
    "raw": [Block Function] except POLICIES, ["raw"] => |_| Ok(Value::Policy(Policy::Raw)),
        "the plain foreign declaration, without a wrapper";
    "errno": [Block Function] except NEEDS_A_WRAPPER,
        ["errno" "errno(fail = EXPR)" "errno(always)"] => value::errno,
        "errno, read on the same thread right after C returns";
    "thread": [Block Function] except NEEDS_A_WRAPPER,
        ["thread = \"NAME\"" "thread = main" "thread = any"] => value::thread,
        "every call is made on one OS thread; `any` leaves that of the block";
    "limit": [Block Function] except NEEDS_A_WRAPPER, ["limit = N" "limit = none"] => value::limit,
        "at most N calls (1 or more) in C at one time, of the function or of the block as a whole; `none`: any number";
    "serialize": [Block] except &["raw", "limit"], ["serialize"] => value::serialize,
        "one call at a time, of the block as a whole";
    "trusted": [Function] except NEEDS_A_WRAPPER, ["trusted"] => |_| Ok(Value::Trusted),
        "for a `safe fn` that takes raw pointers or `...`: C follows none of them";
    "variadic": [Function] except NEEDS_A_WRAPPER, ["variadic"] => |_| Ok(Value::Variadic),
        "what C takes in the place of `...` is passed as one tuple";
    "fn_type": [Block Function] except &[], ["fn_type" "fn_type = NAME"] => value::fn_type,
        "the type of a pointer to the function, under the function's name or this one";
    "on_panic": [Export] except &[],
        ["on_panic = abort" "on_panic = return(EXPR)" "on_panic = return"] => value::on_panic,
        "what becomes of a panic; a bare `return` is for functions that return nothing";
    "implements": [Export] except &[], ["implements = TYPE"] => value::implements,
        "a function pointer type that the function must fit";
    "migrating": [Main] except &[], ["unsafe(migrating)"] => |_| Ok(Value::Migrating),
        "no code on a goroutine keeps a thread-bound value across a park";
    "crate": [Block Export Main Test] except &[], ["crate = PATH"] => value::facade,
        "where the crate `cgocall` is to be found";
}

pub(super) fn available(place: Place) -> impl Iterator<Item = &'static Row> {
    TABLE.iter().filter(move |row| row.places.contains(&place))
}

/// The options that may stand at `place`, in the order of the alphabet.
pub(super) fn expected(place: Place) -> String {
    let mut names: Vec<String> = available(place).map(Row::listed).collect();
    names.sort();
    names.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_means_one_option() {
        let mut names: Vec<&str> = TABLE.iter().map(|row| row.name).collect();
        names.sort();
        names.dedup();
        assert_eq!(names.len(), TABLE.len());
    }

    #[test]
    fn what_an_option_excludes_can_stand_beside_it() {
        for row in TABLE {
            for conflict in row.conflicts {
                let other = TABLE.iter().find(|other| other.name == *conflict);
                let other = other
                    .unwrap_or_else(|| panic!("`{}` excludes `{conflict}`, which does not exist", row.name));
                assert!(
                    row.places.iter().any(|place| other.places.contains(place)),
                    "{} {conflict}",
                    row.name
                );
            }
        }
    }

    #[test]
    fn the_documentation_of_an_attribute_lists_its_options() {
        let import: Vec<&Row> = TABLE
            .iter()
            .filter(|row| row.places.contains(&Place::Block) || row.places.contains(&Place::Function))
            .collect();
        let of = |place| available(place).collect::<Vec<_>>();
        for (documented, rows) in [
            (option_rows!(Import), import),
            (option_rows!(Export), of(Place::Export)),
            (option_rows!(Main), of(Place::Main)),
            (option_rows!(Test), of(Place::Test)),
        ] {
            let lines: Vec<&str> = documented.lines().collect();
            assert_eq!(lines.len(), rows.len(), "{documented}");
            for (line, row) in lines.iter().zip(rows) {
                assert!(row.forms.iter().all(|form| line.contains(&format!("`{form}`"))), "{line}");
                assert!(line.contains(row.meaning), "{line}");
            }
        }
    }

    #[test]
    fn an_option_is_written_with_its_name() {
        for (row, form) in TABLE.iter().flat_map(|row| row.forms.iter().map(move |form| (row, form))) {
            let rest = form.strip_prefix("unsafe(").unwrap_or(form).strip_prefix(row.name);
            assert!(rest.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric)), "{form}");
        }
    }
}
