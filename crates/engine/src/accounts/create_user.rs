//! A user made from the command line, by whoever operates the machine.

use domain::accounts::{Email, NewPassword};
use domain::error::FieldErrors;
use domain::events::{Actor, EventKind, NewEvent};
use domain::ids::{UserId, UserRef};
use domain::permissions::Role;
use domain::{Code, Problem};
use store::users::{self, NewUser};
use store::{installation, members};

use super::create_workspace::{NewBusiness, insert_workspace, new_workspace_id};
use super::input;
use super::request_password_reset::{insert_link, link};
use super::set_up::MARKER;
use crate::app::App;
use crate::error::{Error, Result};
use crate::secrets::Token;

/// Makes an account and gives the link with which its person sets a password. With `business`, they own a new workspace of
/// that name. The first account of an installation operates it, and the set-up page is closed from then on.
///
/// # Errors
/// `invalid` with the wrong fields, `conflict` when the address has an account.
pub async fn create_user(app: &App, email: &str, name: &str, business: Option<&str>) -> Result<String> {
    let mut wrong = FieldErrors::default();
    let email = wrong.take("email", Email::parse(email));
    let name = wrong.take("name", input::person(name));
    let business = wrong.take("workspace", business.map(input::business).transpose());
    let (Some(email), Some(name), Some(business)) = (email, name, business) else {
        return Err(wrong.into_problem().unwrap_or_else(|| Problem::invalid("Say who it is.")).into());
    };
    // A password that nobody knows, until the link is used.
    let unknown = Token::new(app.random().as_ref()).expose();
    let unknown = NewPassword::parse(&unknown, None).map_err(|wrong| Problem::field("password", wrong))?;
    let password_hash = app.passwords().hash(unknown).await?;
    let token = Token::new(app.random().as_ref());
    let workspace = new_workspace_id(app);
    let acting = app.clone();
    app.store()
        .write(Some(workspace), move |work| {
            Box::pin(async move {
                let now = work.now();
                let mine = workspace.to_string();
                let is_first = installation::keep(MARKER, &mine, work).await? == mine;
                let user = UserId::new(now, work.random());
                let public_id = UserRef::new(work.random());
                let new = NewUser {
                    id: user,
                    public_id: public_id.clone(),
                    name,
                    email: email.as_str().to_owned(),
                    email_folded: email.folded(),
                    password_hash,
                    is_operator: is_first,
                    created_at: now,
                };
                users::insert(new, &mut *work).await.map_err(|error| taken(error, &email))?;
                if let Some(name) = business {
                    let business = NewBusiness { name, website: None, time_zone: "UTC".to_owned() };
                    insert_workspace(work, workspace, business, Actor::System).await?;
                    members::insert(workspace, user, Role::Owner, now, &mut *work).await?;
                    let joined = NewEvent::new(EventKind::MemberJoined, Actor::System, public_id.as_str())
                        .with(serde_json::json!({ "role": Role::Owner }));
                    work.record(workspace, joined).await?;
                }
                let row = users::get(user, &mut *work).await?;
                insert_link(work, &row, &token).await?;
                Ok(link(&acting, &token))
            })
        })
        .await
}

fn taken(error: store::Error, email: &Email) -> Error {
    match error {
        store::Error::Conflict(_) => Problem::new(Code::Conflict, format!("{email} has an account already.")).into(),
        other => other.into(),
    }
}
