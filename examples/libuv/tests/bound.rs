//! libuv in the default mode, in which goroutines stay on their thread: a thread of its own runs the loop.

mod suite;

use cgocall_example_libuv::Runner;

fn builder() -> cgocall::Builder {
    cgocall::Builder::new().max_procs(4)
}

fn run(runner: Runner) -> impl FnOnce() {
    let thread = std::thread::spawn(move || runner.run());
    // The goroutines of this thread go on meanwhile.
    move || {
        while !thread.is_finished() {
            cgocall::sleep(std::time::Duration::from_millis(1))
        }
    }
}
