//! Making a bot.

use domain::Problem;
use domain::bots::BotView;
use domain::events::{EventKind, NewEvent};
use domain::ids::{BotId, BotRef, PublishableKey, WidgetId, WidgetRef};
use domain::permissions::Permission;
use domain::rules::BotRules;
use store::bots::{self, BotRow};
use store::widgets::{self, WidgetRow};
use store::workspaces;

use super::{input, view};
use crate::ctx::Ctx;
use crate::error::Result;

/// Most bots of a workspace.
const BOTS: usize = 50;

/// Makes a bot with its widget. Where the business has a website, only that may show the widget at first.
///
/// # Errors
/// `invalid` for a name that is none, or when there are too many bots.
pub async fn create(ctx: &Ctx, name: &str) -> Result<BotView> {
    ctx.allow(Permission::BotsManage)?;
    let name = input::name(name).map_err(|wrong| Problem::field("name", wrong))?;
    let (workspace, actor) = (ctx.workspace(), ctx.actor());
    ctx.write(move |work| {
        Box::pin(async move {
            workspaces::lock(workspace, &mut *work).await?;
            if bots::list(workspace, &mut *work).await?.len() >= BOTS {
                return Err(Problem::invalid(format!("A workspace has at most {BOTS} bots.")).into());
            }
            let business = workspaces::get(workspace, &mut *work).await?;
            let now = work.now();
            let bot = BotRow {
                id: BotId::new(now, work.random()),
                public_id: BotRef::new(work.random()),
                workspace_id: workspace,
                name,
                persona: String::new(),
                welcome_message: String::new(),
                color: None,
                rules: BotRules::default(),
                version: 1,
                created_at: now,
                updated_at: now,
            };
            bots::insert(&bot, &mut *work).await?;
            let widget = WidgetRow {
                id: WidgetId::new(now, work.random()),
                public_id: WidgetRef::new(work.random()),
                workspace_id: workspace,
                bot_id: bot.id,
                key: PublishableKey::new(work.random()),
                domains: input::of_website(business.website.as_deref()),
                last_seen_at: None,
                created_at: now,
            };
            widgets::insert(&widget, &mut *work).await?;
            work.record(workspace, NewEvent::new(EventKind::BotCreated, actor, bot.public_id.as_str())).await?;
            Ok(view(bot, widget))
        })
    })
    .await
}
