//! Giving up an event that a reaction could not digest.

use domain::ids::DeadLetterRef;
use store::reactions;

use crate::accounts::Session;
use crate::error::Result;

/// The event stays in the log; only this reaction goes without it.
///
/// # Errors
/// `not_found` when it is not put aside any more; `forbidden` to anybody but operators.
pub async fn discard_dead_letter(session: &Session, id: DeadLetterRef) -> Result<()> {
    session.allow_operator()?;
    let store = session.app().store();
    Ok(store.write(None, move |work| Box::pin(async move { reactions::delete_dead_letter(&id, work).await })).await?)
}
