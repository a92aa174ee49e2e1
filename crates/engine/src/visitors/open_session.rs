//! A website's page wants to talk.

use domain::bots::WidgetConfig;
use domain::ids::{BotRef, ContactId, ContactRef, PublishableKey, VisitorId};
use domain::wire::visitor::{SessionGranted, SessionRequest};
use domain::{Code, Language, Problem, Timestamp, time};
use store::bots::{self, BotRow};
use store::contacts::{self, ContactRow};
use store::visitors::{self, VisitorRow};
use store::widgets::{self, WidgetRow};
use store::{Work, conversations};

use super::{VISITOR_LASTS_MS, origin, recognize};
use crate::app::App;
use crate::error::{Error, Result};

/// “Last seen on a website” is kept to the hour.
const WIDGET_SEEN_EVERY_MS: i64 = time::HOUR_MS;

/// Lets a visitor in: goes on with a token that is still good for this widget, else makes a new visitor. `origin` is what
/// the browser says of its page.
///
/// # Errors
/// `not_found` for an unknown project, `unauthenticated` for a key that is not the project's, `forbidden` for a page that
/// may not show the widget.
pub async fn open_session(app: &App, request: SessionRequest, origin: Option<&str>) -> Result<SessionGranted> {
    let (bot, widget) = find_widget(app, &request).await?;
    origin::check(app, &widget, origin)?;
    let now = app.clock().now();
    let known = match request.token {
        Some(token) => recognize::find(app, &token).await?.map(|row| (row, token)),
        None => None,
    };
    let seen_lately = widget.last_seen_at.is_some_and(|seen| seen.plus_ms(WIDGET_SEEN_EVERY_MS) > now);
    if !seen_lately {
        note_seen(app, &widget, now).await?;
    }
    let config =
        WidgetConfig { name: bot.name.clone(), welcome_message: bot.welcome_message.clone(), color: bot.color.clone() };
    match known {
        Some((row, token)) if row.widget_id == widget.id => {
            let expires_at = recognize::keep(app, &row).await?;
            let (workspace, db) = (row.workspace_id, app.store().db());
            let newest = conversations::newest_of_contact(workspace, row.contact_id, bot.id, db).await?;
            Ok(SessionGranted { token, expires_at, conversation: newest.map(|row| row.public_id), config })
        }
        _ => {
            let language = request.language.as_deref().and_then(Language::from_tag);
            let (token, expires_at) = welcome(app, &widget, language).await?;
            Ok(SessionGranted { token, expires_at, conversation: None, config })
        }
    }
}

async fn find_widget(app: &App, request: &SessionRequest) -> Result<(BotRow, WidgetRow)> {
    let db = app.store().db();
    let bot = match request.project.parse::<BotRef>() {
        Ok(project) => bots::find_public(&project, db).await?,
        Err(_) => None,
    };
    let bot = bot.ok_or_else(|| no_project(&request.project))?;
    let widget = match request.key.parse::<PublishableKey>() {
        Ok(key) => widgets::find_by_key(&key, db).await?,
        Err(_) => None,
    };
    let widget = widget.filter(|widget| widget.bot_id == bot.id).ok_or_else(wrong_key)?;
    Ok((bot, widget))
}

async fn note_seen(app: &App, widget: &WidgetRow, now: Timestamp) -> Result<()> {
    let (workspace, widget) = (widget.workspace_id, widget.id);
    app.store()
        .write(Some(workspace), move |work| {
            Box::pin(async move { widgets::update_seen(workspace, widget, now, work).await.map_err(Error::from) })
        })
        .await
}

/// Makes a contact and its first browser.
async fn welcome(app: &App, widget: &WidgetRow, language: Option<Language>) -> Result<(String, Timestamp)> {
    let (token, token_hash) = recognize::fresh(app);
    let (workspace, widget) = (widget.workspace_id, widget.id);
    let expires_at = app
        .store()
        .write(Some(workspace), move |work: &mut Work| {
            Box::pin(async move {
                let now = work.now();
                let contact = ContactRow {
                    id: ContactId::new(now, work.random()),
                    public_id: ContactRef::new(work.random()),
                    workspace_id: workspace,
                    name: None,
                    email: None,
                    email_folded: None,
                    language,
                    created_at: now,
                    last_seen_at: now,
                };
                contacts::insert(&contact, &mut *work).await?;
                let visitor = VisitorRow {
                    id: VisitorId::new(now, work.random()),
                    workspace_id: workspace,
                    widget_id: widget,
                    contact_id: contact.id,
                    token_hash,
                    created_at: now,
                    last_seen_at: now,
                    expires_at: now.plus_ms(VISITOR_LASTS_MS),
                };
                visitors::insert(&visitor, &mut *work).await?;
                Ok::<_, Error>(visitor.expires_at)
            })
        })
        .await?;
    Ok((token, expires_at))
}

fn no_project(project: &str) -> Error {
    let shown: String = project.chars().filter(|c| !c.is_control()).take(40).collect();
    let message = format!("There is no project “{shown}” here. Copy the snippet from the bot's page again.");
    Problem::new(Code::NotFound, message).into()
}

fn wrong_key() -> Error {
    let message = "The key of the snippet does not belong to its project. Copy the snippet from the bot's page again.";
    Problem::new(Code::Unauthenticated, message).into()
}
