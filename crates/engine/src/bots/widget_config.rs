//! What a website's page is told about a bot before anybody acts.

use domain::bots::WidgetConfig;
use domain::ids::BotRef;
use domain::{Code, Problem};
use store::{bots, widgets};

use crate::app::App;
use crate::error::Result;
use crate::visitors::check_origin;

/// Name and looks of a bot, the same for everybody whose page may show it. `origin` is what the browser says of the page.
/// Nothing is stored.
///
/// # Errors
/// `not_found` for an unknown project, `forbidden` for a page that may not show the widget.
pub async fn widget_config(app: &App, project: &str, origin: Option<&str>) -> Result<WidgetConfig> {
    let db = app.store().db();
    let bot = match project.parse::<BotRef>() {
        Ok(project) => bots::find_public(&project, db).await?,
        Err(_) => None,
    };
    let unknown =
        || Problem::new(Code::NotFound, "There is no such project here. Copy the snippet from the bot's page again.");
    let bot = bot.ok_or_else(unknown)?;
    let widget = widgets::get_of_bot(bot.workspace_id, bot.id, db).await?;
    check_origin(app, &widget, origin)?;
    Ok(WidgetConfig { name: bot.name, welcome_message: bot.welcome_message, color: bot.color })
}
