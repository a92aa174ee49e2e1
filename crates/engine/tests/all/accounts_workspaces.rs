//! Workspaces: settings, several per person, switching.

use domain::Code;
use domain::accounts::{Theme, WorkspaceChange};
use domain::events::EventKind;
use domain::permissions::Role;
use engine::accounts;

use crate::world::{PASSWORD, World, code, problem};

#[tokio::test(flavor = "multi_thread")]
async fn settings_change_field_by_field_and_the_event_names_the_fields_only() {
    let world = World::new().await;
    let ann = world.set_up().await;
    let ctx = ann.ctx().unwrap();
    let change = WorkspaceChange {
        name: Some("Tea & Co".into()),
        website: Some("".into()),
        time_zone: Some("Europe/Berlin".into()),
        events_kept_days: Some(30),
        ..WorkspaceChange::default()
    };
    let view = accounts::update_workspace(&ctx, change.clone()).await.unwrap();
    assert_eq!((view.name.as_str(), view.website.as_deref(), view.events_kept_days), ("Tea & Co", None, 30));
    assert_eq!((view.audit_kept_days, view.mail_kept_days), (730, 90));
    assert_eq!(accounts::read_workspace(&ctx).await.unwrap(), view);
    let event = world.events(&ctx).await.pop().unwrap();
    assert_eq!(event.fact.kind, EventKind::WorkspaceUpdated);
    // The time zone was written as it was, so it is not among them.
    assert_eq!(event.fact.payload, serde_json::json!({ "fields": ["name", "website", "events_kept_days"] }));
    let count = world.events(&ctx).await.len();
    accounts::update_workspace(&ctx, change).await.unwrap();
    assert_eq!(world.events(&ctx).await.len(), count, "nothing changed, nothing happened");
}

#[tokio::test(flavor = "multi_thread")]
async fn bad_settings_are_all_named_and_nothing_changes() {
    let world = World::new().await;
    let ctx = world.set_up().await.ctx().unwrap();
    let before = accounts::read_workspace(&ctx).await.unwrap();
    let wrong = WorkspaceChange {
        name: Some("".into()),
        website: Some("ftp://x.example".into()),
        time_zone: Some("Mars/Base".into()),
        events_kept_days: Some(6),
        audit_kept_days: Some(-1),
        mail_kept_days: Some(i64::MAX),
        hours: None,
    };
    let problem = problem(accounts::update_workspace(&ctx, wrong).await);
    assert_eq!((problem.code, problem.fields.len()), (Code::Invalid, 6));
    assert_eq!(accounts::read_workspace(&ctx).await.unwrap(), before);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_makes_a_second_workspace_is_taken_there_and_switches_back() {
    let world = World::new().await;
    let first = world.set_up().await;
    let signed_in = world.sign_in("ann@example.com", PASSWORD).await.unwrap();
    let session = world.session(&signed_in).await;
    let made = accounts::create_workspace(&session, "Coffee", "coffee.example").await.unwrap();
    let session = world.session(&signed_in).await;
    let view = session.view();
    assert_eq!(view.current.as_ref(), Some(&made));
    assert_eq!(view.workspaces.iter().map(|w| w.name.as_str()).collect::<Vec<_>>(), ["Coffee", "Tea"]);
    let coffee = accounts::read_workspace(&session.ctx().unwrap()).await.unwrap();
    assert_eq!(
        (coffee.time_zone.as_str(), coffee.website.as_deref()),
        ("Europe/Berlin", Some("https://coffee.example"))
    );
    let tea = view.workspaces[1].id.clone();
    accounts::switch_workspace(&session, tea.clone()).await.unwrap();
    let session = world.session(&signed_in).await;
    assert_eq!(session.view().current.map(|m| m.id), Some(tea));
    // The other sign-in stayed where it was.
    assert_eq!(first.view().current.map(|m| m.name), Some("Tea".into()));
    let wrong = problem(accounts::create_workspace(&session, "", "javascript:x").await);
    assert_eq!(wrong.fields.len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_workspace_that_one_does_not_belong_to_is_not_found() {
    let world = World::new().await;
    let ann = world.set_up().await;
    let zoe = world.other_business().await;
    let elsewhere = zoe.view().current.unwrap().id;
    assert_eq!(code(accounts::switch_workspace(&ann, elsewhere.clone()).await), Code::NotFound);
    assert_eq!(code(ann.ctx_in(&elsewhere)), Code::NotFound);
    assert_eq!(ann.view().workspaces.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_removed_is_out_at_the_next_request_and_may_start_anew() {
    let world = World::new().await;
    let ann = world.set_up().await;
    world.join(&ann.ctx().unwrap(), "bob@example.com", Role::Admin).await;
    let signed_in = world.sign_in("bob@example.com", PASSWORD).await.unwrap();
    let bob = world.session(&signed_in).await;
    accounts::remove_member(&ann.ctx().unwrap(), bob.view().user.id).await.unwrap();
    let bob = world.session(&signed_in).await;
    assert_eq!(code(bob.ctx()), Code::Forbidden);
    let view = bob.view();
    assert!(view.current.is_none() && view.workspaces.is_empty() && view.permissions.is_empty());
    accounts::create_workspace(&bob, "Bob's", "").await.unwrap();
    let bob = world.session(&signed_in).await;
    assert_eq!(bob.view().current.map(|m| m.name), Some("Bob's".into()));
    assert_eq!(accounts::read_workspace(&bob.ctx().unwrap()).await.unwrap().time_zone, "UTC");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_changed_role_holds_from_the_next_request_on() {
    let world = World::new().await;
    let ann = world.set_up().await;
    world.join(&ann.ctx().unwrap(), "bob@example.com", Role::Viewer).await;
    let signed_in = world.sign_in("bob@example.com", PASSWORD).await.unwrap();
    let bob = world.session(&signed_in).await;
    assert_eq!(code(accounts::list_api_keys(&bob.ctx().unwrap(), Default::default()).await), Code::Forbidden);
    accounts::change_role(&ann.ctx().unwrap(), bob.view().user.id, Role::Admin).await.unwrap();
    let bob = world.session(&signed_in).await;
    accounts::list_api_keys(&bob.ctx().unwrap(), Default::default()).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn name_and_look_are_the_persons_own() {
    let world = World::new().await;
    let ann = world.set_up().await;
    let signed_in = world.sign_in("ann@example.com", PASSWORD).await.unwrap();
    accounts::update_profile(&ann, " Анна ", Theme::Dark).await.unwrap();
    let user = world.session(&signed_in).await.view().user;
    assert_eq!((user.name.as_str(), user.theme), ("Анна", Theme::Dark));
    for wrong in ["", "a\nb", &"x".repeat(81)] {
        let problem = problem(accounts::update_profile(&ann, wrong, Theme::Light).await);
        assert!(problem.fields.contains_key("name"), "{wrong}");
    }
    assert_eq!(world.session(&signed_in).await.view().user, user);
}
