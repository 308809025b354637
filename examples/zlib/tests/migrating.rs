//! zlib in a migrating program.

mod suite;

fn builder() -> cgocall::Builder {
    // SAFETY: no goroutine of these tests keeps a thread's value across a park: it has streams, texts and counters.
    unsafe { cgocall::Builder::new().max_procs(4).migrating() }
}
