//! The trace's file: a JSON array of events, the format that Perfetto and Chrome load.
//!
//! An M appends its lines to a shard; a thread writes the shards to the file every [`PERIOD`]. Waits here are the
//! thread's, never a goroutine's: most lines come from g0. A viewer sorts by time, so shards may come in any order, but
//! each keeps its own, since a slice is closed by the next "E" of its thread.
//!
//! Each event is written with the separator before it, so whenever the process dies, only the closing bracket is
//! missing, which viewers forgive.

use std::fs::File;
use std::io::{self, Write};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::Duration;

use crate::sched::clock;

/// What a killed process loses at most.
const PERIOD: Duration = Duration::from_millis(100);
/// A shard that outgrows this is written by the M that fills it: tracing then slows the program, instead of filling
/// its memory.
const SHARD_BYTES: usize = 1 << 20;

/// Text of the Ms whose number is the shard's, modulo the number of shards. A cache line or more each.
#[repr(align(128))]
struct Shard(Mutex<String>);

static SHARDS: [Shard; 64] = [const { Shard(Mutex::new(String::new())) }; 64];
/// The only lock taken while a shard's is held.
static FILE: Mutex<Option<File>> = Mutex::new(None);
static ON: AtomicBool = AtomicBool::new(false);
/// Set before `ON`.
static PROCESS: OnceLock<u32> = OnceLock::new();

/// Is there a trace? The one thing that its absence costs.
#[inline(always)]
pub(crate) fn on() -> bool {
    ON.load(Ordering::Relaxed)
}

/// The traced process.
pub(super) fn process() -> u32 {
    PROCESS.get().copied().unwrap_or_default()
}

/// Begins the trace.
pub(super) fn create(path: &Path) {
    let process = *PROCESS.get_or_init(std::process::id);
    let first = format!(
        "[{{\"name\":\"process_name\",\"ph\":\"M\",\"pid\":{process},\"args\":{{\"name\":\"cgocall\"}}}}"
    );
    let created = File::create(path).and_then(|mut file| file.write_all(first.as_bytes()).map(|()| file));
    match created {
        Ok(file) => *lock(&FILE) = Some(file),
        Err(e) => {
            return eprintln!(
                "cgocall: CGOCALL_TRACE: cannot write {}: {e}; going on without a trace",
                path.display()
            );
        }
    }
    // SAFETY: `finish` may be called at any time.
    unsafe { libc::atexit(finish) };
    ON.store(true, Ordering::Relaxed);
    // Without the thread, shards are written when they are full, and at the end.
    let _ = std::thread::Builder::new().name("cgocall-trace".into()).spawn(|| {
        while on() {
            std::thread::sleep(PERIOD);
            SHARDS.iter().for_each(|shard| write_out(&mut lock(&shard.0)));
        }
    });
}

/// Appends one event, a JSON object, of M number `m`.
pub(super) fn push(m: u32, event: std::fmt::Arguments<'_>) {
    let mut shard = lock(&shard(m).0);
    shard.push_str(",\n");
    // Writing to a String cannot fail.
    let _ = std::fmt::Write::write_fmt(&mut *shard, event);
}

/// Writes the shard of `m` if it is full. For an M on g0 that holds no lock.
pub(super) fn relieve(m: u32) {
    let mut shard = lock(&shard(m).0);
    if shard.len() >= SHARD_BYTES {
        write_out(&mut shard);
    }
}

fn shard(m: u32) -> &'static Shard {
    &SHARDS[m as usize % SHARDS.len()]
}

/// Moves a shard's text to the file.
fn write_out(text: &mut String) {
    if text.is_empty() {
        return;
    }
    let mut file = lock(&FILE);
    if let Some(Err(e)) = file.as_mut().map(|file| file.write_all(text.as_bytes())) {
        give_up(&mut file, &e);
    }
    text.clear();
}

/// The disk is full, or the like.
fn give_up(file: &mut Option<File>, e: &io::Error) {
    ON.store(false, Ordering::Relaxed);
    *file = None;
    eprintln!("cgocall: CGOCALL_TRACE: the file takes no more: {e}; going on without a trace");
}

/// At the process's exit: the rest, and the closing bracket.
extern "C" fn finish() {
    // A forked child has its parent's unwritten lines, and its file.
    if process() != std::process::id() || !ON.swap(false, Ordering::Relaxed) {
        return;
    }
    SHARDS.iter().for_each(|shard| write_out(&mut lock(&shard.0)));
    if let Some(mut file) = lock(&FILE).take() {
        let end = Micros(clock::now());
        // There is nobody left to tell.
        let _ = write!(
            file,
            ",\n{{\"name\":\"exit\",\"ph\":\"i\",\"s\":\"p\",\"ts\":{end},\"pid\":{},\"tid\":0}}\n]\n",
            process()
        );
    }
}

/// Nanoseconds, written as the format's microseconds.
pub(super) struct Micros(pub(super) u64);

impl std::fmt::Display for Micros {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.{:03}", self.0 / 1000, self.0 % 1000)
    }
}

/// What is under these locks is whole between any two statements.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
