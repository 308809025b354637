//! What can go wrong, in the words of the person who has to put it right.

use crate::headers::Headers;
use std::fmt;
use std::path::PathBuf;

#[derive(Debug)]
pub(crate) enum Problem {
    NotABuildScript { variable: &'static str },
    LibclangMissing { reason: String },
    LibclangFailed,
    HeaderNotFound { header: String },
    Header { diagnostics: String },
    Bindgen { reason: String },
    Compiler { what: &'static str, reason: String },
    Package { name: String, reason: String },
    Write { path: PathBuf, reason: std::io::Error },
    Prototype { written: String, fault: &'static str },
}

impl Problem {
    pub(crate) fn of_diagnostics(headers: &Headers, errors: Vec<(String, String)>) -> Problem {
        let _ = headers;
        Problem::Header { diagnostics: errors.into_iter().map(|(_, text)| text).collect::<Vec<_>>().join("\n") }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self:?}")
    }
}

