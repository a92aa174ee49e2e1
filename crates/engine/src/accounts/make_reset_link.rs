//! A password link handed over by a person, where no mail goes out.

use domain::accounts::Email;
use domain::events::{Actor, EventKind, NewEvent};
use domain::ids::UserRef;
use domain::permissions::Permission;
use domain::{Code, Problem};
use store::{members, users};

use super::change_role::{find_member, may_change};
use super::request_password_reset::{insert_link, link};
use crate::app::App;
use crate::ctx::Ctx;
use crate::error::{Error, Result};
use crate::secrets::Token;

/// A link with which a member sets a new password; hand it over yourself. Whoever holds it can sign in as them, so it is
/// made only where the team answers for the person: members of this workspace alone, and no operators. Operators make it
/// for everyone. Programs make none. It is noted in the audit log.
///
/// # Errors
/// `not_found` for someone who is no member, `forbidden` where the team does not answer for them.
pub async fn make_reset_link(ctx: &Ctx, user: UserRef) -> Result<String> {
    ctx.allow(Permission::MembersManage)?;
    if matches!(ctx.actor(), Actor::ApiKey(_)) {
        // Else the scope for managing members would open every account of the team.
        return Err(Problem::new(Code::Forbidden, "Password links are made by people, not with an API key.").into());
    }
    let acting = ctx.clone();
    let token = Token::new(ctx.app().random().as_ref());
    ctx.write(move |work| {
        Box::pin(async move {
            let ctx = &acting;
            let member = find_member(ctx, &user, work).await?;
            may_change(ctx, member.role)?;
            let elsewhere = members::list_of_user(member.user_id, &mut *work).await?.len() > 1;
            if (elsewhere || member.is_operator) && !ctx.is_operator() {
                let message = "This person also has rights outside this workspace, so a link from here would reach too \
                               far. Ask the operator of the installation for it.";
                return Err(Error::from(Problem::new(Code::Forbidden, message)));
            }
            let row = users::get(member.user_id, &mut *work).await?;
            insert_link(work, &row, &token).await?;
            let made = NewEvent::new(EventKind::MemberPasswordLinkCreated, ctx.actor(), user.as_str());
            work.record(ctx.workspace(), made).await?;
            Ok(link(ctx.app(), &token))
        })
    })
    .await
}

/// The same for an operator at the command line, for any account.
///
/// # Errors
/// `not_found` when the address has no account.
pub async fn make_reset_link_by_email(app: &App, email: &str) -> Result<String> {
    let email = Email::parse(email).map_err(|wrong| Problem::field("email", wrong))?;
    let (acting, token) = (app.clone(), Token::new(app.random().as_ref()));
    app.store()
        .write(None, move |work| {
            Box::pin(async move {
                let row = users::find_by_email(&email.folded(), &mut *work).await?;
                let row = row.ok_or_else(|| Problem::not_found("an account with this address"))?;
                insert_link(work, &row, &token).await?;
                Ok(link(&acting, &token))
            })
        })
        .await
}
