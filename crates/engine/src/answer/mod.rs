//! Answers: what a bot says to a visitor's question.
//!
//! The stages, one file each, and each sees only what the one before left it:
//!
//! - [`turn`]: what the visitor wants an answer to, and what was said before.
//! - [`gather`]: what kind of message it is, and what the knowledge says about it.
//! - [`prompt`]: question and passages as a model reads them.
//! - [`cache`]: what a service answered somebody who began with the same question.
//! - [`ask`]: a model writes, and the builtin one where another fails. Words reach the visitor only through [`check`].
//! - [`tools`]: what is asked of connected systems, by a model's calls or by the visitor's intent.
//! - [`check`]: each sentence names its passages and holds nothing that they lack.
//! - [`decide`]: what is said, or that a person takes over.

mod analysis;
mod analytics;
mod analyze_intent;
mod analyze_sentiment;
mod ask;
mod assent;
mod breaker;
mod cache;
mod chat;
mod check;
mod claims;
mod counted;
mod courtesy;
mod decide;
mod detect_language;
mod explain;
mod facts;
mod follow_up;
mod gather;
mod judge;
mod limits;
mod markup;
mod memory;
mod models;
mod names;
mod objects;
pub mod phrases;
mod prompt;
mod redact;
mod remember;
mod repair;
mod reply;
mod run;
mod screen;
mod sink;
mod source;
pub(crate) mod tools;
mod trace;
mod turn;
mod units;
mod wording;

use connectors::models::OpenAi;
use domain::messages::Verdict;
use tokio::time::Instant;

pub(crate) use breaker::Breaker;

use crate::app::App;
use crate::budgets;
use crate::conversations::Decision;
use crate::error::Result;
use crate::hours;

pub use analysis::analyze;
pub use analytics::analytics;
pub use analyze_intent::analyze_intent;
pub use analyze_sentiment::analyze_sentiment;
pub use chat::{chat, chat_turn};
pub use detect_language::detect_language;
pub use explain::{explain, find_workspace};
pub use memory::Memory;
pub(crate) use remember::{REMEMBER, is_due as is_memory_due, job as memory_job, remember};
pub(crate) use run::{give_up, run};
pub use sink::{Nowhere, Sink};
pub use turn::{Earlier, Turn};

/// The kind of job that answers a visitor's message. Its lane is the conversation, its payload names the `conversation` and
/// the message's `seq`.
pub const JOB: &str = "answer_message";

/// The models of a node, beside the builtin one.
#[derive(Debug, Default)]
pub(crate) struct Models {
    service: Option<(OpenAi, Breaker)>,
    answers: cache::Answers,
}

impl Models {
    pub(crate) fn new(service: Option<OpenAi>) -> Self {
        Self { service: service.map(|service| (service, Breaker::default())), answers: cache::Answers::default() }
    }
}

/// What the bot says to this; where it offers a person and none is there, with the time when they are back. The words go to
/// `sink` while they are found, and are whole in the decision.
///
/// # Errors
/// The database's.
pub async fn answer(app: &App, turn: &Turn, sink: &mut dyn Sink) -> Result<Decision> {
    let mut decision = compose(app, turn, sink).await?;
    if let Decision::Reply { text, language, offers_human: true, .. } = &mut decision
        && let Some(absence) = hours::absence(turn.workspace, app.clock().now(), app.store().db()).await?
    {
        let until = format!("\n\n{}", absence.sentence(*language));
        sink.say(&until);
        text.push_str(&until);
    }
    Ok(decision)
}

async fn compose(app: &App, turn: &Turn, sink: &mut dyn Sink) -> Result<Decision> {
    let begun = Instant::now();
    let gathered = gather::gather(app, turn).await?;
    let gathered_in = begun.elapsed();
    let gather::Intent::Question = gathered.intent else {
        return Ok(decide::without_knowledge(turn, &gathered, sink, begun));
    };
    let trace = trace::begun(turn, &gathered);
    let mut prompt = prompt::Prompt::new(app, turn, gathered, trace);
    prompt.tools = tools::Kit::of(app, turn).await?;
    if app.models().service.is_some() {
        prompt.rung = budgets::rung(app, turn.workspace, turn.conversation).await?;
    }
    let key = cache::key(app, turn, &prompt, sink);
    let kept = match &key {
        Some(key) => app.models().answers.say(app, key, sink).await?,
        None => None,
    };
    let mut asked = match kept {
        Some(asked) => asked,
        None => ask::ask(app, &mut prompt, sink).await,
    };
    if asked.tries > 0 {
        let spent = (i64::from(asked.tries), i64::try_from(asked.draft.tokens).unwrap_or(i64::MAX));
        budgets::count(app, turn.workspace, turn.bot.id, turn.conversation, spent).await?;
    }
    let flowed = if asked.is_open(sink) { tools::flow(app, turn, &mut prompt, sink).await } else { None };
    tools::log(app, turn, &prompt.tools).await?;
    if let Some(flowed) = flowed {
        return Ok(decide::by_tool(app, turn, prompt, asked, flowed, sink, (gathered_in, begun)));
    }
    ask::help_out(&prompt, sink, &mut asked).await;
    let new = key.zip(cache::Answer::of(app, &asked, sink));
    let decision = decide::decide(app, turn, prompt, asked, sink, (gathered_in, begun));
    if let (Some((key, answer)), Decision::Reply { verdict: Verdict::Answered, .. }) = (new, &decision) {
        app.models().answers.keep(key, answer);
    }
    Ok(decision)
}
