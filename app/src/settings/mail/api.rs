//! Server functions of the mail log.
#![allow(missing_docs, reason = "the macro makes a struct of each function's arguments; their names say it")]

use domain::operations::MailView;
use domain::page::Page;
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use serde::{Deserialize, Serialize};

use crate::api::ApiError;

#[cfg(feature = "ssr")]
use crate::api::edge;
#[cfg(feature = "ssr")]
use domain::page::PageRequest;
#[cfg(feature = "ssr")]
use engine::outgoing;

/// The mail log, and whether mail goes out at all.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailLog {
    /// Whether the installation has a mail server.
    pub is_set_up: bool,
    /// A page of the log.
    pub page: Page<MailView>,
}

/// A page of the mail log, newest first.
#[server(prefix = "/_fn", endpoint = "list_mails", input = GetUrl)]
pub async fn list_mails(cursor: Option<String>) -> Result<MailLog, ApiError> {
    let page = outgoing::list_mails(&edge::ctx()?, PageRequest::new(cursor, None)).await?;
    Ok(MailLog { is_set_up: edge::app()?.mailer().is_some(), page })
}
