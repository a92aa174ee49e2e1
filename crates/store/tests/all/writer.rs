//! Use cases share transactions and do not disturb each other.

use std::time::Duration;

use domain::ids::WorkspaceId;
use futures::FutureExt;
use futures::future::join_all;
use store::{Error, Store, events, installation, sql};

use crate::harness::{TestDb, event, on_postgres};

both! {
    what_a_use_case_wrote_is_there_when_its_caller_hears,
    a_use_case_that_fails_leaves_nothing_and_spares_its_neighbours,
    a_panic_is_an_error_of_its_caller_alone,
    a_use_case_that_goes_on_after_a_failed_statement_is_undone,
    a_use_case_that_awaits_too_long_is_cut,
    numbers_have_no_gaps_under_64_writers_of_which_every_third_fails,
    a_use_case_sees_events_and_jobs_that_are_not_written_yet,
    a_caller_who_goes_away_disturbs_nobody,
    closing_finishes_what_was_accepted_and_refuses_the_rest,
}

async fn keep(store: &Store, name: &'static str, value: &'static str) -> Result<String, Error> {
    store.write(None, move |work| async move { installation::keep(name, value, work).await }.boxed()).await
}

/// Keeps the writer busy, so that what is written meanwhile gathers into one batch.
async fn busy(store: &Store) -> tokio::task::JoinHandle<()> {
    let store = store.clone();
    let handle = tokio::spawn(async move {
        store
            .write(None, |_| {
                async {
                    tokio::time::sleep(Duration::from_millis(150)).await;
                    Ok::<_, Error>(())
                }
                .boxed()
            })
            .await
            .unwrap();
    });
    tokio::time::sleep(Duration::from_millis(50)).await;
    handle
}

async fn what_a_use_case_wrote_is_there_when_its_caller_hears(db: TestDb) {
    let store = db.open().await;
    assert_eq!(keep(&store, "color", "white").await.unwrap(), "white");
    assert_eq!(installation::find("color", store.db()).await.unwrap().as_deref(), Some("white"));
    assert_eq!(keep(&store, "color", "black").await.unwrap(), "white");
}

async fn a_use_case_that_fails_leaves_nothing_and_spares_its_neighbours(db: TestDb) {
    let store = db.open().await;
    let workspace = db.workspace();
    let busy = busy(&store).await;
    let writes = (0..20).map(|n| {
        let store = store.clone();
        async move {
            let name = format!("n{n}");
            store
                .write(Some(workspace), move |work| {
                    async move {
                        let seq = work.record(workspace, event(&name)).await?;
                        installation::keep(&name, "kept", work).await?;
                        if n % 3 == 1 { Err(Error::Conflict("test")) } else { Ok(seq) }
                    }
                    .boxed()
                })
                .await
        }
    });
    let outcomes = join_all(writes).await;
    busy.await.unwrap();
    for (n, outcome) in outcomes.iter().enumerate() {
        let kept = installation::find(&format!("n{n}"), store.db()).await.unwrap().is_some();
        assert_eq!(outcome.is_ok(), n % 3 != 1, "{n}: {outcome:?}");
        assert_eq!(kept, outcome.is_ok(), "{n}");
    }
    assert!(matches!(outcomes[1], Err(Error::Conflict("test"))));
    let listed = events::list(workspace, 0, 100, store.db()).await.unwrap();
    let expected: Vec<String> = (0..20).filter(|n| n % 3 != 1).map(|n| format!("n{n}")).collect();
    assert_eq!(listed.iter().map(|e| e.fact.subject.clone()).collect::<Vec<_>>(), expected);
    assert_eq!(listed.iter().map(|e| e.seq).collect::<Vec<_>>(), (1..=expected.len() as i64).collect::<Vec<_>>());
}

