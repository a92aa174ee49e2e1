//! Who acts, where, and what they may do.

use domain::events::Actor;
use domain::ids::WorkspaceId;
use domain::permissions::{Permission, Role};
use domain::{Code, Problem};
use std::sync::Arc;

use crate::app::App;
use crate::error::Result;
use crate::once::Once;

/// What the one who acts may do in the workspace.
#[derive(Debug, Clone)]
pub(crate) enum Grant {
    /// A signed-in member.
    Member {
        /// Their role here.
        role: Role,
        /// Whether they operate the installation as well.
        is_operator: bool,
    },
    /// A program: what the key's scopes name.
    Scopes(Vec<Permission>),
    /// The program itself.
    System,
}

/// The application, a workspace, and the one who acts there. Every use case inside a workspace takes it first.
#[derive(Debug, Clone)]
pub struct Ctx {
    app: App,
    workspace: WorkspaceId,
    actor: Actor,
    grant: Grant,
    pub(crate) once: Option<Arc<Once>>,
}

impl Ctx {
    pub(crate) fn new(app: App, workspace: WorkspaceId, actor: Actor, grant: Grant) -> Self {
        Self { app, workspace, actor, grant, once: None }
    }
    /// The program itself acts: jobs, clean-up, the command line. Everything is allowed.
    pub fn system(app: &App, workspace: WorkspaceId) -> Self {
        Self::new(app.clone(), workspace, Actor::System, Grant::System)
    }
    /// The application.
    pub fn app(&self) -> &App {
        &self.app
    }
    /// Where.
    pub fn workspace(&self) -> WorkspaceId {
        self.workspace
    }
    /// Who.
    pub fn actor(&self) -> Actor {
        self.actor
    }
    /// Whether the one who acts may do that.
    pub fn may(&self, permission: Permission) -> bool {
        match &self.grant {
            Grant::Member { role, .. } => role.allows(permission),
            Grant::Scopes(scopes) => scopes.contains(&permission),
            Grant::System => true,
        }
    }
    /// Line one of a use case.
    ///
    /// # Errors
    /// `forbidden` when the one who acts may not do that.
    pub fn allow(&self, permission: Permission) -> Result<()> {
        if self.may(permission) {
            return Ok(());
        }
        let what = permission.sentence();
        let message = match &self.grant {
            Grant::Scopes(_) => format!("This API key may not do that. It lacks the scope “{permission}” ({what})."),
            Grant::Member { role, .. } => {
                format!("Your role here, {}, does not include this: {what}. Ask an owner or admin.", role.name())
            }
            Grant::System => return Ok(()),
        };
        Err(Problem::new(Code::Forbidden, message).into())
    }
    /// Whether they may give, change or take away this role. Keys reach as far as admins do.
    pub(crate) fn may_assign(&self, role: Role) -> bool {
        match &self.grant {
            Grant::Member { role: own, .. } => own.may_assign(role),
            Grant::Scopes(scopes) => scopes.contains(&Permission::MembersManage) && Role::Admin.may_assign(role),
            Grant::System => true,
        }
    }
    /// Whether they also operate the installation.
    pub(crate) fn is_operator(&self) -> bool {
        matches!(self.grant, Grant::Member { is_operator: true, .. } | Grant::System)
    }
}
