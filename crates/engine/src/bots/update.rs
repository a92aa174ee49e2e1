//! Changing a bot.

use domain::bots::{BotChange, BotView, PERSONA_CHARS, WELCOME_CHARS, parse_color, parse_text};
use domain::error::FieldErrors;
use domain::events::{EventKind, NewEvent};
use domain::ids::BotRef;
use domain::permissions::Permission;
use domain::{Code, Problem};
use serde_json::json;
use store::bots::{self, BotRow};
use store::{widgets, workspaces};

use super::{input, none_here, view};
use crate::ctx::Ctx;
use crate::error::Result;

/// Changes what is present in `change`. Websites see it within the minute for which their browsers keep what they know.
///
/// # Errors
/// `invalid` with all wrong fields; `conflict` when it was changed since the version that `change` names; `not_found` when
/// there is no such bot in this workspace.
pub async fn update(ctx: &Ctx, bot: &BotRef, change: BotChange) -> Result<BotView> {
    ctx.allow(Permission::BotsManage)?;
    let (workspace, actor, wanted) = (ctx.workspace(), ctx.actor(), bot.clone());
    ctx.write(move |work| {
        Box::pin(async move {
            workspaces::lock(workspace, &mut *work).await?;
            let mut row = bots::get(workspace, &wanted, &mut *work).await.map_err(none_here)?;
            let mut widget = widgets::get_of_bot(workspace, row.id, &mut *work).await?;
            if change.version.is_some_and(|version| version != row.version) {
                return Err(changed_meanwhile(&row).into());
            }
            let (mut changed, domains) = apply(&mut row, change)?;
            if let Some(domains) = domains.filter(|domains| *domains != widget.domains) {
                widgets::update_domains(workspace, widget.id, &domains, &mut *work).await?;
                widget.domains = domains;
                changed.push("domains");
            }
            if !changed.is_empty() {
                row.updated_at = work.now();
                row.version += 1;
                bots::update(workspace, &row, &mut *work).await?;
                let event = NewEvent::new(EventKind::BotUpdated, actor, row.public_id.as_str());
                work.record(workspace, event.with(json!({ "fields": changed }))).await?;
            }
            Ok(view(row, widget))
        })
    })
    .await
}

/// Somebody else was quicker; nothing is overwritten.
fn changed_meanwhile(row: &BotRow) -> Problem {
    let message = format!(
        "Somebody changed “{}” in the meantime. Nothing of yours was saved. Load it again, and make your change there.",
        row.name
    );
    Problem::new(Code::Conflict, message)
}

/// Writes what differs into the row; gives the names of those fields, and the websites where they are given.
fn apply(row: &mut BotRow, change: BotChange) -> Result<(Vec<&'static str>, Option<Vec<String>>)> {
    fn set<T: PartialEq>(old: &mut T, new: Option<T>, field: &'static str, changed: &mut Vec<&'static str>) {
        if let Some(new) = new.filter(|new| new != old) {
            *old = new;
            changed.push(field);
        }
    }
    let (mut wrong, mut changed) = (FieldErrors::default(), Vec::new());
    let mut text =
        |field: &str, typed: Option<String>, most| typed.and_then(|typed| wrong.take(field, parse_text(&typed, most)));
    let persona = text("persona", change.persona, PERSONA_CHARS);
    let welcome_message = text("welcome_message", change.welcome_message, WELCOME_CHARS);
    let name = change.name.and_then(|typed| wrong.take("name", input::name(&typed)));
    let color = change.color.and_then(|typed| wrong.take("color", parse_color(&typed)));
    let domains = change.domains.and_then(|typed| wrong.take("domains", input::domains(&typed)));
    set(&mut row.name, name, "name", &mut changed);
    set(&mut row.persona, persona, "persona", &mut changed);
    set(&mut row.welcome_message, welcome_message, "welcome_message", &mut changed);
    set(&mut row.color, color, "color", &mut changed);
    changed.extend(row.rules.apply(change.rules.unwrap_or_default(), &mut wrong));
    match wrong.into_problem() {
        Some(problem) => Err(problem.into()),
        None => Ok((changed, domains)),
    }
}
