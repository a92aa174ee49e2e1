//! Conversations: where each stands, who has it, and the lists of the inbox.

mod figures;

use std::collections::BTreeSet;

use domain::conversations::{HandoffReason, Holder, InboxList, Lifecycle};
use domain::ids::{
    BotId, BotRef, ContactId, ContactRef, ConversationId, ConversationRef, UserId, UserRef, WidgetId, WorkspaceId,
};
use domain::permissions::Role;
use domain::{Language, Timestamp};
use sqlx::FromRow;

use crate::column::{MaybeText, MaybeTime};
use crate::db::{On, Sql, Tx, Value, chunks, sql};
use crate::error::{Error, Result};
use crate::work::Work;

pub use figures::{counts, owed};

/// A conversation as stored.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct ConversationRow {
    /// Key.
    #[sqlx(try_from = "String")]
    pub id: ConversationId,
    /// Public id.
    #[sqlx(try_from = "String")]
    pub public_id: ConversationRef,
    /// Whose.
    #[sqlx(try_from = "String")]
    pub workspace_id: WorkspaceId,
    /// Its number in the workspace, which people read.
    pub number: i64,
    /// The bot that answers in it.
    #[sqlx(try_from = "String")]
    pub bot_id: BotId,
    /// The widget in which it is led.
    #[sqlx(try_from = "String")]
    pub widget_id: WidgetId,
    /// The visitor.
    #[sqlx(try_from = "String")]
    pub contact_id: ContactId,
    /// Where it stands.
    #[sqlx(try_from = "String")]
    pub lifecycle: Lifecycle,
    /// Who has it.
    #[sqlx(try_from = "String")]
    pub assignee: Holder,
    /// The person who has it, if a person has.
    #[sqlx(try_from = "MaybeText")]
    pub agent_id: Option<UserId>,
    /// The visitor's language, where it was found out.
    #[sqlx(try_from = "MaybeText")]
    pub language: Option<Language>,
    /// Its episode, from 1.
    pub episode: i64,
    /// Why the bot gave it away, in this episode.
    #[sqlx(try_from = "MaybeText")]
    pub handoff_reason: Option<HandoffReason>,
    /// Since when it has waited for a person.
    #[sqlx(try_from = "MaybeTime")]
    pub waiting_since: Option<Timestamp>,
    /// Place of the newest message; 0 before the first.
    pub last_seq: i64,
    /// The newest message, shortened.
    pub preview: String,
    /// Place of the newest message of the visitor; 0 before the first.
    pub visitor_seq: i64,
    /// When the visitor last wrote.
    #[sqlx(try_from = "MaybeTime")]
    pub visitor_at: Option<Timestamp>,
    /// Place of the newest message of the visitor that has its reply or was given to people.
    pub answered_seq: i64,
    /// Up to where a person of the team has read it.
    pub agent_read_seq: i64,
    /// Up to where the visitor has read it.
    pub visitor_read_seq: i64,
    /// When it began.
    #[sqlx(try_from = "i64")]
    pub created_at: Timestamp,
    /// When the newest message was stored.
    #[sqlx(try_from = "i64")]
    pub last_message_at: Timestamp,
}

/// A conversation with the names that lists show.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct ConversationListRow {
    /// The conversation.
    #[sqlx(flatten)]
    pub row: ConversationRow,
    /// Public id of the visitor.
    #[sqlx(try_from = "String")]
    pub contact_public_id: ContactRef,
    /// The visitor's name, where it is known.
    pub contact_name: Option<String>,
    /// Public id of the bot.
    #[sqlx(try_from = "String")]
    pub bot_public_id: BotRef,
    /// The bot's name.
    pub bot_name: String,
    /// Public id of the person who has it.
    #[sqlx(try_from = "MaybeText")]
    pub agent_public_id: Option<UserRef>,
    /// That person's name.
    pub agent_name: Option<String>,
}

/// What of the inbox is wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InboxFilter {
    /// Which list.
    pub list: InboxList,
    /// Who looks; decides what is theirs.
    pub user: UserId,
    /// Only what lies behind the conversation with this newest message and key.
    pub before: Option<(Timestamp, ConversationId)>,
}

macro_rules! columns {
    () => {
        "c.id, c.public_id, c.workspace_id, c.number, c.bot_id, c.widget_id, c.contact_id, c.lifecycle, c.assignee, \
         c.agent_id, c.language, c.episode, c.handoff_reason, c.waiting_since, c.last_seq, c.preview, c.visitor_seq, \
         c.visitor_at, c.answered_seq, c.agent_read_seq, c.visitor_read_seq, c.created_at, c.last_message_at"
    };
}

