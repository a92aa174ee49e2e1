//! How long a visitor's message takes to the agent who has the conversation, with the product's limits on (the benchmark's
//! workspace has rates of its own). Visitors and agent are a process of their own ([`super::talk`]), so that only the
//! server's memory and processor time count.

use super::super::{Failure, explained, failure};
use super::figures::{Figures, percentile};
use super::place::{self, Place};
use super::talk::{Cast, Outcome, Round};
use crate::http::limits::Rate;
use crate::telemetry::{cpu_time, resident_bytes};
use domain::wire::visitor::SessionRequest;
use engine::Ctx;
use engine::accounts::{self, ClientInfo};
use futures::{StreamExt, TryStreamExt};
use std::process::Stdio;
use std::time::Duration;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader, Lines};
use tokio::process::{Child, ChildStdin, ChildStdout, Command};

/// Visitors who come at once while the benchmark prepares.
const AT_ONCE: usize = 64;
/// Where a rate counts as too high.
const TOO_LONG: Duration = Duration::from_millis(500);
/// What the rate is multiplied with until that happens.
const STEP: f64 = 1.25;
/// Seconds of a step.
const STEP_SECONDS: u64 = 10;
/// Seconds before the measurement, in which nothing is counted.
const WARM_UP_SECONDS: u64 = 3;

/// What was asked for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Plan {
    pub clients: u64,
    pub rate: f64,
    pub seconds: u64,
    pub with_bot: bool,
    pub finds_limit: bool,
}

pub(super) async fn measure(cluster: Option<&str>, plan: Plan, figures: &mut Figures) -> Result<(), Failure> {
    let place = Place::make(cluster).await?;
    let running = place.serve_limited().await?;
    let session = place::set_up(&running.engine).await?;
    let opened = accounts::open_session(&running.engine, &session, &ClientInfo::default()).await.map_err(explained)?;
    let opened = opened.ok_or_else(|| failure("The benchmark's session is gone."))?;
    let workspace = opened.view().current.ok_or_else(|| failure("The benchmark has no workspace."))?.id;
    let ctx = opened.ctx().map_err(explained)?;
    let fast = Rate { burst: 10_000_000, every: Duration::from_micros(1) };
    running.web.limits().set_own(ctx.workspace(), fast, fast);
    let visitors = visitors(&ctx, plan.clients).await?;

    let before = resident_bytes();
    let mut other =
        Other::start(running.address, &Cast { session, workspace, visitors, with_bot: plan.with_bot }).await?;
    other.round(plan.rate, WARM_UP_SECONDS).await?;
    let used = cpu_time();
    let outcome = other.round(plan.rate, plan.seconds).await?;
    let used = cpu_time().zip(used).map(|(after, before)| after.saturating_sub(before));
    note(figures, &plan, outcome, used);
    if let (Some(before), Some(after)) = (before, resident_bytes()) {
        figures.add("chat", "memory of the server", after as f64 / 1e6, "MB");
        let each = after.saturating_sub(before) as f64 / plan.clients as f64 / 1e3;
        figures.add("chat", "memory each visitor", each, "KB");
    }
    if plan.finds_limit {
        find_limit(&mut other, &plan, figures).await?;
    }
    other.close().await?;
    running.stop().await;
    place.remove().await
}

/// Makes a bot, and so many visitors of its widget.
async fn visitors(ctx: &Ctx, clients: u64) -> Result<Vec<String>, Failure> {
    let bot = engine::bots::create(ctx, "Bench").await.map_err(explained)?;
    let request = SessionRequest {
        project: bot.id.to_string(),
        key: bot.widget.key.to_string(),
        token: None,
        language: Some("en".to_owned()),
    };
    let sessions = futures::stream::iter(0..clients).map(|_| {
        let request = request.clone();
        async move { engine::visitors::open_session(ctx.app(), request, None).await }
    });
    let granted: Vec<_> = sessions.buffer_unordered(AT_ONCE).try_collect().await.map_err(explained)?;
    Ok(granted.into_iter().map(|granted| granted.token).collect())
}

