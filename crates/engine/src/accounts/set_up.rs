//! The first run: the owner, who also operates the installation, and their workspace.

use domain::accounts::{Email, NewPassword};
use domain::error::FieldErrors;
use domain::events::{Actor, EventKind, NewEvent};
use domain::ids::{UserId, UserRef};
use domain::permissions::Role;
use domain::{Code, Problem};
use std::fmt;
use store::users::{self, NewUser};
use store::{installation, members};

use super::create_workspace::{NewBusiness, insert_workspace, new_workspace_id};
use super::start_session::start_session;
use super::{ClientInfo, SignedIn, input};
use crate::app::App;
use crate::error::{Error, Result};
use crate::secrets::Token;

/// The row of the installation that says that an owner exists.
pub(super) const MARKER: &str = "owner";

/// What the first person types.
#[derive(Clone, Default)]
pub struct SetUp {
    /// Their name.
    pub name: String,
    /// Their address.
    pub email: String,
    /// Their password.
    pub password: String,
    /// Name of the business.
    pub business: String,
    /// Its website; may be empty.
    pub website: String,
    /// IANA time zone, as the browser knows it.
    pub time_zone: String,
}

impl fmt::Debug for SetUp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SetUp(…)")
    }
}

/// Whether there is an owner, so that the first run is over.
pub async fn is_set_up(app: &App) -> Result<bool> {
    Ok(installation::find(MARKER, app.store().db()).await?.is_some())
}

/// Makes the owner and their workspace, and signs them in. Of two who try at once, one succeeds.
///
/// # Errors
/// `invalid` with all wrong fields; `conflict` when there is an owner.
pub async fn set_up(app: &App, typed: SetUp, client: &ClientInfo) -> Result<SignedIn> {
    let mut wrong = FieldErrors::default();
    let email = wrong.take("email", Email::parse(&typed.email));
    let name = wrong.take("name", input::person(&typed.name));
    let password = wrong.take("password", NewPassword::parse(&typed.password, email.as_ref()));
    let business = wrong.take("business", input::business(&typed.business));
    let website = wrong.take("website", input::website(&typed.website));
    let time_zone = wrong.take("time_zone", input::time_zone(&typed.time_zone));
    let (Some(email), Some(name), Some(password), Some(business), Some(website), Some(time_zone)) =
        (email, name, password, business, website, time_zone)
    else {
        return Err(wrong.into_problem().unwrap_or_else(|| Problem::invalid("Fill in the form.")).into());
    };
    // Asked first, so that nobody makes the server hash passwords after the first run.
    if is_set_up(app).await? {
        return Err(already());
    }
    let password_hash = app.passwords().hash(password).await?;
    let (token, client) = (Token::new(app.random().as_ref()), client.clone());
    let workspace = new_workspace_id(app);
    let business = NewBusiness { name: business, website, time_zone };
    app.store()
        .write(Some(workspace), move |work| {
            Box::pin(async move {
                let now = work.now();
                // Whoever else tries waits here for the end of this transaction, and then finds this value.
                let mine = workspace.to_string();
                if installation::keep(MARKER, &mine, work).await? != mine {
                    return Err(already());
                }
                let user = UserId::new(now, work.random());
                let new = NewUser {
                    id: user,
                    public_id: UserRef::new(work.random()),
                    name,
                    email: email.as_str().to_owned(),
                    email_folded: email.folded(),
                    password_hash,
                    is_operator: true,
                    created_at: now,
                };
                let public_id = new.public_id.clone();
                users::insert(new, &mut *work).await?;
                insert_workspace(work, workspace, business, Actor::User(user)).await?;
                members::insert(workspace, user, Role::Owner, now, &mut *work).await?;
                let joined = NewEvent::new(EventKind::MemberJoined, Actor::User(user), public_id)
                    .with(serde_json::json!({ "role": Role::Owner }));
                work.record(workspace, joined).await?;
                start_session(work, token, user, Some(workspace), &client).await
            })
        })
        .await
}

fn already() -> Error {
    Problem::new(Code::Conflict, "This installation has its owner already. Sign in instead.").into()
}
