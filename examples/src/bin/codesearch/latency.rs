//! Quantiles of measured times.

use std::time::Duration;

/// Measured times, sorted.
#[derive(Debug, Default)]
pub(crate) struct Latencies(Vec<Duration>);

impl Latencies {
    /// The time that the fraction `q` of all times does not exceed (nearest rank); zero if there are none.
    pub(crate) fn quantile(&self, q: f64) -> Duration {
        let rank = (q * self.0.len() as f64).ceil() as usize;
        self.0.get(rank.clamp(1, self.0.len().max(1)) - 1).copied().unwrap_or_default()
    }

    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }
}

impl FromIterator<Duration> for Latencies {
    fn from_iter<I: IntoIterator<Item = Duration>>(times: I) -> Latencies {
        let mut times: Vec<_> = times.into_iter().collect();
        times.sort_unstable();
        Latencies(times)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_are_measured_times() {
        let times: Latencies = (1..=100).rev().map(Duration::from_millis).collect();
        assert_eq!(times.quantile(0.5), Duration::from_millis(50));
        assert_eq!(times.quantile(0.99), Duration::from_millis(99));
        assert_eq!(times.quantile(1.0), Duration::from_millis(100));
        assert_eq!(times.quantile(0.0), Duration::from_millis(1));
    }

    #[test]
    fn no_times_have_zero_quantiles() {
        assert_eq!(Latencies::default().quantile(0.99), Duration::ZERO);
    }
}
