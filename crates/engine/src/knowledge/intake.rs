//! Taking a prepared text in: as a new item, or as the next version of the one that was made from the same page or file.
//! The same text is never taken in twice.

use domain::events::{EventKind, NewEvent};
use domain::ids::{ItemId, ItemRef};
use domain::knowledge::{ItemDetail, ItemSource, ItemStatus};
use domain::permissions::Permission;
use domain::{Code, Problem};
use serde_json::json;
use store::items::{self, ItemHead, ItemRow};
use store::{Work, workspaces};

use super::prepare::Prepared;
use super::{live_version, read_item};
use crate::app::App;
use crate::ctx::Ctx;
use crate::error::{Error, Result};

/// Where a text comes from.
#[derive(Debug, Clone)]
pub(super) struct From {
    pub(super) source: ItemSource,
    /// The page's address or the file's name.
    pub(super) origin: Option<String>,
    /// The field to blame in a refusal.
    pub(super) field: &'static str,
}

/// Asks whether the one who acts may write, and publish where that is wanted.
pub(super) fn allow(ctx: &Ctx, publish: bool) -> Result<()> {
    ctx.allow(Permission::KnowledgeWrite)?;
    if publish { ctx.allow(Permission::KnowledgePublish) } else { Ok(()) }
}

/// Takes it in and gives the item as it is then.
pub(super) async fn take(ctx: &Ctx, ready: Prepared, from: From, publish: bool) -> Result<ItemDetail> {
    let (workspace, actor) = (ctx.workspace(), ctx.actor());
    let (may_publish, app) = (ctx.may(Permission::KnowledgePublish), ctx.app().clone());
    let item = ctx
        .write(move |work| {
            Box::pin(async move {
                // Two who import the same at the same moment come one after the other, on whichever node.
                workspaces::lock(workspace, &mut *work).await?;
                let earlier = match &from.origin {
                    Some(origin) => items::find_by_origin(workspace, origin, &mut *work).await?,
                    None => None,
                };
                let earlier = earlier.filter(|row| row.head.source == from.source);
                let same = items::find_by_hash(workspace, &ready.content_hash, &mut *work).await?;
                if let Some(same) = same.filter(|same| earlier.as_ref().is_none_or(|row| row.head.id != same.head.id)) {
                    return Err(known_already(&same, from.field));
                }
                match earlier {
                    Some(row) => renew(&app, row, ready, publish, may_publish, actor, work).await,
                    None => {
                        let now = work.now();
                        let mut row = ItemRow {
                            head: ItemHead {
                                id: ItemId::new(now, work.random()),
                                public_id: ItemRef::new(work.random()),
                                workspace_id: workspace,
                                title: ready.title,
                                status: ItemStatus::Draft,
                                language: ready.language,
                                source: from.source,
                                origin: from.origin,
                                words: ready.words,
                                version: 1,
                                generation: 0,
                                created_at: now,
                                updated_at: now,
                                published_at: None,
                            },
                            title_folded: ready.title_folded,
                            content: ready.content,
                            content_hash: ready.content_hash,
                            created_by: actor,
                        };
                        items::insert(&row, &mut *work).await?;
                        let event = NewEvent::new(EventKind::ItemCreated, actor, row.head.public_id.as_str())
                            .with(json!({ "source": row.head.source.as_str() }));
                        work.record(workspace, event).await?;
                        if publish {
                            live_version::publish(&app, &mut row, &ready.passages, actor, work).await?;
                            items::update(workspace, &row, &mut *work).await?;
                        }
                        Ok(row.head.public_id)
                    }
                }
            })
        })
        .await?;
    read_item::read(ctx, &item).await
}

/// The next version of what was imported before; the same text changes nothing.
async fn renew(
    app: &App,
    mut row: ItemRow,
    ready: Prepared,
    publish: bool,
    may_publish: bool,
    actor: domain::events::Actor,
    work: &mut Work,
) -> Result<ItemRef> {
    let workspace = row.head.workspace_id;
    let changed = row.content_hash != ready.content_hash || row.head.title != ready.title;
    let is_live = row.head.status == ItemStatus::Published;
    if changed {
        if is_live && !may_publish {
            return Err(published_already(&row));
        }
        row.head.title = ready.title;
        row.title_folded = ready.title_folded;
        row.head.language = ready.language;
        row.content = ready.content;
        row.content_hash = ready.content_hash;
        row.head.words = ready.words;
        row.head.version += 1;
        row.head.updated_at = work.now();
        if row.head.status == ItemStatus::Archived {
            row.head.status = ItemStatus::Draft;
        }
        let event = NewEvent::new(EventKind::ItemUpdated, actor, row.head.public_id.as_str())
            .with(json!({ "version": row.head.version }));
        work.record(workspace, event).await?;
    }
    let goes_live = (changed && is_live) || (publish && !is_live);
    if goes_live {
        live_version::publish(app, &mut row, &ready.passages, actor, work).await?;
    }
    if changed || goes_live {
        items::update(workspace, &row, work).await?;
    }
    Ok(row.head.public_id)
}

/// The same text is there; says which item holds it.
pub(super) fn known_already(same: &ItemRow, field: &'static str) -> Error {
    let then = match same.head.status {
        ItemStatus::Archived => "It is archived; publish it again.",
        ItemStatus::Draft | ItemStatus::Published => "Change that item instead.",
    };
    let message =
        format!("This text is in your knowledge already, as “{}” ({}). {then}", same.head.title, same.head.public_id);
    Problem::new(Code::Conflict, message.clone()).with_field(field, message).into()
}

fn published_already(row: &ItemRow) -> Error {
    let message = format!(
        "“{}” ({}) came from the same place and answers visitors, so a new version of it would answer at once. Ask \
         somebody who may publish to import it again.",
        row.head.title, row.head.public_id
    );
    Problem::new(Code::Forbidden, message).into()
}
