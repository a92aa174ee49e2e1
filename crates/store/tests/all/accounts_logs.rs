//! API keys, the audit log, the mail log.

use domain::events::{Actor, Event, EventKind, NewEvent};
use domain::ids::{ApiKeyId, ApiKeyRef, MailId, MailRef, WorkspaceId};
use domain::operations::MailState;
use domain::permissions::Permission;
use store::api_keys::{self, NewApiKey, Scopes};
use store::mails::{self, NewMail};
use store::{Clock, Error, Random, Store, audit, users};

use crate::accounts_people::{invite, user, workspace, write};
use crate::chats::bot;
use crate::harness::TestDb;

both! {
    a_key_works_until_it_is_revoked,
    keys_of_another_workspace_are_not_found,
    an_audit_entry_is_written_once_and_shows_the_names_of_today,
    the_audit_log_is_read_by_kind_and_in_pieces,
    a_mail_ends_once_and_forgets_its_token,
    mails_are_listed_in_pieces_and_per_workspace,
}

async fn key(db: &TestDb, store: &Store, workspace: WorkspaceId, secret: u8) -> (ApiKeyId, ApiKeyRef) {
    let new = NewApiKey {
        id: ApiKeyId::new(db.clock.now(), db.random.u128()),
        public_id: ApiKeyRef::new(db.random.u128()),
        name: "Shop".into(),
        hint: "rk_live_abcd".into(),
        secret_hash: vec![secret; 32],
        scopes: vec![Permission::EventsRead, Permission::MembersRead],
        created_by: Actor::System,
        created_at: db.clock.now(),
    };
    let made = (new.id, new.public_id.clone());
    write(store, move |w| Box::pin(api_keys::insert(workspace, new, w))).await.unwrap();
    made
}

async fn a_key_works_until_it_is_revoked(db: TestDb) {
    let store = db.open().await;
    let tea = workspace(&db, &store, "Tea").await;
    let (id, public_id) = key(&db, &store, tea, 1).await;
    let row = api_keys::find_working(vec![1; 32], store.db()).await.unwrap().unwrap();
    assert_eq!((row.id, row.workspace_id), (id, tea));
    assert_eq!(row.scopes, Scopes(vec![Permission::EventsRead, Permission::MembersRead]));
    let now = db.clock.now();
    write(&store, move |w| Box::pin(api_keys::update_used(tea, id, now, w))).await.unwrap();
    for expected in [true, false] {
        let revoked = write(&store, move |w| Box::pin(api_keys::update_revoked(tea, id, now, w))).await.unwrap();
        assert_eq!(revoked, expected);
    }
    assert!(api_keys::find_working(vec![1; 32], store.db()).await.unwrap().is_none());
    let row = api_keys::find(tea, &public_id, store.db()).await.unwrap().unwrap();
    assert_eq!((row.last_used_at, row.revoked_at), (Some(now.0), Some(now.0)));
}

async fn keys_of_another_workspace_are_not_found(db: TestDb) {
    let store = db.open().await;
    let (tea, coffee) = (workspace(&db, &store, "Tea").await, workspace(&db, &store, "Coffee").await);
    let (id, public_id) = key(&db, &store, tea, 1).await;
    key(&db, &store, tea, 2).await;
    let now = db.clock.now();
    assert!(api_keys::find(coffee, &public_id, store.db()).await.unwrap().is_none());
    assert!(api_keys::list(coffee, None, 10, store.db()).await.unwrap().is_empty());
    assert!(!write(&store, move |w| Box::pin(api_keys::update_revoked(coffee, id, now, w))).await.unwrap());
    let first = api_keys::list(tea, None, 1, store.db()).await.unwrap().remove(0);
    let rest = api_keys::list(tea, Some((first.created_at, first.public_id.clone())), 10, store.db()).await.unwrap();
    assert_eq!(rest.len(), 1);
    assert_ne!(rest[0].public_id, first.public_id);
}

fn event(db: &TestDb, seq: i64, kind: EventKind, actor: Actor, subject: &str) -> Event {
    let fact = NewEvent::new(kind, actor, subject).with(serde_json::json!({ "from": "agent", "to": "admin" }));
    Event { seq, fact, created_at: db.clock.now() }
}

async fn an_audit_entry_is_written_once_and_shows_the_names_of_today(db: TestDb) {
    let store = db.open().await;
    let (tea, coffee) = (workspace(&db, &store, "Tea").await, workspace(&db, &store, "Coffee").await);
    let ann = user(&db, &store, "ann@example.com").await;
    let bob = user(&db, &store, "bob@example.com").await;
    let bob_ref = users::get(bob, store.db()).await.unwrap().public_id;
    let (_, invitation, _) = invite(&db, &store, tea, "eve@example.com", Actor::User(ann)).await.unwrap();
    let daisy = bot(&db, &store, tea, "Daisy").await.public_id;
    let elsewhere = event(&db, 1, EventKind::BotUpdated, Actor::System, daisy.as_str());
    write(&store, move |w| Box::pin(async move { audit::insert(coffee, &elsewhere, w).await })).await.unwrap();
    let entries = [
        event(&db, 1, EventKind::MemberRoleChanged, Actor::User(ann), bob_ref.as_str()),
        event(&db, 1, EventKind::MemberRoleChanged, Actor::User(ann), bob_ref.as_str()),
        event(&db, 2, EventKind::MemberInvited, Actor::System, invitation.as_str()),
        event(&db, 3, EventKind::ApiKeyRevoked, Actor::User(ann), "key_00000000000000000000"),
        event(&db, 4, EventKind::BotUpdated, Actor::System, daisy.as_str()),
    ];
    for entry in entries {
        write(&store, move |w| Box::pin(async move { audit::insert(tea, &entry, w).await })).await.unwrap();
    }
    let rows = audit::list(tea, None, None, 10, store.db()).await.unwrap();
    let shown: Vec<_> = rows.iter().map(|r| (r.seq, r.actor_name.as_deref(), r.subject_name.as_deref())).collect();
    let names = [(3, Some("ann"), None), (2, None, Some("eve@example.com")), (1, Some("ann"), Some("bob"))];
    assert_eq!((shown[0], &shown[1..]), ((4, None, Some("Daisy's bot")), &names[..]));
    assert_eq!(rows[3].details, r#"{"from":"agent","to":"admin"}"#);
    let rows = audit::list(coffee, None, None, 10, store.db()).await.unwrap();
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0].subject_name, None, "what is another workspace's has no name here");
}

