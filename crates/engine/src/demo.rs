//! The demo workspace: a made-up shop with knowledge in three languages, for trying the product out. It exists only where
//! somebody asked for it.

use domain::bots::{BotChange, BotView};
use domain::events::{Actor, EventKind, NewEvent};
use domain::ids::WorkspaceId;
use domain::permissions::Role;
use domain::{Code, Problem};
use futures::FutureExt;
use store::{installation, items, members, users};

use crate::accounts::insert_demo_workspace;
use crate::app::App;
use crate::ctx::Ctx;
use crate::error::{Error, Result};
use crate::{bots, knowledge};

/// The installation's row that holds the demo workspace's key.
const MARKER: &str = "demo_workspace";
/// Name of the workspace: whoever sees it knows that it is no real business.
pub const WORKSPACE: &str = "Kamille & Co (demo shop)";

/// What the demo bot is told about itself.
const PERSONA: &str = "You are Mila, the assistant of Kamille & Co, a made-up tea shop from Leipzig that shows what this \
                       program can do. You are friendly and brief.";

/// What was filled.
#[derive(Debug)]
pub struct Demo {
    /// The bot, with the widget that the shop's pages carry.
    pub bot: BotView,
    /// Pages that were read into the knowledge now; the others were there already, and are left as they are.
    pub imported: usize,
}

/// Makes the demo workspace with its bot, unless it is there, for everybody who operates this installation, and reads the
/// shop's `pages` (addresses) into its knowledge. `shops` are the websites that may show its widget. What is there already
/// stays as people have made it: bot, pages that were changed or archived.
///
/// # Errors
/// `conflict` while nobody has an account; what the import of a page says.
pub async fn fill(app: &App, shops: &[String], pages: &[String]) -> Result<Demo> {
    let workspace = workspace(app, shops.first().cloned()).await?;
    let ctx = Ctx::system(app, workspace);
    let bot = bot(&ctx, shops).await?;
    let mut imported = 0;
    for page in pages {
        if items::find_by_origin(workspace, page, app.store().db()).await?.is_some() {
            continue;
        }
        match knowledge::import_url(&ctx, page, true).await {
            Ok(_) => imported += 1,
            // There already, word for word, from another address of the shop.
            Err(Error::Problem(problem)) if problem.code == Code::Conflict => {}
            Err(error) => return Err(error),
        }
    }
    Ok(Demo { bot, imported })
}

/// The bot, which these websites may show.
async fn bot(ctx: &Ctx, shops: &[String]) -> Result<BotView> {
    let (bot, change) = match bots::list(ctx).await?.into_iter().next() {
        Some(bot) => {
            let mut domains = bot.widget.domains.clone();
            // A bot without a list may be shown everywhere.
            let missing = shops.iter().filter(|shop| !domains.is_empty() && !domains.contains(shop));
            let missing: Vec<_> = missing.cloned().collect();
            if missing.is_empty() {
                return Ok(bot);
            }
            domains.extend(missing);
            (bot, BotChange { domains: Some(domains), ..BotChange::default() })
        }
        None => {
            let change = BotChange {
                persona: Some(PERSONA.to_owned()),
                color: Some("#2f6f4f".to_owned()),
                domains: Some(shops.to_vec()),
                ..BotChange::default()
            };
            (bots::create(ctx, "Mila").await?, change)
        }
    };
    bots::update(ctx, &bot.id, change).await
}

async fn workspace(app: &App, website: Option<String>) -> Result<WorkspaceId> {
    let operators: Vec<_> = users::list_all(app.store().db()).await?.into_iter().filter(|u| u.is_operator).collect();
    if operators.is_empty() {
        let text = format!(
            "Nobody has an account here yet. Open {} and create the owner, then run this again.",
            app.settings().public_url
        );
        return Err(Problem::new(Code::Conflict, text).into());
    }
    let wanted = WorkspaceId::new(app.clock().now(), app.random().u128());
    let kept = app
        .store()
        .write(Some(wanted), move |work| {
            async move {
                let mine = wanted.to_string();
                let kept = installation::keep(MARKER, &mine, work).await?;
                if kept != mine {
                    return Ok(kept);
                }
                let website = website.map(|host| format!("http://{host}"));
                insert_demo_workspace(work, wanted, WORKSPACE, website).await?;
                for user in operators {
                    members::insert(wanted, user.id, Role::Owner, work.now(), &mut *work).await?;
                    let joined = NewEvent::new(EventKind::MemberJoined, Actor::System, user.public_id.as_str())
                        .with(serde_json::json!({ "role": Role::Owner }));
                    work.record(wanted, joined).await?;
                }
                Ok::<_, Error>(kept)
            }
            .boxed()
        })
        .await?;
    kept.parse().map_err(|_| store::Error::Unexpected(format!("the demo workspace is noted as {kept}")).into())
}