fn note(figures: &mut Figures, plan: &Plan, outcome: Outcome, used: Option<Duration>) {
    let received = outcome.received.len() as f64;
    figures.add("chat", "visitors", plan.clients as f64, "");
    figures.add("chat", "messages", outcome.sent as f64, "");
    figures.add("chat", "received", received / (outcome.took as f64 / 1e6), "/s");
    let parts = [("p50", 0.50), ("p95", 0.95), ("p99", 0.99), ("most", 1.0)];
    figures.add_parts("chat", "send to receipt", times(&outcome.received), &parts);
    figures.add_parts("chat", "send to acknowledgement", times(&outcome.acknowledged), &parts);
    if let Some(used) = used {
        figures.add("chat", "processor time each message", used.as_secs_f64() * 1e6 / received.max(1.0), "µs");
    }
    for (name, count) in [
        ("lost", outcome.lost),
        ("not acknowledged", outcome.unheard),
        ("doubled", outcome.doubled),
        ("refused", outcome.refused),
    ] {
        figures.add("chat", name, count as f64, "");
    }
}

async fn find_limit(other: &mut Other, plan: &Plan, figures: &mut Figures) -> Result<(), Failure> {
    let mut held: Option<(f64, Duration)> = None;
    let mut rate = plan.rate;
    loop {
        let outcome = other.round(rate, STEP_SECONDS).await?;
        let p99 = p99(&outcome).unwrap_or(Duration::MAX);
        let real = outcome.received.len() as f64 / (outcome.took as f64 / 1e6);
        let missing = outcome.lost + outcome.unheard + outcome.refused;
        eprintln!("  {:.0} a second: {real:.0} received, p99 {p99:.1?}, {missing} missing", rate * plan.clients as f64);
        if p99 > TOO_LONG || missing > 0 {
            break;
        }
        held = Some((real, p99));
        rate *= STEP;
    }
    let Some((rate, p99)) = held else {
        return Err(failure("The rate to begin with is too high already. Choose a lower one."));
    };
    figures.add("chat", "limit (p99 under 500 ms)", rate, "/s");
    figures.add("chat", "p99 there", p99.as_secs_f64() * 1e3, "ms");
    Ok(())
}

fn p99(outcome: &Outcome) -> Option<Duration> {
    let mut times = times(&outcome.received);
    times.sort_unstable();
    percentile(&times, 0.99)
}

fn times(micros: &[u32]) -> Vec<Duration> {
    micros.iter().map(|micros| Duration::from_micros(u64::from(*micros))).collect()
}

/// The process with visitors and agent.
struct Other {
    child: Child,
    stdin: ChildStdin,
    lines: Lines<BufReader<ChildStdout>>,
    rounds: u32,
}

impl Other {
    async fn start(address: std::net::SocketAddr, cast: &Cast) -> Result<Self, Failure> {
        let mut child = Command::new(std::env::current_exe()?)
            .args(["bench", "--talk", &address.to_string()])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()?;
        let (Some(stdin), Some(stdout)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(failure("the other side cannot be talked to"));
        };
        let mut other = Self { child, stdin, lines: BufReader::new(stdout).lines(), rounds: 0 };
        other.tell(cast).await?;
        Ok(other)
    }

    /// Says a line and waits for the answer.
    async fn tell(&mut self, what: &impl serde::Serialize) -> Result<Outcome, Failure> {
        let mut line = serde_json::to_string(what)?;
        line.push('\n');
        self.stdin.write_all(line.as_bytes()).await?;
        self.stdin.flush().await?;
        let answer = self.lines.next_line().await?;
        let answer = answer.ok_or_else(|| failure("The other side of the chat benchmark ended early."))?;
        Ok(serde_json::from_str(&answer)?)
    }

    async fn round(&mut self, rate: f64, seconds: u64) -> Result<Outcome, Failure> {
        self.rounds += 1;
        self.tell(&Round { number: self.rounds, rate, seconds }).await
    }

    /// Closes its standard input, at which it ends.
    async fn close(mut self) -> Result<(), Failure> {
        drop(self.stdin);
        self.child.wait().await?;
        Ok(())
    }
}