async fn a_panic_is_an_error_of_its_caller_alone(db: TestDb) {
    let store = db.open().await;
    let busy = busy(&store).await;
    let panics = store.write(None, |work| {
        async move {
            installation::keep("panic", "x", work).await?;
            if work.now().0 > 0 {
                panic!("a mistake");
            }
            Ok::<_, Error>(())
        }
        .boxed()
    });
    let (before, panicked, after) = tokio::join!(keep(&store, "a", "1"), panics, keep(&store, "b", "2"));
    busy.await.unwrap();
    assert!(matches!(panicked, Err(Error::Unexpected(reason)) if reason.contains("a mistake")));
    assert!(before.is_ok() && after.is_ok());
    assert_eq!(installation::find("panic", store.db()).await.unwrap(), None);
    assert!(keep(&store, "c", "3").await.is_ok());
}

async fn a_use_case_that_goes_on_after_a_failed_statement_is_undone(db: TestDb) {
    let store = db.open().await;
    let busy = busy(&store).await;
    let wrong = store.write(None, |work| {
        async move {
            installation::keep("before", "x", work).await?;
            let twice = sql("insert into installation (name, value) values ('before', 'y')").run(work).await;
            assert!(matches!(twice, Err(Error::Conflict(_))));
            Ok::<_, Error>(())
        }
        .boxed()
    });
    let (wrong, good) = tokio::join!(wrong, keep(&store, "good", "1"));
    busy.await.unwrap();
    assert!(matches!(wrong, Err(Error::Unexpected(_))), "{wrong:?}");
    assert!(good.is_ok());
    assert_eq!(installation::find("before", store.db()).await.unwrap(), None);
    // The same when it is the only use case of its batch, where there is no savepoint.
    let alone = store
        .write(None, |work| {
            async move {
                drop(sql("insert into installation (name, value) values ('good', 'y')").run(work).await);
                Ok::<_, Error>(())
            }
            .boxed()
        })
        .await;
    assert!(matches!(alone, Err(Error::Unexpected(_))), "{alone:?}");
}

async fn a_use_case_that_awaits_too_long_is_cut(db: TestDb) {
    let store = db.open().await;
    let busy = busy(&store).await;
    let slow = store.write(None, |work| {
        async move {
            installation::keep("slow", "x", work).await?;
            futures::future::pending::<()>().await;
            Ok::<_, Error>(())
        }
        .boxed()
    });
    let (slow, quick) = tokio::join!(slow, keep(&store, "quick", "1"));
    busy.await.unwrap();
    assert!(matches!(slow, Err(Error::Unexpected(_))), "{slow:?}");
    assert!(quick.is_ok());
    assert_eq!(installation::find("slow", store.db()).await.unwrap(), None);
}

async fn numbers_have_no_gaps_under_64_writers_of_which_every_third_fails(db: TestDb) {
    let store = db.open().await;
    let workspaces = [db.workspace(), db.workspace(), db.workspace()];
    let write = |workspace: WorkspaceId, fails: bool, subject: String, statement: bool| {
        let store = store.clone();
        async move {
            store
                .write(Some(workspace), move |work| {
                    async move {
                        if statement {
                            sql("update installation set value = '1' where name = 'x'").run(&mut *work).await?;
                        }
                        let seq = work.record(workspace, event(&subject)).await?;
                        if fails { Err(Error::Conflict("test")) } else { Ok(seq) }
                    }
                    .boxed()
                })
                .await
        }
    };
    let clients = (0..64usize).map(|client| async move {
        let mut numbers = Vec::new();
        for n in 0..10usize {
            let workspace = workspaces[(client + n) % 3];
            let outcome = write(workspace, (client + n * 7) % 3 == 0, format!("{client}.{n}"), n % 2 == 0).await;
            numbers.extend(outcome.ok().map(|seq| (workspace, seq, format!("{client}.{n}"))));
        }
        numbers
    });
    let answered: Vec<_> = join_all(clients).await.into_iter().flatten().collect();
    for workspace in workspaces {
        let listed = events::list(workspace, 0, 1_000, store.db()).await.unwrap();
        let seqs: Vec<i64> = listed.iter().map(|e| e.seq).collect();
        assert_eq!(seqs, (1..=listed.len() as i64).collect::<Vec<_>>());
        assert_eq!(events::bounds(workspace, store.db()).await.unwrap().last_seq, listed.len() as i64);
        let mut told: Vec<_> = answered
            .iter()
            .filter(|(w, ..)| *w == workspace)
            .map(|(_, seq, subject)| (*seq, subject.clone()))
            .collect();
        told.sort();
        assert_eq!(told, listed.iter().map(|e| (e.seq, e.fact.subject.clone())).collect::<Vec<_>>());
    }
}

