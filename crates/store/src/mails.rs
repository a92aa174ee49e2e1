//! The log of outgoing mail, which is also its queue: a row says what a mail is about, its job sends it.

use domain::Timestamp;
use domain::ids::{MailId, MailRef, WorkspaceId};
use domain::operations::MailState;
use sqlx::FromRow;
use std::fmt;

use crate::db::{On, Sql, sql};
use crate::error::{Error, Result};

/// A mail as stored.
#[derive(Clone, FromRow)]
pub struct MailRow {
    /// Key.
    #[sqlx(try_from = "String")]
    pub id: MailId,
    /// Public id.
    #[sqlx(try_from = "String")]
    pub public_id: MailRef,
    /// Which text.
    pub template: String,
    /// Public id of what it is about.
    pub about: String,
    /// Whose mail; none for the installation's own. Key of the workspace.
    pub workspace_id: Option<String>,
    /// Receiver's address.
    pub recipient: String,
    /// Subject line.
    pub subject: String,
    /// The token of its link under the installation's pad, until it is sent or given up.
    pub covered_token: Option<Vec<u8>>,
    /// Where it stands.
    #[sqlx(try_from = "String")]
    pub state: MailState,
    /// Attempts so far.
    pub attempts: i64,
    /// What the server answered last, or why it was given up.
    pub note: Option<String>,
    /// When it was asked for.
    #[sqlx(try_from = "i64")]
    pub created_at: Timestamp,
    /// When the server took it.
    pub sent_at: Option<i64>,
}

impl fmt::Debug for MailRow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MailRow")
            .field("public_id", &self.public_id)
            .field("state", &self.state)
            .finish_non_exhaustive()
    }
}

/// A mail to be.
#[derive(Clone)]
pub struct NewMail {
    /// Key.
    pub id: MailId,
    /// Public id.
    pub public_id: MailRef,
    /// Which text.
    pub template: &'static str,
    /// Public id of what it is about.
    pub about: String,
    /// Receiver's address.
    pub recipient: String,
    /// The same for comparison.
    pub recipient_folded: String,
    /// Subject line.
    pub subject: String,
    /// The token of its link under the installation's pad.
    pub covered_token: Vec<u8>,
    /// Now.
    pub created_at: Timestamp,
}

fn select() -> Sql {
    sql("select id, public_id, template, about, workspace_id, recipient, subject, covered_token, state, attempts, note,
             created_at, sent_at from mails")
}

/// Puts a mail into the log as queued.
pub async fn insert(workspace: Option<WorkspaceId>, new: NewMail, on: impl Into<On<'_>>) -> Result<()> {
    sql("insert into mails (id, public_id, workspace_id, template, about, recipient, recipient_folded, subject,
             covered_token, state, attempts, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 0, $11)")
    .bind(new.id)
    .bind(new.public_id.as_str())
    .bind(workspace)
    .bind(new.template)
    .bind(new.about)
    .bind(new.recipient)
    .bind(new.recipient_folded)
    .bind(new.subject)
    .bind(new.covered_token)
    .bind(MailState::Queued.as_str())
    .bind(new.created_at)
    .run(on)
    .await?;
    Ok(())
}

/// The mail, for its job.
pub async fn find(mail: MailId, on: impl Into<On<'_>>) -> Result<Option<MailRow>> {
    select().and_bind("where id = $?", mail).find(on).await
}

/// Counts an attempt on a queued mail; `false` when it is not queued any more.
pub async fn update_attempted(mail: MailId, on: impl Into<On<'_>>) -> Result<bool> {
    let changed =
        sql("update mails set attempts = attempts + 1 where id = $1 and state = 'queued'").bind(mail).run(on).await?;
    Ok(changed == 1)
}

/// Writes what the server answered to a queued mail that will be tried again.
pub async fn update_note(mail: MailId, note: &str, on: impl Into<On<'_>>) -> Result<()> {
    sql("update mails set note = $2 where id = $1 and state = 'queued'").bind(mail).bind(note).run(on).await?;
    Ok(())
}

/// Ends a queued mail: sent (then `now` is when) or failed. Its token is forgotten.
pub async fn update_ended(
    mail: MailId,
    state: MailState,
    note: &str,
    now: Timestamp,
    on: impl Into<On<'_>>,
) -> Result<()> {
    let sent_at = (state == MailState::Sent).then_some(now);
    let changed = sql("update mails set state = $2, note = $3, sent_at = $4, covered_token = null
                       where id = $1 and state = 'queued'")
    .bind(mail)
    .bind(state.as_str())
    .bind(note)
    .bind(sent_at)
    .run(on)
    .await?;
    if changed == 0 { Err(Error::NotFound) } else { Ok(()) }
}

/// Up to `limit` mails of the workspace, the newest first, behind the one asked for at `after`.
pub async fn list(
    workspace: WorkspaceId,
    after: Option<(Timestamp, MailRef)>,
    limit: u32,
    on: impl Into<On<'_>>,
) -> Result<Vec<MailRow>> {
    let mut query = select().and_bind("where workspace_id = $?", workspace);
    if let Some((created_at, mail)) = after {
        query = query.and_bind("and (created_at, public_id) < ($?,", created_at).and_bind("$?)", mail.as_str());
    }
    query.and_bind("order by created_at desc, public_id desc limit $?", limit).all(on).await
}
