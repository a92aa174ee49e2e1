//! Invitations.

use domain::events::Actor;
use store::{Clock, Error, invitations};

use crate::accounts_people::{invite, user, workspace, write};
use crate::harness::TestDb;

both! {
    an_invitation_is_found_by_its_token_with_the_names_that_people_need,
    an_address_has_one_open_invitation_per_workspace,
    of_many_who_accept_at_once_one_does,
    an_invitation_that_is_over_is_not_accepted,
    another_workspace_cannot_touch_an_invitation,
}

async fn an_invitation_is_found_by_its_token_with_the_names_that_people_need(db: TestDb) {
    let store = db.open().await;
    let tea = workspace(&db, &store, "Tea").await;
    let ann = user(&db, &store, "ann@example.com").await;
    let (id, public_id, token) = invite(&db, &store, tea, "Bob@Example.com", Actor::User(ann)).await.unwrap();
    let row = invitations::find_by_token(token, store.db()).await.unwrap().unwrap();
    assert_eq!((row.id, &row.public_id, row.workspace_id), (id, &public_id, tea));
    assert_eq!((row.workspace_name.as_str(), row.inviter.as_deref()), ("Tea", Some("ann")));
    assert_eq!((row.email.as_str(), row.email_folded.as_str()), ("Bob@Example.com", "bob@example.com"));
    assert!(invitations::find_by_token(vec![0; 32], store.db()).await.unwrap().is_none());
    let (_, _, by_system) = invite(&db, &store, tea, "eve@example.com", Actor::System).await.unwrap();
    let row = invitations::find_by_token(by_system, store.db()).await.unwrap().unwrap();
    assert_eq!((row.invited_by_kind.as_str(), row.inviter), ("system", None));
    assert_eq!(invitations::list_open(tea, store.db()).await.unwrap().len(), 2);
}

async fn an_address_has_one_open_invitation_per_workspace(db: TestDb) {
    let store = db.open().await;
    let (tea, coffee) = (workspace(&db, &store, "Tea").await, workspace(&db, &store, "Coffee").await);
    let (first, _, _) = invite(&db, &store, tea, "bob@example.com", Actor::System).await.unwrap();
    let second = invite(&db, &store, tea, "BOB@example.com", Actor::System).await;
    assert!(matches!(second, Err(Error::Conflict("invitation"))), "{second:?}");
    invite(&db, &store, coffee, "bob@example.com", Actor::System).await.unwrap();
    let now = db.clock.now();
    for expected in [true, false] {
        let revoked = write(&store, move |w| Box::pin(invitations::update_revoked(tea, first, now, w))).await.unwrap();
        assert_eq!(revoked, expected);
    }
    assert!(invitations::find_open_by_email(tea, "bob@example.com", store.db()).await.unwrap().is_none());
    invite(&db, &store, tea, "bob@example.com", Actor::System).await.unwrap();
}

async fn of_many_who_accept_at_once_one_does(db: TestDb) {
    let store = db.open().await;
    let second_node = db.open().await;
    let tea = workspace(&db, &store, "Tea").await;
    let (id, _, _) = invite(&db, &store, tea, "bob@example.com", Actor::System).await.unwrap();
    let now = db.clock.now();
    let tries = (0..20).map(|n| {
        let store = if n % 2 == 0 { store.clone() } else { second_node.clone() };
        async move { write(&store, move |w| Box::pin(invitations::update_accepted(tea, id, now, w))).await.unwrap() }
    });
    let accepted = futures::future::join_all(tries).await;
    assert_eq!(accepted.into_iter().filter(|accepted| *accepted).count(), 1);
    assert!(invitations::list_open(tea, store.db()).await.unwrap().is_empty());
}

async fn an_invitation_that_is_over_is_not_accepted(db: TestDb) {
    let store = db.open().await;
    let tea = workspace(&db, &store, "Tea").await;
    let (id, _, _) = invite(&db, &store, tea, "bob@example.com", Actor::System).await.unwrap();
    db.clock.advance_ms(1_000);
    let now = db.clock.now();
    assert!(!write(&store, move |w| Box::pin(invitations::update_accepted(tea, id, now, w))).await.unwrap());
}

async fn another_workspace_cannot_touch_an_invitation(db: TestDb) {
    let store = db.open().await;
    let (tea, coffee) = (workspace(&db, &store, "Tea").await, workspace(&db, &store, "Coffee").await);
    let (id, public_id, _) = invite(&db, &store, tea, "bob@example.com", Actor::System).await.unwrap();
    let now = db.clock.now();
    assert!(invitations::find(coffee, &public_id, store.db()).await.unwrap().is_none());
    assert!(invitations::list_open(coffee, store.db()).await.unwrap().is_empty());
    assert!(!write(&store, move |w| Box::pin(invitations::update_revoked(coffee, id, now, w))).await.unwrap());
    assert!(!write(&store, move |w| Box::pin(invitations::update_accepted(coffee, id, now, w))).await.unwrap());
    assert!(invitations::find(tea, &public_id, store.db()).await.unwrap().unwrap().accepted_at.is_none());
}
