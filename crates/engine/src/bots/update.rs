//! Changing a bot.

use domain::bots::{BotChange, BotView, PERSONA_CHARS, WELCOME_CHARS, parse_color, parse_text};
use domain::error::FieldErrors;
use domain::events::{EventKind, NewEvent};
use domain::ids::BotRef;
use domain::permissions::Permission;
use serde_json::json;
use store::bots::{self, BotRow};
use store::{widgets, workspaces};

use super::{input, none_here, view};
use crate::ctx::Ctx;
use crate::error::Result;

/// A change whose every field has been read.
struct Parsed {
    name: Option<String>,
    persona: Option<String>,
    welcome_message: Option<String>,
    color: Option<Option<String>>,
    domains: Option<Vec<String>>,
}

/// Changes what is present in `change`. Websites see it within the minute for which their browsers keep what they know.
///
/// # Errors
/// `invalid` with all wrong fields; `not_found` when there is no such bot in this workspace.
pub async fn update(ctx: &Ctx, bot: &BotRef, change: BotChange) -> Result<BotView> {
    ctx.allow(Permission::BotsManage)?;
    let parsed = parse(change)?;
    let (workspace, actor, wanted) = (ctx.workspace(), ctx.actor(), bot.clone());
    ctx.write(move |work| {
        Box::pin(async move {
            workspaces::lock(workspace, &mut *work).await?;
            let mut row = bots::get(workspace, &wanted, &mut *work).await.map_err(none_here)?;
            let mut widget = widgets::get_of_bot(workspace, row.id, &mut *work).await?;
            let domains = parsed.domains.clone();
            let mut changed = apply(&mut row, parsed);
            if !changed.is_empty() {
                row.updated_at = work.now();
                bots::update(workspace, &row, &mut *work).await?;
            }
            if let Some(domains) = domains.filter(|domains| *domains != widget.domains) {
                widgets::update_domains(workspace, widget.id, &domains, &mut *work).await?;
                widget.domains = domains;
                changed.push("domains");
            }
            if !changed.is_empty() {
                let event = NewEvent::new(EventKind::BotUpdated, actor, row.public_id.as_str());
                work.record(workspace, event.with(json!({ "fields": changed }))).await?;
            }
            Ok(view(row, widget))
        })
    })
    .await
}

fn parse(change: BotChange) -> Result<Parsed> {
    let mut wrong = FieldErrors::default();
    let mut text =
        |field: &str, typed: Option<String>, most| typed.and_then(|typed| wrong.take(field, parse_text(&typed, most)));
    let persona = text("persona", change.persona, PERSONA_CHARS);
    let welcome_message = text("welcome_message", change.welcome_message, WELCOME_CHARS);
    let parsed = Parsed {
        persona,
        welcome_message,
        name: change.name.and_then(|typed| wrong.take("name", input::name(&typed))),
        color: change.color.and_then(|typed| wrong.take("color", parse_color(&typed))),
        domains: change.domains.and_then(|typed| wrong.take("domains", input::domains(&typed))),
    };
    match wrong.into_problem() {
        Some(problem) => Err(problem.into()),
        None => Ok(parsed),
    }
}

/// Writes what differs into the row; gives the names of those fields.
fn apply(row: &mut BotRow, parsed: Parsed) -> Vec<&'static str> {
    fn set<T: PartialEq>(old: &mut T, new: Option<T>, field: &'static str, changed: &mut Vec<&'static str>) {
        if let Some(new) = new.filter(|new| new != old) {
            *old = new;
            changed.push(field);
        }
    }
    let mut changed = Vec::new();
    set(&mut row.name, parsed.name, "name", &mut changed);
    set(&mut row.persona, parsed.persona, "persona", &mut changed);
    set(&mut row.welcome_message, parsed.welcome_message, "welcome_message", &mut changed);
    set(&mut row.color, parsed.color, "color", &mut changed);
    changed
}
