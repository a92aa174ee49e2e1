//! Without a model service, or where it called nothing: the visitor's intent and what they name decide. The bot asks for what
//! is missing, calls, and says what came of it.

use domain::analysis::EntityKind;
use domain::messages::Verdict;
use domain::tools::{ToolOutcome, ToolUse};

use super::kit::Ready;
use super::{Argument, Given, Outcome, arguments, call, words};
use crate::answer::limits::says_one_of;
use crate::answer::prompt::Prompt;
use crate::answer::sink::Sink;
use crate::answer::turn::Turn;
use crate::app::App;

/// From this on the intent is enough where the message names a number too.
const LIKELY: f32 = 0.5;
/// Words of a message that may be nothing but what the bot had asked for, and what it had not found.
const SHORT_WORDS: usize = 8;
const SHORTER_WORDS: usize = 4;

/// What the bot said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::answer) struct Flowed {
    pub(in crate::answer) verdict: Verdict,
    pub(in crate::answer) offers_human: bool,
}

/// What is to be done.
enum Plan {
    Ask(Ready, &'static Argument),
    Call(Ready, Given),
}

/// Asks, calls and says; nothing where the message is for no tool.
pub(in crate::answer) async fn flow(
    app: &App,
    turn: &Turn,
    prompt: &mut Prompt,
    sink: &mut dyn Sink,
) -> Option<Flowed> {
    if prompt.tools.last.is_none() {
        match plan(turn, prompt)? {
            Plan::Ask(ready, argument) => {
                let id = ready.tool.card().id;
                let was_asked = last_step(turn, id).is_some_and(|step| step.missing == Some(argument.kind));
                sink.say(words::ask(argument.kind, prompt.language)?);
                call::ask(&mut prompt.tools, id, argument.kind);
                // Who cannot say it the second time may need somebody.
                return Some(Flowed { verdict: Verdict::Clarified, offers_human: was_asked });
            }
            Plan::Call(ready, given) => {
                // Where it was not made, the kit says why.
                let _ = call::call(app, &mut prompt.tools, &ready, &given).await;
            }
        }
    }
    say(prompt, sink)
}

/// Says what the last call came to.
fn say(prompt: &Prompt, sink: &mut dyn Sink) -> Option<Flowed> {
    let (language, unknown) = (prompt.language, Flowed { verdict: Verdict::Unknown, offers_human: true });
    match prompt.tools.last.as_ref()? {
        Outcome::Found(found) => {
            let mut found = found.clone();
            let never = &prompt.rules.never_say;
            found.parts.retain(|(_, text)| !says_one_of(never, text, language));
            if found.parts.is_empty() {
                sink.say(words::failed(language));
                return Some(unknown);
            }
            sink.say(&words::found_in_markdown(&found, language));
            Some(Flowed { verdict: Verdict::Answered, offers_human: false })
        }
        Outcome::NotFound => {
            sink.say(words::not_found(language));
            Some(unknown)
        }
        Outcome::Failed(_) => {
            sink.say(words::failed(language));
            Some(unknown)
        }
    }
}

fn plan(turn: &Turn, prompt: &Prompt) -> Option<Plan> {
    let newest = turn.messages.join("\n");
    prompt.tools.ready.iter().find_map(|ready| {
        let id = ready.tool.card().id;
        let wanted = ready.tool.wants(&ready.settings);
        let pending = last_step(turn, id);
        let heard = |kind| heard(kind, &newest, pending, prompt);
        let goes_on = pending.is_some() && wanted.iter().any(|argument| heard(argument.kind).is_some());
        if !goes_on && !is_meant(prompt, ready, wanted.iter().any(|argument| heard(argument.kind).is_some())) {
            return None;
        }
        let before = if goes_on { before(turn, id) } else { Vec::new() };
        let mut given = Given::new();
        for argument in wanted {
            let earlier = || before.iter().find_map(|(text, step)| self::heard(argument.kind, text, *step, prompt));
            match heard(argument.kind).or_else(earlier) {
                Some(value) => given.insert(argument.id, value),
                None => return Some(Plan::Ask(ready.clone(), argument)),
            };
        }
        Some(Plan::Call(ready.clone(), given))
    })
}

/// Whether the message wants what the tool gives.
fn is_meant(prompt: &Prompt, ready: &Ready, names_something: bool) -> bool {
    prompt.trace.analysis.as_ref().is_some_and(|analysis| {
        let from = if names_something { LIKELY } else { nlp::intent::SURE };
        analysis.intent.as_deref() == Some(ready.tool.card().intent) && analysis.intent_confidence >= from
    })
}

/// What this text names of a kind, behind this step of the bot.
fn heard(kind: EntityKind, text: &str, step: Option<&ToolUse>, prompt: &Prompt) -> Option<String> {
    let words = text.split_whitespace().count();
    let was_asked = step.is_some_and(|step| match step.missing {
        Some(missing) => missing == kind && words <= SHORT_WORDS,
        None => words <= SHORTER_WORDS,
    });
    arguments::named(kind, text, Some(prompt.language), was_asked)
}

/// What the bot had come to with this tool, if it waits for the visitor's word.
fn last_step<'a>(turn: &'a Turn, id: &str) -> Option<&'a ToolUse> {
    step(turn.earlier.last().filter(|last| last.by_us)?.tool.as_ref(), id)
}

fn step<'a>(step: Option<&'a ToolUse>, id: &str) -> Option<&'a ToolUse> {
    step.filter(|step| step.tool == id && matches!(step.outcome, ToolOutcome::Asked | ToolOutcome::NotFound))
}

/// What the visitor said before for the same call, the newest first, each with what the bot had come to before it.
fn before<'a>(turn: &'a Turn, id: &str) -> Vec<(&'a str, Option<&'a ToolUse>)> {
    let mut said = Vec::new();
    for (at, one) in turn.earlier.iter().enumerate().rev() {
        if one.by_us {
            if step(one.tool.as_ref(), id).is_none() {
                break;
            }
            continue;
        }
        let behind = turn.earlier.iter().take(at).rev().find(|earlier| earlier.by_us);
        said.push((one.text.as_str(), behind.and_then(|behind| step(behind.tool.as_ref(), id))));
    }
    said
}
