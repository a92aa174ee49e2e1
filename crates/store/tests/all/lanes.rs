//! Jobs of one lane run one after the other, in the order in which they were committed.

use domain::ids::JobId;
use domain::operations::JobState;
use futures::FutureExt;
use futures::future::join_all;
use store::jobs::{self, Failed};
use store::{Clock, Store};

use crate::harness::TestDb;
use crate::jobs::{claim, enqueue, fail, finish, job};

both! {
    a_lane_runs_in_order_and_one_at_a_time,
    a_lane_waits_for_a_job_that_is_tried_again,
    a_lane_goes_on_after_a_job_that_is_given_up,
    other_lanes_are_not_held_up,
    jobs_of_one_batch_keep_their_order,
    a_retried_job_goes_behind_its_lane,
    no_job_is_lost_when_two_nodes_fill_and_empty_the_same_lanes,
    a_lane_without_a_head_is_repaired,
    a_job_of_the_same_batch_does_not_overtake_its_lane,
}

async fn a_lane_runs_in_order_and_one_at_a_time(db: TestDb) {
    let store = db.open().await;
    let mut asked = Vec::new();
    for _ in 0..5 {
        asked.push(enqueue(&store, job(Some("lane"))).await);
    }
    let mut run = Vec::new();
    let mut next = claim(&store, 10).await;
    while let Some(job) = next.pop() {
        assert!(next.is_empty(), "one at a time");
        assert!(claim(&store, 10).await.is_empty(), "one at a time");
        run.push(job.id);
        next = finish(&store, vec![job.id]).await;
    }
    assert_eq!(run, asked);
}

async fn a_lane_waits_for_a_job_that_is_tried_again(db: TestDb) {
    let store = db.open().await;
    let first = enqueue(&store, job(Some("lane"))).await;
    enqueue(&store, job(Some("lane"))).await;
    let claimed = claim(&store, 10).await;
    fail(&store, &claimed[0], Some(db.clock.now().plus_ms(1_000))).await;
    assert!(claim(&store, 10).await.is_empty());
    db.clock.advance_ms(1_000);
    assert_eq!(claim(&store, 10).await[0].id, first);
}

async fn a_lane_goes_on_after_a_job_that_is_given_up(db: TestDb) {
    let store = db.open().await;
    enqueue(&store, job(Some("lane"))).await;
    let second = enqueue(&store, job(Some("lane"))).await;
    let claimed = claim(&store, 10).await;
    assert_eq!(fail(&store, &claimed[0], None).await, Failed::Dead);
    assert_eq!(claim(&store, 10).await[0].id, second);
}

async fn other_lanes_are_not_held_up(db: TestDb) {
    let store = db.open().await;
    for _ in 0..200 {
        enqueue(&store, job(Some("busy"))).await;
    }
    claim(&store, 10).await;
    let other = enqueue(&store, job(Some("other"))).await;
    let own = enqueue(&store, job(None)).await;
    let mut claimed: Vec<JobId> = claim(&store, 10).await.iter().map(|job| job.id).collect();
    claimed.sort_unstable();
    let mut expected = [other, own];
    expected.sort_unstable();
    assert_eq!(claimed, expected);
}

async fn jobs_of_one_batch_keep_their_order(db: TestDb) {
    let store = db.open().await;
    let asked: Vec<JobId> = store
        .write(None, |work| {
            async move {
                let mut ids = Vec::new();
                for _ in 0..70 {
                    ids.push(work.enqueue(job(Some("lane"))).await?);
                }
                Ok::<_, store::Error>(ids)
            }
            .boxed()
        })
        .await
        .unwrap();
    let mut run = Vec::new();
    let mut next = claim(&store, 100).await;
    while let Some(job) = next.pop() {
        run.push(job.id);
        next = finish(&store, vec![job.id]).await;
    }
    assert_eq!(run, asked);
}

