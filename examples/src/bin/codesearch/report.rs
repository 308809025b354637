//! The table at the end, and how its figures are written.

use std::fmt;
use std::time::Duration;

use cgocall::Stats;

use crate::index::Index;
use crate::latency::Latencies;
use crate::load::Load;
use crate::overhead::Overhead;
use crate::shard::{READERS, SHARDS};

pub(crate) struct Report<'a> {
    pub(crate) index: &'a Index,
    pub(crate) load: &'a Load,
    pub(crate) lateness: &'a Latencies,
    pub(crate) overhead: Overhead,
    pub(crate) stats: Stats,
    pub(crate) elapsed: Duration,
}

impl fmt::Display for Report<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f)?;
        for (what, figure) in self.rows() {
            writeln!(f, "  {what:<24}{figure}")?;
        }
        Ok(())
    }
}

impl Report<'_> {
    fn rows(&self) -> Vec<(&'static str, String)> {
        let Report { index, load, lateness, overhead, stats, elapsed } = self;
        let queries = load.answers.len();
        let mut rows = vec![
            ("files", format!("{}, one goroutine each", count(index.files))),
            ("rows", format!("{} in {SHARDS} databases", count(index.rows))),
            ("bytes", format!("{}, {} compressed", megabytes(index.bytes), megabytes(index.packed_bytes))),
            ("indexing", format!("{}, {}", seconds(index.elapsed), rate(index.bytes, index.elapsed))),
            (
                "queries",
                format!(
                    "{} from {} goroutines in {}, {} per second",
                    count(queries),
                    count(load.goroutines),
                    seconds(load.elapsed),
                    count((queries as f64 / load.elapsed.as_secs_f64().max(1e-9)) as u64)
                ),
            ),
            ("query, p50 / p99", quantiles(&load.answers)),
            (
                "  before that, in line",
                format!("{}, for one of {} connections", quantiles(&load.waits), SHARDS * READERS),
            ),
            (
                "long query beside them",
                format!(
                    "{} runs, the longest {}",
                    load.long_queries.len(),
                    seconds(load.long_queries.quantile(1.0))
                ),
            ),
            (
                "1 ms ticker, p50 / p99",
                format!("{} late, over {} ticks", quantiles(lateness), count(lateness.len())),
            ),
            ("C calls", count(stats.cgo_calls)),
            (
                "overhead of a call",
                format!(
                    "default {:.1} ns, leaf {:.1} ns, over the {:.1} ns of a plain call",
                    overhead.default - overhead.plain,
                    overhead.leaf - overhead.plain,
                    overhead.plain
                ),
            ),
            ("callbacks", count(stats.cgo_callbacks)),
            (
                "overhead of a callback",
                format!(
                    "{:.1} ns, over the {:.1} ns of a function of C's own",
                    overhead.callback - overhead.c_to_c,
                    overhead.c_to_c
                ),
            ),
            ("hand-offs / retakes", format!("{} / {}", count(stats.handoffs), count(stats.retakes))),
            ("threads", format!("{} during the queries, {} at the end", load.stats.threads, stats.threads)),
            (
                "goroutines",
                format!(
                    "{} at one time, started in {}",
                    count(load.stats.goroutines),
                    seconds(load.starting)
                ),
            ),
            ("all in all", seconds(*elapsed)),
        ];
        if load.goroutines == 0 {
            rows.retain(|(what, _)| !what.contains("quer") && !what.contains("in line"));
        }
        rows
    }
}

fn quantiles(times: &Latencies) -> String {
    format!("{} / {}", brief(times.quantile(0.5)), brief(times.quantile(0.99)))
}

/// A number with its thousands set apart.
pub(crate) fn count(number: impl TryInto<u64>) -> String {
    let digits = number.try_into().unwrap_or(u64::MAX).to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

pub(crate) fn megabytes(bytes: u64) -> String {
    format!("{:.1} MB", bytes as f64 / 1e6)
}

pub(crate) fn seconds(time: Duration) -> String {
    format!("{:.1} s", time.as_secs_f64())
}

fn rate(bytes: u64, time: Duration) -> String {
    format!("{:.1} MB/s", bytes as f64 / 1e6 / time.as_secs_f64().max(1e-9))
}

/// A time in the unit that suits it.
fn brief(time: Duration) -> String {
    match time.as_nanos() {
        nanos if nanos < 1_000_000 => format!("{:.0} µs", nanos as f64 / 1e3),
        nanos if nanos < 1_000_000_000 => format!("{:.1} ms", nanos as f64 / 1e6),
        _ => seconds(time),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_set_apart() {
        let numbers = [0_u64, 999, 1_000, 12_345, 1_234_567];
        assert_eq!(numbers.map(count), ["0", "999", "1,000", "12,345", "1,234,567"]);
    }

    #[test]
    fn times_have_the_unit_that_suits_them() {
        let times = [0, 412_000, 999_400_000, 1_000_000, 61_000_000_000];
        let written = times.map(|nanos| brief(Duration::from_nanos(nanos)));
        assert_eq!(written, ["0 µs", "412 µs", "999.4 ms", "1.0 ms", "61.0 s"]);
    }
}
