//! A part of the index: one database, written by one goroutine and read by many through a few connections.

use std::ops::{Deref, DerefMut};
use std::path::{Path, PathBuf};

use cgocall::sync::{Receiver, Sender, channel};
use sqlite::{Access, Connection, Error, Value};
use tempfile::TempDir;

use crate::error;
use crate::file::Document;

/// How many databases there are.
pub(crate) const SHARDS: usize = 4;
/// How many connections search one database.
pub(crate) const READERS: usize = 4;

/// How many documents wait for a writer; more of them wait in their goroutines.
const QUEUE: usize = 32;
/// Documents written in one transaction.
const BATCH: usize = 256;

/// The full-text table stores no contents of its own: what it says is where the words are. Underscores belong to words,
/// as in most languages' identifiers.
pub(crate) const SCHEMA: &str = "
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = OFF;
    CREATE TABLE document(id INTEGER PRIMARY KEY, name TEXT, size INTEGER, checksum INTEGER, packed BLOB);
    CREATE VIRTUAL TABLE words USING fts5(name, body, content = '', tokenize = \"unicode61 tokenchars '_'\");
";

/// Where the index lies. The databases are removed with it.
pub(crate) struct Scratch(TempDir);

impl Scratch {
    pub(crate) fn new() -> Result<Scratch, error::Error> {
        let folder = cgocall::blocking(|| tempfile::Builder::new().prefix("codesearch-").tempdir());
        folder.map(Scratch).map_err(error::Error::Scratch)
    }

    fn file(&self, shard: usize) -> PathBuf {
        self.0.path().join(format!("shard-{shard}.db"))
    }
}

/// The writing end of a shard.
pub(crate) struct Writer {
    documents: Sender<Document>,
    goroutine: cgocall::JoinHandle<Result<(), Error>>,
}

impl Writer {
    pub(crate) fn start(scratch: &Scratch, shard: usize) -> Writer {
        let file = scratch.file(shard);
        let (documents, received) = channel(QUEUE);
        Writer { documents, goroutine: cgocall::spawn(move || write(&file, &received)) }
    }

    /// Where to send documents to.
    pub(crate) fn documents(&self) -> Sender<Document> {
        self.documents.clone()
    }

    /// Waits until everything is written, which takes every clone of the sending end to be gone.
    pub(crate) fn finish(self) -> Result<(), error::Error> {
        drop(self.documents);
        Ok(self.goroutine.join().map_err(|_| error::Error::Panicked("a writer"))??)
    }
}

fn write(file: &Path, documents: &Receiver<Document>) -> Result<(), Error> {
    let mut db = Connection::open(file, Access::Write)?;
    db.execute_all(SCHEMA)?;
    let mut id = 0;
    while let Ok(first) = documents.recv() {
        db.execute("BEGIN", &[])?;
        for document in std::iter::once(first).chain(documents.iter()).take(BATCH) {
            id += 1;
            insert(&mut db, id, &document)?;
        }
        db.execute("COMMIT", &[])?;
    }
    db.execute_all("PRAGMA wal_checkpoint(TRUNCATE)")
}

fn insert(db: &mut Connection, id: i64, document: &Document) -> Result<(), Error> {
    let Document { name, text, packed, checksum } = document;
    db.execute(
        "INSERT INTO document VALUES (?, ?, ?, ?, ?)",
        &[
            Value::Int(id),
            Value::Text(name),
            Value::Int(text.len() as i64),
            Value::Int(i64::from(*checksum)),
            Value::Blob(packed),
        ],
    )?;
    db.execute(
        "INSERT INTO words(rowid, name, body) VALUES (?, ?, ?)",
        &[Value::Int(id), Value::Text(name), Value::Text(text)],
    )
}

/// The reading end of a shard: connections for those who ask, one at a time each.
pub(crate) struct Shard {
    idle: Receiver<Connection>,
    back: Sender<Connection>,
}

impl Shard {
    pub(crate) fn open(scratch: &Scratch, shard: usize) -> Result<Shard, Error> {
        let (back, idle) = channel(READERS);
        for _ in 0..READERS {
            // The channel has room for all of them and both its ends are here: it takes every one.
            let _ = back.send(Connection::open(&scratch.file(shard), Access::Read)?);
        }
        Ok(Shard { idle, back })
    }

    /// Waits for a connection. The goroutine parks: a hundred thousand may wait here.
    pub(crate) fn reader(&self) -> Lease<'_> {
        Lease { connection: self.idle.recv().ok(), back: &self.back }
    }

    pub(crate) fn rows(&self) -> Result<u64, Error> {
        let counts = self.reader().query("SELECT count(*) FROM document", &[], |row| row.int(0))?;
        Ok(counts.iter().sum::<i64>() as u64)
    }
}

/// A borrowed connection, given back when it is dropped.
pub(crate) struct Lease<'a> {
    connection: Option<Connection>,
    back: &'a Sender<Connection>,
}

impl Deref for Lease<'_> {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        self.connection.as_ref().expect("the shard, which lives as long as the lease, keeps the channel open")
    }
}

impl DerefMut for Lease<'_> {
    fn deref_mut(&mut self) -> &mut Connection {
        self.connection.as_mut().expect("the shard, which lives as long as the lease, keeps the channel open")
    }
}

impl Drop for Lease<'_> {
    fn drop(&mut self) {
        if let Some(connection) = self.connection.take() {
            // There is room: this connection has left it.
            let _ = self.back.send(connection);
        }
    }
}

/// The contents of a document, unpacked and compared with its checksum.
pub(crate) fn contents(db: &mut Connection, id: i64) -> Result<String, error::Error> {
    let stored = db.query(
        "SELECT name, size, checksum, packed FROM document WHERE id = ?",
        &[Value::Int(id)],
        |row| (row.text(0), row.int(1), row.int(2), row.blob(3)),
    )?;
    let (path, size, checksum, packed) = stored.into_iter().next().unwrap_or_default();
    let bytes = match zlib::decompress(&packed, size as usize) {
        Ok(bytes) => bytes,
        Err(cause) => return Err(error::Error::Contents { path, cause }),
    };
    if i64::from(zlib::crc32(&bytes)) != checksum {
        return Err(error::Error::Checksum { path });
    }
    String::from_utf8(bytes).map_err(|_| error::Error::Checksum { path })
}
