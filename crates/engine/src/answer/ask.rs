//! A model writes. The configured service first, while it is well; the builtin one where it is not, so that nobody stays
//! without an answer.

use std::time::Duration;

use domain::budget::Rung;
use domain::conversations::HandoffReason;
use tokio::time::Instant;

use super::breaker::Permit;
use super::models::{Broken, Builtin, Draft, Model, Service, Why};
use super::prompt::Prompt;
use super::reply::Action;
use super::sink::Sink;
use super::tools;
use crate::app::App;

/// Attempts at the service for one answer.
const TRIES: u32 = 2;
/// A second attempt begins within this time or not at all: somebody waits.
const RETRY_WITHIN: Duration = Duration::from_secs(3);
/// The wait before it, where the service asks for no other.
const PAUSE: Duration = Duration::from_millis(250);

/// A model is asked to mend its reply within this time or not at all.
const REPAIR_WITHIN: Duration = Duration::from_secs(12);

/// What wrote an answer that was written before, for somebody else.
pub(super) const CACHED: &str = "cached";

/// The reason for asking the builtin model alone where the budget is used up.
pub(super) const OVER_BUDGET: &str = "budget";

/// What was written, and how.
#[derive(Debug)]
pub(super) struct Asked {
    pub(super) draft: Draft,
    /// Who wrote the last of it.
    pub(super) engine: &'static str,
    pub(super) model: Option<String>,
    /// Attempts at the service.
    pub(super) tries: u32,
    /// Why the service was asked to mend its reply.
    pub(super) repaired: Option<&'static str>,
    /// Why the builtin model had to help out.
    pub(super) fallback: Option<&'static str>,
    pub(super) took: Duration,
}

impl Asked {
    /// Whether nothing was said, and nothing else decided either.
    pub(super) fn is_open(&self, sink: &dyn Sink) -> bool {
        let is_decided = match self.draft.action {
            Action::Answer | Action::HandOff(HandoffReason::MissingKnowledge) => false,
            Action::Clarify | Action::HandOff(_) => true,
        };
        sink.said().trim().is_empty() && !is_decided
    }
}

/// Asks the service, where there is one and something that it could say.
pub(super) async fn ask(app: &App, prompt: &mut Prompt, sink: &mut dyn Sink) -> Asked {
    let begun = Instant::now();
    let mut asked = Asked {
        draft: Draft::default(),
        engine: Builtin.engine(),
        model: None,
        tries: 0,
        repaired: None,
        fallback: None,
        took: Duration::ZERO,
    };
    // Without anything to say there is nothing to write.
    if !prompt.evidence.is_empty() || !prompt.tools.is_empty() {
        ask_service(app, prompt, sink, &mut asked).await;
    }
    asked.took = begun.elapsed();
    asked
}

/// Has the builtin model write what no service wrote, or write it to its end.
pub(super) async fn help_out(prompt: &Prompt, sink: &mut dyn Sink, asked: &mut Asked) {
    if asked.engine != Builtin.engine() || prompt.evidence.is_empty() {
        return;
    }
    let begun = Instant::now();
    let begun_by_service = std::mem::take(&mut asked.draft);
    // It never fails.
    if let Ok(draft) = Builtin.write(prompt, sink).await {
        asked.draft = join(begun_by_service, draft);
    }
    asked.took += begun.elapsed();
}

/// Lets the service write, and does what it calls. Where it wrote the answer, whole, it is the engine.
async fn ask_service(app: &App, prompt: &mut Prompt, sink: &mut dyn Sink, asked: &mut Asked) {
    let Some((service, breaker)) = &app.models().service else { return };
    if prompt.rung == Rung::Builtin {
        asked.fallback = Some(OVER_BUDGET);
        return;
    }
    let begun = Instant::now();
    let Some(mut permit) = breaker.enter(app.clock().now()) else {
        asked.fallback = Some("resting");
        return;
    };
    asked.model = Some(prompt.model(service.model()).to_owned());
    let mut model = Service { service, repair: None };
    let mut failures = 0;
    loop {
        asked.tries += 1;
        let Broken { why, repair, so_far } = match model.write(prompt, sink).await {
            Ok(mut draft) => {
                let calls = std::mem::take(&mut draft.calls);
                asked.draft = join(std::mem::take(&mut asked.draft), draft);
                if !calls.is_empty() {
                    tools::answer_calls(app, prompt, calls).await;
                    if !prompt.tools.is_settled() {
                        continue;
                    }
                }
                permit.good();
                count(model.engine(), "good");
                (asked.engine, asked.fallback) = (model.engine(), None);
                return;
            }
            Err(broken) => broken,
        };
        count(model.engine(), why.as_str());
        tracing::warn!(host = service.host(), why = why.as_str(), attempt = asked.tries, "a model failed");
        asked.fallback = Some(why.as_str());
        asked.draft = join(std::mem::take(&mut asked.draft), so_far);
        if let Some(repair) = repair
            && model.repair.is_none()
            && begun.elapsed() < REPAIR_WITHIN
        {
            asked.repaired = Some(why.as_str());
            model.repair = Some(repair);
            continue;
        }
        failures += 1;
        // What was said stays said, so there is no second beginning.
        let pause = pause_before_retry(&why)
            .filter(|pause| sink.said().is_empty() && failures < TRIES && begun.elapsed() + *pause < RETRY_WITHIN);
        let Some(pause) = pause else {
            note(app, &mut permit, &why);
            return;
        };
        tokio::time::sleep(pause).await;
    }
}

fn count(engine: &'static str, outcome: &'static str) {
    metrics::counter!("romashka_model_answers_total", "engine" => engine, "outcome" => outcome).increment(1);
}

/// What the last attempt tells about the service.
fn note(app: &App, permit: &mut Permit<'_>, why: &Why) {
    let now = app.clock().now();
    match why {
        Why::Service(connectors::Error::Auth(_)) => permit.failed(now, None, true),
        Why::Service(error) => permit.failed(now, error.retry_after(), false),
        Why::Empty => permit.failed(now, None, false),
        // It is there, and writes; what it writes is another matter.
        Why::Unfounded(_) => permit.good(),
    }
}

/// How long to wait before another attempt; none where it would not help.
fn pause_before_retry(why: &Why) -> Option<Duration> {
    match why {
        Why::Service(connectors::Error::Auth(_) | connectors::Error::Rejected(_)) | Why::Unfounded(_) => None,
        Why::Service(connectors::Error::Limited(after)) => Some(after.unwrap_or(PAUSE)),
        Why::Service(_) | Why::Empty => Some(PAUSE),
    }
}

/// What was begun by one and ended by another.
fn join(mut first: Draft, mut second: Draft) -> Draft {
    first.checked.append(&mut second.checked);
    let tokens = first.tokens + second.tokens;
    if first.cited.is_empty() {
        return Draft { checked: first.checked, tokens, ..second };
    }
    let more: Vec<_> = second.cited.into_iter().filter(|cited| !first.cited.contains(cited)).collect();
    first.cited.extend(more);
    first.tokens = tokens;
    first
}
