//! Jobs: enqueued with their cause, leased once, finished, tried again, given up.

use std::sync::{Arc, Mutex};

use domain::Timestamp;
use domain::ids::JobId;
use domain::operations::JobState;
use domain::page::PageRequest;
use futures::FutureExt;
use futures::future::join_all;
use store::jobs::{self, Failed, Job, JobTaker};
use store::{Clock, Error, NewJob, Store};

use crate::harness::TestDb;

both! {
    a_job_is_there_only_if_its_use_case_succeeded,
    two_nodes_never_lease_the_same_job,
    a_job_waits_for_its_time,
    a_failed_job_is_tried_again_and_given_up_after_its_last_attempt,
    a_job_given_up_can_be_tried_again_or_discarded,
    a_job_with_a_free_place_is_leased_in_the_moment_of_its_commit,
    places_come_back_when_a_use_case_fails,
    a_released_job_has_not_used_up_an_attempt,
    a_job_of_an_unknown_kind_is_given_up_after_a_while,
    finished_jobs_are_deleted_after_their_time,
}

pub fn job(lane: Option<&str>) -> NewJob {
    NewJob {
        workspace: None,
        kind: "test",
        lane: lane.map(str::to_owned),
        payload: serde_json::json!({"n": 1}),
        run_at: None,
        max_attempts: 3,
    }
}

pub async fn enqueue(store: &Store, job: NewJob) -> JobId {
    store.write(None, move |work| async move { work.enqueue(job).await }.boxed()).await.unwrap()
}

pub async fn claim(store: &Store, limit: u16) -> Vec<Job> {
    let node = store.node();
    store.write(None, move |work| async move { jobs::claim("test", limit, node, work).await }.boxed()).await.unwrap()
}

pub async fn finish(store: &Store, ids: Vec<JobId>) -> Vec<Job> {
    let node = store.node();
    store.write(None, move |work| async move { jobs::finish(&ids, true, node, work).await }.boxed()).await.unwrap()
}

pub async fn fail(store: &Store, job: &Job, retry_at: Option<Timestamp>) -> Failed {
    let (job, node) = (job.clone(), store.node());
    store
        .write(None, move |work| async move { jobs::fail(&job, "it broke\0", retry_at, node, work).await }.boxed())
        .await
        .unwrap()
}

async fn state(store: &Store, id: JobId) -> JobState {
    jobs::find(id, store.db()).await.unwrap().unwrap().state
}

async fn a_job_is_there_only_if_its_use_case_succeeded(db: TestDb) {
    let store = db.open().await;
    let refused = store
        .write(None, |work| {
            async move {
                work.enqueue(job(None)).await?;
                Err::<(), _>(Error::Conflict("test"))
            }
            .boxed()
        })
        .await;
    assert!(refused.is_err());
    assert_eq!(jobs::pending(store.db()).await.unwrap(), 0);
    let id = enqueue(&store, job(None)).await;
    assert_eq!(state(&store, id).await, JobState::Ready);
    let claimed = claim(&store, 10).await;
    assert_eq!((claimed.len(), claimed[0].id, claimed[0].attempt), (1, id, 1));
    assert_eq!(claimed[0].payload, serde_json::json!({"n": 1}));
    assert!(finish(&store, vec![id]).await.is_empty());
    assert_eq!(state(&store, id).await, JobState::Done);
}

async fn two_nodes_never_lease_the_same_job(db: TestDb) {
    let nodes = if db.is_postgres() { vec![db.open().await, db.open().await] } else { vec![db.open().await] };
    join_all((0..60).map(|_| enqueue(&nodes[0], job(None)))).await;
    let claims = (0..20).map(|n| claim(&nodes[n % nodes.len()], 5));
    let mut claimed: Vec<JobId> = join_all(claims).await.into_iter().flatten().map(|job| job.id).collect();
    // Two nodes may have aimed at the same jobs; what is left is claimed next.
    while let [first, ..] = &claim(&nodes[0], 50).await[..] {
        claimed.push(first.id);
        claimed.extend(claim(&nodes[0], 50).await.iter().map(|job| job.id));
    }
    let all = claimed.len();
    claimed.sort_unstable();
    claimed.dedup();
    assert_eq!(claimed.len(), all, "a job was leased twice");
}

