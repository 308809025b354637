//! What is wrong with what a build script says. All of it is reported at once.

use std::fmt;

/// One thing that is said wrongly. `call` is the call of the builder, as it stands in the build script.
#[derive(Debug)]
pub(crate) enum Mistake {
    /// A pattern that is no regular expression.
    NoPattern { call: String, fault: String },
    /// A pattern that names nothing there is.
    NamesNothing { call: String, what: &'static str, hints: Vec<String> },
    /// A rule whose functions are all said something else about later.
    Overridden { call: String, by: Vec<String> },
    /// A rule all of whose functions stay plain declarations.
    OnRawOnly { call: String, function: String },
    /// errno on a function that cannot fail in this way.
    Errno { call: String, function: String, why: &'static str },
    /// A value that is no expression.
    NoExpression { call: String, value: String },
    /// `safe` without a reason.
    NoReason { call: String },
    /// A limit that lets nobody in.
    NoPlace { call: String },
    /// A name that cannot be that of a file and of a library.
    NoName { name: String },
    /// A path that is none.
    NoPath { call: String },
    /// A prototype that cannot be read.
    Prototype { call: String, fault: &'static str },
    /// A prototype of something that is not in the headers.
    NoMacro { call: String, hints: Vec<String> },
    /// What holds for a block of functions, where there are two.
    Divided { said: &'static str },
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Mistake::NoPattern { call, fault } => {
                write!(f, "`{call}` is no regular expression: {fault}")
            }
            Mistake::NamesNothing { call, what, hints } => {
                write!(f, "`{call}` names no {what}")?;
                helps(f, hints)
            }
            Mistake::Overridden { call, by } => {
                write!(f, "`{call}` has no effect: every function that it names is named again later, by ")?;
                write!(f, "{}", by.iter().map(|call| format!("`{call}`")).collect::<Vec<_>>().join(" and "))?;
                help(
                    f,
                    "of two calls that say different things of a function, the later one counts: \
                    put the general one first",
                )
            }
            Mistake::OnRawOnly { call, function } => {
                write!(f, "`{call}` has no effect: it names only plain declarations, such as `{function}`")?;
                help(
                    f,
                    "what is declared plainly has no wrapper that could do more; its documentation says why it is",
                )
            }
            Mistake::Errno { call, function, why } => {
                write!(f, "`{call}` names `{function}`, and {why}")?;
                help(
                    f,
                    "name only functions that fail with -1 or null; for others there are \
                    `errno_fail(pattern, value)` and `errno_always(pattern)`",
                )
            }
            Mistake::NoExpression { call, value } => {
                write!(f, "`{call}`: the value `{value}` is no expression of Rust")
            }
            Mistake::NoReason { call } => {
                write!(f, "`{call}` gives no reason")?;
                help(
                    f,
                    "say why no call, whatever its arguments, can do harm: it becomes part of the documentation",
                )
            }
            Mistake::NoPlace { call } => {
                write!(f, "`{call}` lets nobody in")?;
                help(f, "a limit is at least 1")
            }
            Mistake::NoName { name } => {
                write!(f, "`{name}` cannot be the name of bindings")?;
                help(f, "files are named so, and a library: letters, digits, `_` and `-` will do")
            }
            Mistake::NoPath { call } => {
                write!(f, "`{call}` is no path of Rust")?;
                help(
                    f,
                    "write the path by which the bindings find the crate `cgocall`, such as `::mylib::cgocall`",
                )
            }
            Mistake::Prototype { call, fault } => {
                write!(f, "`{call}`: {fault}")?;
                help(
                    f,
                    "write the prototype that the macro would have if it were a function: \
                    `int MAX(int a, int b)`",
                )
            }
            Mistake::NoMacro { call, hints } => {
                write!(
                    f,
                    "`{call}` is about something that is neither a macro with arguments nor a function"
                )?;
                helps(f, hints)
            }
            Mistake::Divided { said } => {
                write!(f, "`{said}` holds for a block, and `unwind` divides the functions between two")?;
                help(f, "let all of them unwind, `.unwind(\".*\")`, or none")
            }
        }
    }
}

fn helps(f: &mut fmt::Formatter<'_>, hints: &[String]) -> fmt::Result {
    hints.iter().try_for_each(|hint| help(f, hint))
}

fn help(f: &mut fmt::Formatter<'_>, hint: &str) -> fmt::Result {
    write!(f, "\n  = help: {hint}")
}
