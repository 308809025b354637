//! libclang: finding it, and reading headers with it.

pub(crate) mod library;
#[allow(non_upper_case_globals)] // clang's names in patterns
pub(crate) mod survey;
mod unit;

pub(crate) use unit::Diagnostic;