async fn a_job_waits_for_its_time(db: TestDb) {
    let store = db.open().await;
    let later = db.clock.now().plus_ms(5_000);
    enqueue(&store, NewJob { run_at: Some(later), ..job(None) }).await;
    assert!(jobs::due_kinds(db.clock.now(), store.db()).await.unwrap().is_empty());
    assert_eq!(jobs::next_run_at(&["test"], store.db()).await.unwrap(), Some(later));
    assert!(claim(&store, 10).await.is_empty());
    assert_eq!(jobs::counts(db.clock.now(), store.db()).await.unwrap().waiting, 1);
    db.clock.advance_ms(5_000);
    assert!(jobs::due_kinds(db.clock.now(), store.db()).await.unwrap().contains("test"));
    assert_eq!(claim(&store, 10).await.len(), 1);
}

async fn a_failed_job_is_tried_again_and_given_up_after_its_last_attempt(db: TestDb) {
    let store = db.open().await;
    let id = enqueue(&store, job(None)).await;
    for attempt in 1..=3 {
        let claimed = claim(&store, 1).await;
        assert_eq!(claimed[0].attempt, attempt);
        let outcome = fail(&store, &claimed[0], Some(db.clock.now().plus_ms(1_000))).await;
        assert_eq!(outcome, if attempt < 3 { Failed::Retries } else { Failed::Dead });
        assert!(claim(&store, 1).await.is_empty());
        db.clock.advance_ms(1_000);
    }
    let row = jobs::find(id, store.db()).await.unwrap().unwrap();
    assert_eq!((row.state, row.last_error.as_deref(), row.attempts), (JobState::Dead, Some("it broke"), 3));
    let id = enqueue(&store, job(None)).await;
    let claimed = claim(&store, 1).await;
    assert_eq!(fail(&store, &claimed[0], None).await, Failed::Dead, "what fails for good is not tried again");
    assert_eq!(state(&store, id).await, JobState::Dead);
    assert_eq!(fail(&store, &claimed[0], None).await, Failed::Lost);
}

async fn a_job_given_up_can_be_tried_again_or_discarded(db: TestDb) {
    let store = db.open().await;
    for _ in 0..3 {
        enqueue(&store, job(None)).await;
        fail(&store, &claim(&store, 1).await[0], None).await;
        db.clock.advance_ms(10);
    }
    let first = jobs::list_dead(&PageRequest::new(None, Some(2)), store.db()).await.unwrap();
    assert_eq!(first.items.len(), 2);
    assert!(first.items[0].finished_at > first.items[1].finished_at);
    let second = jobs::list_dead(&PageRequest::new(first.next_cursor, Some(2)), store.db()).await.unwrap();
    assert_eq!((second.items.len(), second.next_cursor), (1, None));
    let (again, away) = (first.items[0].clone(), first.items[1].clone());
    let id = again.public_id.clone();
    store.write(None, move |work| async move { jobs::retry(&id, work).await }.boxed()).await.unwrap();
    assert_eq!(claim(&store, 5).await.iter().map(|job| (job.id, job.attempt)).collect::<Vec<_>>(), [(again.id, 1)]);
    for expected in [true, false] {
        let id = away.public_id.clone();
        let discarded = store.write(None, move |work| async move { jobs::discard(&id, work).await }.boxed()).await;
        assert_eq!(discarded.is_ok(), expected);
        assert!(expected || matches!(discarded, Err(Error::NotFound)));
    }
    assert_eq!(jobs::counts(db.clock.now(), store.db()).await.unwrap().dead, 1);
}

/// A runner with so many places.
#[derive(Debug)]
struct Places {
    free: Mutex<usize>,
    taken: Mutex<Vec<Job>>,
}

impl JobTaker for Places {
    fn reserve(&self, kind: &str) -> bool {
        let mut free = self.free.lock().unwrap();
        let reserved = kind == "test" && *free > 0;
        *free -= usize::from(reserved);
        reserved
    }
    fn release(&self, _: &str) {
        *self.free.lock().unwrap() += 1;
    }
    fn take(&self, jobs: Vec<Job>) {
        self.taken.lock().unwrap().extend(jobs);
    }
}

