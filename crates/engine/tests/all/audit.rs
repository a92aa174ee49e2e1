//! The audit log.

use domain::Code;
use domain::accounts::{AuditEntryView, WorkspaceChange};
use domain::events::EventKind;
use domain::page::PageRequest;
use domain::permissions::{Permission, Role};
use engine::audit::{self, AuditFilter};
use engine::{Ctx, accounts, erasure};

use crate::world::{World, code};

async fn log(ctx: &Ctx) -> Vec<AuditEntryView> {
    audit::list(ctx, AuditFilter::default()).await.unwrap().items
}

/// Who, what, to whom.
fn lines(entries: &[AuditEntryView]) -> Vec<String> {
    entries.iter().rev().map(|e| format!("{} {} ({})", e.actor, e.sentence, e.subject)).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn every_administrative_act_is_there_with_who_what_and_to_whom() {
    let world = World::new().await;
    let ann = world.set_up().await;
    let ctx = ann.ctx().unwrap();
    let bob = world.join(&ctx, "bob@example.com", Role::Agent).await.view().user.id;
    accounts::change_role(&ctx, bob.clone(), Role::Admin).await.unwrap();
    let key = accounts::create_api_key(&ctx, "Shop", vec![Permission::MembersManage]).await.unwrap();
    let program = accounts::open_api_key(&world.app, &key.secret).await.unwrap();
    let made = accounts::invite(&program, "eve@example.com", Role::Viewer).await.unwrap();
    accounts::revoke_invitation(&ctx, made.invitation.id).await.unwrap();
    accounts::make_reset_link(&ctx, bob.clone()).await.unwrap();
    accounts::revoke_api_key(&ctx, key.key.id).await.unwrap();
    let change = WorkspaceChange { name: Some("Tea & Co".into()), mail_kept_days: Some(5), ..Default::default() };
    accounts::update_workspace(&ctx, change).await.unwrap();
    accounts::remove_member(&ctx, bob).await.unwrap();
    world.work_off().await;
    let entries = log(&ctx).await;
    assert_eq!(
        lines(&entries),
        [
            "Ann Lee created the workspace (Tea & Co)",
            "Ann Lee joined the workspace (Ann Lee)",
            "Ann Lee invited someone (bob@example.com)",
            "bob joined the workspace (bob)",
            "Ann Lee changed a role (bob)",
            "Ann Lee made an API key (Shop)",
            "Shop invited someone (eve@example.com)",
            "Ann Lee took back an invitation (eve@example.com)",
            "Ann Lee made a password link for someone (bob)",
            "Ann Lee revoked an API key (Shop)",
            "Ann Lee changed the workspace settings (Tea & Co)",
            "Ann Lee removed someone from the team (bob)",
        ]
    );
    let details = |kind: EventKind| &entries.iter().find(|e| e.kind == kind.as_str()).unwrap().details;
    let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    assert_eq!(*details(EventKind::MemberRoleChanged), [pair("from", "agent"), pair("to", "admin")]);
    assert_eq!(*details(EventKind::WorkspaceUpdated), [pair("fields", "name, mail_kept_days")]);
    assert_eq!(*details(EventKind::ApiKeyCreated), [pair("scopes", "members_manage")]);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_erased_has_no_name_in_the_log_and_their_acts_stay() {
    let world = World::new().await;
    let ctx = world.set_up().await.ctx().unwrap();
    let bob = world.join(&ctx, "bob@example.com", Role::Admin).await;
    accounts::create_api_key(&bob.ctx().unwrap(), "Shop", vec![Permission::MembersRead]).await.unwrap();
    world.work_off().await;
    let before = log(&ctx).await.len();
    erasure::erase_user(&world.app, "bob@example.com").await.unwrap();
    world.work_off().await;
    let entries = log(&ctx).await;
    assert_eq!(entries.len(), before + 1);
    assert_eq!(entries[1].actor, "Someone who has left");
    let text = format!("{entries:?}");
    assert!(!text.contains("bob"), "{text}");
    assert_eq!(entries[0].actor, "ROMASHKA");
}

#[tokio::test(flavor = "multi_thread")]
async fn it_is_read_by_kind_in_pieces_and_by_the_workspace_alone() {
    let world = World::new().await;
    let ctx = world.set_up().await.ctx().unwrap();
    let zoe = world.other_business().await.ctx().unwrap();
    for n in 0..5 {
        accounts::create_api_key(&ctx, &format!("Key {n}"), vec![Permission::MembersRead]).await.unwrap();
    }
    world.work_off().await;
    let mut names = Vec::new();
    let mut cursor = None;
    loop {
        let page = PageRequest::new(cursor, Some(2));
        let piece = audit::list(&ctx, AuditFilter { kind: Some(EventKind::ApiKeyCreated), page }).await.unwrap();
        names.extend(piece.items.into_iter().map(|entry| entry.subject));
        cursor = piece.next_cursor;
        if cursor.is_none() {
            break;
        }
    }
    assert_eq!(names, ["Key 4", "Key 3", "Key 2", "Key 1", "Key 0"]);
    assert!(log(&zoe).await.iter().all(|entry| !entry.subject.starts_with("Key")));
    let page = PageRequest::new(Some("nonsense".into()), None);
    assert_eq!(code(audit::list(&ctx, AuditFilter { kind: None, page }).await), Code::Invalid);
}
