//! Trying a job again that was given up.

use domain::ids::JobRef;
use store::jobs;

use crate::accounts::Session;
use crate::error::Result;

/// The job goes to the end of its lane, with all its attempts.
///
/// # Errors
/// `not_found` when it is not among those given up; `forbidden` to anybody but operators.
pub async fn retry_job(session: &Session, job: JobRef) -> Result<()> {
    session.allow_operator()?;
    let store = session.app().store();
    Ok(store.write(None, move |work| Box::pin(async move { jobs::retry(&job, work).await })).await?)
}
