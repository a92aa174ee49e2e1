//! Answers of model services, said again to whoever begins with the same question. Only what rests on nothing but the
//! question and the knowledge is kept, and only in memory: what it rests on is in its key, so that every node asks anew as
//! soon as something of that has changed, without being told. The builtin model is quicker than looking anything up here.

use std::sync::{Arc, Mutex, PoisonError};

use domain::feedback::Vote;
use domain::ids::{BotId, ItemRef, MessageRef, WorkspaceId};
use domain::time::HOUR_MS;
use domain::{Language, Timestamp};
use quick_cache::Weighter;
use quick_cache::sync::Cache;
use store::{feedback, messages};
use tokio::time::Instant;

use super::ask::{Asked, CACHED};
use super::models::Draft;
use super::prompt::Prompt;
use super::reply::Action;
use super::sink::Sink;
use super::turn::Turn;
use crate::app::App;
use crate::error::Result;

/// Bytes of all that is kept, and how many answers at most.
const BYTES: u64 = 16 * 1024 * 1024;
const ANSWERS: u64 = 4_096;
/// An answer is said again for so long, and so many times; then the model may find a better one.
const KEPT_MS: i64 = 6 * HOUR_MS;
const TIMES: usize = 100;

/// The answers of a node.
#[derive(Debug)]
pub(super) struct Answers(Cache<Key, Arc<Kept>, Bytes>);

impl Default for Answers {
    fn default() -> Self {
        Self(Cache::with_weighter(ANSWERS as usize, BYTES, Bytes))
    }
}

/// Everything that an answer rests on.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Key {
    workspace: WorkspaceId,
    bot: BotId,
    /// That of the bot, which each change of its rules counts up.
    version: i64,
    /// That of the published knowledge.
    knowledge: i64,
    model: String,
    language: Language,
    question: String,
    /// Item, version and place of the passages that are read, in their order.
    passages: Vec<(ItemRef, i64, i64)>,
}

#[derive(Debug)]
struct Kept {
    text: String,
    draft: Draft,
    at: Timestamp,
    /// The messages that said it.
    messages: Mutex<Vec<MessageRef>>,
}

#[derive(Debug, Clone)]
struct Bytes;

impl Weighter<Key, Arc<Kept>> for Bytes {
    fn weight(&self, key: &Key, kept: &Arc<Kept>) -> u64 {
        let texts = key.question.len() + key.model.len() + kept.text.len();
        let lists = key.passages.len() * 64 + kept.draft.checked.len() * 128 + kept.draft.cited.len() * 24 + TIMES * 48;
        // So that there are never more of them than there may be.
        ((texts + lists) as u64).max(BYTES / ANSWERS)
    }
}

/// Under what an answer is kept; none for a turn that rests on more than its question, or is not of a conversation.
pub(super) fn key(app: &App, turn: &Turn, prompt: &Prompt, sink: &dyn Sink) -> Option<Key> {
    let (service, _) = app.models().service.as_ref()?;
    sink.message()?;
    let is_first = turn.earlier.is_empty() && turn.memory.is_empty() && !prompt.follows && prompt.tools.is_empty();
    let is_apt = turn.bot.rules.reuse_answers && is_first && !prompt.evidence.is_empty();
    if !is_apt || !nlp::personal::find(&prompt.question, Some(prompt.language)).is_empty() {
        return None;
    }
    Some(Key {
        workspace: turn.workspace,
        bot: turn.bot.id,
        version: turn.bot.version,
        knowledge: prompt.trace.basis.as_ref()?.knowledge,
        model: prompt.model(service.model()).to_owned(),
        language: prompt.language,
        question: normal(&prompt.question),
        passages: prompt.evidence.iter().map(|one| (one.item.clone(), one.version, one.ordinal)).collect(),
    })
}

