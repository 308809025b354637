//! A C library with threads of its own calls back into Rust from them, and what it calls waits for goroutines.
//!
//! The threads of the pool know nothing of the runtime. The first job of each attaches its thread; from then on a job is
//! Rust code on a goroutine, which receives from one channel and sends to another.

mod ffi;

use std::time::Duration;

use cgocall::sync::channel;
use ffi::Pool;

const THREADS: usize = 4;
const JOBS: u64 = 1000;

#[cgocall::main]
fn main() {
    let pool = Pool::new(THREADS).expect("the system has four threads to spare");
    let (number, numbers) = channel(0);
    let (length, lengths) = channel(0);
    for _ in 0..JOBS {
        let (numbers, length) = (numbers.clone(), length.clone());
        pool.submit(move || {
            let n = numbers.recv().expect("a number for each job");
            length.send((steps(n), n)).expect("somebody wants to know");
        });
    }
    drop((numbers, length));
    // Without a number each thread waits within its first job.
    while cgocall::stats().foreign_threads < THREADS {
        cgocall::sleep(Duration::from_millis(1));
    }
    println!("{} threads of C wait for goroutines", cgocall::stats().foreign_threads);

    let feeder = cgocall::spawn(move || (1..=JOBS).try_for_each(|n| number.send(n)));
    let (steps, n) = lengths.iter().max().expect("one for each job");
    feeder.join().expect("it only sends").expect("a job for each number");
    drop(pool);
    println!("of the numbers to {JOBS}, {n} takes longest to come down to 1: {steps} steps");
    println!("{} threads of C are left", cgocall::stats().foreign_threads);
}

/// Half if even, else three times and one more, until it is 1.
fn steps(n: u64) -> u32 {
    let next = |&n: &u64| (n > 1).then(|| if n % 2 == 0 { n / 2 } else { 3 * n + 1 });
    std::iter::successors(Some(n), next).count() as u32 - 1
}