fn select() -> Sql {
    sql(concat!("select ", columns!(), " from conversations c"))
}

fn select_listed() -> Sql {
    sql(concat!(
        "select ",
        columns!(),
        ", k.public_id as contact_public_id, k.name as contact_name, b.public_id as bot_public_id, b.name as bot_name, \
           u.public_id as agent_public_id, u.name as agent_name \
         from conversations c join contacts k on k.id = c.contact_id join bots b on b.id = c.bot_id \
         left join users u on u.id = c.agent_id"
    ))
}

fn values(row: &ConversationRow) -> [Value; 23] {
    [
        row.id.into(),
        row.public_id.as_str().into(),
        row.workspace_id.into(),
        row.number.into(),
        row.bot_id.into(),
        row.widget_id.into(),
        row.contact_id.into(),
        row.lifecycle.into(),
        row.assignee.into(),
        row.agent_id.into(),
        row.language.into(),
        row.episode.into(),
        row.handoff_reason.into(),
        row.waiting_since.into(),
        row.last_seq.into(),
        row.preview.as_str().into(),
        row.visitor_seq.into(),
        row.visitor_at.into(),
        row.answered_seq.into(),
        row.agent_read_seq.into(),
        row.visitor_read_seq.into(),
        row.created_at.into(),
        row.last_message_at.into(),
    ]
}

fn insert_into() -> Sql {
    sql("insert into conversations (id, public_id, workspace_id, number, bot_id, widget_id, contact_id, lifecycle, \
             assignee, agent_id, language, episode, handoff_reason, waiting_since, last_seq, preview, visitor_seq, \
             visitor_at, answered_seq, agent_read_seq, visitor_read_seq, created_at, last_message_at) values")
}

/// Makes a conversation.
pub async fn insert(conversation: &ConversationRow, on: impl Into<On<'_>>) -> Result<()> {
    insert_into().rows([values(conversation)]).run(on).await.map_err(|error| error.unique("conversation"))?;
    Ok(())
}

/// Locks and reads these, in the order of their keys; those that do not exist are left out.
pub(crate) async fn lock_many(wanted: &BTreeSet<ConversationId>, tx: &mut Tx) -> Result<Vec<ConversationRow>> {
    let on = On::from(tx);
    select().and_list("where c.id in ($*) order by c.id", wanted.iter().copied()).for_update(&on).all(on).await
}

/// Writes what can change of rows that exist and are locked.
pub(crate) fn write(rows: &[&ConversationRow]) -> impl Iterator<Item = Sql> {
    chunks(rows).map(|piece| {
        // An `update … from (values …)` would need the type of each value spelled out on PostgreSQL.
        insert_into().rows(piece.iter().map(|row| values(row))).and(
            "on conflict (id) do update set lifecycle = excluded.lifecycle, assignee = excluded.assignee, \
                 agent_id = excluded.agent_id, language = excluded.language, episode = excluded.episode, \
                 handoff_reason = excluded.handoff_reason, waiting_since = excluded.waiting_since, \
                 last_seq = excluded.last_seq, preview = excluded.preview, visitor_seq = excluded.visitor_seq, \
                 visitor_at = excluded.visitor_at, answered_seq = excluded.answered_seq, \
                 agent_read_seq = excluded.agent_read_seq, visitor_read_seq = excluded.visitor_read_seq, \
                 last_message_at = excluded.last_message_at",
        )
    })
}

/// The conversation with this public id.
pub async fn get(
    workspace: WorkspaceId,
    conversation: &ConversationRef,
    on: impl Into<On<'_>>,
) -> Result<ConversationRow> {
    let mut on = on.into();
    on.settle_talk().await?;
    select()
        .and_bind("where c.workspace_id = $?", workspace)
        .and_bind("and c.public_id = $?", conversation.as_str())
        .get(on)
        .await
}

/// The conversation with this key.
pub async fn get_by_id(
    workspace: WorkspaceId,
    conversation: ConversationId,
    on: impl Into<On<'_>>,
) -> Result<ConversationRow> {
    let mut on = on.into();
    on.settle_talk().await?;
    select().and_bind("where c.workspace_id = $?", workspace).and_bind("and c.id = $?", conversation).get(on).await
}

/// The conversation with this key, held until the use case's batch is committed: nobody else changes it.
pub async fn lock(workspace: WorkspaceId, conversation: ConversationId, work: &mut Work) -> Result<ConversationRow> {
    if let Some(row) = work.talk().row(workspace, conversation) {
        return row;
    }
    let on = On::from(work);
    select()
        .and_bind("where c.workspace_id = $?", workspace)
        .and_bind("and c.id = $?", conversation)
        .for_update(&on)
        .get(on)
        .await
}

