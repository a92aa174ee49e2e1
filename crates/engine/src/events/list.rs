//! Reading the event log.

use domain::events::EventView;
use domain::page::MAX_LIMIT;
use domain::permissions::Permission;
use domain::{Code, Problem};
use store::events::{self, After};

use crate::ctx::Ctx;
use crate::error::Result;

/// Up to `limit` events after the number `after`, oldest first; the whole log from 0.
///
/// # Errors
/// `gone` when the log does not reach back so far any more; `invalid` when it has never come so far.
pub async fn list(ctx: &Ctx, after: i64, limit: u16) -> Result<Vec<EventView>> {
    ctx.allow(Permission::EventsRead)?;
    let limit = limit.clamp(1, MAX_LIMIT);
    match events::list_after(ctx.workspace(), after.max(0), limit, ctx.app().store().db()).await? {
        After::Events(events) => Ok(events.iter().map(EventView::from).collect()),
        After::Gone(bounds) if after > bounds.last_seq => {
            let text = format!("There is no event {after} yet; the newest is {}.", bounds.last_seq);
            Err(Problem::field("after", text).into())
        }
        After::Gone(bounds) => {
            let text = format!(
                "Events up to {} are not kept any more. Load what you need anew and go on after {}.",
                bounds.first_seq - 1,
                bounds.last_seq
            );
            Err(Problem::new(Code::Gone, text).into())
        }
    }
}
