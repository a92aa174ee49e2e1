//! Bots with their widgets: what visitors meet, and which websites may show it.

mod create;
mod input;
mod list;
mod read;
mod set_tools;
mod tools;
mod update;
mod widget_config;

pub use create::create;
pub use list::list;
pub use read::read;
pub use set_tools::set_tools;
pub(crate) use tools::open_settings;
pub use tools::tools;
pub use update::update;
pub use widget_config::widget_config;

use domain::Problem;
use domain::bots::{BotView, WidgetView};
use store::bots::BotRow;
use store::widgets::WidgetRow;

use crate::error::Error;

fn view(bot: BotRow, widget: WidgetRow) -> BotView {
    BotView {
        id: bot.public_id,
        name: bot.name,
        persona: bot.persona,
        welcome_message: bot.welcome_message,
        color: bot.color,
        rules: bot.rules,
        widget: WidgetView {
            id: widget.public_id,
            key: widget.key,
            domains: widget.domains,
            last_seen_at: widget.last_seen_at,
        },
        version: bot.version,
        created_at: bot.created_at,
    }
}

/// Names what is missing.
fn none_here(error: store::Error) -> Error {
    match error {
        store::Error::NotFound => Problem::not_found("this bot").into(),
        other => other.into(),
    }
}
