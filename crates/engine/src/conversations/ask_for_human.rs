//! A visitor wants a human.

use domain::Problem;
use domain::conversations::{HandoffReason, Holder, Lifecycle};
use domain::messages::{AuthorKind, parse_client_id};
use futures::FutureExt;
use store::conversations::{self, ConversationRow};
use store::{Work, messages};

use super::{Accepted, HandOff, begin, hand_off, lock, post, receive};
use crate::error::Result;
use crate::visitors::Visitor;

/// Gives the visitor's conversation to people at once, whatever the bot is doing; the first word of a visitor may be this.
/// Where people have it already, nothing changes and the newest message is named. The same `client_id` again is the same
/// wish.
///
/// # Errors
/// `invalid` for a bad `client_id`, `conflict` for one that a message has.
pub async fn ask_for_human(visitor: &Visitor, client_id: &str) -> Result<Accepted> {
    let client_id = parse_client_id(client_id).map_err(|wrong| Problem::field("client_id", wrong))?;
    let known = begin::known(visitor).await?;
    let touches = known.conversation.and_then(|conversation| lock::announce(conversation, Some(&client_id)));
    let acting = visitor.clone();
    let written = visitor
        .app()
        .store()
        .write_touching(Some(visitor.workspace()), touches, move |work| {
            async move { ask(&acting, known, client_id, work).await }.boxed()
        })
        .await;
    begin::remember(visitor, written)
}

async fn ask(
    visitor: &Visitor,
    known: begin::Known,
    client_id: String,
    work: &mut Work,
) -> Result<(Accepted, ConversationRow)> {
    let mut row = begin::hold(visitor, known, work).await?;
    let workspace = row.workspace_id;
    if let Some(before) = messages::find_by_client_id(workspace, row.id, &client_id, &mut *work).await? {
        let same = before.author == AuthorKind::System;
        return if same { Ok((receive::accepted(&row, before), row)) } else { Err(post::taken()) };
    }
    if row.lifecycle == Lifecycle::Resolved {
        begin::new_episode(&mut row, visitor.actor(), work).await?;
    }
    if row.assignee != Holder::Bot {
        let newest = messages::list_before(workspace, row.id, None, 1, work).await?.pop();
        return Ok((receive::accepted(&row, newest.ok_or(store::Error::NotFound)?), row));
    }
    let how = HandOff {
        reason: HandoffReason::CustomerRequest,
        actor: visitor.actor(),
        client_id: Some(client_id),
        replies_to: None,
        trace: None,
    };
    let told = hand_off(work, &mut row, how).await?;
    conversations::update(workspace, &row, work).await?;
    Ok((receive::accepted(&row, told), row))
}
