//! The second phase: a goroutine for every query, all at once, while one query runs for seconds.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use cgocall::sync::{Receiver, channel};
use cgocall::{JoinHandle, Spawner, Stats};
use sqlite::{Connection, Value};

use crate::error::Error;
use crate::index::Shards;
use crate::latency::Latencies;
use crate::progress::Progress;
use crate::shard;

/// After this time in line a query gives up: a slow machine answers fewer.
const LIMIT: Duration = Duration::from_secs(20);

const FIND: &str = "SELECT rowid FROM words WHERE words MATCH ? LIMIT 1";

/// A query that stays in C for as long as it takes to count to its number.
const LONG_QUERY: &str = "
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
    SELECT sum(i * i % 7) FROM n";

/// How far the long query counts for every short one: seconds beside a hundred thousand, a moment beside a few.
const COUNT_PER_QUERY: usize = 120;

/// What the load came to.
#[derive(Debug, Default)]
pub(crate) struct Load {
    pub(crate) goroutines: usize,
    /// What the runtime counted when all of them had been started.
    pub(crate) stats: Stats,
    /// From having a connection to having the contents of the file.
    pub(crate) answers: Latencies,
    /// Before that, from the moment when all goroutines were there.
    pub(crate) waits: Latencies,
    /// How long it took to start the goroutines.
    pub(crate) starting: Duration,
    /// How long it took to answer them.
    pub(crate) elapsed: Duration,
    pub(crate) long_queries: Latencies,
}

/// How long one query waited and took.
struct Answered {
    wait: Duration,
    answer: Duration,
}

/// Looks for `words`, each where it was seen, from as many goroutines as are asked for.
pub(crate) fn run(shards: &Arc<Shards>, words: &[(usize, String)], goroutines: usize) -> Result<Load, Error> {
    if words.is_empty() || goroutines == 0 {
        return Ok(Load::default());
    }
    let done = Arc::new(AtomicBool::new(false));
    let long = cgocall::spawn({
        let done = Arc::clone(&done);
        move || long_queries(&done, goroutines.saturating_mul(COUNT_PER_QUERY))
    });
    let answered = run_short(shards, words, goroutines);
    done.store(true, Ordering::Relaxed);
    let long_queries = long.join().map_err(|_| Error::Panicked("the long query"))??;
    answered.map(|load| Load { long_queries, ..load })
}

fn run_short(shards: &Arc<Shards>, words: &[(usize, String)], wanted: usize) -> Result<Load, Error> {
    let starting = Instant::now();
    // Nothing is ever sent: to receive is to wait until the sending end is gone.
    let (closed, gate) = channel::<()>(0);
    let mut goroutines: Vec<JoinHandle<_>> = Vec::new();
    for (shard, word) in words.iter().cycle().take(wanted) {
        let (shards, shard, word, gate) = (Arc::clone(shards), *shard, word.clone(), gate.clone());
        match Spawner::new().spawn(move || ask(&shards, shard, word, &gate)) {
            Ok(goroutine) => goroutines.push(goroutine),
            Err(error) => {
                eprintln!("codesearch: {} goroutines are as many as fit: {error}", goroutines.len());
                break;
            }
        }
    }
    let mut load = Load { goroutines: goroutines.len(), stats: cgocall::stats(), ..Load::default() };
    load.starting = starting.elapsed();

    let started = Instant::now();
    drop(closed);
    let mut progress = Progress::new("queries", goroutines.len());
    let mut answered = Vec::with_capacity(goroutines.len());
    for goroutine in goroutines {
        answered.extend(goroutine.join().map_err(|_| Error::Panicked("a query"))??);
        progress.step();
    }
    load.elapsed = started.elapsed();
    load.answers = answered.iter().map(|query| query.answer).collect();
    load.waits = answered.iter().map(|query| query.wait).collect();
    Ok(load)
}

/// The life of one query's goroutine: wait until all are there, wait for a connection, find the word, unpack the first
/// file that has it.
fn ask(shards: &Shards, shard: usize, word: String, gate: &Receiver<()>) -> Result<Option<Answered>, Error> {
    // An error by design: see `run_short`.
    let _ = gate.recv();
    let waiting = Instant::now();
    let mut db = shards.list[shard].reader();
    let asked = Instant::now();
    if asked - waiting > LIMIT {
        return Ok(None);
    }
    let ids = db.query(FIND, &[Value::Text(&format!("\"{word}\""))], |row| row.int(0))?;
    let Some(&id) = ids.first() else { return Err(Error::Lost { word }) };
    shard::contents(&mut db, id)?;
    Ok(Some(Answered { wait: asked - waiting, answer: asked.elapsed() }))
}

/// Runs the long query again and again until the short ones are answered, and gives its times.
fn long_queries(done: &AtomicBool, last: usize) -> Result<Latencies, Error> {
    let mut db = Connection::in_memory()?;
    let mut times = Vec::new();
    while !done.load(Ordering::Relaxed) {
        let started = Instant::now();
        db.query_slowly(LONG_QUERY, &[Value::Int(last.try_into().unwrap_or(i64::MAX))], |row| row.int(0))?;
        times.push(started.elapsed());
    }
    Ok(times.into_iter().collect())
}
