//! Workspaces and people for the tests of the accounts' tables.

use domain::events::Actor;
use domain::ids::{InvitationId, InvitationRef, UserId, UserRef, WorkspaceId, WorkspaceRef};
use domain::permissions::Role;
use futures::future::BoxFuture;
use store::invitations::{self, NewInvitation};
use store::users::{self, NewUser};
use store::workspaces::{self, NewWorkspace};
use store::{Clock, Random, Result, Store, Work, members};

use crate::harness::TestDb;

/// Runs a change.
pub async fn write<T: Send + 'static>(
    store: &Store,
    work: impl for<'w> FnOnce(&'w mut Work) -> BoxFuture<'w, Result<T>> + Send + 'static,
) -> Result<T> {
    store.write(None, work).await
}

pub async fn workspace(db: &TestDb, store: &Store, name: &str) -> WorkspaceId {
    let new = NewWorkspace {
        id: db.workspace(),
        public_id: WorkspaceRef::new(db.random.u128()),
        name: name.to_owned(),
        website: None,
        time_zone: "UTC".to_owned(),
        clean_at: db.clock.now(),
        created_at: db.clock.now(),
    };
    let id = new.id;
    write(store, move |work| Box::pin(workspaces::insert(new, work))).await.unwrap();
    id
}

pub async fn user(db: &TestDb, store: &Store, email: &str) -> UserId {
    try_user(db, store, email).await.unwrap()
}

pub async fn try_user(db: &TestDb, store: &Store, email: &str) -> Result<UserId> {
    let new = NewUser {
        id: UserId::new(db.clock.now(), db.random.u128()),
        public_id: UserRef::new(db.random.u128()),
        name: email.split('@').next().unwrap().to_owned(),
        email: email.to_owned(),
        email_folded: email.to_lowercase(),
        password_hash: "$argon2id$…".to_owned(),
        is_operator: false,
        created_at: db.clock.now(),
    };
    let id = new.id;
    write(store, move |work| Box::pin(users::insert(new, work))).await?;
    Ok(id)
}

pub async fn join(db: &TestDb, store: &Store, workspace: WorkspaceId, user: UserId, role: Role) -> Result<()> {
    let now = db.clock.now();
    write(store, move |work| Box::pin(members::insert(workspace, user, role, now, work))).await
}

pub async fn invite(
    db: &TestDb,
    store: &Store,
    workspace: WorkspaceId,
    email: &str,
    by: Actor,
) -> Result<(InvitationId, InvitationRef, Vec<u8>)> {
    let mut token_hash = vec![0; 32];
    db.random.fill(&mut token_hash);
    let new = NewInvitation {
        id: InvitationId::new(db.clock.now(), db.random.u128()),
        public_id: InvitationRef::new(db.random.u128()),
        email: email.to_owned(),
        email_folded: email.to_lowercase(),
        role: Role::Agent,
        token_hash: token_hash.clone(),
        invited_by: by,
        created_at: db.clock.now(),
        expires_at: db.clock.now().plus_ms(1_000),
    };
    let made = (new.id, new.public_id.clone(), token_hash);
    write(store, move |work| Box::pin(invitations::insert(workspace, new, work))).await?;
    Ok(made)
}
