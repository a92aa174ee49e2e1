//! Server functions of the pages before the product.
#![allow(missing_docs, reason = "the macro makes a struct of each function's arguments; their names say it")]

use domain::accounts::InvitationPreview;
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use serde::{Deserialize, Serialize};

use crate::api::ApiError;

#[cfg(feature = "ssr")]
use crate::{api::edge, routes};
#[cfg(feature = "ssr")]
use engine::accounts;

/// How a forgotten password can be replaced here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResetWay {
    /// Whether a mail goes out, if the address has an account; otherwise someone hands over the link.
    pub mails: bool,
}

/// First run: makes the owner and their workspace, and signs them in.
#[server(prefix = "/_fn", endpoint = "set_up")]
pub async fn set_up(
    name: String,
    email: String,
    password: String,
    business: String,
    #[server(default)] website: String,
    #[server(default)] time_zone: String,
) -> Result<(), ApiError> {
    let typed = accounts::SetUp { name, email, password, business, website, time_zone };
    let signed_in = accounts::set_up(&edge::app()?, typed, &edge::client()).await?;
    edge::welcome(&signed_in, routes::HOME)
}

/// Signs in, and leads a native form to the page that was wanted.
#[server(prefix = "/_fn", endpoint = "sign_in")]
pub async fn sign_in(email: String, password: String, #[server(default)] next: String) -> Result<(), ApiError> {
    let signed_in = accounts::sign_in(&edge::app()?, accounts::SignIn { email, password }, &edge::client()).await?;
    edge::welcome(&signed_in, routes::same_site(&next))
}

/// Ends the session of this browser.
#[server(prefix = "/_fn", endpoint = "sign_out")]
pub async fn sign_out() -> Result<(), ApiError> {
    accounts::sign_out(&edge::app()?, &edge::token()).await?;
    edge::farewell();
    Ok(())
}

/// Asks for a link to a new password. The answer is the same whether or not the address has an account.
#[server(prefix = "/_fn", endpoint = "request_password_reset")]
pub async fn request_password_reset(email: String) -> Result<ResetWay, ApiError> {
    let requested = accounts::request_password_reset(&edge::app()?, &email).await?;
    Ok(ResetWay { mails: requested.mail_goes_out })
}

/// Sets a new password by the link's token.
#[server(prefix = "/_fn", endpoint = "reset_password")]
pub async fn reset_password(token: String, password: String) -> Result<(), ApiError> {
    accounts::reset_password(&edge::app()?, &token, &password).await?;
    edge::lead_form_to(&routes::with_query(routes::SIGN_IN, &[("changed", "1")]));
    Ok(())
}

/// What an invited person sees before joining.
#[server(prefix = "/_fn", endpoint = "preview_invitation", input = GetUrl)]
pub async fn preview_invitation(token: String) -> Result<InvitationPreview, ApiError> {
    Ok(accounts::preview_invitation(&edge::app()?, &token).await?)
}

/// Joins by the invitation's token, and signs in.
#[server(prefix = "/_fn", endpoint = "accept_invitation")]
pub async fn accept_invitation(
    token: String,
    #[server(default)] name: String,
    #[server(default)] password: String,
) -> Result<(), ApiError> {
    let typed = accounts::Accept { name, password };
    let session = edge::signed_in();
    let signed_in =
        accounts::accept_invitation(&edge::app()?, &token, typed, session.as_ref(), &edge::client()).await?;
    edge::welcome(&signed_in, routes::HOME)
}
