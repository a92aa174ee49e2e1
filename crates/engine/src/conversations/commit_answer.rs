//! What the bot came to, put into the conversation if it is still wanted there.

use domain::Language;
use domain::conversations::{HandoffReason, Holder, Lifecycle};
use domain::events::Actor;
use domain::ids::{ConversationId, MessageRef, WorkspaceId};
use domain::knowledge::Citation;
use domain::messages::{AuthorKind, MessageView, Verdict};
use futures::FutureExt;
use store::conversations::{self, ConversationRow};
use store::{Touches, Work, bots, messages};

use super::{HandOff, hand_off, lock, post, view};
use crate::answer;
use crate::app::App;
use crate::error::Result;

/// What an answer was made from: it is stored only while this still holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Basis {
    /// In which conversation.
    pub conversation: ConversationId,
    /// In which episode.
    pub episode: i64,
    /// The newest message of the visitor that was read.
    pub visitor_seq: i64,
    /// Public id that the answer has while it is written.
    pub reply: MessageRef,
}

/// What the bot does.
#[derive(Debug, Clone, PartialEq)]
pub enum Decision {
    /// It says something.
    Reply {
        /// Words, as Markdown.
        text: String,
        /// Their language.
        language: Language,
        /// What they rest on.
        citations: Vec<Citation>,
        /// What the answer came to.
        verdict: Verdict,
        /// How sure it is, 0 to 1.
        confidence: f64,
        /// Whether it offers a human.
        offers_human: bool,
        /// How it came about.
        trace: serde_json::Value,
    },
    /// It gives the conversation to people.
    HandOff {
        /// Why.
        reason: HandoffReason,
        /// The visitor's language, as far as the bot knows better than the conversation.
        language: Option<Language>,
        /// How it came about.
        trace: serde_json::Value,
    },
}

/// What became of it.
#[derive(Debug, Clone, PartialEq)]
pub enum Committed {
    /// It stands in the conversation.
    Stored(Box<MessageView>),
    /// A person took over, the visitor wrote more, or it has its answer: nothing was stored.
    Stale,
}

/// Stores the bot's answer or handoff, if the bot still has the conversation, in the same episode, and the visitor has
/// written nothing since and has no answer yet.
///
/// # Errors
/// `not_found` for a conversation that is gone; the database's.
pub async fn commit_answer(app: &App, workspace: WorkspaceId, basis: Basis, decision: Decision) -> Result<Committed> {
    let name = match &decision {
        Decision::Reply { .. } => Some(bot_of(app, workspace, basis.conversation).await?),
        Decision::HandOff { .. } => None,
    };
    let touches = Touches { conversation: basis.conversation, client_id: None, replies_to: Some(basis.visitor_seq) };
    app.store()
        .write_touching(Some(workspace), Some(touches), move |work| {
            async move { commit(workspace, basis, decision, name, work).await }.boxed()
        })
        .await
}

/// The name of the bot that a conversation has for good. Read before the transaction, which is the shorter for it.
async fn bot_of(app: &App, workspace: WorkspaceId, conversation: ConversationId) -> Result<String> {
    let db = app.store().db();
    let row = match conversations::get_by_id(workspace, conversation, db).await {
        Err(store::Error::NotFound) => return Err(lock::unknown()),
        other => other?,
    };
    Ok(bots::get_by_id(workspace, row.bot_id, db).await?.name)
}

async fn commit(
    workspace: WorkspaceId,
    basis: Basis,
    decision: Decision,
    bot_name: Option<String>,
    work: &mut Work,
) -> Result<Committed> {
    let mut row = lock::hold(workspace, basis.conversation, work).await?;
    if !holds(&row, &basis) {
        return Ok(Committed::Stale);
    }
    if messages::find_reply(workspace, row.id, basis.visitor_seq, &mut *work).await?.is_some() {
        return Ok(Committed::Stale);
    }
    let actor = Actor::Bot(row.bot_id);
    // With the message that is answered.
    let before = row.last_seq - 1;
    let message = match decision {
        Decision::Reply { text, language, citations, verdict, confidence, offers_human, trace } => {
            let new = post::NewMessage {
                id: Some(basis.reply),
                author_name: bot_name,
                language: Some(language),
                citations,
                verdict: Some(verdict),
                confidence: Some(confidence),
                offers_human,
                replies_to: Some(basis.visitor_seq),
                trace: Some(trace),
                ..post::NewMessage::words(AuthorKind::Bot, text)
            };
            row.answered_seq = basis.visitor_seq;
            post::post(work, &mut row, new, actor).await?
        }
        Decision::HandOff { reason, language, trace } => {
            row.language = language.or(row.language);
            let replies_to = Some(basis.visitor_seq);
            let how = HandOff { reason, actor, client_id: None, replies_to, trace: Some(trace) };
            hand_off(work, &mut row, how).await?
        }
    };
    if answer::is_memory_due(before, row.last_seq) {
        work.enqueue(answer::memory_job(&row)).await?;
    }
    conversations::update(workspace, &row, work).await?;
    Ok(Committed::Stored(Box::new(view::message(message))))
}

fn holds(row: &ConversationRow, basis: &Basis) -> bool {
    row.lifecycle == Lifecycle::Open
        && row.assignee == Holder::Bot
        && row.episode == basis.episode
        && row.visitor_seq == basis.visitor_seq
        && row.answered_seq < basis.visitor_seq
}