fn places(store: &Store, free: usize) -> Arc<Places> {
    let places = Arc::new(Places { free: Mutex::new(free), taken: Mutex::default() });
    store.set_job_taker(Some(places.clone()));
    places
}

async fn a_job_with_a_free_place_is_leased_in_the_moment_of_its_commit(db: TestDb) {
    let store = db.open().await;
    let places = places(&store, 2);
    let first = enqueue(&store, job(Some("lane"))).await;
    let behind = enqueue(&store, job(Some("lane"))).await;
    let later = enqueue(&store, NewJob { run_at: Some(db.clock.now().plus_ms(1)), ..job(None) }).await;
    let second = enqueue(&store, job(None)).await;
    let without_a_place = enqueue(&store, job(None)).await;
    let taken: Vec<_> = places.taken.lock().unwrap().iter().map(|job| (job.id, job.attempt)).collect();
    assert_eq!(taken, [(first, 1), (second, 1)]);
    assert_eq!(state(&store, first).await, JobState::Running);
    for waiting in [behind, later, without_a_place] {
        assert_eq!(state(&store, waiting).await, JobState::Ready);
    }
    let next = finish(&store, vec![first, second]).await;
    assert_eq!(next.iter().map(|job| job.id).collect::<Vec<_>>(), [behind]);
}

async fn places_come_back_when_a_use_case_fails(db: TestDb) {
    let store = db.open().await;
    let places = places(&store, 2);
    let refused = store
        .write(None, |work| {
            async move {
                work.enqueue(job(None)).await?;
                assert_eq!(jobs::pending(&mut *work).await?, 1);
                Err::<(), _>(Error::Conflict("test"))
            }
            .boxed()
        })
        .await;
    assert!(refused.is_err());
    assert_eq!((*places.free.lock().unwrap(), places.taken.lock().unwrap().len()), (2, 0));
    enqueue(&store, job(None)).await;
    assert_eq!((*places.free.lock().unwrap(), places.taken.lock().unwrap().len()), (1, 1));
}

async fn a_released_job_has_not_used_up_an_attempt(db: TestDb) {
    let store = db.open().await;
    let id = enqueue(&store, job(None)).await;
    claim(&store, 1).await;
    let node = store.node();
    assert_eq!(jobs::leased_to(node, store.db()).await.unwrap(), [id]);
    let released =
        store.write(None, move |work| async move { jobs::release(&[id], node, work).await }.boxed()).await.unwrap();
    assert_eq!(released, 1);
    assert!(jobs::leased_to(node, store.db()).await.unwrap().is_empty());
    assert_eq!(claim(&store, 1).await[0].attempt, 1);
}

async fn a_job_of_an_unknown_kind_is_given_up_after_a_while(db: TestDb) {
    let store = db.open().await;
    let id = enqueue(&store, NewJob { kind: "from_the_future", ..job(None) }).await;
    let bury = |due_before: Timestamp| {
        store.write(None, move |work| async move { jobs::bury_unknown(&["test"], due_before, work).await }.boxed())
    };
    assert_eq!(bury(db.clock.now().plus_ms(-1)).await.unwrap(), 0);
    assert_eq!(bury(db.clock.now()).await.unwrap(), 1);
    let row = jobs::find(id, store.db()).await.unwrap().unwrap();
    assert_eq!(row.state, JobState::Dead);
    assert!(row.last_error.unwrap().contains("knows jobs of this kind"));
}

async fn finished_jobs_are_deleted_after_their_time(db: TestDb) {
    let store = db.open().await;
    for _ in 0..3 {
        enqueue(&store, job(None)).await;
    }
    let ids: Vec<JobId> = claim(&store, 10).await.iter().map(|job| job.id).collect();
    finish(&store, ids).await;
    enqueue(&store, job(None)).await;
    let before = db.clock.now().plus_ms(1);
    let mut pieces = Vec::new();
    for _ in 0..3 {
        let deleted =
            store.write(None, move |work| async move { jobs::delete_finished(before, 2, work).await }.boxed());
        pieces.push(deleted.await.unwrap());
    }
    assert_eq!(pieces, [2, 1, 0]);
    assert_eq!(jobs::pending(store.db()).await.unwrap(), 1);
}
