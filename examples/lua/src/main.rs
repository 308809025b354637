//! Scripts that wait: five thousand by yielding, a hundred within a function of Rust's; and errors, many of them.

use cgocall::sync::{Barrier, channel};
use cgocall_example_lua::{Answer, Coroutine, Error, Lua, Step, Value};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

// The promise of `migrating`: while goroutines of this program wait, they hold states of Lua, which belong to no thread,
// channel ends and counters.
#[cgocall::main(unsafe(migrating))]
fn main() -> Result<(), Error> {
    yielding()?;
    waiting()?;
    receiving()?;
    failing()?;
    stopped()
}

const MEETS: &str = "for i = 1, 3 do meet() end";

/// A script yields, and its goroutine waits for the others' in its place. No C is under way meanwhile, and no thread waits.
fn yielding() -> Result<(), Error> {
    all_meet(5_000, "by yielding", |all| {
        let lua = Lua::new();
        lua.define(c"meet", |_, _| Answer::yields([]));
        let mut script = Coroutine::new(lua, MEETS)?;
        while let Step::Yielded(_) = script.resume(&[])? {
            all.meet();
        }
        Ok(())
    })
}

/// The simple way: the function waits, with the C frames of its script below it, on a thread that waits for them.
fn waiting() -> Result<(), Error> {
    all_meet(100, "within a function", |all| {
        let lua = Lua::new();
        lua.define(c"meet", move |_, _| {
            all.meet();
            Answer::values([])
        });
        lua.run(MEETS).map(drop)
    })
}

/// Where scripts wait for one another.
struct Meeting {
    barrier: Barrier,
    /// That there are while all are there.
    threads: AtomicUsize,
}

impl Meeting {
    fn meet(&self) {
        if self.barrier.wait().is_leader() {
            self.threads.fetch_max(cgocall::stats().threads, Ordering::Relaxed);
        }
    }
}

/// Runs so many scripts, each of which meets all others.
fn all_meet(n: usize, how: &str, script: fn(Arc<Meeting>) -> Result<(), Error>) -> Result<(), Error> {
    let (begun, all) =
        (Instant::now(), Arc::new(Meeting { barrier: Barrier::new(n), threads: AtomicUsize::new(0) }));
    let scripts: Vec<_> =
        (0..n).map(|_| Arc::clone(&all)).map(|all| cgocall::spawn(move || script(all))).collect();
    for script in scripts {
        script.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))?;
    }
    let (took, threads) = (begun.elapsed().as_millis(), all.threads.load(Ordering::Relaxed));
    println!("{n} scripts have met three times {how}, on {threads} threads, in {took} ms");
    Ok(())
}

/// A function receives from a channel.
fn receiving() -> Result<(), Error> {
    let (readings, received) = channel(0);
    let script = cgocall::spawn(move || {
        let lua = Lua::new();
        lua.define(c"readings", move |_, _| match received.recv() {
            Ok(reading) => Answer::values([Value::Int(reading)]),
            Err(_) => Answer::values([Value::Nil]),
        });
        lua.run("local n, sum = 0, 0; for x in readings do n, sum = n + 1, sum + x end; return n, sum")
    });
    for reading in [11, 13, 18] {
        cgocall::sleep(Duration::from_millis(1));
        readings.send(reading).expect("the script receives");
    }
    drop(readings);
    let result = script.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))?;
    if let [Value::Int(n), Value::Int(sum)] = result[..] {
        println!("{n} readings came to a script that waits for them; their sum is {sum}");
    }
    Ok(())
}

/// Each error leaves a frame of Rust behind.
fn failing() -> Result<(), Error> {
    let lua = Lua::new();
    lua.define(c"reading", |_, which| match which {
        [Value::Int(n)] => Answer::error(&format!("no reading {n}")),
        _ => Answer::error("which?"),
    });
    let script = "
        local caught, last = 0
        for i = 1, 100000 do
            local ok, message = pcall(reading, i)
            if not ok then caught, last = caught + 1, message end
        end
        return caught, last";
    if let [Value::Int(caught), Value::Text(last)] = &lua.run(script)?[..] {
        println!("{caught} errors were raised in Rust and caught in Lua; the last: {last}");
    }
    Ok(())
}

/// A script that never ends calls a function that yields to other goroutines, and raises when one of them has said so.
fn stopped() -> Result<(), Error> {
    let enough = Arc::new(AtomicBool::new(false));
    let seen = Arc::clone(&enough);
    let script = cgocall::spawn(move || {
        let lua = Lua::new();
        lua.define(c"go_on", move |_, _| {
            cgocall::yield_now();
            Answer::values([Value::Bool(!seen.load(Ordering::Relaxed))])
        });
        lua.run("while true do if not go_on() then error('it is enough') end end")
    });
    cgocall::sleep(Duration::from_millis(5));
    enough.store(true, Ordering::Relaxed);
    let ended = script.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
    if let Err(error) = ended {
        println!("a script without an end was stopped: {error}");
    }
    Ok(())
}
