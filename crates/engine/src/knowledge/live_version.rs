//! What answers: writing it, and taking it away.

use domain::events::{Actor, EventKind, NewEvent};
use domain::knowledge::{ItemStatus, PassageView};
use serde_json::json;
use store::item_versions::{self, ItemVersionRow};
use store::items::ItemRow;
use store::passages::{self, PassageRow};
use store::{Work, counters, vectors};

use super::COUNTER;
use super::make_vectors::{self, Span};
use crate::app::App;
use crate::error::Result;

/// Lets the item answer as it stands in `row`, whose status, generation and times are set; the caller writes the row. Its
/// vectors are made afterwards, where `app` has an embedder.
pub(super) async fn publish(
    app: &App,
    row: &mut ItemRow,
    cut: &[PassageView],
    actor: Actor,
    work: &mut Work,
) -> Result<()> {
    let workspace = row.head.workspace_id;
    row.head.status = ItemStatus::Published;
    row.head.generation = counters::next(workspace, COUNTER, work).await?;
    row.head.updated_at = work.now();
    row.head.published_at = Some(work.now());
    let rows: Vec<PassageRow> = cut
        .iter()
        .map(|passage| PassageRow {
            item_id: row.head.id,
            ordinal: passage.ordinal,
            heading: passage.heading.clone(),
            text: passage.text.clone(),
            start_byte: passage.start,
            end_byte: passage.end,
        })
        .collect();
    passages::replace(workspace, row.head.id, &rows, &mut *work).await?;
    let version = ItemVersionRow {
        workspace_id: workspace,
        item_id: row.head.id,
        version: row.head.version,
        title: row.head.title.clone(),
        content: row.content.clone(),
        created_at: work.now(),
    };
    item_versions::insert(&version, &mut *work).await?;
    let event = NewEvent::new(EventKind::ItemPublished, actor, row.head.public_id.as_str());
    work.record(workspace, event.with(json!({ "version": row.head.version }))).await?;
    if app.meanings().is_some() {
        make_vectors::ask(workspace, Span::of(row.head.generation), work).await?;
    }
    Ok(())
}

/// Lets the item answer no more; the caller writes the row. Its versions stay for what cites them.
pub(super) async fn archive(row: &mut ItemRow, actor: Actor, work: &mut Work) -> Result<()> {
    let workspace = row.head.workspace_id;
    row.head.status = ItemStatus::Archived;
    row.head.generation = counters::next(workspace, COUNTER, work).await?;
    row.head.updated_at = work.now();
    passages::replace(workspace, row.head.id, &[], &mut *work).await?;
    vectors::delete(workspace, row.head.id, &mut *work).await?;
    let event = NewEvent::new(EventKind::ItemArchived, actor, row.head.public_id.as_str());
    work.record(workspace, event).await?;
    Ok(())
}
