//! The user's query: checked, put to every shard at once, and answered with the lines that match best.
//!
//! The shards hand their matches over as they find them: SQLite calls back with each, and the callback sends it to whoever
//! collects them, waiting while that one is behind.

use std::fmt;
use std::sync::Arc;

use cgocall::sync::{Sender, channel};
use sqlite::{Connection, TextRow, Value};

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

/// How many matches may wait for their collector; the searches wait in the middle of SQLite for room.
const AHEAD: usize = 8;

/// A row of the full-text table that matches.
#[derive(Debug, PartialEq)]
struct Match {
    shard: usize,
    id: i64,
    /// SQLite's own measure, the less the better. Each shard weighs a word by how rare it is among its own files,
    /// which makes next to no difference among shards of thousands.
    rank: f64,
}

impl Match {
    /// What the statement of [`find_in`] gives, as text.
    fn read(row: &[Option<String>]) -> Option<Match> {
        let [Some(shard), Some(id), Some(rank)] = row else { return None };
        Some(Match { shard: shard.parse().ok()?, id: id.parse().ok()?, rank: rank.parse().ok()? })
    }
}

/// The best hits of all shards.
pub(crate) fn find(shards: &Arc<Shards>, query: &str) -> Result<Vec<Hit>, Error> {
    let (matched, matches) = channel(AHEAD);
    let searches: Vec<_> = (0..shards.list.len())
        .map(|shard| {
            let (shards, query, matched) = (Arc::clone(shards), query.to_owned(), matched.clone());
            cgocall::spawn(move || find_in(&shards, shard, &query, &matched))
        })
        .collect();
    drop(matched);
    let mut matches: Vec<_> = matches.iter().filter_map(|row| Match::read(&row)).collect();
    for search in searches {
        search.join().map_err(|_| Error::Panicked("a search"))??;
    }
    matches.sort_by(|a, b| a.rank.total_cmp(&b.rank));
    let terms = terms(query);
    matches.iter().take(HITS).map(|found| show(shards, found, &terms)).collect()
}

fn find_in(
    shards: &Shards,
    shard: usize,
    query: &str,
    matched: &Sender<TextRow>,
) -> Result<(), sqlite::Error> {
    let query = quoted(query);
    let find = format!(
        "SELECT {shard}, rowid, rank FROM words WHERE words MATCH {query} ORDER BY rank LIMIT {HITS}"
    );
    shards.list[shard].reader().stream(&find, matched)
}

/// The text as SQL writes it.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
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
    fn a_match_is_read_from_a_row_of_texts() {
        let row = |texts: [&str; 3]| texts.map(|text| Some(text.to_owned()));
        assert_eq!(Match::read(&row(["3", "7", "-1.5e-6"])), Some(Match { shard: 3, id: 7, rank: -1.5e-6 }));
        assert_eq!(Match::read(&row(["3", "x", "-1"])), None);
    }

    #[test]
    fn a_quote_in_a_query_is_doubled() {
        assert_eq!(quoted("it's"), "'it''s'");
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
