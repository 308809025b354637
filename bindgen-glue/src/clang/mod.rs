//! libclang: finding it, and reading headers with it.

pub(crate) mod library;
#[allow(non_upper_case_globals)] // clang's names in patterns
pub(crate) mod survey;
mod unit;

pub(crate) use unit::Diagnostic;

/// Whether compilers bring this header along, each its own.
pub(crate) fn is_builtin_header(name: &str) -> bool {
    const BUILTIN: [&str; 10] = [
        "stddef.h", "stdarg.h", "stdbool.h", "stdint.h", "stdalign.h", "stdatomic.h", "stdnoreturn.h", "limits.h",
        "float.h", "iso646.h",
    ];
    BUILTIN.contains(&name)
}
