//! Erasing a person for good: of a team (`romashka user erase`), or from outside.

use domain::accounts::Email;
use domain::events::{Actor, EventKind, NewEvent};
use domain::ids::{ContactRef, ConversationRef, WorkspaceId};
use domain::permissions::Role;
use domain::{Code, Problem};
use store::erasure::{self, Person};
use store::users::UserRow;
use store::{Work, contacts, members, users, workspaces};

use crate::accounts::attempt_subjects;
use crate::app::App;
use crate::error::Result;

/// What was erased.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Erased {
    /// Rows that held something of the person.
    pub rows: u64,
    /// Names of workspaces in which nobody is left.
    pub abandoned: Vec<String>,
}

/// Erases everything that names a person: account, sign-ins, invitations and mails to their address. What they did stays in
/// the event log and the audit log, which know them by a random id that leads nowhere from then on.
///
/// # Errors
/// `not_found` when nothing of this address is here; `conflict` while they are the only owner of a team, or the only
/// operator: others would be locked out.
pub async fn erase_user(app: &App, email: &str) -> Result<Erased> {
    let email = Email::parse(email).map_err(|wrong| Problem::field("email", wrong))?;
    let attempt_subjects = attempt_subjects(app, &email.folded());
    app.store()
        .write(None, move |work| {
            Box::pin(async move {
                let user = users::find_by_email(&email.folded(), &mut *work).await?;
                let mut abandoned = Vec::new();
                if let Some(user) = &user {
                    users::lock_operators(&mut *work).await?;
                    users::lock(user.id, &mut *work).await?;
                    keep_an_operator(user, work).await?;
                    abandoned = leave_all(user, work).await?;
                }
                let user = user.map(|user| user.id);
                let person = Person { user, email_folded: email.folded(), attempt_subjects };
                let rows = erasure::erase(&person, work).await?;
                if rows == 0 {
                    return Err(Problem::not_found("anything of this address").into());
                }
                Ok(Erased { rows, abandoned })
            })
        })
        .await
}

/// The contact of a conversation of whichever workspace.
///
/// # Errors
/// `not_found` when there is no such conversation.
pub async fn contact_of(app: &App, conversation: &ConversationRef) -> Result<ContactRef> {
    let found = contacts::find_of_conversation(conversation, app.store().db()).await?;
    found.map(|row| row.public_id).ok_or_else(|| Problem::not_found("this conversation").into())
}

/// Messages that go in one transaction: few enough to hold nobody up.
const PIECE: u16 = 500;

/// Erases a contact of whichever workspace: their browsers, conversations and messages. Whoever of them writes at this moment
/// is a stranger from then on. The event log knows them by random ids that lead nowhere.
///
/// # Errors
/// `not_found` when there is no such contact.
pub async fn erase_contact(app: &App, contact: &ContactRef) -> Result<()> {
    let found = contacts::find_public(contact, app.store().db()).await?;
    let Some(row) = found else { return Err(Problem::not_found("this contact").into()) };
    let (workspace, contact) = (row.workspace_id, row.id);
    loop {
        let deleted = app
            .store()
            .write(Some(workspace), move |work| {
                Box::pin(erasure::contacts::delete_piece(workspace, contact, PIECE, work))
            })
            .await?;
        if deleted < u64::from(PIECE) {
            break;
        }
    }
    app.store()
        .write(Some(workspace), move |work| Box::pin(erasure::contacts::erase(workspace, contact, work)))
        .await?;
    Ok(())
}

async fn keep_an_operator(user: &UserRow, work: &mut Work) -> Result<()> {
    if user.is_operator && users::count_operators(work).await? <= 1 {
        let message = "This is the only operator of the installation. Make someone else an operator first.";
        return Err(Problem::new(Code::Conflict, message).into());
    }
    Ok(())
}

/// Takes the person out of their workspaces; gives the names of those in which nobody is left.
async fn leave_all(user: &UserRow, work: &mut Work) -> Result<Vec<String>> {
    let mut abandoned = Vec::new();
    let mut memberships = members::list_of_user(user.id, &mut *work).await?;
    // Always in one order, so that two of these cannot wait for each other.
    memberships.sort_by_key(|membership| membership.workspace_id);
    for membership in memberships {
        let workspace = membership.workspace_id;
        workspaces::lock(workspace, &mut *work).await?;
        if members::count(workspace, &mut *work).await? <= 1 {
            abandoned.push(membership.name);
        } else if membership.role == Role::Owner && is_last_owner(workspace, work).await? {
            let message =
                format!("They are the only owner of “{}”. Make someone else an owner first.", membership.name);
            return Err(Problem::new(Code::Conflict, message).into());
        }
        let left = NewEvent::new(EventKind::MemberRemoved, Actor::System, user.public_id.as_str())
            .with(serde_json::json!({ "role": membership.role }));
        work.record(workspace, left).await?;
    }
    Ok(abandoned)
}

async fn is_last_owner(workspace: WorkspaceId, work: &mut Work) -> Result<bool> {
    Ok(members::count_role(workspace, Role::Owner, work).await? <= 1)
}
