//! Joining by invitation.

use domain::accounts::{Email, NewPassword};
use domain::error::FieldErrors;
use domain::events::{Actor, EventKind, NewEvent};
use domain::ids::{UserId, UserRef};
use domain::{Code, Problem};
use std::fmt;
use store::users::{self, NewUser};
use store::{Work, invitations, members, sessions, workspaces};

use super::preview_invitation::{find_open, why_closed};
use super::sign_in::{Checked, check_password};
use super::start_session::start_session;
use super::{ClientInfo, Session, SignedIn, input};
use crate::app::App;
use crate::error::{Error, Result};
use crate::secrets::Token;

/// What the invited person types. Someone with an account types its password and no name; someone who is signed in with the
/// invited address types nothing.
#[derive(Clone, Default)]
pub struct Accept {
    /// Name of a new account.
    pub name: String,
    /// Password of the new account, or of the one that exists.
    pub password: String,
}

impl fmt::Debug for Accept {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Accept(…)")
    }
}

/// How the person proved who they are.
enum Person {
    New { name: String, password_hash: String },
    Password(Checked),
    SignedIn { user: UserId, token_hash: Vec<u8> },
}

/// Makes the invited person a member and signs them in to the workspace. The link works once. Someone who is signed in
/// gets a new session in place of theirs.
///
/// # Errors
/// `gone` when the link works no longer, `not_found` when it never was one, `invalid` for wrong fields or a wrong
/// password, `limited` after too many of those, `conflict` when they are a member.
pub async fn accept_invitation(
    app: &App,
    token: &str,
    typed: Accept,
    session: Option<&Session>,
    client: &ClientInfo,
) -> Result<SignedIn> {
    let invitation = find_open(app, token).await?;
    let email = Email::parse(&invitation.email).map_err(store::Error::Unexpected)?;
    let person = prove(app, &email, typed, session).await?;
    let (cookie, client, clock) = (Token::new(app.random().as_ref()), client.clone(), app.clock().clone());
    let workspace = invitation.workspace_id;
    app.store()
        .write(Some(workspace), move |work| {
            Box::pin(async move {
                workspaces::lock(workspace, &mut *work).await?;
                let now = work.now();
                if !invitations::update_accepted(workspace, invitation.id, now, &mut *work).await? {
                    let row = invitations::find(workspace, &invitation.public_id, &mut *work).await?;
                    let row = row.ok_or_else(|| Problem::not_found("this invitation"))?;
                    let unclear = || Problem::new(Code::Gone, "This invitation works no longer.").into();
                    return Err(why_closed(&row, clock.now().max(now)).unwrap_or_else(unclear));
                }
                let (user, user_ref) = become_user(work, person, &email).await?;
                members::insert(workspace, user, invitation.role, now, &mut *work).await.map_err(
                    |error| match error {
                        store::Error::Conflict(_) => {
                            Problem::new(Code::Conflict, "You belong to this workspace already. Sign in instead.")
                                .into()
                        }
                        other => Error::from(other),
                    },
                )?;
                let joined = NewEvent::new(EventKind::MemberJoined, Actor::User(user), user_ref.as_str())
                    .with(serde_json::json!({ "role": invitation.role, "invitation": invitation.public_id }));
                work.record(workspace, joined).await?;
                start_session(work, cookie, user, Some(workspace), &client).await
            })
        })
        .await
}

async fn prove(app: &App, email: &Email, typed: Accept, session: Option<&Session>) -> Result<Person> {
    if let Some(session) = session.filter(|s| s.user().email.to_lowercase() == email.folded()) {
        return Ok(Person::SignedIn { user: session.user_id(), token_hash: session.token_hash() });
    }
    if let Some(user) = users::find_by_email(&email.folded(), app.store().db()).await? {
        let checked = check_password(app, email, Some(&user), &typed.password).await.map_err(|error| match error {
            // Here only the password can be wrong: the invitation names the address.
            Error::Problem(problem) if problem.code == Code::Invalid => {
                Problem::field("password", "This is not the password of your account. Try again, or set a new one.")
                    .into()
            }
            other => other,
        })?;
        return Ok(Person::Password(checked));
    }
    let mut wrong = FieldErrors::default();
    let name = wrong.take("name", input::person(&typed.name));
    let password = wrong.take("password", NewPassword::parse(&typed.password, Some(email)));
    let (Some(name), Some(password)) = (name, password) else {
        return Err(wrong.into_problem().unwrap_or_else(|| Problem::invalid("Fill in the form.")).into());
    };
    Ok(Person::New { name, password_hash: app.passwords().hash(password).await? })
}

/// The account with which the person joins; made when they have none.
async fn become_user(work: &mut Work, person: Person, email: &Email) -> Result<(UserId, UserRef)> {
    let user = match person {
        Person::New { name, password_hash } => {
            let new = NewUser {
                id: UserId::new(work.now(), work.random()),
                public_id: UserRef::new(work.random()),
                name,
                email: email.as_str().to_owned(),
                email_folded: email.folded(),
                password_hash,
                is_operator: false,
                created_at: work.now(),
            };
            let made = (new.id, new.public_id.clone());
            users::insert(new, work).await.map_err(|error| match error {
                // They have accepted another invitation in the same moment.
                store::Error::Conflict(_) => {
                    Problem::new(Code::Conflict, "This address has an account by now. Try again with its password.")
                        .into()
                }
                other => Error::from(other),
            })?;
            return Ok(made);
        }
        Person::Password(checked) => checked.succeeded(work).await?,
        Person::SignedIn { user, token_hash } => {
            sessions::delete_by_token(token_hash, &mut *work).await?;
            user
        }
    };
    Ok((user, users::get(user, work).await?.public_id))
}
