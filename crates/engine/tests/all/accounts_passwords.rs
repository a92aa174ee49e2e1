//! Changing and resetting passwords.

use domain::Code;
use domain::permissions::Role;
use domain::time::HOUR_MS;
use engine::accounts;
use engine::accounts::ResetRequested;

use crate::world::{PASSWORD, PUBLIC_URL, World, code, problem, token_of};

const NEW: &str = "eight wild daisies";

#[tokio::test(flavor = "multi_thread")]
async fn changing_the_password_ends_the_other_sign_ins_and_open_links() {
    let world = World::new().await;
    let ann = world.set_up().await;
    let other = world.sign_in("ann@example.com", PASSWORD).await.unwrap();
    let link = accounts::make_reset_link_by_email(&world.app, "ann@example.com").await.unwrap();
    accounts::change_password(&ann, PASSWORD, NEW).await.unwrap();
    assert!(world.find_session(&other).await.is_none());
    assert_eq!(accounts::list_sessions(&ann).await.unwrap().len(), 1);
    assert_eq!(code(accounts::check_password_reset(&world.app, token_of(&link)).await), Code::Gone);
    assert_eq!(code(world.sign_in("ann@example.com", PASSWORD).await), Code::Invalid);
    world.sign_in("ann@example.com", NEW).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_old_or_weak_new_password_changes_nothing_and_guessing_is_limited() {
    let world = World::new().await;
    let ann = world.set_up().await;
    let weak = problem(accounts::change_password(&ann, PASSWORD, "short").await);
    assert!(weak.fields.contains_key("new_password"));
    for _ in 0..5 {
        let wrong = problem(accounts::change_password(&ann, "not this one", NEW).await);
        assert!(wrong.fields.contains_key("old_password"));
    }
    assert_eq!(code(accounts::change_password(&ann, PASSWORD, NEW).await), Code::Limited);
    world.clock.advance_ms(30_000);
    world.sign_in("ann@example.com", PASSWORD).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_sets_the_password_once_ends_all_sign_ins_and_lifts_the_lock_out() {
    let world = World::new().await;
    world.set_up().await;
    let signed_in = world.sign_in("ann@example.com", PASSWORD).await.unwrap();
    for _ in 0..5 {
        assert_eq!(code(world.sign_in("ann@example.com", "wrong password").await), Code::Invalid);
    }
    let link = accounts::make_reset_link_by_email(&world.app, "ANN@example.com").await.unwrap();
    let second = accounts::make_reset_link_by_email(&world.app, "ann@example.com").await.unwrap();
    assert!(link.starts_with(&format!("{PUBLIC_URL}/reset-password/")));
    let token = token_of(&link);
    accounts::check_password_reset(&world.app, token).await.unwrap();
    let weak = problem(accounts::reset_password(&world.app, token, "ann@example.com").await);
    assert!(weak.fields.contains_key("password"));
    accounts::reset_password(&world.app, token, NEW).await.unwrap();
    assert!(world.find_session(&signed_in).await.is_none());
    world.sign_in("ann@example.com", NEW).await.unwrap();
    for used in [token, token_of(&second)] {
        assert_eq!(code(accounts::reset_password(&world.app, used, NEW).await), Code::Gone);
        assert_eq!(code(accounts::check_password_reset(&world.app, used).await), Code::Gone);
    }
    let nobody = accounts::make_reset_link_by_email(&world.app, "nobody@example.com").await;
    assert_eq!(code(nobody), Code::NotFound);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_works_for_an_hour() {
    let world = World::new().await;
    world.set_up().await;
    let link = accounts::make_reset_link_by_email(&world.app, "ann@example.com").await.unwrap();
    world.clock.advance_ms(HOUR_MS - 1);
    accounts::check_password_reset(&world.app, token_of(&link)).await.unwrap();
    world.clock.advance_ms(1);
    assert_eq!(code(accounts::check_password_reset(&world.app, token_of(&link)).await), Code::Gone);
    assert_eq!(code(accounts::reset_password(&world.app, token_of(&link), NEW).await), Code::Gone);
    for nonsense in ["", "x", &"A".repeat(43)] {
        assert_eq!(code(accounts::reset_password(&world.app, nonsense, NEW).await), Code::Gone);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn without_mail_people_are_told_so_whether_or_not_they_have_an_account() {
    let world = World::new().await;
    world.set_up().await;
    for email in ["ann@example.com", "nobody@example.com"] {
        let answer = accounts::request_password_reset(&world.app, email).await.unwrap();
        assert_eq!(answer, ResetRequested { mail_goes_out: false });
    }
    assert_eq!(code(accounts::request_password_reset(&world.app, "nonsense").await), Code::Invalid);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_team_makes_links_only_for_people_who_are_theirs_alone() {
    let world = World::new().await;
    let ann = world.set_up().await;
    let ctx = ann.ctx().unwrap();
    let adam = world.join(&ctx, "adam@example.com", Role::Admin).await;
    let bob = world.join(&ctx, "bob@example.com", Role::Agent).await;
    let (adams, bob_id) = (adam.ctx().unwrap(), bob.view().user.id);
    let link = accounts::make_reset_link(&adams, bob_id.clone()).await.unwrap();
    let event = world.events(&ctx).await.pop().unwrap();
    assert_eq!(
        (event.fact.kind.as_str(), event.fact.subject.as_str()),
        ("member.password_link_created", bob_id.as_str())
    );
    accounts::reset_password(&world.app, token_of(&link), NEW).await.unwrap();
    let bob = world.session(&world.sign_in("bob@example.com", NEW).await.unwrap()).await;
    // Bob now has a workspace of his own: a link from here would open that, too.
    accounts::create_workspace(&bob, "Bob's", "").await.unwrap();
    assert_eq!(code(accounts::make_reset_link(&adams, bob_id.clone()).await), Code::Forbidden);
    accounts::make_reset_link(&ctx, bob_id).await.expect("Ann operates the installation");
    // An operator who is a mere agent here must not be taken over by an admin.
    let olga = world.join(&ctx, "olga@example.com", Role::Agent).await;
    accounts::set_operator(&world.app, "olga@example.com", true).await.unwrap();
    assert_eq!(code(accounts::make_reset_link(&adams, olga.view().user.id).await), Code::Forbidden);
}
