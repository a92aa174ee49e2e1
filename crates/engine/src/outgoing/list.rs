//! The mail log.

use domain::Timestamp;
use domain::operations::MailView;
use domain::page::{Page, PageRequest};
use domain::permissions::Permission;
use store::mails::{self, MailRow};

use crate::ctx::Ctx;
use crate::cursor;
use crate::error::Result;

/// Which mails the workspace has sent or tried to send, the newest first.
pub async fn list_mails(ctx: &Ctx, page: PageRequest) -> Result<Page<MailView>> {
    ctx.allow(Permission::MailRead)?;
    let after = cursor::read(page.cursor.as_deref())?;
    let limit = u32::from(page.limit) + 1;
    let rows = mails::list(ctx.workspace(), after, limit, ctx.app().store().db()).await?;
    let place = |row: &MailRow| cursor::write(row.created_at, row.public_id.as_str());
    Ok(Page::cut(rows, page.limit, place).map(view))
}

fn view(row: MailRow) -> MailView {
    MailView {
        id: row.public_id,
        to: row.recipient,
        subject: row.subject,
        state: row.state,
        attempts: row.attempts,
        note: row.note,
        created_at: row.created_at,
        sent_at: row.sent_at.map(Timestamp),
    }
}
