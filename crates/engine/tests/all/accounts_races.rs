//! What happens at the same moment, on one node and on two, on both databases.

use domain::Code;
use domain::permissions::Role;
use engine::accounts::{self, Accept, SetUp};
use futures::future::join_all;

use crate::world::{PASSWORD, World, ann, client, code, on_both, token_of};

/// The application and, on PostgreSQL, a second node: SQLite has one.
async fn nodes(world: &World) -> Vec<engine::App> {
    let first = world.app.clone();
    if world.is_postgres() { vec![first, world.second_node().await] } else { vec![first.clone(), first] }
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_first_people_one_becomes_the_owner() {
    on_both(async |world| {
        let nodes = nodes(&world).await;
        let tries = nodes.iter().enumerate().map(|(n, app)| async move {
            let typed = SetUp { email: format!("owner{n}@example.com"), ..ann() };
            accounts::set_up(app, typed, &client()).await
        });
        let outcomes = join_all(tries).await;
        assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1);
        assert_eq!(
            outcomes.into_iter().filter_map(Result::err).map(|e| e.into_problem().code).next(),
            Some(Code::Conflict)
        );
        assert_eq!(accounts::list_users(&world.app).await.unwrap().len(), 1);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_invitation_accepted_twice_at_once_lets_one_in() {
    on_both(async |world| {
        let nodes = nodes(&world).await;
        let ctx = world.set_up().await.ctx().unwrap();
        let made = accounts::invite(&ctx, "bob@example.com", Role::Agent).await.unwrap();
        let tries = nodes.iter().map(|app| {
            let typed = Accept { name: "Bob".into(), password: PASSWORD.into() };
            let token = token_of(&made.link);
            async move { accounts::accept_invitation(app, token, typed, None, &client()).await }
        });
        let outcomes = join_all(tries).await;
        assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1, "{outcomes:?}");
        let members = accounts::list_members(&ctx, Default::default()).await.unwrap().items;
        assert_eq!(members.len(), 2);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_owners_who_step_down_at_once_one_stays() {
    on_both(async |world| {
        let nodes = nodes(&world).await;
        let ann = world.set_up().await;
        world.join(&ann.ctx().unwrap(), "olga@example.com", Role::Owner).await;
        for round in 0..3 {
            let anns = world.sign_in("ann@example.com", PASSWORD).await.unwrap();
            let olgas = world.sign_in("olga@example.com", PASSWORD).await.unwrap();
            let tries = [anns, olgas].into_iter().zip(&nodes).map(|(signed_in, app)| async move {
                let token = signed_in.token.expose();
                let session = accounts::open_session(app, &token, &client()).await.unwrap().unwrap();
                let me = session.view().user.id;
                accounts::change_role(&session.ctx().unwrap(), me, Role::Viewer).await
            });
            let outcomes = join_all(tries).await;
            let refused: Vec<_> = outcomes.into_iter().filter_map(Result::err).map(|e| e.into_problem().code).collect();
            assert_eq!(refused, [Code::Conflict], "round {round}");
            // The one who stayed makes the other an owner again.
            let members = accounts::list_members(&ann.ctx().unwrap(), Default::default()).await.unwrap().items;
            let (owners, others): (Vec<_>, Vec<_>) = members.into_iter().partition(|m| m.role == Role::Owner);
            assert_eq!((owners.len(), others.len()), (1, 1));
            let owner = world.session(&world.sign_in(&owners[0].email, PASSWORD).await.unwrap()).await;
            accounts::change_role(&owner.ctx().unwrap(), others[0].id.clone(), Role::Owner).await.unwrap();
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_invitations_of_one_address_at_once_leave_one_open() {
    on_both(async |world| {
        let nodes = nodes(&world).await;
        world.set_up().await;
        let signed_in = world.sign_in("ann@example.com", PASSWORD).await.unwrap();
        let tries = nodes.iter().map(|app| {
            let token = signed_in.token.expose();
            async move {
                let session = accounts::open_session(app, &token, &client()).await.unwrap().unwrap();
                accounts::invite(&session.ctx().unwrap(), "bob@example.com", Role::Agent).await
            }
        });
        assert!(join_all(tries).await.iter().all(Result::is_ok));
        let ctx = world.session(&signed_in).await.ctx().unwrap();
        assert_eq!(accounts::list_invitations(&ctx).await.unwrap().len(), 1);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_password_link_used_twice_at_once_works_once() {
    on_both(async |world| {
        let nodes = nodes(&world).await;
        world.set_up().await;
        let link = accounts::make_reset_link_by_email(&world.app, "ann@example.com").await.unwrap();
        let passwords = ["eight wild daisies", "nine tall sunflowers"];
        let tries = nodes.iter().zip(passwords).map(|(app, new)| accounts::reset_password(app, token_of(&link), new));
        let outcomes = join_all(tries).await;
        let winner = passwords[usize::from(outcomes[0].is_err())];
        assert_eq!(
            outcomes.into_iter().filter_map(Result::err).map(|e| e.into_problem().code).collect::<Vec<_>>(),
            [Code::Gone]
        );
        world.sign_in("ann@example.com", winner).await.unwrap();
        let loser = passwords.into_iter().find(|p| *p != winner).unwrap();
        assert_eq!(code(world.sign_in("ann@example.com", loser).await), Code::Invalid);
    })
    .await;
}
