//! Server functions of the workspace page.
#![allow(missing_docs, reason = "the macro makes a struct of each function's arguments; their names say it")]

use std::collections::BTreeMap;

use domain::accounts::WorkspaceView;
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use serde::{Deserialize, Serialize};

use crate::api::ApiError;

#[cfg(feature = "ssr")]
use crate::api::edge;
#[cfg(feature = "ssr")]
use domain::accounts::WorkspaceChange;
#[cfg(feature = "ssr")]
use domain::error::FieldErrors;
#[cfg(feature = "ssr")]
use domain::hours::{BusinessHours, parse_day};
#[cfg(feature = "ssr")]
use engine::accounts;

/// The current workspace.
#[server(prefix = "/_fn", endpoint = "read_workspace", input = GetUrl)]
pub async fn read_workspace() -> Result<WorkspaceView, ApiError> {
    Ok(accounts::read_workspace(&edge::ctx()?).await?)
}

/// The business hours as a form sends them: a day as `09:00–12:30, 13:30–17:00`, holidays one per line.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct HoursForm {
    /// The form has the switch: when it does not send it, that is off.
    switches: Option<String>,
    is_on: Option<String>,
    holidays: String,
    /// The days by their names.
    #[serde(flatten)]
    days: BTreeMap<String, String>,
}

/// Changes the current workspace; without `hours`, those stay.
#[server(prefix = "/_fn", endpoint = "update_workspace")]
pub async fn update_workspace(
    name: String,
    #[server(default)] website: String,
    time_zone: String,
    events_kept_days: String,
    audit_kept_days: String,
    mail_kept_days: String,
    #[server(default)] hours: HoursForm,
) -> Result<WorkspaceView, ApiError> {
    let hours = if hours.switches.is_some() { Some(read_hours(&hours)?) } else { None };
    let change = WorkspaceChange {
        hours,
        name: Some(name),
        website: Some(website),
        time_zone: Some(time_zone),
        events_kept_days: Some(days("events_kept_days", &events_kept_days)?),
        audit_kept_days: Some(days("audit_kept_days", &audit_kept_days)?),
        mail_kept_days: Some(days("mail_kept_days", &mail_kept_days)?),
    };
    Ok(accounts::update_workspace(&edge::ctx()?, change).await?)
}

#[cfg(feature = "ssr")]
fn read_hours(form: &HoursForm) -> Result<BusinessHours, ApiError> {
    let (mut hours, mut wrong) = (BusinessHours::default(), FieldErrors::default());
    hours.is_on = form.is_on.is_some();
    for (name, day) in hours.week.days_mut() {
        let typed = form.days.get(name).map_or("", String::as_str);
        *day = wrong.take(name, parse_day(typed)).unwrap_or_default();
    }
    let lines = form.holidays.lines().map(str::trim).filter(|line| !line.is_empty());
    let holidays = lines.map(str::parse).collect::<Result<_, String>>();
    hours.holidays = wrong.take("holidays", holidays).unwrap_or_default();
    match wrong.into_problem() {
        Some(problem) => Err(edge::refuse(problem)),
        None => Ok(hours),
    }
}

/// A form sends text; what is no number is the field's mistake and not the whole form's.
#[cfg(feature = "ssr")]
fn days(field: &str, typed: &str) -> Result<i64, ApiError> {
    let wrong = |_| edge::refuse(domain::Problem::field(field, "Enter a whole number of days."));
    typed.trim().parse().map_err(wrong)
}
