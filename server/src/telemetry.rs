//! Logs and figures: structured lines on standard error, and counters for `/metrics`.

use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use std::io::IsTerminal;
use std::sync::OnceLock;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

/// Upper edges of the buckets for durations, in seconds.
const SECONDS: &[f64] = &[0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0];

/// This library writes what it cannot read into the log, whole: words of visitors.
const SILENT: &str = "async_openai=off";

/// Sends log lines to standard error: readable on a terminal, JSON otherwise. `RUST_LOG` narrows or widens them.
pub fn start_logs(default: &str) {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new(default));
    let filter = match SILENT.parse() {
        Ok(silent) => filter.add_directive(silent),
        Err(_) => filter,
    };
    let lines = tracing_subscriber::fmt::layer().with_writer(std::io::stderr);
    let registry = tracing_subscriber::registry().with(filter);
    // A second start in one process (tests) keeps the first subscriber.
    let _ = if std::io::stderr().is_terminal() {
        registry.with(lines.compact().with_target(false)).try_init()
    } else {
        registry.with(lines.json().flatten_event(true).with_current_span(true).with_span_list(false)).try_init()
    };
}

/// The figures of this process, made at the first call. None when something else in the process gathers figures already.
pub fn figures() -> Option<&'static PrometheusHandle> {
    static HANDLE: OnceLock<Option<PrometheusHandle>> = OnceLock::new();
    HANDLE
        .get_or_init(|| {
            let builder = PrometheusBuilder::new().set_buckets_for_metric(Matcher::Suffix("_seconds".into()), SECONDS);
            builder.ok()?.install_recorder().ok()
        })
        .as_ref()
}

/// Resident memory of this process in bytes; none where the system does not tell.
pub fn resident_bytes() -> Option<u64> {
    resident_bytes_of("self")
}

/// The same of the process with this number.
pub fn resident_bytes_of(process: &str) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kib: u64 = line.trim().trim_end_matches("kB").trim().parse().ok()?;
    Some(kib * 1024)
}

/// Processor time that this process has used, to a hundredth of a second; none where the system does not tell.
pub fn cpu_time() -> Option<std::time::Duration> {
    let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
    // The name of the program, in parentheses, may contain anything.
    let mut fields = stat.rsplit_once(')')?.1.split_ascii_whitespace().skip(11);
    let ticks: u64 = fields.next()?.parse::<u64>().ok()? + fields.next()?.parse::<u64>().ok()?;
    // Linux tells it in ticks of 10 ms on every machine that we run on.
    Some(std::time::Duration::from_millis(ticks * 10))
}
