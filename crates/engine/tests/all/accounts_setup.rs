//! The first run and the start of the application.

use domain::Code;
use domain::accounts::Theme;
use domain::events::EventKind;
use domain::permissions::{Permission, Role};
use engine::accounts::{self, SetUp};

use crate::world::{PASSWORD, World, ann, client, code, problem, token_of};

#[tokio::test(flavor = "multi_thread")]
async fn the_first_person_owns_the_workspace_operates_the_installation_and_is_signed_in() {
    let world = World::new().await;
    assert!(!accounts::is_set_up(&world.app).await.unwrap());
    let session = world.set_up().await;
    assert!(accounts::is_set_up(&world.app).await.unwrap());
    let view = session.view();
    assert_eq!((view.user.name.as_str(), view.user.email.as_str()), ("Ann Lee", "Ann@Example.com"));
    assert_eq!((view.user.theme, view.user.is_operator), (Theme::Auto, true));
    assert_eq!(view.current.map(|m| (m.name, m.role)), Some(("Tea".into(), Role::Owner)));
    assert_eq!(view.permissions, Permission::all().collect::<Vec<_>>());
    assert!(session.allow_operator().is_ok());
    let workspace = accounts::read_workspace(&session.ctx().unwrap()).await.unwrap();
    assert_eq!(workspace.website.as_deref(), Some("https://tea.example"));
    assert_eq!(workspace.time_zone, "Europe/Berlin");
    let kinds: Vec<_> = world.events(&session.ctx().unwrap()).await.iter().map(|e| e.fact.kind).collect();
    assert_eq!(kinds, [EventKind::WorkspaceCreated, EventKind::MemberJoined]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_set_up_is_refused() {
    let world = World::new().await;
    world.set_up().await;
    let other = SetUp { email: "eve@example.com".into(), ..ann() };
    assert_eq!(code(accounts::set_up(&world.app, other, &client()).await), Code::Conflict);
    assert_eq!(accounts::list_users(&world.app).await.unwrap().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn every_wrong_field_is_named_at_once_and_nothing_is_made() {
    let world = World::new().await;
    let wrong = SetUp {
        name: " ".into(),
        email: "nonsense".into(),
        password: "short".into(),
        business: "x".repeat(81),
        website: "javascript:alert(1)".into(),
        time_zone: "Mars/Base".into(),
    };
    let problem = problem(accounts::set_up(&world.app, wrong, &client()).await);
    assert_eq!(problem.code, Code::Invalid);
    let fields: Vec<_> = problem.fields.keys().map(String::as_str).collect();
    assert_eq!(fields, ["business", "email", "name", "password", "time_zone", "website"]);
    assert!(!accounts::is_set_up(&world.app).await.unwrap());
    // The password may not be the address.
    let same = SetUp { password: "ann@example.com".into(), ..ann() };
    assert_eq!(code(accounts::set_up(&world.app, same, &client()).await), Code::Invalid);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_node_with_another_secret_refuses_to_start() {
    let world = World::new().await;
    let refused = world.node_with_secret("another secret, also long enough for it").await.unwrap_err().into_problem();
    assert!(refused.message.contains("ROMASHKA_SECRET_KEY"), "{}", refused.message);
    world.second_node().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_people_type_does_not_show_in_debug_output() {
    let typed = format!("{:?} {:?}", ann(), accounts::SignIn { email: "a@b.co".into(), password: PASSWORD.into() });
    assert!(!typed.contains(PASSWORD) && !typed.contains("a@b.co"), "{typed}");
    let world = World::new().await;
    let signed_in = accounts::set_up(&world.app, ann(), &client()).await.unwrap();
    let shown = format!("{signed_in:?} {:?} {:?}", world.session(&signed_in).await, world.app);
    assert!(!shown.contains(&signed_in.token.expose()) && !shown.contains("Ann"), "{shown}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_operator_role_is_given_and_taken_but_never_to_the_last() {
    let world = World::new().await;
    let ann = world.set_up().await;
    let bob = world.join(&ann.ctx().unwrap(), "bob@example.com", Role::Viewer).await;
    assert_eq!(code(bob.allow_operator()), Code::Forbidden);
    let last = accounts::set_operator(&world.app, "ann@example.com", false).await;
    assert_eq!(code(last), Code::Conflict);
    accounts::set_operator(&world.app, "bob@example.com", true).await.unwrap();
    accounts::set_operator(&world.app, "ann@example.com", false).await.unwrap();
    let operators: Vec<_> =
        accounts::list_users(&world.app).await.unwrap().into_iter().map(|u| u.is_operator).collect();
    assert_eq!(operators, [false, true]);
    let nobody = accounts::set_operator(&world.app, "nobody@example.com", true).await;
    assert_eq!(code(nobody), Code::NotFound);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_first_account_from_the_command_line_operates_the_installation_and_closes_the_set_up() {
    let world = World::new().await;
    let link = accounts::create_user(&world.app, "ann@example.com", "Ann", Some("Tea")).await.unwrap();
    assert_eq!(code(accounts::set_up(&world.app, ann(), &client()).await), Code::Conflict);
    assert_eq!(code(world.sign_in("ann@example.com", PASSWORD).await), Code::Invalid, "nobody knows the password yet");
    accounts::reset_password(&world.app, token_of(&link), PASSWORD).await.unwrap();
    let ann = world.session(&world.sign_in("ann@example.com", PASSWORD).await.unwrap()).await.view();
    assert_eq!((ann.user.is_operator, ann.current.map(|m| m.role)), (true, Some(Role::Owner)));
    let again = accounts::create_user(&world.app, "ANN@example.com", "Ann", None).await;
    assert_eq!(code(again), Code::Conflict);
    accounts::create_user(&world.app, "bob@example.com", "Bob", None).await.unwrap();
    let operators: Vec<_> =
        accounts::list_users(&world.app).await.unwrap().into_iter().map(|u| u.is_operator).collect();
    assert_eq!(operators.iter().filter(|is| **is).count(), 1);
    let wrong = problem(accounts::create_user(&world.app, "nonsense", "", Some(" ")).await);
    assert_eq!(wrong.fields.len(), 3);
}
