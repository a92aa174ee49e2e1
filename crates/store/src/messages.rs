//! Messages: who wrote what, in which place of a conversation.

use domain::ids::{ConversationId, ConversationRef, MessageId, MessageRef, UserRef, WorkspaceId};
use domain::knowledge::Citation;
use domain::messages::{AuthorKind, MessageKind, Verdict};
use domain::{Language, Timestamp};
use sqlx::FromRow;

use crate::column::{MaybeJson, MaybeText};
use crate::db::{On, Sql, Value, sql};
use crate::error::{Error, Result};

/// A message as stored.
#[derive(Debug, Clone, PartialEq, FromRow)]
pub struct MessageRow {
    /// Key.
    #[sqlx(try_from = "String")]
    pub id: MessageId,
    /// Public id.
    #[sqlx(try_from = "String")]
    pub public_id: MessageRef,
    /// Whose.
    #[sqlx(try_from = "String")]
    pub workspace_id: WorkspaceId,
    /// In which conversation.
    #[sqlx(try_from = "String")]
    pub conversation_id: ConversationId,
    /// Place in the conversation, from 1, without gaps.
    pub seq: i64,
    /// In which episode.
    pub episode: i64,
    /// What the sender called it.
    pub client_id: Option<String>,
    /// Who wrote it.
    #[sqlx(try_from = "String")]
    pub author: AuthorKind,
    /// The person of the team who wrote it; where the program wrote it, the one whom it names (as in “Ann has joined”).
    /// Erasing that person finds their name by it.
    #[sqlx(try_from = "MaybeText")]
    pub author_id: Option<UserRef>,
    /// Name of the bot or of that person, then.
    pub author_name: Option<String>,
    /// What it is.
    #[sqlx(try_from = "String")]
    pub kind: MessageKind,
    /// Its words.
    pub text: String,
    /// Its language, where it was found out.
    #[sqlx(try_from = "MaybeText")]
    pub language: Option<Language>,
    /// What it rests on.
    #[sqlx(try_from = "MaybeJson")]
    pub citations: Vec<Citation>,
    /// What the answer came to.
    #[sqlx(try_from = "MaybeText")]
    pub verdict: Option<Verdict>,
    /// How sure the bot was, 0 to 1.
    pub confidence: Option<f64>,
    /// Whether it offers a human.
    pub offers_human: bool,
    /// Place of the newest visitor message that it answers.
    pub replies_to: Option<i64>,
    /// How the answer came about.
    #[sqlx(try_from = "MaybeJson")]
    pub trace: Option<serde_json::Value>,
    /// When it was stored.
    #[sqlx(try_from = "i64")]
    pub created_at: Timestamp,
}

/// A message with the public id of its conversation.
#[derive(Debug, Clone, PartialEq, FromRow)]
pub struct PlacedMessageRow {
    /// The message.
    #[sqlx(flatten)]
    pub message: MessageRow,
    /// Its conversation.
    #[sqlx(try_from = "String")]
    pub conversation_public_id: ConversationRef,
}

fn select() -> Sql {
    sql("select m.id, m.public_id, m.workspace_id, m.conversation_id, m.seq, m.episode, m.client_id, m.author, \
             m.author_id, m.author_name, m.kind, m.text, m.language, m.citations, m.verdict, m.confidence, \
             m.offers_human, m.replies_to, m.trace, m.created_at \
         from messages m")
}

fn values(message: &MessageRow) -> Result<[Value; 20]> {
    let citations = (!message.citations.is_empty()).then(|| serde_json::to_string(&message.citations)).transpose();
    Ok([
        message.id.into(),
        message.public_id.as_str().into(),
        message.workspace_id.into(),
        message.conversation_id.into(),
        message.seq.into(),
        message.episode.into(),
        message.client_id.clone().into(),
        message.author.into(),
        message.author_id.as_ref().map(UserRef::as_str).into(),
        message.author_name.clone().into(),
        message.kind.into(),
        message.text.as_str().into(),
        message.language.into(),
        citations.map_err(|e| Error::Unexpected(e.to_string()))?.into(),
        message.verdict.into(),
        message.confidence.into(),
        message.offers_human.into(),
        message.replies_to.into(),
        message.trace.as_ref().map(ToString::to_string).into(),
        message.created_at.into(),
    ])
}

