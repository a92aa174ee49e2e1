//! `/api/ai/budget`

use crate::http::input::Input;
use crate::http::problem::Answer;
use crate::http::session::Who;
use axum::Json;
use domain::budget::{Budget, BudgetView};
use engine::budgets;

/// How many tokens of model services the workspace's bots may use, and what is used.
#[utoipa::path(get, path = "/api/ai/budget", tag = "ai", responses((status = 200, body = BudgetView)))]
pub async fn read(Who(ctx): Who) -> Result<Json<BudgetView>, Answer> {
    Ok(Json(budgets::read(&ctx).await?))
}

/// Sets the limits: what is left out has none from then on.
#[utoipa::path(put, path = "/api/ai/budget", tag = "ai", request_body = Budget,
    responses((status = 200, body = BudgetView)))]
pub async fn update(Who(ctx): Who, Input(budget): Input<Budget>) -> Result<Json<BudgetView>, Answer> {
    Ok(Json(budgets::update(&ctx, budget).await?))
}
