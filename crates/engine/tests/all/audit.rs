//! The audit log.

use domain::Code;
use domain::accounts::{AuditEntryView, WorkspaceChange};
use domain::bots::BotChange;
use domain::budget::Budget;
use domain::events::{Actor, EventKind, NewEvent};
use domain::ids::{IntentRef, ItemRef};
use domain::intents::IntentChange;
use domain::knowledge::NewItem;
use domain::page::PageRequest;
use domain::permissions::{Permission, Role};
use engine::audit::{self, AuditFilter};
use engine::{Ctx, accounts, bots, budgets, erasure, intents, knowledge};

use crate::world::{World, code};

async fn log(ctx: &Ctx) -> Vec<AuditEntryView> {
    audit::list(ctx, AuditFilter::default()).await.unwrap().items
}

/// Who, what, to whom.
fn lines(entries: &[AuditEntryView]) -> Vec<String> {
    entries.iter().rev().map(|e| format!("{} {} ({})", e.actor, e.sentence, e.subject)).collect()
}

/// Does what makes an entry of this kind; gives its line and its details. A new audited kind needs a case here.
async fn act(kind: EventKind, world: &World, ctx: &Ctx) -> (String, Vec<(&'static str, &'static str)>) {
    let (line, details) = match kind {
        // By the first run.
        EventKind::WorkspaceCreated => ("Ann Lee created the workspace (Tea & Co)", vec![]),
        EventKind::WorkspaceUpdated => {
            let change =
                WorkspaceChange { name: Some("Tea & Co".into()), mail_kept_days: Some(5), ..Default::default() };
            accounts::update_workspace(ctx, change).await.unwrap();
            ("Ann Lee changed the workspace settings (Tea & Co)", vec![("fields", "name, mail_kept_days")])
        }
        EventKind::MemberInvited => {
            let key = accounts::create_api_key(ctx, "Inviter", vec![Permission::MembersManage]).await.unwrap();
            let program = accounts::open_api_key(&world.app, &key.secret).await.unwrap();
            accounts::invite(&program, "eve@example.com", Role::Viewer).await.unwrap();
            ("Inviter invited someone (eve@example.com)", vec![("role", "viewer")])
        }
        EventKind::InvitationRevoked => {
            let made = accounts::invite(ctx, "ivy@example.com", Role::Viewer).await.unwrap();
            accounts::revoke_invitation(ctx, made.invitation.id).await.unwrap();
            ("Ann Lee took back an invitation (ivy@example.com)", vec![])
        }
        EventKind::MemberJoined => {
            world.join(ctx, "joe@example.com", Role::Agent).await;
            ("joe joined the workspace (joe)", vec![("role", "agent")])
        }
        EventKind::MemberRoleChanged => {
            let bob = world.join(ctx, "bob@example.com", Role::Agent).await.view().user.id;
            accounts::change_role(ctx, bob, Role::Admin).await.unwrap();
            ("Ann Lee changed a role (bob)", vec![("from", "agent"), ("to", "admin")])
        }
        EventKind::MemberRemoved => {
            let rex = world.join(ctx, "rex@example.com", Role::Agent).await.view().user.id;
            accounts::remove_member(ctx, rex).await.unwrap();
            ("Ann Lee removed someone from the team (rex)", vec![])
        }
        EventKind::MemberPasswordLinkCreated => {
            let pia = world.join(ctx, "pia@example.com", Role::Agent).await.view().user.id;
            accounts::make_reset_link(ctx, pia).await.unwrap();
            ("Ann Lee made a password link for someone (pia)", vec![])
        }
        EventKind::ApiKeyCreated => {
            accounts::create_api_key(ctx, "Shop", vec![Permission::MembersManage]).await.unwrap();
            ("Ann Lee made an API key (Shop)", vec![("scopes", "members_manage")])
        }
        EventKind::ApiKeyRevoked => {
            let key = accounts::create_api_key(ctx, "Old", vec![Permission::MembersRead]).await.unwrap();
            accounts::revoke_api_key(ctx, key.key.id).await.unwrap();
            ("Ann Lee revoked an API key (Old)", vec![])
        }
        EventKind::BotCreated => {
            bots::create(ctx, "Daisy").await.unwrap();
            ("Ann Lee made a bot (Daisy)", vec![])
        }
        EventKind::BotUpdated => {
            let bot = bots::create(ctx, "Rose").await.unwrap();
            let change = BotChange { welcome_message: Some("Ask me.".into()), ..BotChange::default() };
            bots::update(ctx, &bot.id, change).await.unwrap();
            ("Ann Lee changed a bot (Rose)", vec![("fields", "welcome_message")])
        }
        EventKind::ItemPublished => {
            item(ctx, "Delivery").await;
            ("Ann Lee published knowledge (Delivery)", vec![("version", "1")])
        }
        EventKind::ItemArchived => {
            let made = item(ctx, "Returns").await;
            knowledge::archive_item(ctx, &made).await.unwrap();
            ("Ann Lee archived knowledge (Returns)", vec![])
        }
        EventKind::IntentCreated => {
            intent(ctx, "Gift cards").await;
            ("Ann Lee made an intent (Gift cards)", vec![])
        }
        EventKind::IntentUpdated => {
            let made = intent(ctx, "Parking").await;
            let change = IntentChange { threshold: Some(0.7), ..IntentChange::default() };
            intents::update(ctx, &made, change).await.unwrap();
            ("Ann Lee changed an intent (Parking)", vec![("fields", "threshold")])
        }
        EventKind::IntentDeleted => {
            let made = intent(ctx, "Gone").await;
            intents::delete(ctx, &made).await.unwrap();
            return (format!("Ann Lee deleted an intent ({made})"), vec![]);
        }
        EventKind::BudgetUpdated => {
            budgets::update(ctx, Budget { day: Some(5), ..Budget::default() }).await.unwrap();
            ("Ann Lee changed the model budget (Tea & Co)", vec![])
        }
        EventKind::BudgetNeared | EventKind::BudgetExhausted => {
            // What leads to it is in the tests of budgets.
            let name = if kind == EventKind::BudgetNeared { "Near" } else { "Over" };
            bots::create(ctx, name).await.unwrap();
            let (workspace, store) = (ctx.workspace(), world.app.store());
            let rows = store::bots::list(workspace, store.db()).await.unwrap();
            let bot = rows.into_iter().find(|row| row.name == name).unwrap().id;
            let subject = store::workspaces::get(workspace, store.db()).await.unwrap().public_id;
            let event = NewEvent::new(kind, Actor::Bot(bot), subject.as_str());
            let event = event.with(serde_json::json!({ "limit": "day", "tokens": 5 }));
            let record = store.write(Some(workspace), move |work| Box::pin(work.record(workspace, event)));
            record.await.unwrap();
            let line = match kind {
                EventKind::BudgetNeared => "Near has used four fifths of its model budget (Tea & Co)",
                _ => "Over has used up its model budget (Tea & Co)",
            };
            (line, vec![("limit", "day"), ("tokens", "5")])
        }
        other => panic!("{other} belongs into the audit log and has no case here"),
    };
    (line.to_owned(), details)
}

