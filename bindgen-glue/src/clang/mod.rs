//! libclang: finding it, and reading a header with it.

pub(crate) mod library;
pub(crate) mod survey;
mod unit;
