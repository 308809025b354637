//! libuv in a migrating program: a goroutine runs the loop.

mod suite;

use cgocall_example_libuv::Runner;

fn builder() -> cgocall::Builder {
    // SAFETY: no goroutine of these tests keeps a thread's value across a park: it has connections, channels and counters.
    unsafe { cgocall::Builder::new().max_procs(4).migrating() }
}

fn run(runner: Runner) -> impl FnOnce() {
    let goroutine = cgocall::spawn(move || runner.run());
    move || goroutine.join().expect("no panic")
}
