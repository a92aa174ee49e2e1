//! Setting the tools of a bot up.

use std::collections::BTreeSet;

use domain::error::FieldErrors;
use domain::events::{EventKind, NewEvent};
use domain::ids::BotRef;
use domain::permissions::Permission;
use domain::tools::{FIELD_CHARS, ToolChange, ToolFieldKind, ToolValues, ToolView, ToolsChange};
use domain::{Code, Problem};
use serde_json::json;
use store::bot_tools::{self, BotToolRow};
use store::{bots, workspaces};
use url::Url;

use super::none_here;
use super::tools::{open_settings, seal, views};
use crate::answer::tools::{Card, Settings, Tool, find};
use crate::app::App;
use crate::ctx::Ctx;
use crate::error::Result;
use crate::sealed::Seal;

/// Changes what is present in `change`; it holds from the next answer on.
///
/// # Errors
/// `invalid` with all wrong fields, each as `tool.field`; `conflict` when a tool was changed since the version that its change
/// names; `not_found` when there is no such bot in this workspace.
pub async fn set_tools(ctx: &Ctx, bot: &BotRef, change: ToolsChange) -> Result<Vec<ToolView>> {
    ctx.allow(Permission::BotsManage)?;
    let (workspace, actor, wanted, app) = (ctx.workspace(), ctx.actor(), bot.clone(), ctx.app().clone());
    ctx.write(move |work| {
        Box::pin(async move {
            workspaces::lock(workspace, &mut *work).await?;
            let bot = bots::get(workspace, &wanted, &mut *work).await.map_err(none_here)?;
            let mut rows = bot_tools::list(workspace, bot.id, &mut *work).await?;
            let (mut wrong, mut changed) = (FieldErrors::default(), Vec::new());
            for (id, change) in change.tools {
                let Some(tool) = find(&id) else {
                    wrong.take::<()>(&id, Err("There is no such tool.".to_owned()));
                    continue;
                };
                let at = rows.iter().position(|row| row.tool == id).unwrap_or_else(|| {
                    rows.push(BotToolRow {
                        workspace_id: workspace,
                        bot_id: bot.id,
                        tool: id.clone(),
                        is_on: false,
                        fields: ToolValues::default(),
                        secrets: ToolValues::default(),
                        version: 0,
                        updated_at: work.now(),
                    });
                    rows.len() - 1
                });
                let before = rows[at].clone();
                if change.version.is_some_and(|version| version != before.version) {
                    return Err(changed_meanwhile(tool.card()).into());
                }
                apply(&app, tool, &mut rows[at], change, &mut wrong)?;
                if rows[at] != before {
                    rows[at].version += 1;
                    rows[at].updated_at = work.now();
                    changed.push(at);
                }
            }
            if let Some(problem) = wrong.into_problem() {
                return Err(problem.into());
            }
            for at in &changed {
                bot_tools::put(workspace, &rows[*at], &mut *work).await?;
            }
            if !changed.is_empty() {
                let fields: Vec<&str> = changed.iter().map(|at| rows[*at].tool.as_str()).collect();
                let event = NewEvent::new(EventKind::BotUpdated, actor, bot.public_id.as_str());
                work.record(workspace, event.with(json!({ "fields": fields }))).await?;
            }
            Ok(views(&rows))
        })
    })
    .await
}

/// Writes what differs into the row.
fn apply(app: &App, tool: &dyn Tool, row: &mut BotToolRow, change: ToolChange, wrong: &mut FieldErrors) -> Result<()> {
    let card = tool.card();
    let (mut of_tool, mut settings) = (FieldErrors::default(), open_settings(app, row)?);
    let (before, typed) = (settings.clone(), change.fields.keys().cloned().collect::<BTreeSet<_>>());
    row.is_on = change.is_on.unwrap_or(row.is_on);
    for (id, typed) in change.fields {
        let Some(field) = card.fields.iter().find(|field| field.id == id) else {
            of_tool.take::<()>(&id, Err("There is no such field.".to_owned()));
            continue;
        };
        let Some(text) = of_tool.take(field.id, parse(&typed)) else { continue };
        let is_secret = field.kind == ToolFieldKind::Secret;
        let open = if is_secret { &mut settings.secrets } else { &mut settings.fields };
        let is_same = open.get(&id).map_or(text.is_empty(), |open| *open == text);
        if is_same {
            continue;
        }
        let sealed = match is_secret && !text.is_empty() {
            true => seal(app, row, &id).close(&text, Seal::nonce(&**app.random()))?,
            false => text.clone(),
        };
        let kept = if is_secret { &mut row.secrets.0 } else { &mut row.fields.0 };
        if text.is_empty() {
            open.remove(&id);
            kept.remove(&id);
        } else {
            open.insert(id.clone(), text);
            kept.insert(id, sealed);
        }
    }
    refuse_to_carry_over(card, &before, &settings, &typed, &mut of_tool);
    tool.check(&settings, row.is_on, app.http(), &mut of_tool);
    if let Some(problem) = of_tool.into_problem() {
        for (field, text) in problem.fields {
            wrong.take::<()>(&format!("{}.{field}", card.id), Err(text));
        }
    }
    Ok(())
}

/// A secret was entered for one system: it does not go to another one because somebody changed the address.
fn refuse_to_carry_over(
    card: &Card,
    before: &Settings,
    after: &Settings,
    typed: &BTreeSet<String>,
    wrong: &mut FieldErrors,
) {
    let of = |kind| card.fields.iter().filter(move |field| field.kind == kind);
    let system = |settings: &Settings, field| Url::parse(settings.text(field)).ok().map(|url| url.origin());
    let moves = of(ToolFieldKind::Address).any(|field| system(before, field.id) != system(after, field.id));
    for field in of(ToolFieldKind::Secret).filter(|field| moves && !typed.contains(field.id)) {
        if !after.text(field.id).is_empty() {
            let text = "The address is another system's now. Enter this once more, or take it away.";
            wrong.take::<()>(field.id, Err(text.to_owned()));
        }
    }
}

fn parse(typed: &str) -> Result<String, String> {
    let text = typed.trim();
    if text.chars().any(char::is_control) {
        return Err("Take out the control characters.".to_owned());
    }
    match text.chars().count() {
        length if length > FIELD_CHARS => Err(format!("Use at most {FIELD_CHARS} characters; these are {length}.")),
        _ => Ok(text.to_owned()),
    }
}

/// Somebody else was quicker; nothing is overwritten.
fn changed_meanwhile(card: &Card) -> Problem {
    let message = format!(
        "Somebody changed “{}” in the meantime. Nothing of yours was saved. Load it again, and make your change there.",
        card.name
    );
    Problem::new(Code::Conflict, message)
}
