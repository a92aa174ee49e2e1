//! Reading the audit log.

use domain::accounts::AuditEntryView;
use domain::events::EventKind;
use domain::page::{Page, PageRequest};
use domain::permissions::Permission;
use serde_json::Value;
use store::audit::{self, AuditRow};

use crate::accounts::name_of;
use crate::ctx::Ctx;
use crate::cursor;
use crate::error::Result;

/// Which entries are wanted.
#[derive(Debug, Clone, Default)]
pub struct AuditFilter {
    /// Only acts of this kind.
    pub kind: Option<EventKind>,
    /// Which piece of the list.
    pub page: PageRequest,
}

/// Administrative acts in the workspace, the newest first, with names as they are today; someone whose data was erased has
/// none any more.
pub async fn list(ctx: &Ctx, filter: AuditFilter) -> Result<Page<AuditEntryView>> {
    ctx.allow(Permission::AuditRead)?;
    let before = cursor::read_seq(filter.page.cursor.as_deref())?;
    let limit = u32::from(filter.page.limit) + 1;
    let rows = audit::list(ctx.workspace(), filter.kind, before, limit, ctx.app().store().db()).await?;
    Ok(Page::cut(rows, filter.page.limit, |row| row.seq.to_string()).map(view))
}

fn view(row: AuditRow) -> AuditEntryView {
    AuditEntryView {
        seq: row.seq,
        at: row.at,
        actor: name_of(&row.actor_kind, row.actor_name),
        kind: row.kind.as_str().to_owned(),
        sentence: row.kind.sentence().to_owned(),
        subject: row.subject_name.unwrap_or(row.subject),
        details: details(&row.details),
    }
}

/// A flat object as names and values.
fn details(json: &str) -> Vec<(String, String)> {
    let Ok(Value::Object(object)) = serde_json::from_str(json) else { return Vec::new() };
    object.into_iter().map(|(name, value)| (name, plain(&value))).collect()
}

fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(plain).collect::<Vec<_>>().join(", "),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn details_are_shown_as_names_and_values() {
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        assert_eq!(details(r#"{"from":"agent","to":"admin"}"#), [pair("from", "agent"), pair("to", "admin")]);
        assert_eq!(details(r#"{"fields":["name","website"]}"#), [pair("fields", "name, website")]);
        assert!(details("{}").is_empty() && details("nonsense").is_empty());
    }
}
