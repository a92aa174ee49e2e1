//! Contacts: people outside who talk to the business.

use domain::ids::{ContactId, ContactRef, ConversationRef, WorkspaceId};
use domain::{Language, Timestamp};
use sqlx::FromRow;

use crate::column::MaybeText;
use crate::db::{On, Sql, sql};
use crate::error::{Error, Result};

/// A contact as stored.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct ContactRow {
    /// Key.
    #[sqlx(try_from = "String")]
    pub id: ContactId,
    /// Public id.
    #[sqlx(try_from = "String")]
    pub public_id: ContactRef,
    /// Whose.
    #[sqlx(try_from = "String")]
    pub workspace_id: WorkspaceId,
    /// Name, where it is known.
    pub name: Option<String>,
    /// Address, as typed.
    pub email: Option<String>,
    /// Address for comparison ([`domain::accounts::Email::folded`]).
    pub email_folded: Option<String>,
    /// Language, where it was found out.
    #[sqlx(try_from = "MaybeText")]
    pub language: Option<Language>,
    /// When they first came.
    #[sqlx(try_from = "i64")]
    pub created_at: Timestamp,
    /// When they were last there.
    #[sqlx(try_from = "i64")]
    pub last_seen_at: Timestamp,
}

fn select() -> Sql {
    sql(
        "select id, public_id, workspace_id, name, email, email_folded, language, created_at, last_seen_at from contacts",
    )
}

/// Makes a contact.
pub async fn insert(contact: &ContactRow, on: impl Into<On<'_>>) -> Result<()> {
    sql("insert into contacts (id, public_id, workspace_id, name, email, email_folded, language, created_at,
             last_seen_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)")
    .bind(contact.id)
    .bind(contact.public_id.as_str())
    .bind(contact.workspace_id)
    .bind(contact.name.clone())
    .bind(contact.email.clone())
    .bind(contact.email_folded.clone())
    .bind(contact.language)
    .bind(contact.created_at)
    .bind(contact.last_seen_at)
    .run(on)
    .await?;
    Ok(())
}

/// The contact with this key.
pub async fn get_by_id(workspace: WorkspaceId, contact: ContactId, on: impl Into<On<'_>>) -> Result<ContactRow> {
    select().and_bind("where workspace_id = $?", workspace).and_bind("and id = $?", contact).get(on).await
}

/// The contact with this public id.
pub async fn get(workspace: WorkspaceId, contact: &ContactRef, on: impl Into<On<'_>>) -> Result<ContactRow> {
    select()
        .and_bind("where workspace_id = $?", workspace)
        .and_bind("and public_id = $?", contact.as_str())
        .get(on)
        .await
}

/// The contact with this public id, of whichever workspace.
pub async fn find_public(contact: &ContactRef, on: impl Into<On<'_>>) -> Result<Option<ContactRow>> {
    select().and_bind("where public_id = $?", contact.as_str()).find(on).await
}

/// The contact of the conversation with this public id, of whichever workspace.
pub async fn find_of_conversation(conversation: &ConversationRef, on: impl Into<On<'_>>) -> Result<Option<ContactRow>> {
    let mut on = on.into();
    on.settle_talk().await?;
    select()
        .and_bind("where id = (select contact_id from conversations where public_id = $?)", conversation.as_str())
        .find(on)
        .await
}

/// Notes the language that they write.
pub async fn update_language(
    workspace: WorkspaceId,
    contact: ContactId,
    language: Language,
    on: impl Into<On<'_>>,
) -> Result<()> {
    let changed = sql("update contacts set language = $3 where workspace_id = $1 and id = $2")
        .bind(workspace)
        .bind(contact)
        .bind(language)
        .run(on)
        .await?;
    if changed == 0 { Err(Error::NotFound) } else { Ok(()) }
}

/// Notes that they were there.
pub async fn update_seen(
    workspace: WorkspaceId,
    contact: ContactId,
    at: Timestamp,
    on: impl Into<On<'_>>,
) -> Result<()> {
    let changed = sql("update contacts set last_seen_at = $3 where workspace_id = $1 and id = $2")
        .bind(workspace)
        .bind(contact)
        .bind(at)
        .run(on)
        .await?;
    if changed == 0 { Err(Error::NotFound) } else { Ok(()) }
}
