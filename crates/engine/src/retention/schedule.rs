//! Asking for clean-ups when they are due.

use domain::ids::WorkspaceId;
use domain::time::DAY_MS;
use store::{NewJob, installation, workspaces};

use super::{CLEAN_INSTALLATION, CLEAN_WORKSPACE};
use crate::app::App;
use crate::error::Result;

/// Clean-ups asked for in one go; the next go takes the rest.
const AT_ONCE: u16 = 200;
const MAX_ATTEMPTS: u16 = 5;
/// The installation's row that says when its clean-up is due, in milliseconds since 1970.
const DUE: &str = "clean_at";

/// Puts a job for every clean-up that is due, and sets its next time in the same transaction, so that it is asked for once
/// a day however many nodes ask. Gives the number of jobs.
pub async fn schedule(app: &App) -> Result<usize> {
    let now = app.clock().now();
    let due = workspaces::list_due_for_cleaning(now, AT_ONCE, app.store().db()).await?;
    let mut asked = 0;
    for workspace in due {
        let taken = app
            .store()
            .write(Some(workspace), move |work| {
                Box::pin(async move {
                    let taken = workspaces::update_clean_at(workspace, now, now.plus_ms(DAY_MS), &mut *work).await?;
                    if taken {
                        work.enqueue(job(CLEAN_WORKSPACE, Some(workspace))).await?;
                    }
                    Ok::<_, store::Error>(taken)
                })
            })
            .await?;
        asked += usize::from(taken);
    }
    let due = installation::find(DUE, app.store().db()).await?;
    if due.as_ref().and_then(|at| at.parse::<i64>().ok()).is_none_or(|at| at <= now.0) {
        let taken = app
            .store()
            .write(None, move |work| {
                Box::pin(async move {
                    let next = now.plus_ms(DAY_MS).0.to_string();
                    let taken = installation::replace(DUE, due.as_deref(), &next, &mut *work).await?;
                    if taken {
                        work.enqueue(job(CLEAN_INSTALLATION, None)).await?;
                    }
                    Ok::<_, store::Error>(taken)
                })
            })
            .await?;
        asked += usize::from(taken);
    }
    Ok(asked)
}

fn job(kind: &'static str, workspace: Option<WorkspaceId>) -> NewJob {
    // One lane each: a slow clean-up and the next day's do not meet.
    let lane = workspace.map_or_else(|| kind.to_owned(), |workspace| format!("{kind}:{workspace}"));
    NewJob {
        workspace,
        kind,
        lane: Some(lane),
        payload: serde_json::json!({}),
        run_at: None,
        max_attempts: MAX_ATTEMPTS,
    }
}
