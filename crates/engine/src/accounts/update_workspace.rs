//! Changing the workspace's settings.

use domain::accounts::{WorkspaceChange, WorkspaceView};
use domain::error::FieldErrors;
use domain::events::{EventKind, NewEvent};
use domain::permissions::Permission;
use store::workspaces::{self, WorkspaceRow};

use super::{input, read_workspace};
use crate::ctx::Ctx;
use crate::error::Result;
use crate::hours;

/// Shortest keeping in days: events feed what has to be able to catch up, audit entries are asked for weeks later.
const EVENTS_LEAST_DAYS: i64 = 7;
const AUDIT_LEAST_DAYS: i64 = 30;
const MAIL_LEAST_DAYS: i64 = 1;

/// A change whose every field has been read.
struct Parsed {
    name: Option<String>,
    website: Option<Option<String>>,
    time_zone: Option<String>,
    hours: Option<String>,
    events_kept_days: Option<i64>,
    audit_kept_days: Option<i64>,
    mail_kept_days: Option<i64>,
}

/// Changes what is present in `change`.
///
/// # Errors
/// `invalid` with all wrong fields.
pub async fn update_workspace(ctx: &Ctx, change: WorkspaceChange) -> Result<WorkspaceView> {
    ctx.allow(Permission::WorkspaceManage)?;
    let parsed = parse(change)?;
    let (workspace, actor) = (ctx.workspace(), ctx.actor());
    ctx.write(move |work| {
        Box::pin(async move {
            workspaces::lock(workspace, &mut *work).await?;
            let mut row = workspaces::get(workspace, &mut *work).await?;
            let changed = apply(&mut row, parsed);
            if !changed.is_empty() {
                workspaces::update(&row, &mut *work).await?;
                let event = NewEvent::new(EventKind::WorkspaceUpdated, actor, row.public_id.as_str())
                    .with(serde_json::json!({ "fields": changed }));
                work.record(workspace, event).await?;
            }
            Ok(read_workspace::view(row))
        })
    })
    .await
}

fn parse(change: WorkspaceChange) -> Result<Parsed> {
    let mut wrong = FieldErrors::default();
    let mut days =
        |field: &str, days: Option<i64>, least| days.and_then(|days| wrong.take(field, input::days(days, least)));
    let events_kept_days = days("events_kept_days", change.events_kept_days, EVENTS_LEAST_DAYS);
    let audit_kept_days = days("audit_kept_days", change.audit_kept_days, AUDIT_LEAST_DAYS);
    let mail_kept_days = days("mail_kept_days", change.mail_kept_days, MAIL_LEAST_DAYS);
    let hours = change.hours.and_then(|hours| match hours.wrong() {
        Some((field, text)) => wrong.take(field, Err(text)),
        None => Some(hours::write(&hours)),
    });
    let parsed = Parsed {
        name: change.name.and_then(|typed| wrong.take("name", input::business(&typed))),
        website: change.website.and_then(|typed| wrong.take("website", input::website(&typed))),
        time_zone: change.time_zone.and_then(|typed| wrong.take("time_zone", input::time_zone(&typed))),
        hours,
        events_kept_days,
        audit_kept_days,
        mail_kept_days,
    };
    match wrong.into_problem() {
        Some(problem) => Err(problem.into()),
        None => Ok(parsed),
    }
}

/// Writes what differs into the row; gives the names of those fields.
fn apply(row: &mut WorkspaceRow, parsed: Parsed) -> Vec<&'static str> {
    let mut changed = Vec::new();
    let mut set = |field, differs: bool| {
        if differs {
            changed.push(field);
        }
    };
    set("name", replace(&mut row.name, parsed.name));
    set("website", replace(&mut row.website, parsed.website));
    set("time_zone", replace(&mut row.time_zone, parsed.time_zone));
    set("hours", replace(&mut row.hours, parsed.hours));
    set("events_kept_days", replace(&mut row.events_kept_days, parsed.events_kept_days));
    set("audit_kept_days", replace(&mut row.audit_kept_days, parsed.audit_kept_days));
    set("mail_kept_days", replace(&mut row.mail_kept_days, parsed.mail_kept_days));
    changed
}

fn replace<T: PartialEq>(old: &mut T, new: Option<T>) -> bool {
    match new {
        Some(new) if new != *old => {
            *old = new;
            true
        }
        _ => false,
    }
}
