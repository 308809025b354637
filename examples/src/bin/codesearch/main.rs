//! Indexes a source tree and searches it: a real program over two blocking C libraries, SQLite and zlib.
//!
//! Every file is read, compressed and handed on by a goroutine of its own. A few databases, each owned by one
//! goroutine, take them in. Then a hundred thousand goroutines, one for each query, search at the same time, while one
//! query runs for seconds and a ticker looks every millisecond how late it is. The table at the end says what it cost.
//!
//! Nothing in here is `async`, and no C call is wrapped in a closure for a thread pool: `sqlite3_step` is called where
//! its result is needed.

mod corpus;
mod error;
mod file;
mod index;
mod latency;
mod load;
mod options;
mod overhead;
mod progress;
mod report;
mod search;
mod shard;
mod ticker;

use std::process::ExitCode;
use std::time::Instant;

use crate::error::Error;
use crate::options::{Command, Options};

// The promise of `migrating`: no goroutine keeps a value that belongs to its thread across a park. Where goroutines of
// this program park, they hold strings, vectors, connections (which SQLite lets move between threads, one user at a
// time) and channel ends. The output is written in whole calls that lock it and let go of it; the progress bar locks
// itself while it draws and waits for nothing meanwhile.
#[cgocall::main(unsafe(migrating))]
fn main() -> ExitCode {
    let outcome = match options::parse(std::env::args_os()) {
        Ok(Command::Help) => {
            print!("{}", options::HELP);
            Ok(ExitCode::SUCCESS)
        }
        Ok(Command::Run(options)) => run(&options),
        Err(error) => Err(error),
    };
    outcome.unwrap_or_else(|error| {
        eprintln!("codesearch: {error}");
        error.exit_code()
    })
}

fn run(options: &Options) -> Result<ExitCode, Error> {
    let started = Instant::now();
    let ticker = ticker::start();
    search::check(&options.query)?;

    let corpus = corpus::gather(options)?;
    println!("{corpus}");
    let (index, shards) = index::build(corpus)?;
    println!("{index}");

    let hits = search::find(&shards, &options.query)?;
    print!("{}", search::Answer { query: &options.query, hits: &hits });

    let load = load::run(&shards, &index.words, options.goroutines)?;
    let lateness = ticker.stop();
    let figures = report::Report {
        index: &index,
        load: &load,
        lateness: &lateness,
        // Before the calls of the measurement are added.
        stats: cgocall::stats(),
        overhead: overhead::measure(),
        elapsed: started.elapsed(),
    };
    print!("{figures}");
    Ok(if index.unreadable == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
