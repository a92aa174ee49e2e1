//! `/api/ai`: what is found out, remembered and counted.

use super::ai::Said;
use crate::http::input::{Filter, Id, Input};
use crate::http::problem::Answer;
use crate::http::session::Who;
use axum::Json;
use domain::Timestamp;
use domain::analysis::Sentiment;
use domain::analytics::AiAnalytics;
use domain::ids::ConversationRef;
use domain::memory::ConversationContext;
use engine::{answer, conversations};
use serde::Deserialize;
use utoipa::IntoParams;

/// How the writer of a text feels.
#[utoipa::path(post, path = "/api/ai/analyze-sentiment", tag = "ai", request_body = Said,
    responses((status = 200, body = Sentiment)))]
pub async fn analyze_sentiment(Who(ctx): Who, Input(said): Input<Said>) -> Result<Json<Sentiment>, Answer> {
    Ok(Json(answer::analyze_sentiment(&ctx, &said.text, said.language)?))
}

/// What is known when a conversation goes on: summary, facts, topics, feeling and the newest words.
#[utoipa::path(get, path = "/api/ai/conversation-context/{id}", tag = "ai", params(("id" = String, Path)),
    responses((status = 200, body = ConversationContext)))]
pub async fn context(
    Who(ctx): Who,
    Id(conversation): Id<ConversationRef>,
) -> Result<Json<ConversationContext>, Answer> {
    Ok(Json(conversations::context(&ctx, &conversation).await?))
}

/// A time.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Time {
    /// Milliseconds since 1970; thirty days before `to` if left out.
    from: Option<i64>,
    /// Milliseconds since 1970; now if left out.
    to: Option<i64>,
}

/// What the bots did in a time of up to 366 days, counted in what is stored.
#[utoipa::path(get, path = "/api/ai/analytics", tag = "ai", params(Time),
    responses((status = 200, body = AiAnalytics)))]
pub async fn analytics(Who(ctx): Who, Filter(time): Filter<Time>) -> Result<Json<AiAnalytics>, Answer> {
    Ok(Json(answer::analytics(&ctx, time.from.map(Timestamp), time.to.map(Timestamp)).await?))
}
