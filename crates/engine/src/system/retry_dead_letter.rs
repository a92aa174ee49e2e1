//! Digesting an event after all that was put aside.

use domain::ids::DeadLetterRef;
use domain::{Code, Problem};
use store::events::{self, After};
use store::reactions;

use crate::accounts::Session;
use crate::error::{Error, Result};
use crate::events::reactions::{REACTIONS, digest_one};

/// The reaction digests the event, and it leaves the list in the same transaction.
///
/// # Errors
/// The reaction's own, if it still cannot; `not_found` when the event is not put aside any more; `gone` when the log does
/// not have it any more; `forbidden` to anybody but operators.
pub async fn retry_dead_letter(session: &Session, id: DeadLetterRef) -> Result<()> {
    session.allow_operator()?;
    let store = session.app().store();
    let letter = reactions::get_dead_letter(&id, store.db()).await?;
    let Some(reaction) = REACTIONS.iter().copied().find(|reaction| reaction.name() == letter.reaction) else {
        let text = format!("This version has no reaction “{}”. Discard the entry.", letter.reaction);
        return Err(Problem::new(Code::Gone, text).into());
    };
    let workspace = letter.workspace_id;
    let found = events::list_after(workspace, letter.seq - 1, 1, store.db()).await?;
    let After::Events(events) = found else {
        return Err(Problem::new(Code::Gone, "The log does not keep this event any more. Discard the entry.").into());
    };
    store
        .write(Some(workspace), move |work| {
            Box::pin(async move {
                reactions::delete_dead_letter(&id, &mut *work).await?;
                for event in &events {
                    digest_one(reaction, workspace, event, work).await?;
                }
                Ok::<_, Error>(())
            })
        })
        .await
}
