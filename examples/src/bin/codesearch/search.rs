//! The user's query: checked, put to every shard at once, and answered with the lines that match best.

use std::fmt;
use std::sync::Arc;

use cgocall_examples::sqlite::{self, Connection, Value};

use crate::error::Error;
use crate::index::Shards;
use crate::shard::{self, SCHEMA};

/// How many files are shown.
const HITS: usize = 10;
/// How many characters of a line are shown.
const WIDTH: usize = 100;

const FIND: &str = "SELECT rowid, rank FROM words WHERE words MATCH ? ORDER BY rank LIMIT ?";

/// A file that matches.
#[derive(Debug, PartialEq)]
pub(crate) struct Hit {
    name: String,
    line: usize,
    snippet: String,
}

/// Refuses a query that FTS5 does not understand, before anything is indexed for it.
pub(crate) fn check(query: &str) -> Result<(), Error> {
    let mut db = Connection::in_memory()?;
    db.execute_all(SCHEMA)?;
    match db.query(FIND, &[Value::Text(query), Value::Int(1)], |_| ()) {
        Ok(_) => Ok(()),
        Err(cause) => Err(Error::Query { query: query.to_owned(), cause }),
    }
}

/// A row of the full-text table that matches.
struct Match {
    shard: usize,
    id: i64,
    /// SQLite's own measure, the less the better. Each shard weighs a word by how rare it is among its own files,
    /// which makes next to no difference among shards of thousands.
    rank: f64,
}

/// The best hits of all shards.
pub(crate) fn find(shards: &Arc<Shards>, query: &str) -> Result<Vec<Hit>, Error> {
    let searches: Vec<_> = (0..shards.list.len())
        .map(|shard| {
            let (shards, query) = (Arc::clone(shards), query.to_owned());
            cgocall::spawn(move || find_in(&shards, shard, &query))
        })
        .collect();
    let mut matches = Vec::new();
    for search in searches {
        matches.extend(search.join().map_err(|_| Error::Panicked("a search"))??);
    }
    matches.sort_by(|a, b| a.rank.total_cmp(&b.rank));
    let terms = terms(query);
    matches.iter().take(HITS).map(|found| show(shards, found, &terms)).collect()
}

fn find_in(shards: &Shards, shard: usize, query: &str) -> Result<Vec<Match>, sqlite::Error> {
    let values = [Value::Text(query), Value::Int(HITS as i64)];
    shards.list[shard].reader().query(FIND, &values, |row| Match { shard, id: row.int(0), rank: row.real(1) })
}

fn show(shards: &Shards, found: &Match, terms: &[String]) -> Result<Hit, Error> {
    let mut db = shards.list[found.shard].reader();
    let names =
        db.query("SELECT name FROM document WHERE id = ?", &[Value::Int(found.id)], |row| row.text(0))?;
    let text = shard::contents(&mut db, found.id)?;
    let (line, snippet) = snippet(&text, terms);
    Ok(Hit { name: names.into_iter().next().unwrap_or_default(), line, snippet })
}

/// The words that the query looks for, in small letters.
fn terms(query: &str) -> Vec<String> {
    query
        .split(|c: char| !c.is_alphanumeric() && c != '_')
        .filter(|word| !word.is_empty() && !["AND", "OR", "NOT", "NEAR"].contains(word))
        .map(str::to_lowercase)
        .collect()
}

/// The first of the lines with most of the terms, and its number.
fn snippet(text: &str, terms: &[String]) -> (usize, String) {
    let found = |line: &str| {
        let line = line.to_lowercase();
        terms.iter().filter(|term| line.contains(*term)).count()
    };
    let mut best = (0, 1, "");
    for (number, line) in (1..).zip(text.lines()) {
        let terms = found(line);
        if terms > best.0 {
            best = (terms, number, line);
        }
    }
    let (_, number, line) = best;
    (number, line.trim().chars().take(WIDTH).collect())
}

/// The hits as they are shown.
pub(crate) struct Answer<'a> {
    pub(crate) query: &'a str,
    pub(crate) hits: &'a [Hit],
}

impl fmt::Display for Answer<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.hits.is_empty() {
            return writeln!(f, "\nNo file matches `{}`.", self.query);
        }
        writeln!(f, "\nThe files that match `{}` best:", self.query)?;
        for Hit { name, line, snippet } in self.hits {
            writeln!(f, "  {name}:{line}: {snippet}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn operators_are_no_terms() {
        assert_eq!(terms("Stack AND (\"go routine\" OR m_0*) NOT x"), ["stack", "go", "routine", "m_0", "x"]);
    }

    #[test]
    fn the_snippet_is_the_first_line_with_most_terms() {
        let text = "one\n  two words\nStack of words\nwords of a stack\n";
        let terms = ["stack".to_owned(), "words".to_owned()];
        assert_eq!(snippet(text, &terms), (3, "Stack of words".to_owned()));
    }

    #[test]
    fn a_long_line_is_cut_between_characters() {
        let (_, snippet) = snippet(&"ü stack ".repeat(100), &["stack".to_owned()]);
        assert_eq!(snippet.chars().count(), WIDTH);
    }

    #[test]
    fn a_query_is_refused_with_the_words_of_fts5() {
        assert!(check("goroutine AND stack*").is_ok());
        let message = check("AND AND").unwrap_err().to_string();
        assert!(message.contains("`AND AND`") && message.contains("syntax error"), "{message}");
    }
}
