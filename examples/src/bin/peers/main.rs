//! cgocall's side of the peer harness in `examples/peers`: `peers list`, or `peers CASE...`, which prints
//! one "case metric value" line per result. `PEERS_ITERS=n` makes `sample` run exactly n operations and
//! exit (for instruction counts).
//!
//! Every loop does what the other peers' programs do, so that a row of the table compares runtimes.
mod block;
mod callback;
mod calls;
mod ffi;
mod runtime;
mod sched;
mod sleeper;
mod sqlite;
mod work;

use runtime::Runtime;
use std::{
    process::Command,
    time::{Duration, Instant},
};

/// What a case found: names and values.
type Metrics = Vec<(&'static str, f64)>;

/// A benchmark as one peer runs it, named `BENCH/PEER`.
struct Case {
    name: String,
    runtime: Runtime,
    body: Box<dyn FnOnce() -> Metrics + Send>,
}

#[derive(Default)]
struct Cases(Vec<Case>);

impl Cases {
    fn add(
        &mut self,
        bench: &str,
        peer: &str,
        runtime: Runtime,
        body: impl FnOnce() -> Metrics + Send + 'static,
    ) {
        self.0.push(Case { name: format!("{bench}/{peer}"), runtime, body: Box::new(body) });
    }
}

/// Median ns per operation of five batches of at least 20 ms; `f(n)` does n operations.
fn sample(mut f: impl FnMut(u64)) -> Metrics {
    if let Ok(n) = std::env::var("PEERS_ITERS") {
        f(n.parse().expect("PEERS_ITERS is a number"));
        std::process::exit(0);
    }
    let mut n = 1;
    while timed(|| f(n)) < Duration::from_millis(20) {
        n *= 2;
    }
    let batches = (0..5).map(|_| timed(|| f(n)).as_nanos() as f64 / n as f64);
    ns(quantile(batches.collect(), 0.5))
}

/// Times `f`, which does n operations.
fn per_op(n: usize, f: impl FnOnce()) -> Metrics {
    ns(timed(f).as_nanos() as f64 / n as f64)
}

fn timed(f: impl FnOnce()) -> Duration {
    let start = Instant::now();
    f();
    start.elapsed()
}

fn ns(value: f64) -> Metrics {
    vec![("ns", value)]
}

fn micros(d: Duration) -> f64 {
    d.as_nanos() as f64 / 1e3
}

fn quantile(mut values: Vec<f64>, q: f64) -> f64 {
    values.sort_by(f64::total_cmp);
    values[((q * values.len() as f64) as usize).min(values.len() - 1)]
}

/// A number from /proc/self/status.
fn status(key: &str) -> f64 {
    let text = std::fs::read_to_string("/proc/self/status").expect("/proc is mounted");
    let mut fields = text.lines().filter_map(|line| line.split_once(':'));
    let (_, value) = fields.find(|(name, _)| *name == key).expect("the kernel reports this field");
    value.split_whitespace().next().and_then(|number| number.parse().ok()).expect("the field is a number")
}

fn main() {
    let mut cases = Cases::default();
    calls::add(&mut cases);
    callback::add(&mut cases);
    block::add(&mut cases);
    sched::add(&mut cases);
    work::add(&mut cases);

    let args: Vec<String> = std::env::args().skip(1).collect();
    match args.as_slice() {
        [] => eprintln!("usage: peers list | peers CASE..."),
        [list] if list == "list" => cases.0.iter().for_each(|case| println!("{}", case.name)),
        [name] => run(cases, name),
        names => names.iter().for_each(|name| run_apart(name)),
    }
}

fn run(cases: Cases, name: &str) {
    let Some(case) = cases.0.into_iter().find(|case| case.name == name) else {
        eprintln!("no case {name}");
        std::process::exit(2);
    };
    for (metric, value) in case.runtime.run(case.body) {
        println!("{name} {metric} {value}");
    }
}

/// A process sets its runtime up once, so each of several cases gets a process.
fn run_apart(name: &str) {
    let program = std::env::current_exe().expect("the program has a path");
    let status = Command::new(program).arg(name).status().expect("the program starts again");
    if !status.success() {
        std::process::exit(status.code().unwrap_or(1));
    }
}
