//! Server functions of the audit log.
#![allow(missing_docs, reason = "the macro makes a struct of each function's arguments; their names say it")]

use domain::accounts::AuditEntryView;
use domain::events::EventKind;
use domain::page::Page;
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;

use crate::api::ApiError;

#[cfg(feature = "ssr")]
use crate::api::edge;
#[cfg(feature = "ssr")]
use domain::page::PageRequest;
#[cfg(feature = "ssr")]
use engine::audit;

/// A page of the audit log, newest first, of one kind or of all.
#[server(prefix = "/_fn", endpoint = "list_audit", input = GetUrl)]
pub async fn list_audit(kind: Option<EventKind>, cursor: Option<String>) -> Result<Page<AuditEntryView>, ApiError> {
    let filter = audit::AuditFilter { kind, page: PageRequest::new(cursor, None) };
    Ok(audit::list(&edge::ctx()?, filter).await?)
}
