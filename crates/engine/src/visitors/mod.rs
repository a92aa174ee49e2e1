//! Visitors: browsers outside in which a contact talks to a bot.
//!
//! A [`Visitor`] is for the widget's side what a [`crate::Ctx`] is for the team's: who acts, where. Nothing is stored of
//! anybody before they ask for a session, and nothing of what they say before they say it.

mod open_session;
mod origin;
mod recognize;

use std::sync::{Arc, Mutex, PoisonError};

use domain::Language;
use domain::events::Actor;
use domain::ids::{ContactId, ConversationId, WorkspaceId};
use store::bots::BotRow;
use store::visitors::VisitorRow;
use store::widgets::WidgetRow;

use crate::app::App;

pub use open_session::open_session;
pub(crate) use origin::check as check_origin;
pub use recognize::recognize;

/// What each token of a visitor starts with, so that scanners of leaked secrets know it.
pub const TOKEN_PREFIX: &str = "vt_";
/// How long a visitor is known without coming back, in milliseconds.
pub const VISITOR_LASTS_MS: i64 = 180 * domain::time::DAY_MS;

/// Somebody outside who is recognised, with the widget and the bot that they talk to. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Visitor(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    app: App,
    row: VisitorRow,
    widget: WidgetRow,
    bot: BotRow,
    /// The conversation and its language, once known: a contact has one with each bot, which is reopened and never
    /// replaced.
    conversation: Mutex<Option<(ConversationId, Option<Language>)>>,
}

impl Visitor {
    pub(crate) fn new(app: App, row: VisitorRow, widget: WidgetRow, bot: BotRow) -> Self {
        Self(Arc::new(Inner { app, row, widget, bot, conversation: Mutex::default() }))
    }
    /// The application.
    pub fn app(&self) -> &App {
        &self.0.app
    }
    /// The business that they talk to.
    pub fn workspace(&self) -> WorkspaceId {
        self.0.row.workspace_id
    }
    /// Who they are.
    pub fn contact(&self) -> ContactId {
        self.0.row.contact_id
    }
    /// As events name them.
    pub fn actor(&self) -> Actor {
        Actor::Visitor(self.0.row.contact_id)
    }
    /// The browser.
    pub fn row(&self) -> &VisitorRow {
        &self.0.row
    }
    /// The widget, as it was when they were recognised.
    pub fn widget(&self) -> &WidgetRow {
        &self.0.widget
    }
    /// The bot, as it was when they were recognised.
    pub fn bot(&self) -> &BotRow {
        &self.0.bot
    }
    pub(crate) fn known_conversation(&self) -> Option<(ConversationId, Option<Language>)> {
        *self.0.conversation.lock().unwrap_or_else(PoisonError::into_inner)
    }
    pub(crate) fn know_conversation(&self, conversation: Option<(ConversationId, Option<Language>)>) {
        *self.0.conversation.lock().unwrap_or_else(PoisonError::into_inner) = conversation;
    }
}
