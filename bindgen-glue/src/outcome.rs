//! What a generator comes to.

use crate::error::Error;
use std::ops::Deref;
use std::process::exit;

/// The result of a generator: a [`Result`] that a build script can end with.
///
/// ```no_run
/// # use cgocall_bindgen::Builder;
/// let bindings = Builder::new("db").header("db.h").generate().unwrap_or_exit();
/// println!("cargo:warning=bindings in {}", bindings.path().display());
///
/// // Or, where something else is to be done about an error:
/// if let Err(error) = Builder::new("db").header("db.h").generate().into_result() {
///     println!("cargo:warning=without the database: {error}");
/// }
/// ```
#[must_use = "an error is reported by `unwrap_or_exit`"]
#[derive(Debug)]
pub struct Outcome<T>(pub(crate) Result<T, Error>);

impl<T> Outcome<T> {
    /// What was generated. An error is printed as a person would want it, and ends the process with status 1.
    pub fn unwrap_or_exit(self) -> T {
        self.0.unwrap_or_else(|error| {
            eprintln!("error: {error}");
            exit(1)
        })
    }

    /// The plain result, for `?` and `match`.
    ///
    /// # Errors
    ///
    /// What the generator has to report.
    pub fn into_result(self) -> Result<T, Error> {
        self.0
    }
}

/// To look at it without taking it: `is_err()`, `as_ref()`.
impl<T> Deref for Outcome<T> {
    type Target = Result<T, Error>;

    fn deref(&self) -> &Result<T, Error> {
        &self.0
    }
}

impl<T> From<Outcome<T>> for Result<T, Error> {
    fn from(outcome: Outcome<T>) -> Result<T, Error> {
        outcome.0
    }
}