async fn the_audit_log_is_read_by_kind_and_in_pieces(db: TestDb) {
    let store = db.open().await;
    let tea = workspace(&db, &store, "Tea").await;
    for seq in 1..=9 {
        let kind = if seq % 3 == 0 { EventKind::ApiKeyRevoked } else { EventKind::ApiKeyCreated };
        let entry = event(&db, seq, kind, Actor::System, "key_00000000000000000000");
        write(&store, move |w| Box::pin(async move { audit::insert(tea, &entry, w).await })).await.unwrap();
    }
    let seqs = async |kind, before| -> Vec<i64> {
        audit::list(tea, kind, before, 4, store.db()).await.unwrap().into_iter().map(|row| row.seq).collect()
    };
    assert_eq!(seqs(None, None).await, [9, 8, 7, 6]);
    assert_eq!(seqs(None, Some(6)).await, [5, 4, 3, 2]);
    assert_eq!(seqs(Some(EventKind::ApiKeyRevoked), None).await, [9, 6, 3]);
    assert_eq!(seqs(Some(EventKind::ApiKeyRevoked), Some(9)).await, [6, 3]);
}

async fn mail(db: &TestDb, store: &Store, workspace: Option<WorkspaceId>) -> MailId {
    let new = NewMail {
        id: MailId::new(db.clock.now(), db.random.u128()),
        public_id: MailRef::new(db.random.u128()),
        template: "invitation",
        about: "inv_00000000000000000000".into(),
        recipient: "Bob@Example.com".into(),
        recipient_folded: "bob@example.com".into(),
        subject: "You are invited to Tea".into(),
        covered_token: vec![1; 32],
        created_at: db.clock.now(),
    };
    let id = new.id;
    write(store, move |w| Box::pin(mails::insert(workspace, new, w))).await.unwrap();
    id
}

async fn a_mail_ends_once_and_forgets_its_token(db: TestDb) {
    let store = db.open().await;
    let tea = workspace(&db, &store, "Tea").await;
    let id = mail(&db, &store, Some(tea)).await;
    assert!(write(&store, move |w| Box::pin(mails::update_attempted(id, w))).await.unwrap());
    write(&store, move |w| Box::pin(mails::update_note(id, "451 later", w))).await.unwrap();
    let row = mails::find(id, store.db()).await.unwrap().unwrap();
    assert_eq!((row.state, row.attempts, row.note.as_deref()), (MailState::Queued, 1, Some("451 later")));
    assert_eq!(row.covered_token, Some(vec![1; 32]));
    let now = db.clock.now();
    let sent =
        async || write(&store, move |w| Box::pin(mails::update_ended(id, MailState::Sent, "250 ok", now, w))).await;
    sent().await.unwrap();
    assert!(matches!(sent().await, Err(Error::NotFound)));
    assert!(!write(&store, move |w| Box::pin(mails::update_attempted(id, w))).await.unwrap());
    let row = mails::find(id, store.db()).await.unwrap().unwrap();
    assert_eq!((row.state, row.sent_at, row.covered_token), (MailState::Sent, Some(now.0), None));
    let failed = mail(&db, &store, Some(tea)).await;
    write(&store, move |w| Box::pin(mails::update_ended(failed, MailState::Failed, "550 no", now, w))).await.unwrap();
    assert_eq!(mails::find(failed, store.db()).await.unwrap().unwrap().sent_at, None);
}

async fn mails_are_listed_in_pieces_and_per_workspace(db: TestDb) {
    let store = db.open().await;
    let (tea, coffee) = (workspace(&db, &store, "Tea").await, workspace(&db, &store, "Coffee").await);
    for _ in 0..5 {
        mail(&db, &store, Some(tea)).await;
    }
    mail(&db, &store, None).await;
    mail(&db, &store, Some(coffee)).await;
    let first = mails::list(tea, None, 3, store.db()).await.unwrap();
    let last = first.last().unwrap();
    let rest = mails::list(tea, Some((last.created_at, last.public_id.clone())), 3, store.db()).await.unwrap();
    assert_eq!((first.len(), rest.len()), (3, 2));
    assert!(rest.iter().all(|row| first.iter().all(|other| other.id != row.id)));
    assert_eq!(mails::list(coffee, None, 10, store.db()).await.unwrap().len(), 1);
}
