//! Why zlib refuses.

use std::ffi::c_int;
use std::fmt;

use crate::ffi::{Z_BUF_ERROR, Z_MEM_ERROR, Z_OK};

/// Why zlib refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Error {
    /// No memory for its tables.
    Memory,
    /// The data is longer than the caller said.
    Longer,
    /// The data is shorter than the caller said, or damaged.
    Damaged,
}

impl Error {
    /// What a function's result says.
    pub(crate) fn check(code: c_int) -> Result<(), Error> {
        match code {
            Z_OK => Ok(()),
            Z_MEM_ERROR => Err(Error::Memory),
            Z_BUF_ERROR => Err(Error::Longer),
            _ => Err(Error::Damaged),
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Error::Memory => "zlib is out of memory",
            Error::Longer => "the compressed data is longer than was noted with it",
            Error::Damaged => "the compressed data is damaged",
        })
    }
}

impl std::error::Error for Error {}
