//! Invitations, members, roles.

use domain::Code;
use domain::events::EventKind;
use domain::ids::UserRef;
use domain::page::PageRequest;
use domain::permissions::Role;
use domain::time::DAY_MS;
use engine::accounts::{self, Accept};
use engine::{Ctx, Random};

use crate::world::{PASSWORD, PUBLIC_URL, World, client, code, problem, token_of};

fn new_person() -> Accept {
    Accept { name: "Bob".into(), password: PASSWORD.into() }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_invited_person_sees_what_they_join_and_joins_with_the_role() {
    let world = World::new().await;
    let ann = world.set_up().await;
    let ctx = ann.ctx().unwrap();
    let made = accounts::invite(&ctx, "Bob@Example.com", Role::Agent).await.unwrap();
    assert!(made.link.starts_with(&format!("{PUBLIC_URL}/invite/")) && !made.mailed, "{}", made.link);
    assert_eq!((made.invitation.invited_by.as_str(), made.invitation.role), ("Ann Lee", Role::Agent));
    assert_eq!(accounts::list_invitations(&ctx).await.unwrap().first(), Some(&made.invitation));
    let token = token_of(&made.link);
    let preview = accounts::preview_invitation(&world.app, token).await.unwrap();
    assert_eq!((preview.workspace.as_str(), preview.invited_by.as_str()), ("Tea", "Ann Lee"));
    assert_eq!((preview.email.as_str(), preview.role, preview.has_account), ("Bob@Example.com", Role::Agent, false));
    let signed_in = accounts::accept_invitation(&world.app, token, new_person(), None, &client()).await.unwrap();
    let bob = world.session(&signed_in).await.view();
    assert_eq!((bob.user.name.as_str(), bob.user.is_operator), ("Bob", false));
    assert_eq!(bob.current.map(|m| (m.name, m.role)), Some(("Tea".into(), Role::Agent)));
    assert!(accounts::list_invitations(&ctx).await.unwrap().is_empty());
    let events = world.events(&ctx).await;
    let joined = events.last().unwrap();
    assert_eq!((joined.fact.kind, joined.fact.subject.as_str()), (EventKind::MemberJoined, bob.user.id.as_str()));
    // No address and no name stands in the log.
    let log = format!("{events:?}").to_lowercase();
    assert!(!log.contains("bob") && !log.contains("ann") && !log.contains("192.0.2"), "{log}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_lets_in_once_and_says_why_it_no_longer_does() {
    let world = World::new().await;
    let ctx = world.set_up().await.ctx().unwrap();
    let accept =
        async |link: &str| accounts::accept_invitation(&world.app, token_of(link), new_person(), None, &client()).await;
    let used = accounts::invite(&ctx, "bob@example.com", Role::Agent).await.unwrap();
    accept(&used.link).await.unwrap();
    let revoked = accounts::invite(&ctx, "carl@example.com", Role::Agent).await.unwrap();
    accounts::revoke_invitation(&ctx, revoked.invitation.id.clone()).await.unwrap();
    assert_eq!(code(accounts::revoke_invitation(&ctx, revoked.invitation.id).await), Code::NotFound);
    let replaced = accounts::invite(&ctx, "dora@example.com", Role::Agent).await.unwrap();
    let newer = accounts::invite(&ctx, "DORA@example.com", Role::Viewer).await.unwrap();
    assert_eq!(accounts::list_invitations(&ctx).await.unwrap().len(), 1);
    let old = accounts::invite(&ctx, "emil@example.com", Role::Agent).await.unwrap();
    for (link, word) in [(&used.link, "accepted"), (&revoked.link, "taken back"), (&replaced.link, "replaced")] {
        let refused = problem(accept(link).await);
        assert_eq!(refused.code, Code::Gone);
        assert!(refused.message.contains(word), "{word}: {}", refused.message);
        assert_eq!(code(accounts::preview_invitation(&world.app, token_of(link)).await), Code::Gone);
    }
    accept(&newer.link).await.unwrap();
    world.clock.advance_ms(7 * DAY_MS);
    assert!(problem(accept(&old.link).await).message.contains("too old"));
    for nonsense in ["x/", "x/nonsense", &format!("x/{}", "A".repeat(43))] {
        assert_eq!(code(accept(nonsense).await), Code::NotFound, "{nonsense}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn someone_with_an_account_joins_with_its_password_and_wrong_ones_count() {
    let world = World::new().await;
    let ctx = world.set_up().await.ctx().unwrap();
    world.other_business().await;
    let made = accounts::invite(&ctx, "zoe@elsewhere.example", Role::Admin).await.unwrap();
    let token = token_of(&made.link);
    assert!(accounts::preview_invitation(&world.app, token).await.unwrap().has_account);
    let accept = async |password: &str| {
        let typed = Accept { name: String::new(), password: password.into() };
        accounts::accept_invitation(&world.app, token, typed, None, &client()).await
    };
    for _ in 0..5 {
        let wrong = problem(accept("another password").await);
        assert!(wrong.fields.contains_key("password"), "{wrong:?}");
    }
    assert_eq!(code(accept(PASSWORD).await), Code::Limited);
    world.clock.advance_ms(30_000);
    let zoe = world.session(&accept(PASSWORD).await.unwrap()).await.view();
    assert_eq!(zoe.workspaces.len(), 2);
    assert_eq!(zoe.current.map(|m| m.name), Some("Tea".into()));
    assert_eq!(zoe.user.name, "Zoe");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_signed_in_with_the_address_types_nothing_and_others_do() {
    let world = World::new().await;
    let ann = world.set_up().await;
    let zoe = world.other_business().await;
    let made = accounts::invite(&ann.ctx().unwrap(), "zoe@elsewhere.example", Role::Viewer).await.unwrap();
    let accept = async |session| {
        accounts::accept_invitation(&world.app, token_of(&made.link), Accept::default(), Some(session), &client()).await
    };
    assert_eq!(code(accept(&ann).await), Code::Invalid, "a session of someone else proves nothing");
    let before = accounts::list_sessions(&zoe).await.unwrap().len();
    let signed_in = accept(&zoe).await.unwrap();
    let now = world.session(&signed_in).await;
    assert_eq!(now.view().current.map(|m| m.name), Some("Tea".into()));
    assert_eq!(accounts::list_sessions(&now).await.unwrap().len(), before, "the old session gave way");
}

#[tokio::test(flavor = "multi_thread")]
async fn bad_invitations_are_refused_with_the_reason() {
    let world = World::new().await;
    let ann = world.set_up().await;
    let ctx = ann.ctx().unwrap();
    for wrong in ["", "bob", "bob@", "a@b.co, c@d.ef", "a@b.co\r\nBcc: x@y.zz"] {
        let problem = problem(accounts::invite(&ctx, wrong, Role::Agent).await);
        assert!(problem.fields.contains_key("email"), "{wrong}");
    }
    let member = problem(accounts::invite(&ctx, "ann@EXAMPLE.com", Role::Agent).await);
    assert_eq!((member.code, member.fields.contains_key("email")), (Code::Conflict, true));
    let made = accounts::invite(&ctx, "bob@example.com", Role::Agent).await.unwrap();
    for typed in [Accept::default(), Accept { password: "short".into(), ..new_person() }] {
        let wrong = accounts::accept_invitation(&world.app, token_of(&made.link), typed, None, &client()).await;
        assert_eq!(code(wrong), Code::Invalid);
    }
    accounts::preview_invitation(&world.app, token_of(&made.link)).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn an_admin_does_everything_but_decide_about_owners() {
    let world = World::new().await;
    let ann = world.set_up().await;
    let admin = world.join(&ann.ctx().unwrap(), "adam@example.com", Role::Admin).await.ctx().unwrap();
    let bob = world.join(&admin, "bob@example.com", Role::Viewer).await.view().user.id;
    let ann_id = ann.view().user.id;
    assert_eq!(code(accounts::invite(&admin, "x@example.com", Role::Owner).await), Code::Forbidden);
    assert_eq!(code(accounts::change_role(&admin, bob.clone(), Role::Owner).await), Code::Forbidden);
    assert_eq!(code(accounts::change_role(&admin, ann_id.clone(), Role::Viewer).await), Code::Forbidden);
    assert_eq!(code(accounts::remove_member(&admin, ann_id.clone()).await), Code::Forbidden);
    assert_eq!(code(accounts::make_reset_link(&admin, ann_id).await), Code::Forbidden);
    let owner = accounts::invite(&ann.ctx().unwrap(), "olga@example.com", Role::Owner).await.unwrap();
    let id = owner.invitation.id;
    assert_eq!(code(accounts::revoke_invitation(&admin, id).await), Code::Forbidden);
    assert_eq!(code(accounts::invite(&admin, "olga@example.com", Role::Viewer).await), Code::Forbidden);
    assert_eq!(accounts::change_role(&admin, bob.clone(), Role::Admin).await.unwrap().role, Role::Admin);
    accounts::remove_member(&admin, bob).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn there_is_always_an_owner() {
    let world = World::new().await;
    let ann = world.set_up().await;
    let ctx = ann.ctx().unwrap();
    let id = ann.view().user.id;
    let last = problem(accounts::change_role(&ctx, id.clone(), Role::Admin).await);
    assert_eq!(last.code, Code::Conflict);
    assert_eq!(code(accounts::remove_member(&ctx, id.clone()).await), Code::Conflict);
    // Staying what one is changes nothing, and is no event.
    let before = world.events(&ctx).await.len();
    accounts::change_role(&ctx, id.clone(), Role::Owner).await.unwrap();
    assert_eq!(world.events(&ctx).await.len(), before);
    world.join(&ctx, "olga@example.com", Role::Owner).await;
    let changed = accounts::change_role(&ctx, id.clone(), Role::Admin).await.unwrap();
    assert_eq!((changed.role, changed.is_you), (Role::Admin, true));
    let event = world.events(&ctx).await.pop().unwrap();
    assert_eq!(event.fact.payload, serde_json::json!({ "from": "owner", "to": "admin" }));
}

#[tokio::test(flavor = "multi_thread")]
async fn everyone_may_leave_but_only_managers_remove_others() {
    let world = World::new().await;
    let ann = world.set_up().await;
    let bob = world.join(&ann.ctx().unwrap(), "bob@example.com", Role::Viewer).await;
    let carl = world.join(&ann.ctx().unwrap(), "carl@example.com", Role::Viewer).await;
    let bobs = bob.ctx().unwrap();
    assert_eq!(code(accounts::remove_member(&bobs, carl.view().user.id).await), Code::Forbidden);
    let nobody = UserRef::new(world.random.u128());
    assert_eq!(code(accounts::remove_member(&bobs, nobody).await), Code::Forbidden, "not told who is there");
    accounts::remove_member(&bobs, bob.view().user.id).await.unwrap();
    let members = accounts::list_members(&ann.ctx().unwrap(), PageRequest::default()).await.unwrap().items;
    assert_eq!(members.iter().map(|m| m.name.as_str()).collect::<Vec<_>>(), ["Ann Lee", "carl"]);
    world.sign_in("bob@example.com", PASSWORD).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn people_of_another_workspace_are_not_found() {
    let world = World::new().await;
    let ann = world.set_up().await;
    let ctx = ann.ctx().unwrap();
    let zoe = world.other_business().await;
    let zoes = zoe.ctx().unwrap();
    let ours = accounts::invite(&ctx, "bob@example.com", Role::Agent).await.unwrap().invitation.id;
    for foreign in [ann.view().user.id, UserRef::new(world.random.u128())] {
        assert_eq!(code(accounts::change_role(&zoes, foreign.clone(), Role::Viewer).await), Code::NotFound);
        assert_eq!(code(accounts::remove_member(&zoes, foreign.clone()).await), Code::NotFound);
        assert_eq!(code(accounts::make_reset_link(&zoes, foreign).await), Code::NotFound);
    }
    assert_eq!(code(accounts::revoke_invitation(&zoes, ours).await), Code::NotFound);
    assert!(accounts::list_invitations(&zoes).await.unwrap().is_empty());
    assert_eq!(accounts::list_members(&zoes, PageRequest::default()).await.unwrap().items.len(), 1);
    assert_eq!(accounts::list_invitations(&ctx).await.unwrap().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_team_is_listed_in_pieces_and_a_wrong_cursor_is_refused() {
    let world = World::new().await;
    let ctx = world.set_up().await.ctx().unwrap();
    for n in 0..4 {
        world.join(&ctx, &format!("u{n}@example.com"), Role::Viewer).await;
        world.clock.advance_ms(1);
    }
    let names = all_names(&ctx, 2).await;
    assert_eq!(names, ["Ann Lee", "u0", "u1", "u2", "u3"]);
    let wrong = PageRequest::new(Some("'; drop table members".into()), None);
    assert_eq!(code(accounts::list_members(&ctx, wrong).await), Code::Invalid);
}

async fn all_names(ctx: &Ctx, limit: u16) -> Vec<String> {
    let (mut names, mut cursor) = (Vec::new(), None);
    loop {
        let page = accounts::list_members(ctx, PageRequest::new(cursor, Some(limit))).await.unwrap();
        names.extend(page.items.into_iter().map(|member| member.name));
        cursor = page.next_cursor;
        if cursor.is_none() {
            return names;
        }
    }
}
