//! What was measured, as a table for people or as JSON.

use serde::Serialize;
use std::fmt;
use std::time::Duration;

#[derive(Debug, Serialize)]
struct Figure {
    bench: &'static str,
    name: String,
    value: f64,
    unit: &'static str,
}

/// The figures of one run, with its conditions.
#[derive(Debug, Serialize)]
pub(super) struct Figures {
    version: &'static str,
    build: &'static str,
    database: &'static str,
    cores: usize,
    figures: Vec<Figure>,
}

impl Figures {
    pub(super) fn new(postgres: bool) -> Self {
        Self {
            version: crate::compose::VERSION,
            build: if cfg!(debug_assertions) { "debug" } else { "release" },
            database: if postgres { "PostgreSQL" } else { "SQLite" },
            cores: std::thread::available_parallelism().map_or(0, usize::from),
            figures: Vec::new(),
        }
    }

    pub(super) fn add(&mut self, bench: &'static str, name: impl Into<String>, value: f64, unit: &'static str) {
        self.figures.push(Figure { bench, name: name.into(), value, unit });
    }

    /// Median and 99th percentile of `times`, in milliseconds.
    pub(super) fn add_times(&mut self, bench: &'static str, name: &str, times: Vec<Duration>) {
        self.add_parts(bench, name, times, &[("p50", 0.50), ("p99", 0.99)]);
    }

    /// These percentiles of `times`, in milliseconds.
    pub(super) fn add_parts(
        &mut self,
        bench: &'static str,
        name: &str,
        mut times: Vec<Duration>,
        parts: &[(&'static str, f64)],
    ) {
        times.sort_unstable();
        for (label, part) in parts.iter().copied() {
            if let Some(time) = percentile(&times, part) {
                self.add(bench, format!("{name} {label}"), time.as_secs_f64() * 1e3, "ms");
            }
        }
    }

    pub(super) fn json(&self) -> String {
        serde_json::to_string_pretty(self).unwrap_or_default()
    }
}

/// The smallest of the sorted `times` that at least `part` of them do not exceed.
pub(super) fn percentile(times: &[Duration], part: f64) -> Option<Duration> {
    let rank = (times.len() as f64 * part).ceil() as usize;
    times.get(rank.saturating_sub(1)).copied()
}

impl fmt::Display for Figures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "romashka {} ({} build), {}, {} cores", self.version, self.build, self.database, self.cores)?;
        let wide = self.figures.iter().map(|figure| figure.name.chars().count()).max().unwrap_or(0);
        let mut last = "";
        for figure in &self.figures {
            if figure.bench != last {
                writeln!(f, "\n{}", figure.bench)?;
                last = figure.bench;
            }
            let value = match figure.value {
                value if value >= 100.0 => format!("{value:.0}"),
                value if value >= 10.0 => format!("{value:.1}"),
                value => format!("{value:.2}"),
            };
            writeln!(f, "  {:<wide$}  {value:>10} {}", figure.name, figure.unit)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_values_that_were_measured() {
        let times: Vec<_> = (1..=100).map(Duration::from_millis).collect();
        assert_eq!(percentile(&times, 0.50), Some(Duration::from_millis(50)));
        assert_eq!(percentile(&times, 0.99), Some(Duration::from_millis(99)));
        assert_eq!(percentile(&times[..1], 0.99), Some(Duration::from_millis(1)));
        assert_eq!(percentile(&[], 0.99), None);
    }
}
