//! The job that answers a visitor's newest message.

use std::time::Duration;

use domain::Code;
use domain::conversations::{HandoffReason, Holder, Lifecycle};
use domain::events::Actor;
use domain::ids::{ConversationId, MessageRef, WorkspaceId};
use store::conversations::{self, ConversationRow};
use store::{Work, bots, messages};

use super::sink::Live;
use super::{Turn, answer, memory};
use crate::app::App;
use crate::conversations::{Basis, Committed, HandOff, commit_answer, hand_off};
use crate::error::{Error, Result};

/// Messages that come within this time of each other get one answer.
const TOGETHER_MS: i64 = 80;
/// Messages of before that are read.
pub(super) const NEWEST: u32 = 24;

/// Answers the message with this place, unless a newer one, an answer or a person came in between. `attempt` counts the
/// runs of the job.
///
/// # Errors
/// The database's.
pub(crate) async fn run(
    app: &App,
    workspace: WorkspaceId,
    conversation: ConversationId,
    seq: i64,
    attempt: i64,
) -> Result<()> {
    let db = app.store().db();
    let Some(row) = find_owed(app, workspace, conversation, seq).await? else { return Ok(()) };
    let newest_at = row.visitor_at.unwrap_or(row.last_message_at);
    let wait_ms = newest_at.plus_ms(TOGETHER_MS).0.saturating_sub(app.clock().now().0).clamp(0, TOGETHER_MS);
    let row = if wait_ms > 0 {
        tokio::time::sleep(Duration::from_millis(wait_ms.unsigned_abs())).await;
        find_owed(app, workspace, conversation, seq).await?
    } else {
        Some(row)
    };
    let Some(row) = row else { return Ok(()) };
    let bot = bots::get_by_id(workspace, row.bot_id, db).await?;
    let newest = messages::list_before(workspace, conversation, Some(seq + 1), NEWEST, db).await?;
    let memory = memory::recall(app, &row, &newest, bot.rules.redact_personal_data).await?;
    let turn = Turn::of(&row, bot, newest, memory);
    let reply = reply_id(app, conversation, seq);
    let attempt = u32::try_from(attempt).unwrap_or(1).max(1);
    let mut live = Live::new(app, workspace, conversation, reply.clone(), attempt);
    let decision = Box::pin(answer(app, &turn, &mut live)).await?;
    let basis = Basis { conversation, episode: row.episode, visitor_seq: seq, reply };
    match commit_answer(app, workspace, basis, decision).await {
        Ok(Committed::Stored(_)) => {
            live.stored();
            Ok(())
        }
        Ok(Committed::Stale) => Ok(()),
        // Erased while the answer was written.
        Err(Error::Problem(problem)) if problem.code == Code::NotFound => Ok(()),
        Err(error) => Err(error),
    }
}

/// The conversation, if the answer to this message is owed there; none, too, when it was erased.
async fn find_owed(
    app: &App,
    workspace: WorkspaceId,
    conversation: ConversationId,
    seq: i64,
) -> Result<Option<ConversationRow>> {
    match conversations::get_by_id(workspace, conversation, app.store().db()).await {
        Ok(row) => Ok(Some(row).filter(|row| is_owed(row, seq))),
        Err(store::Error::NotFound) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// Whether this message is the newest of the visitor, and the bot owes its answer. For a newer one there is a newer job.
fn is_owed(row: &ConversationRow, seq: i64) -> bool {
    row.lifecycle == Lifecycle::Open && row.assignee == Holder::Bot && row.visitor_seq == seq && row.answered_seq < seq
}

/// The same id in each run, so that a later one goes on in the place of an earlier one; nobody else can guess it.
fn reply_id(app: &App, conversation: ConversationId, seq: i64) -> MessageRef {
    let mac = app.settings().secret_key.mac("reply", format!("{conversation} {seq}").as_bytes());
    let mut random = [0; 16];
    random.copy_from_slice(&mac[..16]);
    MessageRef::new(u128::from_le_bytes(random))
}

/// The answer could not be written however often it was tried: people take over.
pub(crate) async fn give_up(
    work: &mut Work,
    workspace: WorkspaceId,
    conversation: ConversationId,
    seq: i64,
) -> store::Result<()> {
    let mut row = match conversations::lock(workspace, conversation, work).await {
        Ok(row) => row,
        Err(store::Error::NotFound) => return Ok(()),
        Err(error) => return Err(error),
    };
    if !is_owed(&row, seq) {
        return Ok(());
    }
    let how = HandOff {
        reason: HandoffReason::ToolFailure,
        actor: Actor::System,
        client_id: None,
        replies_to: Some(seq),
        trace: None,
    };
    match hand_off(work, &mut row, how).await {
        Ok(_) => conversations::update(workspace, &row, work).await,
        Err(Error::Store(error)) => Err(error),
        // It is owed, so the bot has it.
        Err(error) => Err(store::Error::Unexpected(error.to_string())),
    }
}
