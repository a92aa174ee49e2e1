//! Messages: who wrote what, in which place of a conversation.

use std::collections::BTreeSet;

use domain::analysis::MessageAnalysis;
use domain::ids::{ConversationId, MessageId, MessageRef, UserRef, WorkspaceId};
use domain::knowledge::Citation;
use domain::messages::{AuthorKind, MessageKind, Verdict};
use domain::{Language, Timestamp};
use sqlx::FromRow;

use crate::column::{MaybeJson, MaybeText};
use crate::db::{On, Sql, Tx, Value, chunks, sql};
use crate::error::{Error, Result};
use crate::talk::Once;

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
    /// What was found out about a visitor's words.
    #[sqlx(try_from = "MaybeJson")]
    pub analysis: Option<MessageAnalysis>,
    /// When it was stored.
    #[sqlx(try_from = "i64")]
    pub created_at: Timestamp,
}

fn select() -> Sql {
    sql("select m.id, m.public_id, m.workspace_id, m.conversation_id, m.seq, m.episode, m.client_id, m.author, \
             m.author_id, m.author_name, m.kind, m.text, m.language, m.citations, m.verdict, m.confidence, \
             m.offers_human, m.replies_to, m.trace, m.analysis, m.created_at \
         from messages m")
}

fn values(message: &MessageRow) -> Result<[Value; 23]> {
    let citations = (!message.citations.is_empty()).then(|| serde_json::to_string(&message.citations)).transpose();
    let found = message.analysis.as_ref();
    let analysis = found.map(serde_json::to_string).transpose();
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
        analysis.map_err(|e| Error::Unexpected(e.to_string()))?.into(),
        found.and_then(|found| found.intent.as_deref()).into(),
        found.map(|found| found.sentiment.label).into(),
        message.created_at.into(),
    ])
}

/// Stores a message. The caller holds the conversation's lock, under which it chose the place and looked whether there is
/// one with this `client_id` or `replies_to` already; else this may be [`Error::Conflict`]`("message")`.
pub async fn insert(message: &MessageRow, on: impl Into<On<'_>>) -> Result<()> {
    let mut on = on.into();
    if let Some(talk) = on.talk()
        && talk.say(message)?
    {
        return Ok(());
    }
    on.settle_talk().await?;
    insert_into().rows([values(message)?]).run(&mut on).await.map_err(|error| error.unique("message"))?;
    if let Some(talk) = on.talk() {
        talk.said_at_once(message);
    }
    Ok(())
}

fn insert_into() -> Sql {
    sql(
        "insert into messages (id, public_id, workspace_id, conversation_id, seq, episode, client_id, author, author_id, \
             author_name, kind, text, language, citations, verdict, confidence, offers_human, replies_to, trace, \
             analysis, intent, feeling, created_at) values",
    )
}

/// Writes the messages that a batch has gathered.
pub(crate) fn write(messages: &[MessageRow]) -> impl Iterator<Item = Result<Sql>> {
    chunks(messages).map(|piece| Ok(insert_into().rows(piece.iter().map(values).collect::<Result<Vec<_>>>()?)))
}

#[derive(FromRow)]
struct Taken {
    #[sqlx(try_from = "String")]
    conversation_id: ConversationId,
    client_id: Option<String>,
    replies_to: Option<i64>,
}

