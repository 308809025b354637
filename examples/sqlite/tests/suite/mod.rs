//! What holds in both modes.

mod databases;
mod errors;
mod functions;
mod locks;
mod rows;
mod watchers;

use std::sync::{Arc, Once};

/// Starts the runtime in the mode of the test file, unless it runs.
fn start() {
    static STARTED: Once = Once::new();
    STARTED.call_once(|| crate::builder().init().expect("nobody has started it"));
}

/// Runs `body` as a goroutine.
fn go<T: Send>(body: impl FnOnce() -> T + Send) -> T {
    start();
    cgocall::run(body)
}

/// What so many goroutines make of their numbers, all at the same time.
fn together<T: Send + 'static>(
    goroutines: usize,
    each: impl Fn(usize) -> T + Send + Sync + 'static,
) -> Vec<T> {
    go(|| {
        let each = Arc::new(each);
        let all: Vec<_> = (0..goroutines)
            .map(|number| {
                let each = Arc::clone(&each);
                cgocall::spawn(move || each(number))
            })
            .collect();
        all.into_iter().map(|it| it.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))).collect()
    })
}