/// Stores a message. The caller holds the conversation's lock, under which it chose the place and looked whether there is
/// one with this `client_id` or `replies_to` already; else this may be [`Error::Conflict`]`("message")`.
pub async fn insert(message: &MessageRow, on: impl Into<On<'_>>) -> Result<()> {
    sql("insert into messages (id, public_id, workspace_id, conversation_id, seq, episode, client_id, author, author_id, \
             author_name, kind, text, language, citations, verdict, confidence, offers_human, replies_to, trace, \
             created_at) values")
    .rows([values(message)?])
    .run(on)
    .await
    .map_err(|error| error.unique("message"))?;
    Ok(())
}

/// The message that its sender called so.
pub async fn find_by_client_id(
    workspace: WorkspaceId,
    conversation: ConversationId,
    client_id: &str,
    on: impl Into<On<'_>>,
) -> Result<Option<MessageRow>> {
    of(workspace, conversation).and_bind("and m.client_id = $?", client_id).find(on).await
}

/// The bot's reply to this message of the visitor.
pub async fn find_reply(
    workspace: WorkspaceId,
    conversation: ConversationId,
    visitor_seq: i64,
    on: impl Into<On<'_>>,
) -> Result<Option<MessageRow>> {
    of(workspace, conversation).and_bind("and m.replies_to = $?", visitor_seq).find(on).await
}

/// Up to `limit` messages after this place, the oldest first.
pub async fn list_after(
    workspace: WorkspaceId,
    conversation: ConversationId,
    seq: i64,
    limit: u32,
    on: impl Into<On<'_>>,
) -> Result<Vec<MessageRow>> {
    of(workspace, conversation).and_bind("and m.seq > $?", seq).and_bind("order by m.seq limit $?", limit).all(on).await
}

/// The newest `limit` messages before this place (none: of all), the oldest first.
pub async fn list_before(
    workspace: WorkspaceId,
    conversation: ConversationId,
    seq: Option<i64>,
    limit: u32,
    on: impl Into<On<'_>>,
) -> Result<Vec<MessageRow>> {
    let mut query = of(workspace, conversation);
    if let Some(seq) = seq {
        query = query.and_bind("and m.seq < $?", seq);
    }
    let mut messages: Vec<MessageRow> = query.and_bind("order by m.seq desc limit $?", limit).all(on).await?;
    messages.reverse();
    Ok(messages)
}

/// The messages with these public ids, in no particular order; unknown ones are left out.
pub async fn list_by_refs(
    workspace: WorkspaceId,
    messages: &[MessageRef],
    on: impl Into<On<'_>>,
) -> Result<Vec<PlacedMessageRow>> {
    sql("select m.id, m.public_id, m.workspace_id, m.conversation_id, m.seq, m.episode, m.client_id, m.author, \
             m.author_id, m.author_name, m.kind, m.text, m.language, m.citations, m.verdict, m.confidence, \
             m.offers_human, m.replies_to, m.trace, m.created_at, c.public_id as conversation_public_id \
         from messages m join conversations c on c.id = m.conversation_id")
    .and_bind("where m.workspace_id = $?", workspace)
    .and_list("and m.public_id in ($*)", messages.iter().map(MessageRef::as_str))
    .all(on)
    .await
}

fn of(workspace: WorkspaceId, conversation: ConversationId) -> Sql {
    select().and_bind("where m.workspace_id = $?", workspace).and_bind("and m.conversation_id = $?", conversation)
}
