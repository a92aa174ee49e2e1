//! `/api/events`

use crate::http::input::Filter;
use crate::http::problem::Answer;
use crate::http::session::Who;
use axum::Json;
use domain::events::EventView;
use domain::page::PageRequest;
use engine::events;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// Which events.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct EventsQuery {
    /// The sequence number behind which to go on; 0 for the start. A start that has left the log is answered with 410.
    after: Option<i64>,
    /// Events wanted, 1 to 200; 50 if left out.
    limit: Option<u16>,
}

/// A piece of the log.
#[derive(Debug, Serialize, ToSchema)]
pub struct Events {
    /// The events, oldest first, without gaps.
    items: Vec<EventView>,
    /// Hand this in as `after` to go on; the log may have grown by then.
    next_after: i64,
}

/// The workspace's event log, oldest first.
#[utoipa::path(get, path = "/api/events", tag = "events", params(EventsQuery),
    responses((status = 200, body = Events)))]
pub async fn list(Who(ctx): Who, Filter(query): Filter<EventsQuery>) -> Result<Json<Events>, Answer> {
    let after = query.after.unwrap_or(0).max(0);
    let items = events::list(&ctx, after, PageRequest::new(None, query.limit).limit).await?;
    let next_after = items.last().map_or(after, |event| event.seq);
    Ok(Json(Events { items, next_after }))
}
