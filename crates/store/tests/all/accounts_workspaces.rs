//! Workspaces, users and members.

use domain::Timestamp;
use domain::ids::UserRef;
use domain::permissions::Role;
use store::{Clock, Error, Random, members, users, workspaces};

use crate::accounts_people::{join, try_user, user, workspace, write};
use crate::harness::TestDb;

both! {
    a_workspace_reads_back_with_the_usual_retention_and_changes,
    an_address_has_one_account_however_it_is_spelled,
    profile_password_and_operator_change_for_one_user_only,
    members_are_listed_in_pieces_in_the_order_in_which_they_joined,
    members_of_another_workspace_are_not_found,
    someone_is_a_member_once,
    workspaces_of_a_user_come_with_the_one_seen_last_first,
    a_clean_up_is_due_once,
}

async fn a_workspace_reads_back_with_the_usual_retention_and_changes(db: TestDb) {
    let store = db.open().await;
    let id = workspace(&db, &store, "Tea").await;
    let other = workspace(&db, &store, "Coffee").await;
    let mut row = workspaces::get(id, store.db()).await.unwrap();
    assert_eq!((row.name.as_str(), row.website.as_deref(), row.time_zone.as_str()), ("Tea", None, "UTC"));
    assert_eq!((row.events_kept_days, row.audit_kept_days, row.mail_kept_days), (730, 730, 90));
    row.name = "Чай".into();
    row.website = Some("https://tea.example".into());
    row.time_zone = "Europe/Berlin".into();
    assert_eq!(row.hours, "{}");
    row.hours = r#"{"is_on":true}"#.into();
    row.events_kept_days = 10;
    row.audit_kept_days = 20;
    row.mail_kept_days = 30;
    let change = row.clone();
    write(&store, move |work| Box::pin(async move { workspaces::update(&change, work).await })).await.unwrap();
    let read = workspaces::get(id, store.db()).await.unwrap();
    assert_eq!((read.name.as_str(), read.website.as_deref()), ("Чай", Some("https://tea.example")));
    assert_eq!(read.hours, r#"{"is_on":true}"#);
    assert_eq!((read.events_kept_days, read.audit_kept_days, read.mail_kept_days), (10, 20, 30));
    assert_eq!(workspaces::get(other, store.db()).await.unwrap().name, "Coffee");
    let missing = db.workspace();
    assert!(matches!(workspaces::get(missing, store.db()).await, Err(Error::NotFound)));
    let locked = write(&store, move |work| Box::pin(workspaces::lock(missing, work))).await;
    assert!(matches!(locked, Err(Error::NotFound)));
}

async fn an_address_has_one_account_however_it_is_spelled(db: TestDb) {
    let store = db.open().await;
    let ann = user(&db, &store, "Ann@Example.com").await;
    let found = users::find_by_email("ann@example.com", store.db()).await.unwrap().unwrap();
    assert_eq!((found.id, found.email.as_str()), (ann, "Ann@Example.com"));
    assert!(users::find_by_email("Ann@Example.com", store.db()).await.unwrap().is_none());
    let second = try_user(&db, &store, "ANN@example.COM").await;
    assert!(matches!(second, Err(Error::Conflict("email"))), "{second:?}");
}

async fn profile_password_and_operator_change_for_one_user_only(db: TestDb) {
    let store = db.open().await;
    let ann = user(&db, &store, "ann@example.com").await;
    let bob = user(&db, &store, "bob@example.com").await;
    write(&store, move |work| {
        Box::pin(async move {
            users::update_profile(ann, "Anna", "dark", &mut *work).await?;
            users::update_password(ann, "new", &mut *work).await?;
            users::update_operator(ann, true, work).await
        })
    })
    .await
    .unwrap();
    let row = users::get(ann, store.db()).await.unwrap();
    assert_eq!((row.name.as_str(), row.theme.as_str(), row.password_hash.as_str()), ("Anna", "dark", "new"));
    let other = users::get(bob, store.db()).await.unwrap();
    assert_eq!((other.name.as_str(), other.theme.as_str(), other.is_operator), ("bob", "auto", false));
    assert_eq!(users::count_operators(store.db()).await.unwrap(), 1);
    assert_eq!(users::list_all(store.db()).await.unwrap().len(), 2);
}

async fn members_are_listed_in_pieces_in_the_order_in_which_they_joined(db: TestDb) {
    let store = db.open().await;
    let tea = workspace(&db, &store, "Tea").await;
    let mut joined = Vec::new();
    for n in 0..7 {
        let id = user(&db, &store, &format!("u{n}@example.com")).await;
        join(&db, &store, tea, id, Role::Agent).await.unwrap();
        joined.push(format!("u{n}"));
        // Some join in the same millisecond.
        db.clock.advance_ms(n % 2);
    }
    let (mut seen, mut after) = (Vec::new(), None);
    loop {
        let rows = members::list(tea, after, 3, store.db()).await.unwrap();
        let Some(last) = rows.last() else { break };
        after = Some((last.joined_at, last.public_id.clone()));
        seen.extend(rows.into_iter().map(|row| (row.joined_at, row.name)));
    }
    assert!(seen.windows(2).all(|pair| pair[0].0 <= pair[1].0), "{seen:?}");
    let mut names: Vec<_> = seen.into_iter().map(|(_, name)| name).collect();
    names.sort();
    assert_eq!(names, joined);
}

async fn members_of_another_workspace_are_not_found(db: TestDb) {
    let store = db.open().await;
    let (tea, coffee) = (workspace(&db, &store, "Tea").await, workspace(&db, &store, "Coffee").await);
    let ann = user(&db, &store, "ann@example.com").await;
    join(&db, &store, tea, ann, Role::Owner).await.unwrap();
    let public_id = users::get(ann, store.db()).await.unwrap().public_id;
    assert!(members::find(tea, &public_id, store.db()).await.unwrap().is_some());
    assert!(members::find(coffee, &public_id, store.db()).await.unwrap().is_none());
    assert!(members::find(tea, &UserRef::new(db.random.u128()), store.db()).await.unwrap().is_none());
    assert!(members::find_by_email(coffee, "ann@example.com", store.db()).await.unwrap().is_none());
    assert!(members::list(coffee, None, 10, store.db()).await.unwrap().is_empty());
    let changed = write(&store, move |w| Box::pin(members::update_role(coffee, ann, Role::Viewer, w))).await;
    assert!(matches!(changed, Err(Error::NotFound)));
    let removed = write(&store, move |w| Box::pin(members::delete(coffee, ann, w))).await;
    assert!(matches!(removed, Err(Error::NotFound)));
    assert_eq!(members::count_role(tea, Role::Owner, store.db()).await.unwrap(), 1);
    assert_eq!(members::count(coffee, store.db()).await.unwrap(), 0);
}

async fn someone_is_a_member_once(db: TestDb) {
    let store = db.open().await;
    let tea = workspace(&db, &store, "Tea").await;
    let ann = user(&db, &store, "ann@example.com").await;
    join(&db, &store, tea, ann, Role::Owner).await.unwrap();
    let again = join(&db, &store, tea, ann, Role::Viewer).await;
    assert!(matches!(again, Err(Error::Conflict("member"))), "{again:?}");
}

async fn workspaces_of_a_user_come_with_the_one_seen_last_first(db: TestDb) {
    let store = db.open().await;
    let (tea, coffee) = (workspace(&db, &store, "Tea").await, workspace(&db, &store, "Coffee").await);
    let ann = user(&db, &store, "ann@example.com").await;
    join(&db, &store, tea, ann, Role::Owner).await.unwrap();
    db.clock.advance_ms(1);
    join(&db, &store, coffee, ann, Role::Viewer).await.unwrap();
    let names = async || -> Vec<String> {
        members::list_of_user(ann, store.db()).await.unwrap().into_iter().map(|m| m.name).collect()
    };
    assert_eq!(names().await, ["Coffee", "Tea"]);
    let later = db.clock.now().plus_ms(60_000);
    write(&store, move |w| Box::pin(members::update_seen(tea, ann, later, w))).await.unwrap();
    assert_eq!(names().await, ["Tea", "Coffee"]);
}

async fn a_clean_up_is_due_once(db: TestDb) {
    let store = db.open().await;
    let tea = workspace(&db, &store, "Tea").await;
    let now = db.clock.now();
    assert_eq!(workspaces::list_due_for_cleaning(Timestamp(now.0 - 1), 10, store.db()).await.unwrap(), []);
    assert_eq!(workspaces::list_due_for_cleaning(now, 10, store.db()).await.unwrap(), [tea]);
    for expected in [true, false] {
        let next = now.plus_ms(1_000);
        let taken = write(&store, move |w| Box::pin(workspaces::update_clean_at(tea, now, next, w))).await.unwrap();
        assert_eq!(taken, expected);
    }
}
