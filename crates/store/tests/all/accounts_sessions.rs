//! Sessions, password links and counted attempts.

use domain::Timestamp;
use domain::ids::{SessionRef, UserId, WorkspaceId};
use store::sessions::{self, NewSession};
use store::{Clock, Error, Random, Store, attempts, password_resets};

use crate::accounts_people::{user, workspace, write};
use crate::harness::TestDb;

both! {
    a_session_is_found_with_its_user_until_it_ends,
    using_a_session_moves_its_end_and_an_ended_one_stays_ended,
    sessions_of_another_user_are_out_of_reach,
    who_leaves_a_workspace_leaves_it_in_all_sessions,
    a_password_link_works_once,
    attempts_are_counted_without_losing_one,
}

async fn sign_in(db: &TestDb, store: &Store, user: UserId, workspace: Option<WorkspaceId>) -> (Vec<u8>, SessionRef) {
    let mut token_hash = vec![0; 32];
    db.random.fill(&mut token_hash);
    let new = NewSession {
        token_hash: token_hash.clone(),
        public_id: SessionRef::new(db.random.u128()),
        user,
        workspace,
        device: "Firefox".into(),
        address: "127.0.0.1".into(),
        created_at: db.clock.now(),
        expires_at: db.clock.now().plus_ms(1_000),
    };
    let public_id = new.public_id.clone();
    write(store, move |work| Box::pin(sessions::insert(new, work))).await.unwrap();
    (token_hash, public_id)
}

async fn a_session_is_found_with_its_user_until_it_ends(db: TestDb) {
    let store = db.open().await;
    let tea = workspace(&db, &store, "Tea").await;
    let ann = user(&db, &store, "ann@example.com").await;
    let (token, public_id) = sign_in(&db, &store, ann, Some(tea)).await;
    let row = sessions::find_open(token.clone(), db.clock.now(), store.db()).await.unwrap().unwrap();
    assert_eq!((row.session, row.user.id, row.workspace_id), (public_id, ann, Some(tea.to_string())));
    assert!(sessions::find_open(vec![1; 32], db.clock.now(), store.db()).await.unwrap().is_none());
    db.clock.advance_ms(1_000);
    assert!(sessions::find_open(token, db.clock.now(), store.db()).await.unwrap().is_none());
}

async fn using_a_session_moves_its_end_and_an_ended_one_stays_ended(db: TestDb) {
    let store = db.open().await;
    let ann = user(&db, &store, "ann@example.com").await;
    let (token, _) = sign_in(&db, &store, ann, None).await;
    db.clock.advance_ms(900);
    let (used, now) = (token.clone(), db.clock.now());
    write(&store, move |w| {
        Box::pin(async move { sessions::update_seen(used, "10.0.0.1", now, now.plus_ms(1_000), w).await })
    })
    .await
    .unwrap();
    db.clock.advance_ms(900);
    assert!(sessions::find_open(token.clone(), db.clock.now(), store.db()).await.unwrap().is_some());
    let listed = sessions::list(ann, db.clock.now(), store.db()).await.unwrap();
    assert_eq!((listed[0].address.as_str(), listed[0].last_seen_at), ("10.0.0.1", now));
    db.clock.advance_ms(100);
    let (late, now) = (token.clone(), db.clock.now());
    write(&store, move |w| {
        Box::pin(async move { sessions::update_seen(late, "10.0.0.1", now, now.plus_ms(1_000), w).await })
    })
    .await
    .unwrap();
    assert!(sessions::find_open(token, now, store.db()).await.unwrap().is_none());
}