/// Which of these some message has.
pub(crate) async fn list_taken(
    asked: &BTreeSet<(ConversationId, Once)>,
    tx: &mut Tx,
) -> Result<Vec<(ConversationId, Once)>> {
    let mut taken = Vec::new();
    let (named, replies): (Vec<_>, Vec<_>) = asked.iter().partition(|(_, once)| matches!(once, Once::ClientId(_)));
    // Looked up one by one inside of one statement: whatever the size of the table, that is an index's work.
    const BY_NAME: &str = "select conversation_id, client_id, cast(null as bigint) as replies_to from messages where";
    const BY_REPLY: &str = "select conversation_id, cast(null as text) as client_id, replies_to from messages where";
    for (select, fragment, keys) in [(BY_NAME, "and client_id = $?", named), (BY_REPLY, "and replies_to = $?", replies)]
    {
        for piece in chunks(&keys) {
            let mut query: Option<Sql> = None;
            for (conversation, once) in piece {
                let next = match query {
                    None => sql(select),
                    Some(query) => query.and("union all").and(select),
                };
                let key = match once {
                    Once::ClientId(name) => Value::from(name.as_str()),
                    Once::ReplyTo(seq) => Value::from(*seq),
                };
                query = Some(next.and_bind("conversation_id = $?", *conversation).and_bind(fragment, key));
            }
            let Some(query) = query else { continue };
            let found: Vec<Taken> = query.all(&mut *tx).await?;
            taken.extend(found.into_iter().filter_map(|row| {
                let once = row.client_id.map(Once::ClientId).or(row.replies_to.map(Once::ReplyTo))?;
                Some((row.conversation_id, once))
            }));
        }
    }
    Ok(taken)
}

/// The message that its sender called so.
pub async fn find_by_client_id(
    workspace: WorkspaceId,
    conversation: ConversationId,
    client_id: &str,
    on: impl Into<On<'_>>,
) -> Result<Option<MessageRow>> {
    let once = Once::ClientId(client_id.to_owned());
    let query = of(workspace, conversation).and_bind("and m.client_id = $?", client_id);
    find_once(workspace, conversation, once, query, on.into()).await
}

/// The bot's reply to this message of the visitor.
pub async fn find_reply(
    workspace: WorkspaceId,
    conversation: ConversationId,
    visitor_seq: i64,
    on: impl Into<On<'_>>,
) -> Result<Option<MessageRow>> {
    let query = of(workspace, conversation).and_bind("and m.replies_to = $?", visitor_seq);
    find_once(workspace, conversation, Once::ReplyTo(visitor_seq), query, on.into()).await
}

async fn find_once(
    workspace: WorkspaceId,
    conversation: ConversationId,
    once: Once,
    query: Sql,
    mut on: On<'_>,
) -> Result<Option<MessageRow>> {
    if let Some(known) = on.talk().and_then(|talk| talk.find(workspace, conversation, &once)) {
        return Ok(known);
    }
    on.settle_talk().await?;
    let found = query.find(&mut on).await?;
    if let (None, Some(talk)) = (&found, on.talk()) {
        talk.learn_absent(conversation, once);
    }
    Ok(found)
}

/// Up to `limit` messages after this place, the oldest first.
pub async fn list_after(
    workspace: WorkspaceId,
    conversation: ConversationId,
    seq: i64,
    limit: u32,
    on: impl Into<On<'_>>,
) -> Result<Vec<MessageRow>> {
    let mut on = on.into();
    on.settle_talk().await?;
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
    let mut on = on.into();
    on.settle_talk().await?;
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
) -> Result<Vec<MessageRow>> {
    let mut on = on.into();
    on.settle_talk().await?;
    select()
        .and_bind("where m.workspace_id = $?", workspace)
        .and_list("and m.public_id in ($*)", messages.iter().map(MessageRef::as_str))
        .all(on)
        .await
}

#[derive(FromRow)]
struct Home {
    #[sqlx(try_from = "String")]
    workspace_id: WorkspaceId,
}

/// Whose a message is, for who operates the installation and knows only its public id.
pub async fn find_workspace(message: &MessageRef, on: impl Into<On<'_>>) -> Result<Option<WorkspaceId>> {
    let mut on = on.into();
    on.settle_talk().await?;
    let home: Option<Home> =
        sql("select workspace_id from messages where public_id = $1").bind(message.as_str()).find(on).await?;
    Ok(home.map(|home| home.workspace_id))
}

fn of(workspace: WorkspaceId, conversation: ConversationId) -> Sql {
    select().and_bind("where m.workspace_id = $?", workspace).and_bind("and m.conversation_id = $?", conversation)
}
