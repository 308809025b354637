//! The error that users see.

use crate::problem::Problem;
use std::fmt;

/// Why there are no bindings: what is wrong, where, and what to do about it, in several lines of text.
#[derive(Debug)]
pub struct Error(Problem);

impl From<Problem> for Error {
    fn from(problem: Problem) -> Error {
        Error(problem)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for Error {}
