//! Somebody says what they think of a bot's answer.

use domain::Problem;
use domain::events::{Actor, EventKind};
use domain::explanation::Trace;
use domain::feedback::{Feedback, FeedbackView, Vote};
use domain::ids::{MessageRef, WorkspaceId};
use domain::messages::{AuthorKind, Verdict};
use domain::permissions::Permission;
use futures::FutureExt;
use store::conversations::{self, ConversationRow};
use store::feedback::{self, FeedbackRow};
use store::messages::{self, MessageRow};
use store::passage_votes::{self, Passage};
use store::{Work, items};

use super::{lock, post};
use crate::app::App;
use crate::ctx::Ctx;
use crate::error::{Error, Result};
use crate::visitors::Visitor;

/// The visitor says what they think of an answer that they got, in the place of what they said before; none takes it back.
///
/// # Errors
/// `not_found` for a message that is not in the visitor's conversation, `invalid` for one that is no answer.
pub async fn rate(visitor: &Visitor, message: &MessageRef, feedback: Option<Feedback>) -> Result<()> {
    let (app, workspace) = (visitor.app(), visitor.workspace());
    let (row, conversation) = find(app, workspace, message).await?;
    if conversation.contact_id != visitor.contact() {
        return Err(unknown());
    }
    let passages = rests_on(app, &row).await?;
    let (conversation, actor) = (conversation.id, visitor.actor());
    app.store()
        .write_touching(Some(workspace), lock::announce(conversation, None), move |work| {
            async move {
                let held = lock::hold(workspace, conversation, work).await?;
                store(&held, &row, &passages, feedback, actor, work).await
            }
            .boxed()
        })
        .await
}

/// The same by a program or somebody of the team, for the visitor who got the answer.
///
/// # Errors
/// `not_found` where the workspace has no such message, `invalid` for one that is no answer.
pub async fn rate_for(ctx: &Ctx, message: &MessageRef, feedback: Option<Feedback>) -> Result<FeedbackView> {
    ctx.allow(Permission::ConversationsReply)?;
    let (app, workspace) = (ctx.app(), ctx.workspace());
    let (row, conversation) = find(app, workspace, message).await?;
    let passages = rests_on(app, &row).await?;
    let (conversation, actor) = (conversation.id, ctx.actor());
    ctx.write_touching(lock::announce(conversation, None), move |work| {
        async move {
            let held = lock::hold(workspace, conversation, work).await?;
            store(&held, &row, &passages, feedback.clone(), actor, work).await?;
            // The conversation's id is in the answer, by which one that is kept for repetitions goes with the contact.
            Ok(FeedbackView { conversation: held.public_id, message: row.public_id, feedback })
        }
        .boxed()
    })
    .await
}

async fn find(app: &App, workspace: WorkspaceId, message: &MessageRef) -> Result<(MessageRow, ConversationRow)> {
    let db = app.store().db();
    let found = messages::list_by_refs(workspace, std::slice::from_ref(message), db).await?;
    let row = found.into_iter().next().ok_or_else(unknown)?;
    let conversation = conversations::get_by_id(workspace, row.conversation_id, db).await?;
    Ok((row, conversation))
}

async fn store(
    row: &ConversationRow,
    message: &MessageRow,
    passages: &[Passage],
    judgement: Option<Feedback>,
    actor: Actor,
    work: &mut Work,
) -> Result<()> {
    let workspace = row.workspace_id;
    let before = feedback::list(workspace, &[message.id], &mut *work).await?.pop();
    if before.map(FeedbackRow::into_feedback) == judgement {
        return Ok(());
    }
    let (vote, reason) = (judgement.as_ref().map(|j| j.vote), judgement.as_ref().and_then(|j| j.reason));
    match judgement {
        Some(Feedback { vote, reason, comment }) => {
            let (message_id, conversation_id, voted_at) = (message.id, row.id, work.now());
            let new =
                FeedbackRow { message_id, workspace_id: workspace, conversation_id, vote, reason, comment, voted_at };
            feedback::put(&new, &mut *work).await?;
        }
        None => feedback::delete(workspace, message.id, &mut *work).await?,
    }
    let helpful = vote.map(|vote| vote == Vote::Up);
    passage_votes::replace(workspace, row.contact_id, message.id, passages, helpful, work).await?;
    let payload =
        serde_json::json!({ "message": message.public_id, "seq": message.seq, "vote": vote, "reason": reason });
    post::record(work, row, EventKind::MessageRated, actor, payload).await
}

/// The passages that the answer cites, as they were then.
///
/// # Errors
/// `invalid` for a message that is no answer.
async fn rests_on(app: &App, message: &MessageRow) -> Result<Vec<Passage>> {
    let is_answer = matches!(message.verdict, Some(Verdict::Answered | Verdict::Clarified | Verdict::Unknown));
    if message.author != AuthorKind::Bot || !is_answer {
        return Err(Problem::field("message", "Only a bot's answer to a question can be rated.").into());
    }
    let trace = message.trace.clone().and_then(|trace| serde_json::from_value::<Trace>(trace).ok());
    let cited: Vec<_> = trace.map(|trace| trace.found).unwrap_or_default();
    let cited: Vec<_> = cited.into_iter().filter(|passage| passage.cited).collect();
    if cited.is_empty() {
        return Ok(Vec::new());
    }
    let refs: Vec<_> = cited.iter().map(|passage| passage.item.clone()).collect();
    let keys = items::keys(message.workspace_id, &refs, app.store().db()).await?;
    let key = |item| keys.iter().find(|(known, _)| known == item).map(|(_, key)| *key);
    let passages = cited.iter().filter_map(|one| {
        key(&one.item).map(|item_id| Passage { item_id, version: one.version, passage: one.passage })
    });
    Ok(passages.collect())
}

fn unknown() -> Error {
    Problem::not_found("this message").into()
}
