//! Functions that cannot be wrapped, and why.

use crate::clang::survey::Function;

/// Why a function stays a plain declaration.
pub(super) enum Unwrappable {
    ReturnsTwice,
    TakesVaList,
    Convention(String),
}

/// They return a second time, into a frame that has been left.
const RETURNS_TWICE: [&str; 7] =
    ["setjmp", "_setjmp", "__sigsetjmp", "sigsetjmp", "savectx", "vfork", "getcontext"];

impl Unwrappable {
    pub(super) fn of(name: &str, declared: Option<&Function>, abi: &str) -> Option<Unwrappable> {
        if RETURNS_TWICE.contains(&name) {
            Some(Unwrappable::ReturnsTwice)
        } else if declared.is_some_and(|function| function.takes_va_list) {
            Some(Unwrappable::TakesVaList)
        } else if !is_c(abi) {
            Some(Unwrappable::Convention(abi.to_owned()))
        } else {
            None
        }
    }

    /// For the documentation of the function.
    pub(super) fn reason(&self) -> String {
        let (why, instead) = match self {
            Unwrappable::ReturnsTwice => {
                ("it returns twice, which no call on another stack can survive".to_owned(), "Call it from C.")
            }
            Unwrappable::TakesVaList => (
                "it takes a `va_list`, which only C can make".to_owned(),
                "A goroutine calls it inside `cgocall::on_system_stack`, or the function with `...` beside it.",
            ),
            Unwrappable::Convention(abi) => (
                format!("its calling convention is `{abi}`"),
                "A goroutine calls it inside `cgocall::on_system_stack`.",
            ),
        };
        format!("Not wrapped, because {why}: a call runs on the caller's own stack. {instead}")
    }
}

/// Whether `#[cgo_import]` takes a block of this ABI.
pub(super) fn is_c(abi: &str) -> bool {
    matches!(abi, "C" | "C-unwind" | "system")
}
