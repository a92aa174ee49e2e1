//! Changing an item.

use domain::error::FieldErrors;
use domain::events::{EventKind, NewEvent};
use domain::ids::ItemRef;
use domain::knowledge::{ItemChange, ItemDetail, ItemStatus};
use domain::permissions::Permission;
use domain::{Code, Problem};
use serde_json::json;
use store::items::{self, ItemRow};

use super::prepare::{self, Speaks};
use super::{intake, live_version, read_item};
use crate::ctx::Ctx;
use crate::error::{Error, Result};

/// Changes what is present in `change`. A published item answers with the change at once, so that takes the permission to
/// publish.
///
/// # Errors
/// `invalid` with the wrong fields; `conflict` when it was changed since the version that `change` names, or when another item
/// holds the same text.
pub async fn update_item(ctx: &Ctx, item: &ItemRef, change: ItemChange) -> Result<ItemDetail> {
    ctx.allow(Permission::KnowledgeWrite)?;
    let (workspace, actor) = (ctx.workspace(), ctx.actor());
    let seen = items::get(workspace, item, ctx.app().store().db()).await.map_err(read_item::none_here)?;
    if change.version.is_some_and(|version| version != seen.head.version) {
        return Err(changed_meanwhile(&seen));
    }
    let (version, was) = (seen.head.version, seen.head.status);
    if was == ItemStatus::Published {
        ctx.allow(Permission::KnowledgePublish)?;
    }
    let mut wrong = FieldErrors::default();
    let content = change.content.map_or(Some(seen.content), |typed| wrong.take("content", prepare::content(&typed)));
    let title = match change.title {
        Some(typed) => wrong.take("title", prepare::title(&typed, content.as_deref().unwrap_or_default())),
        None => Some(seen.head.title),
    };
    if let Some(problem) = wrong.into_problem() {
        return Err(problem.into());
    }
    let (title, content) = (title.unwrap_or_default(), content.unwrap_or_default());
    let language = change.language.unwrap_or(seen.head.language);
    let ready = prepare::prepare(title, content, Speaks::Said(language)).await?;
    let (wanted, app) = (item.clone(), ctx.app().clone());
    ctx.write(move |work| {
        Box::pin(async move {
            store::workspaces::lock(workspace, &mut *work).await?;
            let mut row = items::lock(workspace, &wanted, &mut *work).await.map_err(read_item::none_here)?;
            if row.head.version != version || row.head.status != was {
                return Err(changed_meanwhile(&row));
            }
            let new_text = row.head.title != ready.title || row.content != ready.content;
            if !new_text && row.head.language == ready.language {
                return Ok(());
            }
            if row.content_hash != ready.content_hash {
                let same = items::find_by_hash(workspace, &ready.content_hash, &mut *work).await?;
                if let Some(same) = same.filter(|same| same.head.id != row.head.id) {
                    return Err(intake::known_already(&same, "content"));
                }
            }
            row.head.title = ready.title;
            row.title_folded = ready.title_folded;
            row.content = ready.content;
            row.content_hash = ready.content_hash;
            row.head.language = ready.language;
            row.head.words = ready.words;
            row.head.updated_at = work.now();
            row.head.version += i64::from(new_text);
            let event = NewEvent::new(EventKind::ItemUpdated, actor, row.head.public_id.as_str())
                .with(json!({ "version": row.head.version }));
            work.record(workspace, event).await?;
            if was == ItemStatus::Published {
                live_version::publish(&app, &mut row, &ready.passages, actor, work).await?;
            }
            items::update(workspace, &row, &mut *work).await?;
            Ok(())
        })
    })
    .await?;
    read_item::read(ctx, item).await
}

/// Somebody else was quicker; nothing is overwritten.
pub(super) fn changed_meanwhile(row: &ItemRow) -> Error {
    let message = format!(
        "“{}” was changed in the meantime and is at version {} now. Load it again, and make your change there.",
        row.head.title, row.head.version
    );
    Problem::new(Code::Conflict, message).into()
}
