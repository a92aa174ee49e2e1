//! Leases: the jobs of a node that dies go to others.

use domain::operations::JobState;
use futures::FutureExt;
use store::{Clock, Store, jobs, nodes};

use crate::harness::TestDb;
use crate::jobs::{claim, enqueue, fail, finish, job};

both! {
    the_jobs_of_a_node_that_stops_beating_go_to_another,
    a_node_that_comes_back_cannot_fail_what_others_run,
    a_job_that_brings_down_each_node_is_given_up,
    a_node_that_alone_may_be_there_frees_the_jobs_of_its_predecessor_at_once,
}

const LEASE_MS: i64 = 30_000;

async fn beat(store: &Store) {
    let node = store.node();
    store.write(None, move |work| async move { nodes::beat(node, "1.0", LEASE_MS, work).await }.boxed()).await.unwrap();
}

/// How many run again, and how many were given up.
async fn free(store: &Store) -> (u64, usize) {
    let freed = store.write(None, |work| async move { jobs::free_from_dead_nodes(work).await }.boxed()).await.unwrap();
    (freed.again, freed.given_up.len())
}

/// The second node; on SQLite a second store stands for the process that comes after the first.
async fn two(db: &TestDb) -> (Store, Store) {
    let (dies, lives) = (db.open().await, db.open().await);
    beat(&dies).await;
    beat(&lives).await;
    (dies, lives)
}

async fn the_jobs_of_a_node_that_stops_beating_go_to_another(db: TestDb) {
    let (dies, lives) = two(&db).await;
    let id = enqueue(&dies, job(Some("lane"))).await;
    enqueue(&dies, job(Some("lane"))).await;
    assert_eq!(claim(&dies, 10).await.len(), 1);
    drop(dies);
    db.clock.advance_ms(LEASE_MS);
    beat(&lives).await;
    assert_eq!(free(&lives).await, (0, 0), "the lease still holds in its last millisecond");
    db.clock.advance_ms(1);
    assert_eq!(free(&lives).await, (1, 0));
    let taken = claim(&lives, 10).await;
    assert_eq!((taken.len(), taken[0].id, taken[0].attempt), (1, id, 2));
    assert_eq!(nodes::list(db.clock.now(), lives.db()).await.unwrap().len(), 1);
}

async fn a_node_that_comes_back_cannot_fail_what_others_run(db: TestDb) {
    let (sleeps, lives) = two(&db).await;
    enqueue(&sleeps, job(None)).await;
    let stale = claim(&sleeps, 1).await;
    db.clock.advance_ms(LEASE_MS + 1);
    beat(&lives).await;
    free(&lives).await;
    let taken = claim(&lives, 1).await;
    beat(&sleeps).await;
    assert_eq!(fail(&sleeps, &stale[0], None).await, jobs::Failed::Lost);
    finish(&sleeps, vec![stale[0].id]).await;
    let row = jobs::find(taken[0].id, lives.db()).await.unwrap().unwrap();
    assert_eq!((row.state, row.attempts), (JobState::Running, 2));
}

async fn a_job_that_brings_down_each_node_is_given_up(db: TestDb) {
    let (_, lives) = two(&db).await;
    let id = enqueue(&lives, job(Some("lane"))).await;
    let behind = enqueue(&lives, job(Some("lane"))).await;
    for attempt in 1..=3 {
        let victim = db.open().await;
        beat(&victim).await;
        assert_eq!(claim(&victim, 1).await[0].attempt, attempt);
        drop(victim);
        db.clock.advance_ms(LEASE_MS + 1);
        beat(&lives).await;
        assert_eq!(free(&lives).await, if attempt < 3 { (1, 0) } else { (0, 1) });
    }
    let row = jobs::find(id, lives.db()).await.unwrap().unwrap();
    assert_eq!(row.state, JobState::Dead);
    assert!(row.last_error.unwrap().contains("went away"));
    assert_eq!(claim(&lives, 1).await[0].id, behind);
}

async fn a_node_that_alone_may_be_there_frees_the_jobs_of_its_predecessor_at_once(db: TestDb) {
    let (dies, lives) = two(&db).await;
    let id = enqueue(&dies, job(None)).await;
    claim(&dies, 1).await;
    let node = lives.node();
    let gone =
        lives.write(None, move |work| async move { nodes::delete_others(node, work).await }.boxed()).await.unwrap();
    assert_eq!((gone, free(&lives).await), (1, (1, 0)));
    assert_eq!(claim(&lives, 1).await[0].id, id);
}
