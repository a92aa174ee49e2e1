//! Making someone an operator of the installation, or an operator an ordinary user, at the command line.

use domain::accounts::Email;
use domain::{Code, Problem};
use store::users;

use crate::app::App;
use crate::error::Result;

/// Sets whether the account operates the installation. There is always an operator.
///
/// # Errors
/// `not_found` when the address has no account, `conflict` for the last operator.
pub async fn set_operator(app: &App, email: &str, is_operator: bool) -> Result<()> {
    let email = Email::parse(email).map_err(|wrong| Problem::field("email", wrong))?;
    app.store()
        .write(None, move |work| {
            Box::pin(async move {
                let row = users::find_by_email(&email.folded(), &mut *work).await?;
                let row = row.ok_or_else(|| Problem::not_found("an account with this address"))?;
                users::lock_operators(&mut *work).await?;
                if row.is_operator && !is_operator && users::count_operators(&mut *work).await? <= 1 {
                    let message = "This is the only operator of the installation. Make someone else an operator first.";
                    return Err(Problem::new(Code::Conflict, message).into());
                }
                Ok(users::update_operator(row.id, is_operator, work).await?)
            })
        })
        .await
}
