//! Server functions of the team page.
#![allow(missing_docs, reason = "the macro makes a struct of each function's arguments; their names say it")]

use domain::accounts::{InvitationView, MemberView, NewInvitationView};
use domain::ids::{InvitationRef, UserRef};
use domain::page::Page;
use domain::permissions::Role;
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;

use crate::api::ApiError;

#[cfg(feature = "ssr")]
use crate::api::edge;
#[cfg(feature = "ssr")]
use domain::page::PageRequest;
#[cfg(feature = "ssr")]
use engine::accounts;

/// Who belongs to the workspace.
#[server(prefix = "/_fn", endpoint = "list_members", input = GetUrl)]
pub async fn list_members(cursor: Option<String>) -> Result<Page<MemberView>, ApiError> {
    Ok(accounts::list_members(&edge::ctx()?, PageRequest::new(cursor, None)).await?)
}

/// Which invitations wait for their answer.
#[server(prefix = "/_fn", endpoint = "list_invitations", input = GetUrl)]
pub async fn list_invitations() -> Result<Vec<InvitationView>, ApiError> {
    Ok(accounts::list_invitations(&edge::ctx()?).await?)
}

/// Invites someone; the answer holds the link.
#[server(prefix = "/_fn", endpoint = "invite")]
pub async fn invite(email: String, role: Role) -> Result<NewInvitationView, ApiError> {
    Ok(accounts::invite(&edge::ctx()?, &email, role).await?)
}

/// Takes an invitation back.
#[server(prefix = "/_fn", endpoint = "revoke_invitation")]
pub async fn revoke_invitation(id: InvitationRef) -> Result<(), ApiError> {
    Ok(accounts::revoke_invitation(&edge::ctx()?, id).await?)
}

/// Gives a member another role.
#[server(prefix = "/_fn", endpoint = "change_role")]
pub async fn change_role(id: UserRef, role: Role) -> Result<MemberView, ApiError> {
    Ok(accounts::change_role(&edge::ctx()?, id, role).await?)
}

/// Takes a member out of the workspace.
#[server(prefix = "/_fn", endpoint = "remove_member")]
pub async fn remove_member(id: UserRef) -> Result<(), ApiError> {
    Ok(accounts::remove_member(&edge::ctx()?, id).await?)
}

/// Makes a link by which a member sets a new password.
#[server(prefix = "/_fn", endpoint = "make_reset_link")]
pub async fn make_reset_link(id: UserRef) -> Result<String, ApiError> {
    Ok(accounts::make_reset_link(&edge::ctx()?, id).await?)
}
