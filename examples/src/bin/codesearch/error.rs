//! What can go wrong, in the words that the user reads.

use std::fmt;
use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

#[derive(Debug)]
pub(crate) enum Error {
    /// The command line is not understood.
    Usage(String),
    /// The path to index cannot be looked at.
    Path { path: PathBuf, cause: io::Error },
    /// FTS5 does not understand the query.
    Query { query: String, cause: sqlite::Error },
    /// There is nothing to index in the path.
    Nothing(PathBuf),
    /// No place for the databases.
    Scratch(io::Error),
    /// A database failed.
    Database(sqlite::Error),
    /// What a database gave back is not what was put into it.
    Contents { path: String, cause: zlib::Error },
    /// As above, though it could be decompressed.
    Checksum { path: String },
    /// A word that was taken from a database is not found in it.
    Lost { word: String },
    /// A goroutine panicked; the panic hook has said why.
    Panicked(&'static str),
}

impl Error {
    /// 2 where the question was wrong, 1 where the answer failed.
    pub(crate) fn exit_code(&self) -> ExitCode {
        match self {
            Error::Usage(_) | Error::Path { .. } | Error::Query { .. } | Error::Nothing(_) => {
                ExitCode::from(2)
            }
            _ => ExitCode::FAILURE,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Usage(message) => write!(f, "{message}; --help lists the options"),
            Error::Path { path, cause } => write!(f, "cannot read {}: {cause}", path.display()),
            Error::Query { query, cause } => {
                write!(f, "the query `{query}` is not one that FTS5 understands: {}", cause.message)
            }
            Error::Nothing(path) => write!(f, "there is no text file in {}", path.display()),
            Error::Scratch(cause) => write!(f, "cannot make a folder for the databases: {cause}"),
            Error::Database(cause) => write!(f, "{cause}"),
            Error::Contents { path, cause } => write!(f, "the stored contents of {path}: {cause}"),
            Error::Checksum { path } => write!(f, "the stored contents of {path} have another checksum"),
            Error::Lost { word } => write!(f, "`{word}` was indexed, but no query finds it"),
            Error::Panicked(who) => write!(f, "a goroutine panicked: {who}"),
        }
    }
}

impl From<sqlite::Error> for Error {
    fn from(cause: sqlite::Error) -> Error {
        Error::Database(cause)
    }
}