/// The newest conversation of a contact with a bot.
pub async fn newest_of_contact(
    workspace: WorkspaceId,
    contact: ContactId,
    bot: BotId,
    on: impl Into<On<'_>>,
) -> Result<Option<ConversationRow>> {
    let mut on = on.into();
    on.settle_talk().await?;
    select()
        .and_bind("where c.workspace_id = $?", workspace)
        .and_bind("and c.contact_id = $?", contact)
        .and_bind("and c.bot_id = $? order by c.created_at desc, c.id desc limit 1", bot)
        .find(on)
        .await
}

/// Writes everything of it that can change. The caller holds its lock.
pub async fn update(workspace: WorkspaceId, row: &ConversationRow, on: impl Into<On<'_>>) -> Result<()> {
    let mut on = on.into();
    if let Some(changed) = on.talk().and_then(|talk| talk.change(workspace, row)) {
        return changed;
    }
    let changed = sql("update conversations set lifecycle = $3, assignee = $4, agent_id = $5, language = $6, \
             episode = $7, handoff_reason = $8, waiting_since = $9, last_seq = $10, preview = $11, visitor_seq = $12, \
             visitor_at = $13, answered_seq = $14, agent_read_seq = $15, visitor_read_seq = $16, last_message_at = $17 \
         where workspace_id = $1 and id = $2")
    .bind(workspace)
    .bind(row.id)
    .bind(row.lifecycle)
    .bind(row.assignee)
    .bind(row.agent_id)
    .bind(row.language)
    .bind(row.episode)
    .bind(row.handoff_reason)
    .bind(row.waiting_since)
    .bind(row.last_seq)
    .bind(row.preview.as_str())
    .bind(row.visitor_seq)
    .bind(row.visitor_at)
    .bind(row.answered_seq)
    .bind(row.agent_read_seq)
    .bind(row.visitor_read_seq)
    .bind(row.last_message_at)
    .run(on)
    .await?;
    if changed == 0 { Err(Error::NotFound) } else { Ok(()) }
}

/// Up to `limit` conversations of a list of the inbox, those with the newest messages first.
pub async fn list(
    workspace: WorkspaceId,
    filter: &InboxFilter,
    limit: u32,
    on: impl Into<On<'_>>,
) -> Result<Vec<ConversationListRow>> {
    let mut on = on.into();
    on.settle_talk().await?;
    let query = select_listed().and_bind("where c.workspace_id = $?", workspace);
    let mut query = match filter.list {
        InboxList::Waiting => query.and("and c.lifecycle = 'open' and c.assignee = 'queue'"),
        InboxList::Mine => query.and_bind("and c.agent_id = $? and c.lifecycle = 'open'", filter.user),
        InboxList::Open => query.and("and c.lifecycle = 'open'"),
        InboxList::Bot => query.and("and c.lifecycle = 'open' and c.assignee = 'bot'"),
        InboxList::Resolved => query.and("and c.lifecycle = 'resolved'"),
    };
    if let Some((at, conversation)) = filter.before {
        query = query.and_bind("and (c.last_message_at, c.id) < ($?,", at).and_bind("$?)", conversation);
    }
    query.and_bind("order by c.last_message_at desc, c.id desc limit $?", limit).all(on).await
}

/// The conversation with this public id, as lists show it.
pub async fn find_listed(
    workspace: WorkspaceId,
    conversation: &ConversationRef,
    on: impl Into<On<'_>>,
) -> Result<Option<ConversationListRow>> {
    let mut on = on.into();
    on.settle_talk().await?;
    select_listed()
        .and_bind("where c.workspace_id = $?", workspace)
        .and_bind("and c.public_id = $?", conversation.as_str())
        .find(on)
        .await
}

/// Up to `limit` open conversations whose agent is no member in one of these roles, in the order of their keys.
pub async fn list_left(
    workspace: WorkspaceId,
    answering: &[Role],
    limit: u32,
    on: impl Into<On<'_>>,
) -> Result<Vec<ConversationRow>> {
    let mut on = on.into();
    on.settle_talk().await?;
    select()
        .and_bind("where c.workspace_id = $? and c.lifecycle = 'open' and c.assignee = 'agent'", workspace)
        .and("and not exists (select 1 from members m where m.workspace_id = c.workspace_id and m.user_id = c.agent_id")
        .and_list("and m.role in ($*))", answering.iter().map(|role| role.as_str()))
        .and_bind("order by c.id limit $?", limit)
        .all(on)
        .await
}
