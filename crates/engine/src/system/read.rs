//! The system page.

use domain::operations::{DeadLetterView, NodeView, SystemView};
use domain::page::PageRequest;
use store::{activity, jobs, nodes, reactions, workspaces};

use crate::accounts::Session;
use crate::app::App;
use crate::error::Result;

/// Rows of each list; the counts say whether there are more.
const ROWS: u16 = 50;
/// Minutes of the chart.
const MINUTES: u16 = 60;

/// How the installation stands.
///
/// # Errors
/// `forbidden` to anybody but operators.
pub async fn read(session: &Session) -> Result<SystemView> {
    session.allow_operator()?;
    let app = session.app();
    let (db, now) = (app.store().db(), app.clock().now());
    let dead_jobs = jobs::list_dead(&PageRequest::new(None, Some(ROWS)), db).await?;
    Ok(SystemView {
        version: app.settings().version.to_owned(),
        database: db.version().await?,
        mail_is_set_up: app.mailer().is_some(),
        sockets: app.live().watchers(),
        memory_bytes: memory_bytes(),
        jobs: jobs::counts(now, db).await?,
        dead_jobs: dead_jobs.items.into_iter().map(jobs::JobRow::view).collect(),
        dead_letters: dead_letters(app).await?,
        nodes: nodes(app).await?,
        rates: activity::list(now, MINUTES, db).await?,
        now,
    })
}

async fn dead_letters(app: &App) -> Result<Vec<DeadLetterView>> {
    let mut views = Vec::new();
    for row in reactions::list_dead_letters(ROWS, app.store().db()).await? {
        let workspace = match workspaces::get(row.workspace_id, app.store().db()).await {
            Ok(workspace) => workspace.name,
            Err(store::Error::NotFound) => "(deleted)".to_owned(),
            Err(error) => return Err(error.into()),
        };
        views.push(DeadLetterView {
            id: row.public_id,
            reaction: row.reaction,
            workspace,
            seq: row.seq,
            error: row.error,
            created_at: row.created_at,
        });
    }
    Ok(views)
}

async fn nodes(app: &App) -> Result<Vec<NodeView>> {
    let rows = nodes::list(app.clock().now(), app.store().db()).await?;
    let view = |row: nodes::NodeRow| NodeView {
        // The end of a key is its random part.
        name: row.id.to_string().chars().skip(24).collect(),
        version: row.version,
        started_at: row.started_at,
        seen_at: row.seen_at,
        is_this: row.id == app.node(),
    };
    Ok(rows.into_iter().map(view).collect())
}

/// Resident memory of this process; none where the system does not say.
fn memory_bytes() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kib: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kib * 1_024)
}
