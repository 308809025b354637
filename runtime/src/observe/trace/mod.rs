//! What the environment asks to be told while the program runs: `CGOCALL_TRACE=file` and `CGOCALL_SCHEDTRACE=ms`.
//!
//! | file | noun |
//! |---|---|
//! | `events` | what the scheduler reports, each a line of the trace |
//! | `file` | where the lines go |
//! | `counts` | a line of counts on stderr, now and then |

mod counts;
mod events;
mod file;

pub(crate) use events::{call_begins, call_ends, has_p, left, retaken, runs, waits_for_p};
pub(crate) use file::on;

/// Starts what the environment asks for.
pub(crate) fn start() {
    counts::start();
    if let Some(path) = std::env::var_os("CGOCALL_TRACE").filter(|path| !path.is_empty()) {
        file::create(path.as_ref());
    }
}
