//! API keys.

use domain::Code;
use domain::ids::ApiKeyRef;
use domain::page::PageRequest;
use domain::permissions::{Permission, Role};
use engine::accounts::{self, KEY_PREFIX};
use engine::{Once, Random};

use crate::world::{World, code, problem};

const READ: Permission = Permission::MembersRead;

#[tokio::test(flavor = "multi_thread")]
async fn a_key_does_what_its_scopes_name_and_nothing_else() {
    let world = World::new().await;
    let ctx = world.set_up().await.ctx().unwrap();
    let made = accounts::create_api_key(&ctx, "Shop", vec![READ, READ]).await.unwrap();
    assert!(made.secret.starts_with(KEY_PREFIX) && made.secret.starts_with(&made.key.hint));
    assert_eq!(made.secret.len(), KEY_PREFIX.len() + 43);
    assert_eq!((made.key.scopes.as_slice(), made.key.created_by.as_str()), (&[READ][..], "Ann Lee"));
    let program = accounts::open_api_key(&world.app, &made.secret).await.unwrap();
    assert_eq!(program.workspace(), ctx.workspace());
    assert_eq!(accounts::list_members(&program, PageRequest::default()).await.unwrap().items.len(), 1);
    let refused = problem(accounts::read_workspace(&program).await);
    assert_eq!(refused.code, Code::Forbidden);
    assert!(refused.message.contains("workspace_read"), "{}", refused.message);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_revoked_key_is_refused_at_once_and_stays_in_the_list() {
    let world = World::new().await;
    let ctx = world.set_up().await.ctx().unwrap();
    let made = accounts::create_api_key(&ctx, "Shop", vec![READ]).await.unwrap();
    accounts::revoke_api_key(&ctx, made.key.id.clone()).await.unwrap();
    let events = world.events(&ctx).await.len();
    accounts::revoke_api_key(&ctx, made.key.id.clone()).await.unwrap();
    assert_eq!(world.events(&ctx).await.len(), events, "revoked once");
    assert_eq!(code(accounts::open_api_key(&world.app, &made.secret).await), Code::Unauthenticated);
    let listed = accounts::list_api_keys(&ctx, PageRequest::default()).await.unwrap().items;
    assert!(listed[0].revoked_at.is_some());
    for nonsense in ["", "x", KEY_PREFIX, &made.secret[1..], &format!("{KEY_PREFIX}{}", "x".repeat(100_000))] {
        assert_eq!(code(accounts::open_api_key(&world.app, nonsense).await), Code::Unauthenticated);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn use_is_noted_to_the_minute() {
    let world = World::new().await;
    let ctx = world.set_up().await.ctx().unwrap();
    let made = accounts::create_api_key(&ctx, "Shop", vec![READ]).await.unwrap();
    assert_eq!(made.key.last_used_at, None);
    let used = async || {
        accounts::open_api_key(&world.app, &made.secret).await.unwrap();
        accounts::list_api_keys(&ctx, PageRequest::default()).await.unwrap().items[0].last_used_at
    };
    let first = used().await.unwrap();
    assert_eq!(first.0 % 60_000, 0);
    world.clock.advance_ms(59_999);
    assert_eq!(used().await, Some(first));
    world.clock.advance_ms(1);
    assert_eq!(used().await, Some(first.plus_ms(60_000)));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_goes_on_when_its_maker_leaves() {
    let world = World::new().await;
    let ann = world.set_up().await;
    let adam = world.join(&ann.ctx().unwrap(), "adam@example.com", Role::Admin).await;
    let made = accounts::create_api_key(&adam.ctx().unwrap(), "Shop", vec![READ]).await.unwrap();
    accounts::remove_member(&ann.ctx().unwrap(), adam.view().user.id).await.unwrap();
    accounts::open_api_key(&world.app, &made.secret).await.unwrap();
    engine::erasure::erase_user(&world.app, "adam@example.com").await.unwrap();
    accounts::open_api_key(&world.app, &made.secret).await.unwrap();
    let listed = accounts::list_api_keys(&ann.ctx().unwrap(), PageRequest::default()).await.unwrap().items;
    assert_eq!(listed[0].created_by, "Someone who has left");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_makes_no_key_that_may_more_and_no_owner() {
    let world = World::new().await;
    let ctx = world.set_up().await.ctx().unwrap();
    let scopes = vec![Permission::ApiKeysManage, Permission::MembersManage, READ];
    let made = accounts::create_api_key(&ctx, "Provisioning", scopes).await.unwrap();
    let program = accounts::open_api_key(&world.app, &made.secret).await.unwrap();
    let more = accounts::create_api_key(&program, "More", vec![Permission::AuditRead]).await;
    assert_eq!(code(more), Code::Forbidden);
    let same = accounts::create_api_key(&program, "Same", vec![READ]).await.unwrap();
    assert_eq!(same.key.created_by, "Provisioning");
    assert_eq!(code(accounts::invite(&program, "x@example.com", Role::Owner).await), Code::Forbidden);
    let invited = accounts::invite(&program, "x@example.com", Role::Admin).await.unwrap();
    assert_eq!(invited.invitation.invited_by, "Provisioning");
    let ann = accounts::list_members(&program, PageRequest::default()).await.unwrap().items.remove(0);
    assert!(!ann.is_you);
    assert_eq!(code(accounts::remove_member(&program, ann.id).await), Code::Forbidden);
}

#[tokio::test(flavor = "multi_thread")]
async fn bad_keys_are_refused_and_keys_elsewhere_are_not_found() {
    let world = World::new().await;
    let ctx = world.set_up().await.ctx().unwrap();
    let wrong = problem(accounts::create_api_key(&ctx, " ", vec![]).await);
    assert_eq!((wrong.code, wrong.fields.len()), (Code::Invalid, 2));
    let made = accounts::create_api_key(&ctx, "Shop", vec![READ]).await.unwrap();
    let zoe = world.other_business().await.ctx().unwrap();
    assert_eq!(code(accounts::revoke_api_key(&zoe, made.key.id).await), Code::NotFound);
    assert_eq!(code(accounts::revoke_api_key(&ctx, ApiKeyRef::new(world.random.u128())).await), Code::NotFound);
    assert!(accounts::list_api_keys(&zoe, PageRequest::default()).await.unwrap().items.is_empty());
    accounts::open_api_key(&world.app, &made.secret).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_repeated_request_makes_one_key_and_shows_its_secret_again() {
    let world = World::new().await;
    let ctx = world.set_up().await.ctx().unwrap();
    let once = Once::new("k1", "POST /api/api-keys", b"{}").unwrap();
    let first = accounts::create_api_key(&ctx.clone().once(once.clone()), "Shop", vec![READ]).await.unwrap();
    let again = accounts::create_api_key(&ctx.clone().once(once), "Shop", vec![READ]).await.unwrap();
    assert_eq!(first, again);
    assert_eq!(accounts::list_api_keys(&ctx, PageRequest::default()).await.unwrap().items.len(), 1);
}