async fn a_retried_job_goes_behind_its_lane(db: TestDb) {
    let store = db.open().await;
    let first = enqueue(&store, job(Some("lane"))).await;
    let second = enqueue(&store, job(Some("lane"))).await;
    let claimed = claim(&store, 1).await;
    fail(&store, &claimed[0], None).await;
    let public_id = claimed[0].public_id.clone();
    store.write(None, move |work| async move { jobs::retry(&public_id, work).await }.boxed()).await.unwrap();
    assert_eq!(claim(&store, 10).await.iter().map(|job| job.id).collect::<Vec<_>>(), [second]);
    assert_eq!(finish(&store, vec![second]).await[0].id, first);
}

async fn run_lanes(store: &Store) -> usize {
    let mut done = 0;
    let mut idle = 0;
    while idle < 20 {
        let jobs = claim(store, 4).await;
        idle = if jobs.is_empty() { idle + 1 } else { 0 };
        let mut ids: Vec<JobId> = jobs.into_iter().map(|job| job.id).collect();
        while !ids.is_empty() {
            done += ids.len();
            ids = finish(store, ids).await.into_iter().map(|job| job.id).collect();
        }
        tokio::task::yield_now().await;
    }
    done
}

async fn no_job_is_lost_when_two_nodes_fill_and_empty_the_same_lanes(db: TestDb) {
    let one = db.open().await;
    let two = if db.is_postgres() { db.open().await } else { one.clone() };
    let lanes = ["a", "b", "c"];
    let fill = |store: Store| async move {
        for n in 0..60usize {
            enqueue(&store, job(Some(lanes[n % 3]))).await;
        }
    };
    let runners = [
        tokio::spawn({
            let one = one.clone();
            async move { run_lanes(&one).await }
        }),
        tokio::spawn({
            let two = two.clone();
            async move { run_lanes(&two).await }
        }),
    ];
    tokio::join!(fill(one.clone()), fill(two.clone()));
    let mut done: usize = join_all(runners).await.into_iter().map(Result::unwrap).sum();
    done += run_lanes(&one).await;
    assert_eq!(done, 120);
    assert_eq!(jobs::pending(one.db()).await.unwrap(), 0);
}

async fn a_lane_without_a_head_is_repaired(db: TestDb) {
    let store = db.open().await;
    let first = enqueue(&store, job(Some("lane"))).await;
    enqueue(&store, job(Some("lane"))).await;
    store
        .write(None, |work| async move { store::sql("update jobs set head = false").run(work).await }.boxed())
        .await
        .unwrap();
    // On PostgreSQL the store looks after lanes itself once a job has joined them, and may have been there first.
    let mut claimed = claim(&store, 10).await;
    assert!(claimed.is_empty() || db.is_postgres());
    let repair = || store.write(None, |work| async move { jobs::repair_lanes(work).await }.boxed());
    let repaired = repair().await.unwrap();
    assert!(repaired == 1 || (repaired == 0 && db.is_postgres()), "{repaired}");
    assert_eq!(repair().await.unwrap(), 0);
    claimed.extend(claim(&store, 10).await);
    assert_eq!(claimed.iter().map(|job| job.id).collect::<Vec<_>>(), [first]);
    assert_eq!(jobs::find(first, store.db()).await.unwrap().unwrap().state, JobState::Running);
}

async fn a_job_of_the_same_batch_does_not_overtake_its_lane(db: TestDb) {
    let store = db.open().await;
    let first = enqueue(&store, job(Some("lane"))).await;
    let second = enqueue(&store, job(Some("lane"))).await;
    claim(&store, 10).await;
    let node = store.node();
    let next: Vec<JobId> = store
        .write(None, move |work| {
            async move {
                work.enqueue(job(Some("lane"))).await?;
                let next = jobs::finish(&[first], true, node, work).await?;
                Ok::<_, store::Error>(next.into_iter().map(|job| job.id).collect())
            }
            .boxed()
        })
        .await
        .unwrap();
    assert_eq!(next, [second]);
}
