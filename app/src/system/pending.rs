//! Stands in until the engine has its system page. TO BE DELETED before commit.
#![allow(missing_docs)]
use domain::Problem;
use domain::ids::*;
use domain::operations::SystemView;
use engine::accounts::Session;
fn not_yet<T>() -> engine::Result<T> {
    Err(Problem::not_found("the system page").into())
}
pub async fn read(_: &Session) -> engine::Result<SystemView> {
    not_yet()
}
pub async fn retry_job(_: &Session, _: JobRef) -> engine::Result<()> {
    not_yet()
}
pub async fn discard_job(_: &Session, _: JobRef) -> engine::Result<()> {
    not_yet()
}
pub async fn retry_dead_letter(_: &Session, _: DeadLetterRef) -> engine::Result<()> {
    not_yet()
}
pub async fn discard_dead_letter(_: &Session, _: DeadLetterRef) -> engine::Result<()> {
    not_yet()
}
