//! The clean-up of one workspace, and of the installation.

use domain::Timestamp;
use domain::ids::WorkspaceId;
use domain::time::DAY_MS;
use futures::future::BoxFuture;
use store::{Work, events, idempotency, reactions, retention, visitors, workspaces};

use crate::app::App;
use crate::error::Result;

/// Names of the jobs.
pub(crate) const CLEAN_WORKSPACE: &str = "clean_workspace";
pub(crate) const CLEAN_INSTALLATION: &str = "clean_installation";

/// Rows that go in one transaction: few enough to hold nobody up.
const PIECE: u16 = 500;
/// How long what has ended is kept, so that a late click gets an answer that explains.
const ENDED_KEPT_MS: i64 = 30 * DAY_MS;
/// Mails of the installation itself (password links).
const OWN_MAIL_KEPT_MS: i64 = 90 * DAY_MS;
/// Attempts count for a day.
const ATTEMPTS_KEPT_MS: i64 = 2 * DAY_MS;

/// Deletes what the workspace need not keep any longer. Events go only when every reaction has digested them.
pub async fn clean_workspace(app: &App, workspace: WorkspaceId) -> Result<()> {
    let row = workspaces::get(workspace, app.store().db()).await?;
    let now = app.clock().now();
    let before = |days: i64| now.plus_ms(-days.saturating_mul(DAY_MS));
    let (audit, mail, event) = (before(row.audit_kept_days), before(row.mail_kept_days), before(row.events_kept_days));
    let ended = now.plus_ms(-ENDED_KEPT_MS);
    let scope = Some(workspace);
    in_pieces(app, scope, move |w| Box::pin(retention::delete_audit(workspace, audit, PIECE, w))).await?;
    in_pieces(app, scope, move |w| Box::pin(retention::delete_mails(workspace, mail, PIECE, w))).await?;
    in_pieces(app, scope, move |w| Box::pin(retention::delete_invitations(workspace, ended, PIECE, w))).await?;
    in_pieces(app, scope, move |w| Box::pin(visitors::delete_expired(workspace, now, PIECE, w))).await?;
    trim_events(app, workspace, event).await
}

async fn trim_events(app: &App, workspace: WorkspaceId, before: Timestamp) -> Result<()> {
    let digested = reactions::slowest(&crate::events::reactions::names(), workspace, app.store().db()).await?;
    in_pieces(app, Some(workspace), move |w| Box::pin(events::trim(workspace, before, digested, PIECE, w))).await
}

/// Deletes what no workspace owns and nobody needs any longer.
pub async fn clean_installation(app: &App) -> Result<()> {
    let now = app.clock().now();
    let attempts = now.plus_ms(-ATTEMPTS_KEPT_MS);
    let mails = now.plus_ms(-OWN_MAIL_KEPT_MS);
    let resets = now.plus_ms(-ENDED_KEPT_MS);
    let answers = now.plus_ms(-idempotency::KEPT_MS);
    in_pieces(app, None, move |w| Box::pin(retention::delete_sessions(now, PIECE, w))).await?;
    in_pieces(app, None, move |w| Box::pin(retention::delete_password_resets(resets, PIECE, w))).await?;
    in_pieces(app, None, move |w| Box::pin(retention::delete_attempts(attempts, PIECE, w))).await?;
    in_pieces(app, None, move |w| Box::pin(retention::delete_own_mails(mails, PIECE, w))).await?;
    in_pieces(app, None, move |w| Box::pin(idempotency::delete_before(answers, PIECE, w))).await
}

/// Repeats a deletion, a transaction each, while there may be more.
async fn in_pieces(
    app: &App,
    workspace: Option<WorkspaceId>,
    piece: impl for<'w> Fn(&'w mut Work) -> BoxFuture<'w, store::Result<u64>> + Copy + Send + 'static,
) -> Result<()> {
    while app.store().write(workspace, piece).await? >= u64::from(PIECE) {}
    Ok(())
}