async fn a_use_case_sees_events_and_jobs_that_are_not_written_yet(db: TestDb) {
    let store = db.open().await;
    let workspace = db.workspace();
    let busy = busy(&store).await;
    let write = |subject: &'static str, fails: bool| {
        store.write(Some(workspace), move |work| {
            async move {
                work.record(workspace, event(subject)).await?;
                let seen = events::list(workspace, 0, 100, &mut *work).await?;
                let seen = seen.into_iter().map(|e| e.fact.subject).collect::<Vec<_>>().join(" ");
                if fails { Err(Error::Conflict("test")) } else { Ok(seen) }
            }
            .boxed()
        })
    };
    let (a, b, c, d) = tokio::join!(write("a", false), write("b", true), write("c", false), write("d", false));
    busy.await.unwrap();
    assert_eq!((a.unwrap(), c.unwrap(), d.unwrap()), ("a".to_owned(), "a c".to_owned(), "a c d".to_owned()));
    assert!(b.is_err());
    assert_eq!(events::list(workspace, 0, 100, store.db()).await.unwrap().len(), 3);
}

async fn a_caller_who_goes_away_disturbs_nobody(db: TestDb) {
    let store = db.open().await;
    let busy = busy(&store).await;
    let gone = keep(&store, "gone", "1");
    assert!(tokio::time::timeout(Duration::from_millis(20), gone).await.is_err());
    assert!(keep(&store, "stays", "2").await.is_ok());
    busy.await.unwrap();
    assert_eq!(installation::find("gone", store.db()).await.unwrap().as_deref(), Some("1"));
}

async fn closing_finishes_what_was_accepted_and_refuses_the_rest(db: TestDb) {
    let store = db.open().await;
    let busy = busy(&store).await;
    let (accepted, ()) = tokio::join!(biased; keep(&store, "accepted", "1"), store.close());
    busy.await.unwrap();
    assert!(accepted.is_ok(), "{accepted:?}");
    assert!(matches!(keep(&store, "late", "1").await, Err(Error::Unavailable(_))));
    let again = db.open().await;
    assert_eq!(installation::find("accepted", again.db()).await.unwrap().as_deref(), Some("1"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_counter_stays_locked_for_its_batch_although_the_use_case_that_asked_for_it_fails() {
    on_postgres(a_counter_stays_locked).await;
}

async fn a_counter_stays_locked(db: TestDb) {
    let (one, two) = (db.open().await, db.open().await);
    let workspace = db.workspace();
    let busy = busy(&one).await;
    let fails = |records: bool, name: &'static str| {
        one.write(None, move |work| {
            async move {
                if records {
                    work.record(workspace, event(name)).await?;
                }
                installation::keep(name, "x", work).await?;
                Err::<(), _>(Error::Conflict("test"))
            }
            .boxed()
        })
    };
    let slow = one.write(None, move |work| {
        async move {
            tokio::time::sleep(Duration::from_millis(300)).await;
            work.record(workspace, event("slow")).await
        }
        .boxed()
    });
    let elsewhere = async {
        tokio::time::sleep(Duration::from_millis(250)).await;
        two.write(Some(workspace), move |work| async move { work.record(workspace, event("elsewhere")).await }.boxed())
            .await
    };
    let (first, second, slow, elsewhere) = tokio::join!(fails(false, "a"), fails(true, "b"), slow, elsewhere);
    busy.await.unwrap();
    assert!(first.is_err() && second.is_err());
    let mut places = [slow.unwrap(), elsewhere.unwrap()];
    places.sort_unstable();
    assert_eq!(places, [1, 2]);
}
