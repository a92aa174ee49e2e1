//! Knowing a visitor again.

use domain::{Code, Problem, Timestamp, time};
use sha2::{Digest, Sha256};
use store::visitors::{self, VisitorRow};
use store::{bots, widgets};

use super::{TOKEN_PREFIX, VISITOR_LASTS_MS, Visitor, origin};
use crate::app::App;
use crate::error::{Error, Result};
use crate::secrets::Token;

/// A visitor's time is moved at most so often, so that coming back is mostly reading.
const SEEN_EVERY_MS: i64 = time::HOUR_MS;

/// The visitor who holds this token.
///
/// # Errors
/// `unauthenticated` when nobody does or their time is over: the widget asks for a new session then. `forbidden` on a page
/// that may not show the widget.
pub async fn recognize(app: &App, token: &str, origin: Option<&str>) -> Result<Visitor> {
    let row = find(app, token).await?.ok_or_else(unknown)?;
    let db = app.store().db();
    let widget = widgets::get_by_id(row.workspace_id, row.widget_id, db).await?;
    origin::check(app, &widget, origin)?;
    let bot = bots::get_by_id(row.workspace_id, widget.bot_id, db).await?;
    keep(app, &row).await?;
    Ok(Visitor::new(app.clone(), row, widget, bot))
}

/// The row of a token that is still good.
pub(super) async fn find(app: &App, token: &str) -> Result<Option<VisitorRow>> {
    let Some(hash) = hash_of(token) else { return Ok(None) };
    let row = visitors::find_by_token(&hash, app.store().db()).await?;
    Ok(row.filter(|row| row.expires_at > app.clock().now()))
}

/// Moves the end of a visitor who is here.
pub(super) async fn keep(app: &App, row: &VisitorRow) -> Result<Timestamp> {
    let now = app.clock().now();
    if row.last_seen_at.plus_ms(SEEN_EVERY_MS) > now {
        return Ok(row.expires_at);
    }
    let (workspace, visitor, expires) = (row.workspace_id, row.id, now.plus_ms(VISITOR_LASTS_MS));
    app.store()
        .write(Some(workspace), move |work| {
            Box::pin(
                async move { visitors::update_seen(workspace, visitor, now, expires, work).await.map_err(Error::from) },
            )
        })
        .await?;
    Ok(expires)
}

/// A fresh token as the widget keeps it, and what is stored of it.
pub(super) fn fresh(app: &App) -> (String, Vec<u8>) {
    let text = format!("{TOKEN_PREFIX}{}", Token::new(app.random().as_ref()).expose());
    let hash = Sha256::digest(text.as_bytes()).to_vec();
    (text, hash)
}

fn hash_of(token: &str) -> Option<Vec<u8>> {
    Token::parse(token.strip_prefix(TOKEN_PREFIX)?)?;
    Some(Sha256::digest(token.as_bytes()).to_vec())
}

fn unknown() -> Error {
    Problem::new(Code::Unauthenticated, "This visitor is not known any more. Ask for a new session.").into()
}
