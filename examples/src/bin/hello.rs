//! The README's first example: ten thousand goroutines sleep in C at the same time.

use std::ffi::{c_double, c_int, c_uint};
use std::time::Instant;

use cgocall::cgo_import;

#[cgo_import]
#[link(name = "m")]
unsafe extern "C" {
    #[cgo(blocking)] // waits for sure: others run meanwhile, from its first nanosecond on
    safe fn usleep(microseconds: c_uint) -> c_int;
    #[cgo(leaf)] // short, never waits, never calls back: just a change of stack
    safe fn cbrt(x: c_double) -> c_double;
}

// The promise of `migrating`: no goroutine keeps a value that belongs to its thread while it waits.
#[cgocall::main(unsafe(migrating))]
fn main() {
    let started = Instant::now();
    let sleepers: Vec<_> = (0..10_000)
        .map(|n| {
            cgocall::spawn(move || {
                usleep(10_000);
                cbrt(f64::from(n))
            })
        })
        .collect();
    let sum: f64 = sleepers.into_iter().filter_map(|sleeper| sleeper.join().ok()).sum();
    println!("10,000 goroutines slept 10 ms each, in {:?} together; {sum:.3}", started.elapsed());
}