async fn intent(ctx: &Ctx, name: &str) -> IntentRef {
    let examples = Some(vec![format!("{name} one"), format!("{name} two"), format!("{name} three")]);
    let new = IntentChange { name: Some(name.into()), examples, ..IntentChange::default() };
    intents::create(ctx, new).await.unwrap().id
}

/// Adds what answers from now on.
async fn item(ctx: &Ctx, title: &str) -> ItemRef {
    let new = NewItem { title: title.into(), content: format!("All about {title}."), language: None, publish: true };
    knowledge::create_item(ctx, new).await.unwrap().item.id
}

#[tokio::test(flavor = "multi_thread")]
async fn every_administrative_act_is_there_with_who_what_and_to_whom_and_nothing_else_is() {
    let world = World::new().await;
    let ctx = world.set_up().await.ctx().unwrap();
    let audited: Vec<EventKind> = EventKind::ALL.iter().copied().filter(|kind| kind.audited()).collect();
    let mut expected = Vec::new();
    for kind in &audited {
        expected.push(act(*kind, &world, &ctx).await);
    }
    world.work_off().await;
    let mut entries = Vec::new();
    let mut cursor = None;
    loop {
        let page = PageRequest::new(cursor, Some(200));
        let piece = audit::list(&ctx, AuditFilter { kind: None, page }).await.unwrap();
        entries.extend(piece.items);
        cursor = piece.next_cursor;
        if cursor.is_none() {
            break;
        }
    }
    for (kind, (line, details)) in audited.iter().zip(expected) {
        let of_kind: Vec<_> = entries.iter().filter(|entry| entry.kind == kind.as_str()).cloned().collect();
        let found = lines(&of_kind).iter().rev().position(|one| *one == line);
        let found = &of_kind[found.unwrap_or_else(|| panic!("{line}: {:?}", lines(&of_kind)))];
        for (name, value) in details {
            assert!(found.details.contains(&(name.to_owned(), value.to_owned())), "{line}: {:?}", found.details);
        }
    }
    // Drafts, for one, are recorded as events and are no act of administration.
    let recorded = world.events(&ctx).await;
    assert!(recorded.iter().any(|event| event.fact.kind == EventKind::ItemCreated));
    let acts = recorded.iter().filter(|event| event.fact.kind.audited()).count();
    assert_eq!(entries.len(), acts, "{:?}", lines(&entries));
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
