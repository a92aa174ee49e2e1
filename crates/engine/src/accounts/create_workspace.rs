//! A further workspace of a person.

use domain::accounts::MembershipView;
use domain::error::FieldErrors;
use domain::events::{Actor, EventKind, NewEvent};
use domain::ids::{WorkspaceId, WorkspaceRef};
use domain::permissions::Role;
use domain::{Problem, time};
use store::workspaces::{self, NewWorkspace};
use store::{Work, members, sessions};

use super::{Session, input};
use crate::app::App;
use crate::error::Result;

/// What a workspace starts with.
pub(super) struct NewBusiness {
    pub(super) name: String,
    pub(super) website: Option<String>,
    pub(super) time_zone: String,
}

pub(super) fn new_workspace_id(app: &App) -> WorkspaceId {
    WorkspaceId::new(app.clock().now(), app.random().u128())
}

pub(super) async fn insert_workspace(
    work: &mut Work,
    id: WorkspaceId,
    business: NewBusiness,
    actor: Actor,
) -> Result<WorkspaceRef> {
    let now = work.now();
    let public_id = WorkspaceRef::new(work.random());
    let new = NewWorkspace {
        id,
        public_id: public_id.clone(),
        name: business.name,
        website: business.website,
        time_zone: business.time_zone,
        clean_at: now.plus_ms(time::DAY_MS),
        created_at: now,
    };
    workspaces::insert(new, &mut *work).await?;
    work.record(id, NewEvent::new(EventKind::WorkspaceCreated, actor, public_id.as_str())).await?;
    Ok(public_id)
}

/// The workspace of the demo shop.
pub(crate) async fn insert_demo_workspace(
    work: &mut Work,
    id: WorkspaceId,
    name: &str,
    website: Option<String>,
) -> Result<WorkspaceRef> {
    let business = NewBusiness { name: name.to_owned(), website, time_zone: "Europe/Berlin".to_owned() };
    insert_workspace(work, id, business, Actor::System).await
}

/// Makes a workspace of which the person is the owner, and takes them there. Its time zone is that of the workspace that
/// they come from.
///
/// # Errors
/// `invalid` with the wrong fields.
pub async fn create_workspace(session: &Session, name: &str, website: &str) -> Result<MembershipView> {
    let mut wrong = FieldErrors::default();
    let name = wrong.take("name", input::business(name));
    let website = wrong.take("website", input::website(website));
    let (Some(name), Some(website)) = (name, website) else {
        return Err(wrong.into_problem().unwrap_or_else(|| Problem::invalid("Fill in the form.")).into());
    };
    let app = session.app();
    let time_zone = match session.ctx() {
        Ok(ctx) => workspaces::get(ctx.workspace(), app.store().db()).await?.time_zone,
        Err(_) => "UTC".to_owned(),
    };
    let workspace = new_workspace_id(app);
    let business = NewBusiness { name: name.clone(), website, time_zone };
    let (user, user_ref, token_hash) = (session.user_id(), session.user().public_id.clone(), session.token_hash());
    app.store()
        .write(Some(workspace), move |work| {
            Box::pin(async move {
                let id = insert_workspace(work, workspace, business, Actor::User(user)).await?;
                members::insert(workspace, user, Role::Owner, work.now(), &mut *work).await?;
                let joined = NewEvent::new(EventKind::MemberJoined, Actor::User(user), user_ref)
                    .with(serde_json::json!({ "role": Role::Owner }));
                work.record(workspace, joined).await?;
                sessions::update_workspace(token_hash, workspace, &mut *work).await?;
                Ok(MembershipView { id, name, role: Role::Owner })
            })
        })
        .await
}
