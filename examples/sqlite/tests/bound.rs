//! SQLite in the default mode: each goroutine stays on the thread that it first ran on.

mod suite;

fn builder() -> cgocall::Builder {
    cgocall::Builder::new().max_procs(4)
}
