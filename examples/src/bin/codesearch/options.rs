//! The command line.

use std::ffi::OsString;
use std::path::PathBuf;

use lexopt::prelude::*;

use crate::error::Error;

pub(crate) const HELP: &str = "\
Index a source tree with SQLite and zlib, called from goroutines, and search it.

Usage: codesearch [PATH [QUERY]] [options]

      --path PATH       what to index; by default this project and the sources of what it depends on
      --query QUERY     what to look for, as FTS5 understands it; by default `goroutine AND stack`
      --goroutines N    how many goroutines search at the same time; by default 100000
      --max-files N     index no more files than this; by default 8000
      --max-mb N        index no more megabytes than this; by default 60
  -h, --help            this

Exit status: 0 if all went well, 1 if a file or a database could not be read, 2 if the path or the query is wrong.
";

#[derive(Debug, PartialEq)]
pub(crate) enum Command {
    Help,
    Run(Options),
}

#[derive(Debug, PartialEq)]
pub(crate) struct Options {
    /// What to index; the project and its dependencies if nothing is said.
    pub(crate) path: Option<PathBuf>,
    pub(crate) query: String,
    pub(crate) goroutines: usize,
    pub(crate) max_files: usize,
    pub(crate) max_bytes: u64,
}

/// Reads the command line, whose first word is the program's name.
pub(crate) fn parse(words: impl IntoIterator<Item = OsString>) -> Result<Command, Error> {
    read(lexopt::Parser::from_iter(words)).map_err(|error| Error::Usage(error.to_string()))
}

fn read(mut words: lexopt::Parser) -> Result<Command, lexopt::Error> {
    let mut path = None;
    let mut query = None;
    let mut goroutines = 100_000;
    let mut max_files = 8_000;
    let mut max_mb = 60_u64;
    while let Some(word) = words.next()? {
        match word {
            Short('h') | Long("help") => return Ok(Command::Help),
            Long("path") => path = Some(PathBuf::from(words.value()?)),
            Long("query") => query = Some(words.value()?.string()?),
            Long("goroutines") => goroutines = words.value()?.parse()?,
            Long("max-files") => max_files = words.value()?.parse()?,
            Long("max-mb") => max_mb = words.value()?.parse()?,
            Value(value) if path.is_none() => path = Some(PathBuf::from(value)),
            Value(value) if query.is_none() => query = Some(value.string()?),
            other => return Err(other.unexpected()),
        }
    }
    Ok(Command::Run(Options {
        path,
        query: query.unwrap_or_else(|| "goroutine AND stack".to_owned()),
        goroutines,
        max_files,
        max_bytes: max_mb.saturating_mul(1_000_000),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(line: &[&str]) -> Result<Command, Error> {
        parse(std::iter::once("codesearch").chain(line.iter().copied()).map(OsString::from))
    }

    fn options(line: &[&str]) -> Options {
        match parsed(line).unwrap() {
            Command::Run(options) => options,
            Command::Help => panic!("help was not asked for"),
        }
    }

    #[test]
    fn words_in_their_places_are_the_path_and_the_query() {
        assert_eq!(options(&["src", "a OR b"]), options(&["--query", "a OR b", "--path", "src"]));
        assert_eq!(options(&["--path", "src", "q"]).query, "q");
    }

    #[test]
    fn numbers_have_defaults() {
        let defaults = options(&[]);
        assert_eq!(
            (defaults.goroutines, defaults.max_files, defaults.max_bytes),
            (100_000, 8_000, 60_000_000)
        );
        assert_eq!(defaults.path, None);
        assert_eq!(options(&["--goroutines=7"]).goroutines, 7);
    }

    #[test]
    fn what_is_not_understood_is_named() {
        for (line, named) in [
            (&["--colour"][..], "--colour"),
            (&["--goroutines", "many"], "many"),
            (&["--path"], "--path"),
            (&["a", "b", "c"], "\"c\""),
        ] {
            let message = parsed(line).unwrap_err().to_string();
            assert!(message.contains(named), "{message}");
        }
    }
}