/// The question in small letters, with single spaces, and without signs around it.
fn normal(question: &str) -> String {
    let small = question.to_lowercase();
    let bare = small.trim_matches(|c: char| {
        c.is_whitespace() || matches!(c, '?' | '!' | '.' | '？' | '！' | '。' | '؟' | '¿' | '¡')
    });
    bare.split_whitespace().collect::<Vec<_>>().join(" ")
}

impl Answers {
    /// Says the answer that is kept under this key, unless its time is over or somebody did not like it.
    ///
    /// # Errors
    /// The database's.
    pub(super) async fn say(&self, app: &App, key: &Key, sink: &mut dyn Sink) -> Result<Option<Asked>> {
        let begun = Instant::now();
        let Some(kept) = self.0.get(key) else { return Ok(None) };
        let is_young = kept.at.plus_ms(KEPT_MS) > app.clock().now();
        let said_by = kept.messages().clone();
        if !is_young || said_by.len() >= TIMES || is_disliked(app, key.workspace, &said_by).await? {
            self.0.remove(key);
            return Ok(None);
        }
        kept.messages().extend(sink.message().cloned());
        let mut at = 0;
        for end in kept.draft.checked.iter().filter_map(|checked| checked.end).chain([kept.text.len()]) {
            if let Some(words) = kept.text.get(at..end).filter(|words| !words.is_empty()) {
                sink.say(words);
                at = end;
            }
        }
        metrics::counter!("romashka_model_answers_total", "engine" => CACHED, "outcome" => "good").increment(1);
        Ok(Some(Asked {
            draft: kept.draft.clone(),
            engine: CACHED,
            model: Some(key.model.clone()),
            tries: 0,
            repaired: None,
            fallback: None,
            took: begun.elapsed(),
        }))
    }

    /// Keeps an answer that was let through.
    pub(super) fn keep(&self, key: Key, answer: Answer) {
        let Answer { text, draft, at, message } = answer;
        self.0.insert(key, Arc::new(Kept { text, draft, at, messages: Mutex::new(vec![message]) }));
    }
}

impl Kept {
    fn messages(&self) -> std::sync::MutexGuard<'_, Vec<MessageRef>> {
        self.messages.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// An answer that may be kept.
#[derive(Debug)]
pub(super) struct Answer {
    text: String,
    draft: Draft,
    at: Timestamp,
    message: MessageRef,
}

impl Answer {
    /// What was written, if a service alone wrote it, and it answers the question.
    pub(super) fn of(app: &App, asked: &Asked, sink: &dyn Sink) -> Option<Self> {
        let is_whole = asked.tries > 0 && asked.fallback.is_none() && asked.engine != CACHED;
        let is_answer = asked.draft.action == Action::Answer && !asked.draft.cited.is_empty();
        let draft = Draft { tokens: 0, ..asked.draft.clone() };
        let text = sink.said().to_owned();
        let message = sink.message()?.clone();
        (is_whole && is_answer && !text.is_empty()).then(|| Self { text, draft, at: app.clock().now(), message })
    }
}

/// Whether somebody has put a thumb down on one of these messages.
async fn is_disliked(app: &App, workspace: WorkspaceId, said_by: &[MessageRef]) -> Result<bool> {
    let db = app.store().db();
    let rows = messages::list_by_refs(workspace, said_by, db).await?;
    let ids: Vec<_> = rows.into_iter().map(|row| row.id).collect();
    Ok(feedback::list(workspace, &ids, db).await?.iter().any(|judgement| judgement.vote == Vote::Down))
}

#[cfg(test)]
mod tests {
    use super::normal;

    #[test]
    fn a_question_is_the_same_whatever_its_dress() {
        assert_eq!(normal("  How much does\n delivery cost??"), normal("how much does delivery cost"));
        assert_eq!(normal("¿Cuánto cuesta?"), normal("cuánto cuesta"));
        assert_ne!(normal("Is 5% off?"), normal("Is 5 off?"));
        assert_ne!(normal("delivery to Germany?"), normal("delivery from Germany?"));
    }
}
