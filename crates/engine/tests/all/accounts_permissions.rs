//! Every use case inside a workspace, tried as every role and with every scope of a key.

use domain::Code;
use domain::accounts::WorkspaceChange;
use domain::bots::BotChange;
use domain::ids::{ApiKeyRef, BotRef, ConversationRef, InvitationRef, ItemRef, UserRef};
use domain::knowledge::{ItemChange, NewItem};
use domain::permissions::{Permission, Role};
use engine::audit::{self, AuditFilter};
use engine::{Ctx, accounts, bots, conversations, knowledge, outgoing};
use futures::FutureExt;
use futures::future::BoxFuture;
use std::collections::BTreeSet;

use crate::world::World;

type Case = (&'static str, Permission, fn(Ctx) -> BoxFuture<'static, Option<Code>>);

/// Tries a use case; gives what kind of problem came, if one did.
macro_rules! case {
    ($permission:ident $name:literal $ctx:ident => $call:expr) => {
        ($name, Permission::$permission, |$ctx: Ctx| {
            async move { $call.await.err().map(|error| error.into_problem().code) }.boxed()
        })
    };
}

/// Subjects are ids of nothing: who may act is told that they are not there, who may not is not even told that.
fn cases() -> Vec<Case> {
    vec![
        case!(WorkspaceRead "read_workspace" ctx => accounts::read_workspace(&ctx)),
        case!(WorkspaceManage "update_workspace" ctx => accounts::update_workspace(&ctx, WorkspaceChange::default())),
        case!(MembersRead "list_members" ctx => accounts::list_members(&ctx, Default::default())),
        case!(MembersManage "list_invitations" ctx => accounts::list_invitations(&ctx)),
        case!(MembersManage "invite" ctx => accounts::invite(&ctx, "new@example.com", Role::Viewer)),
        case!(MembersManage "revoke_invitation" ctx => accounts::revoke_invitation(&ctx, InvitationRef::new(1))),
        case!(MembersManage "change_role" ctx => accounts::change_role(&ctx, UserRef::new(1), Role::Viewer)),
        case!(MembersManage "make_reset_link" ctx => accounts::make_reset_link(&ctx, UserRef::new(1))),
        case!(ApiKeysManage "create_api_key" ctx => {
            accounts::create_api_key(&ctx, "Shop", vec![Permission::ApiKeysManage])
        }),
        case!(ApiKeysManage "list_api_keys" ctx => accounts::list_api_keys(&ctx, Default::default())),
        case!(ApiKeysManage "revoke_api_key" ctx => accounts::revoke_api_key(&ctx, ApiKeyRef::new(1))),
        case!(AuditRead "audit::list" ctx => audit::list(&ctx, AuditFilter::default())),
        case!(MailRead "list_mails" ctx => outgoing::list_mails(&ctx, Default::default())),
        case!(EventsRead "events::list" ctx => engine::events::list(&ctx, 0, 10)),
        case!(BotsRead "bots::list" ctx => bots::list(&ctx)),
        case!(BotsRead "bots::read" ctx => bots::read(&ctx, &BotRef::new(1))),
        case!(BotsManage "bots::create" ctx => bots::create(&ctx, "Mila")),
        case!(BotsManage "bots::update" ctx => bots::update(&ctx, &BotRef::new(1), BotChange::default())),
        case!(KnowledgeRead "list_items" ctx => knowledge::list_items(&ctx, Default::default(), Default::default())),
        case!(KnowledgeRead "knowledge::counts" ctx => knowledge::counts(&ctx)),
        case!(KnowledgeRead "read_item" ctx => knowledge::read_item(&ctx, &ItemRef::new(1))),
        case!(KnowledgeWrite "create_item" ctx => knowledge::create_item(&ctx, NewItem::default())),
        case!(KnowledgeWrite "import_url" ctx => knowledge::import_url(&ctx, "http://127.0.0.1:9/", false)),
        case!(KnowledgeWrite "import_file" ctx => knowledge::import_file(&ctx, "a.md", Default::default(), false)),
        case!(KnowledgeWrite "update_item" ctx =>
            knowledge::update_item(&ctx, &ItemRef::new(1), ItemChange::default())),
        case!(KnowledgePublish "publish_item" ctx => knowledge::publish_item(&ctx, &ItemRef::new(1))),
        case!(KnowledgePublish "archive_item" ctx => knowledge::archive_item(&ctx, &ItemRef::new(1))),
        case!(ConversationsRead "conversations::list" ctx => {
            conversations::list(&ctx, Default::default(), Default::default())
        }),
        case!(ConversationsRead "conversations::counts" ctx => conversations::counts(&ctx)),
        case!(ConversationsRead "conversations::read" ctx =>
            conversations::read(&ctx, &ConversationRef::new(1), None)),
        case!(ConversationsReply "take" ctx => conversations::take(&ctx, &ConversationRef::new(1))),
        case!(ConversationsReply "assign" ctx =>
            conversations::assign(&ctx, &ConversationRef::new(1), &UserRef::new(1))),
        case!(ConversationsReply "reply" ctx => conversations::reply(&ctx, &ConversationRef::new(1), "a", "Hello")),
        case!(ConversationsReply "resolve" ctx => conversations::resolve(&ctx, &ConversationRef::new(1))),
        case!(ConversationsReply "reopen" ctx => conversations::reopen(&ctx, &ConversationRef::new(1))),
        case!(ConversationsReply "mark_read" ctx => conversations::mark_read(&ctx, &ConversationRef::new(1), 1)),
    ]
}

#[test]
fn every_permission_guards_something() {
    let guarded: BTreeSet<_> = cases().into_iter().map(|(_, permission, _)| permission).collect();
    assert_eq!(guarded, Permission::all().collect());
}

#[tokio::test(flavor = "multi_thread")]
async fn each_role_may_do_exactly_what_the_table_says() {
    let world = World::new().await;
    let ann = world.set_up().await;
    for role in Role::ALL {
        let ctx = match role {
            Role::Owner => ann.ctx().unwrap(),
            other => world.join(&ann.ctx().unwrap(), &format!("{other}@example.com"), other).await.ctx().unwrap(),
        };
        for (name, permission, run) in cases() {
            let refused = run(ctx.clone()).await == Some(Code::Forbidden);
            assert_eq!(refused, !role.allows(permission), "{role} {name}");
        }
        // Everyone may leave, so this is refused by who is removed.
        let removed = accounts::remove_member(&ctx, UserRef::new(1)).await.unwrap_err().into_problem().code;
        let expected = if role.allows(Permission::MembersManage) { Code::NotFound } else { Code::Forbidden };
        assert_eq!(removed, expected, "{role} remove_member");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_may_do_exactly_what_each_scope_says() {
    let world = World::new().await;
    let ann = world.set_up().await.ctx().unwrap();
    for scope in Permission::all() {
        let made = accounts::create_api_key(&ann, "Shop", vec![scope]).await.unwrap();
        let ctx = accounts::open_api_key(&world.app, &made.secret).await.unwrap();
        for (name, permission, run) in cases() {
            let refused = run(ctx.clone()).await == Some(Code::Forbidden);
            let by_people_only = name == "make_reset_link";
            assert_eq!(refused, permission != scope || by_people_only, "{scope} {name}");
        }
    }
}
