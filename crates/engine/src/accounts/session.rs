//! Who is signed in: found from the cookie at the start of each request.

use domain::accounts::{MembershipView, SignedInView, Theme, UserView};
use domain::events::Actor;
use domain::ids::{SessionRef, UserId, WorkspaceRef};
use domain::permissions::Permission;
use domain::{Code, Problem, Timestamp, time};
use std::fmt;
use std::sync::Arc;
use store::members::{self, MembershipRow};
use store::sessions::{self, OpenSessionRow};
use store::users::UserRow;

use super::ClientInfo;
use crate::app::App;
use crate::ctx::{Ctx, Grant};
use crate::error::Result;
use crate::secrets::Token;

/// How long a session lasts after it was last used.
pub const SESSION_LASTS_MS: i64 = 30 * time::DAY_MS;

/// A signed-in person; cheap to clone. What they may do was read when the request began.
#[derive(Clone)]
pub struct Session(Arc<Inner>);

struct Inner {
    app: App,
    token_hash: Vec<u8>,
    row: OpenSessionRow,
    memberships: Vec<MembershipRow>,
    /// Place of the current workspace in `memberships`.
    current: Option<usize>,
    renewed_until: Option<Timestamp>,
}

/// The session of this cookie; none when it is not one of ours, has ended, or its user is gone.
///
/// # Errors
/// When the database is away.
pub async fn open_session(app: &App, token: &str, client: &ClientInfo) -> Result<Option<Session>> {
    let Some(token_hash) = Token::hash_of(token) else { return Ok(None) };
    let now = app.clock().now();
    let Some(row) = sessions::find_open(token_hash.clone(), now, app.store().db()).await? else { return Ok(None) };
    let memberships = members::list_of_user(row.user.id, app.store().db()).await?;
    // The one they chose, while they belong to it; else the one that they saw last.
    let chosen = row.workspace_id.as_deref();
    let current = memberships
        .iter()
        .position(|m| chosen.is_some_and(|id| m.workspace_id.to_string() == id))
        .or(if memberships.is_empty() { None } else { Some(0) });
    let mut inner = Inner { app: app.clone(), token_hash, row, memberships, current, renewed_until: None };
    if now.since_ms(inner.row.last_seen_at) >= time::MINUTE_MS {
        inner.renewed_until = note_seen(&inner, client, now).await;
    }
    Ok(Some(Session(Arc::new(inner))))
}

/// Writes that the session is alive and moves its end. A database that takes no writes must not keep people from reading,
/// so a failure is logged and the request goes on.
async fn note_seen(inner: &Inner, client: &ClientInfo, now: Timestamp) -> Option<Timestamp> {
    let expires_at = now.plus_ms(SESSION_LASTS_MS);
    let (token_hash, address, user) = (inner.token_hash.clone(), client.stored().address, inner.row.user.id);
    let workspace = inner.current.and_then(|place| inner.memberships.get(place)).map(|m| m.workspace_id);
    let written = inner
        .app
        .store()
        .write(None, move |work| {
            Box::pin(async move {
                sessions::update_seen(token_hash, &address, now, expires_at, &mut *work).await?;
                if let Some(workspace) = workspace {
                    members::update_seen(workspace, user, now, &mut *work).await?;
                }
                Ok::<_, store::Error>(())
            })
        })
        .await;
    match written {
        Ok(()) => Some(expires_at),
        Err(error) => {
            tracing::warn!(%error, "a session could not be renewed");
            None
        }
    }
}

impl Session {
    /// What pages need to know about who is looking.
    pub fn view(&self) -> SignedInView {
        let mut workspaces: Vec<_> = self.0.memberships.iter().map(membership_view).collect();
        workspaces.sort_by_cached_key(|w| (w.name.to_lowercase(), w.id.clone()));
        let current = self.current();
        let role = current.map(|m| m.role);
        SignedInView {
            user: self.user_view(),
            current: current.map(membership_view),
            workspaces,
            permissions: Permission::all().filter(|p| role.is_some_and(|role| role.allows(*p))).collect(),
        }
    }
    /// The person in their current workspace.
    ///
    /// # Errors
    /// `forbidden` when they belong to no workspace any more.
    pub fn ctx(&self) -> Result<Ctx> {
        let Some(current) = self.current() else {
            let message =
                "You belong to no workspace any more. Ask for an invitation, or make a workspace of your own.";
            return Err(Problem::new(Code::Forbidden, message).into());
        };
        Ok(self.ctx_of(current))
    }
    /// The same in another workspace of theirs: a page stays where it was opened, whatever other pages switch to.
    ///
    /// # Errors
    /// `not_found` when they do not belong to it.
    pub fn ctx_in(&self, workspace: &WorkspaceRef) -> Result<Ctx> {
        let membership = self.0.memberships.iter().find(|m| m.public_id == *workspace);
        Ok(self.ctx_of(membership.ok_or_else(|| Problem::not_found("this workspace"))?))
    }
    fn ctx_of(&self, membership: &MembershipRow) -> Ctx {
        let grant = Grant::Member { role: membership.role, is_operator: self.0.row.user.is_operator };
        Ctx::new(self.0.app.clone(), membership.workspace_id, Actor::User(self.0.row.user.id), grant)
    }
    /// Lets operators of the installation pass.
    ///
    /// # Errors
    /// `forbidden` for everybody else.
    pub fn allow_operator(&self) -> Result<()> {
        if self.0.row.user.is_operator {
            return Ok(());
        }
        Err(Problem::new(Code::Forbidden, "Only operators of this installation may do that.").into())
    }
    /// When this request moved the session's end, its new end: the cookie has to be set anew.
    pub fn renewed_until(&self) -> Option<Timestamp> {
        self.0.renewed_until
    }
    /// Public id of the session, by which its requests can be counted together.
    pub fn id(&self) -> &SessionRef {
        &self.0.row.session
    }
    /// The application.
    pub fn app(&self) -> &App {
        &self.0.app
    }
    pub(super) fn token_hash(&self) -> Vec<u8> {
        self.0.token_hash.clone()
    }
    pub(super) fn user(&self) -> &UserRow {
        &self.0.row.user
    }
    pub(super) fn user_id(&self) -> UserId {
        self.0.row.user.id
    }
    pub(super) fn memberships(&self) -> &[MembershipRow] {
        &self.0.memberships
    }
    fn current(&self) -> Option<&MembershipRow> {
        self.0.current.and_then(|place| self.0.memberships.get(place))
    }
    fn user_view(&self) -> UserView {
        let user = self.user();
        UserView {
            id: user.public_id.clone(),
            name: user.name.clone(),
            email: user.email.clone(),
            theme: Theme::from_stored(&user.theme),
            is_operator: user.is_operator,
        }
    }
}

fn membership_view(row: &MembershipRow) -> MembershipView {
    MembershipView { id: row.public_id.clone(), name: row.name.clone(), role: row.role }
}

impl fmt::Debug for Session {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Session").field("id", self.id()).finish_non_exhaustive()
    }
}
