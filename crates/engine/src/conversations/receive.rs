//! A visitor writes.

use domain::Problem;
use domain::conversations::{Holder, Lifecycle};
use domain::messages::{AuthorKind, parse_client_id, parse_message};
use futures::FutureExt;
use store::contact_facts::{self, FactRow};
use store::conversations::{self, ConversationRow};
use store::messages::{self, MessageRow};
use store::{NewJob, Work, contacts};

use super::{Accepted, begin, lock, post};
use crate::answer;
use crate::error::Result;
use crate::visitors::Visitor;

/// After so many failed runs an answer is given up, and a person is asked.
const ANSWER_ATTEMPTS: u16 = 5;

/// Stores what a visitor wrote, once per `client_id`, and has the bot answer where the bot has the conversation. A resolved
/// conversation goes on in a new episode, with the bot.
///
/// # Errors
/// `invalid` for a text that is empty or too long, `conflict` for a `client_id` that somebody else has used here.
pub async fn receive(visitor: &Visitor, client_id: &str, text: &str) -> Result<Accepted> {
    let client_id = parse_client_id(client_id).map_err(|wrong| Problem::field("client_id", wrong))?;
    let text = parse_message(text).map_err(|wrong| Problem::field("text", wrong))?;
    let known = begin::known(visitor).await?;
    // Before the transaction: finding it out costs more than storing the message.
    let analysis = answer::analyze(&text, known.language);
    let acting = visitor.clone();
    let new = post::NewMessage {
        client_id: Some(client_id),
        language: analysis.language,
        analysis: Some(analysis),
        ..post::NewMessage::words(AuthorKind::Visitor, text)
    };
    let name = new.client_id.as_deref();
    let touches = known.conversation.and_then(|conversation| lock::announce(conversation, name));
    let store = visitor.app().store();
    let written = store
        .write_touching(Some(visitor.workspace()), touches, move |work| {
            async move { take_in(&acting, known, new, work).await }.boxed()
        })
        .await;
    begin::remember(visitor, written)
}

async fn take_in(
    visitor: &Visitor,
    known: begin::Known,
    new: post::NewMessage,
    work: &mut Work,
) -> Result<(Accepted, ConversationRow)> {
    let mut row = begin::hold(visitor, known, work).await?;
    let workspace = row.workspace_id;
    let client_id = new.client_id.as_deref().unwrap_or_default();
    if let Some(before) = messages::find_by_client_id(workspace, row.id, client_id, &mut *work).await? {
        return Ok((again(&row, before)?, row));
    }
    if row.lifecycle == Lifecycle::Resolved {
        begin::new_episode(&mut row, visitor.actor(), work).await?;
    }
    if let Some(language) = new.language.filter(|found| row.language != Some(*found)) {
        row.language = Some(language);
        contacts::update_language(workspace, row.contact_id, language, &mut *work).await?;
    }
    let message = post::post(work, &mut row, new, visitor.actor()).await?;
    contact_facts::note(&lasting(&row, &message), &mut *work).await?;
    row.visitor_seq = message.seq;
    row.visitor_at = Some(message.created_at);
    if row.assignee == Holder::Bot {
        work.enqueue(answer_job(&row)).await?;
    }
    conversations::update(workspace, &row, work).await?;
    Ok((accepted(&row, message), row))
}

/// What the visitor told of themselves and their orders.
fn lasting(row: &ConversationRow, message: &MessageRow) -> Vec<FactRow> {
    let entities = message.analysis.iter().flat_map(|analysis| &analysis.entities);
    let lasting = entities.filter(|entity| entity.kind.is_lasting()).map(|entity| FactRow {
        workspace_id: row.workspace_id,
        contact_id: row.contact_id,
        conversation_id: row.id,
        kind: entity.kind,
        value: entity.value.clone(),
        confidence: f64::from(entity.confidence),
        seen_at: message.created_at,
    });
    lasting.collect()
}

fn answer_job(row: &ConversationRow) -> NewJob {
    NewJob {
        workspace: Some(row.workspace_id),
        kind: crate::answer::JOB,
        lane: Some(row.id.to_string()),
        payload: serde_json::json!({ "conversation": row.id, "seq": row.visitor_seq }),
        run_at: None,
        max_attempts: ANSWER_ATTEMPTS,
    }
}

pub(super) fn accepted(row: &ConversationRow, message: MessageRow) -> Accepted {
    Accepted { conversation: row.public_id.clone(), message: message.public_id, seq: message.seq }
}

/// The same message once more.
fn again(row: &ConversationRow, before: MessageRow) -> Result<Accepted> {
    if before.author == AuthorKind::Visitor { Ok(accepted(row, before)) } else { Err(post::taken()) }
}