async fn sessions_of_another_user_are_out_of_reach(db: TestDb) {
    let store = db.open().await;
    let (ann, bob) = (user(&db, &store, "ann@example.com").await, user(&db, &store, "bob@example.com").await);
    let (_, anns) = sign_in(&db, &store, ann, None).await;
    sign_in(&db, &store, ann, None).await;
    sign_in(&db, &store, bob, None).await;
    let target = anns.clone();
    let ended = write(&store, move |w| Box::pin(async move { sessions::delete(bob, &target, w).await })).await;
    assert!(matches!(ended, Err(Error::NotFound)));
    let keep = anns.clone();
    let ended = write(&store, move |w| Box::pin(async move { sessions::delete_of_user(ann, Some(&keep), w).await }));
    assert_eq!(ended.await.unwrap(), 1);
    let left = sessions::list(ann, db.clock.now(), store.db()).await.unwrap();
    assert_eq!(left.into_iter().map(|row| row.public_id).collect::<Vec<_>>(), [anns]);
    assert_eq!(sessions::list(bob, db.clock.now(), store.db()).await.unwrap().len(), 1);
}

async fn who_leaves_a_workspace_leaves_it_in_all_sessions(db: TestDb) {
    let store = db.open().await;
    let (tea, coffee) = (workspace(&db, &store, "Tea").await, workspace(&db, &store, "Coffee").await);
    let ann = user(&db, &store, "ann@example.com").await;
    let (in_tea, _) = sign_in(&db, &store, ann, Some(tea)).await;
    let (in_coffee, _) = sign_in(&db, &store, ann, Some(coffee)).await;
    write(&store, move |w| Box::pin(sessions::update_left_workspace(tea, ann, w))).await.unwrap();
    let place =
        async |token| sessions::find_open(token, db.clock.now(), store.db()).await.unwrap().unwrap().workspace_id;
    assert_eq!(place(in_tea.clone()).await, None);
    assert_eq!(place(in_coffee).await, Some(coffee.to_string()));
    let token = in_tea.clone();
    write(&store, move |w| Box::pin(sessions::update_workspace(token, coffee, w))).await.unwrap();
    assert_eq!(place(in_tea).await, Some(coffee.to_string()));
}

async fn a_password_link_works_once(db: TestDb) {
    let store = db.open().await;
    let ann = user(&db, &store, "ann@example.com").await;
    let now = db.clock.now();
    let over = now.plus_ms(1_000);
    for token in [1, 2] {
        let token_hash = vec![token; 32];
        write(&store, move |w| Box::pin(password_resets::insert(ann, token_hash, now, over, w))).await.unwrap();
    }
    assert_eq!(password_resets::count_open(ann, now, store.db()).await.unwrap(), 2);
    assert_eq!(password_resets::find_open(vec![1; 32], now, store.db()).await.unwrap(), Some(ann));
    for expected in [Some(ann), None] {
        let used = write(&store, move |w| Box::pin(password_resets::update_used(vec![1; 32], now, w))).await.unwrap();
        assert_eq!(used, expected);
    }
    assert_eq!(password_resets::count_open(ann, now, store.db()).await.unwrap(), 1);
    assert_eq!(password_resets::find_open(vec![2; 32], over, store.db()).await.unwrap(), None);
    let late = write(&store, move |w| Box::pin(password_resets::update_used(vec![2; 32], over, w))).await.unwrap();
    assert_eq!(late, None);
}

async fn attempts_are_counted_without_losing_one(db: TestDb) {
    let store = db.open().await;
    let second_node = db.open().await;
    let now = db.clock.now();
    let tries = (0..20).map(|n| {
        let store = if n % 2 == 0 { store.clone() } else { second_node.clone() };
        async move {
            write(&store, move |w| {
                Box::pin(async move {
                    let row = attempts::update_counted(&[7; 32], now, &mut *w).await?;
                    attempts::update(&[7; 32], row.count, Timestamp(0), now, w).await?;
                    Ok(row.count)
                })
            })
            .await
            .unwrap()
        }
    });
    let mut counts = futures::future::join_all(tries).await;
    counts.sort_unstable();
    assert_eq!(counts, (1..=20).collect::<Vec<i64>>());
    write(&store, move |w| Box::pin(async move { attempts::delete(&[7; 32], w).await })).await.unwrap();
    let anew = write(&store, move |w| Box::pin(async move { attempts::update_counted(&[7; 32], now, w).await }));
    assert_eq!(anew.await.unwrap().count, 1);
}
