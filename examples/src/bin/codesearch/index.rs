//! The first phase: a goroutine for every file, a writer for every shard.

use std::fmt;
use std::sync::Arc;
use std::time::{Duration, Instant};

use cgocall::sync::Sender;

use crate::corpus::{Corpus, Source};
use crate::error::Error;
use crate::file::{self, Document};
use crate::progress::Progress;
use crate::report::{count, megabytes, seconds};
use crate::shard::{SHARDS, Scratch, Shard, Writer};

/// What was indexed.
#[derive(Debug, Default)]
pub(crate) struct Index {
    pub(crate) files: usize,
    pub(crate) rows: u64,
    /// Of text.
    pub(crate) bytes: u64,
    pub(crate) packed_bytes: u64,
    pub(crate) not_text: usize,
    pub(crate) unreadable: usize,
    pub(crate) elapsed: Duration,
    /// A word of almost every file, and the shard where it is to be found.
    pub(crate) words: Vec<(usize, String)>,
}

/// The databases, open for reading.
pub(crate) struct Shards {
    pub(crate) list: Vec<Shard>,
    /// Dropped last: the connections close before their files go.
    _scratch: Scratch,
}

/// What became of a file.
enum Outcome {
    Sent {
        word: Option<String>,
        bytes: usize,
        packed_bytes: usize,
    },
    NotText,
    Unreadable(String),
    /// The writer has ended before its time; its own error says why.
    NotWanted,
}

/// Indexes the corpus, and opens the databases for reading.
pub(crate) fn build(corpus: Corpus) -> Result<(Index, Arc<Shards>), Error> {
    let started = Instant::now();
    let scratch = Scratch::new()?;
    let writers: Vec<_> = (0..SHARDS).map(|shard| Writer::start(&scratch, shard)).collect();
    let mut index = Index { unreadable: corpus.unreadable.len(), ..Index::default() };
    let mut progress = Progress::new("indexing", corpus.files.len());

    let goroutines: Vec<_> = (0..SHARDS)
        .cycle()
        .zip(corpus.files)
        .map(|(shard, source)| {
            let documents = writers[shard].documents();
            (shard, cgocall::spawn(move || take(source, &documents)))
        })
        .collect();
    for (shard, goroutine) in goroutines {
        index.note(shard, goroutine.join().map_err(|_| Error::Panicked("the reader of a file"))?);
        progress.step();
    }
    for writer in writers {
        writer.finish()?;
    }
    drop(progress);

    let list = (0..SHARDS).map(|shard| Shard::open(&scratch, shard)).collect::<Result<Vec<_>, _>>()?;
    for shard in &list {
        index.rows += shard.rows()?;
    }
    index.elapsed = started.elapsed();
    Ok((index, Arc::new(Shards { list, _scratch: scratch })))
}

/// The life of one file's goroutine.
fn take(source: Source, documents: &Sender<Document>) -> Outcome {
    let document = match file::load(&source.path, source.name) {
        Ok(Some(document)) => document,
        Ok(None) => return Outcome::NotText,
        Err(error) => return Outcome::Unreadable(format!("cannot read {}: {error}", source.path.display())),
    };
    let word = file::rare_word(&document.text).map(str::to_owned);
    let (bytes, packed_bytes) = (document.text.len(), document.packed.len());
    match documents.send(document) {
        Ok(()) => Outcome::Sent { word, bytes, packed_bytes },
        Err(_) => Outcome::NotWanted,
    }
}

impl Index {
    fn note(&mut self, shard: usize, outcome: Outcome) {
        match outcome {
            Outcome::Sent { word, bytes, packed_bytes } => {
                self.files += 1;
                self.bytes += bytes as u64;
                self.packed_bytes += packed_bytes as u64;
                self.words.extend(word.map(|word| (shard, word)));
            }
            Outcome::NotText => self.not_text += 1,
            Outcome::Unreadable(reason) => {
                self.unreadable += 1;
                eprintln!("codesearch: {reason}");
            }
            Outcome::NotWanted => {}
        }
    }
}

impl fmt::Display for Index {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Index { files, bytes, not_text, unreadable, elapsed, .. } = self;
        write!(
            f,
            "Indexed {} files, {} of text, in {}",
            count(*files),
            megabytes(*bytes),
            seconds(*elapsed)
        )?;
        if *not_text > 0 {
            write!(f, "; passed by {} that are not text", count(*not_text))?;
        }
        if *unreadable > 0 {
            write!(f, "; {} could not be read", count(*unreadable))?;
        }
        Ok(())
    }
}
