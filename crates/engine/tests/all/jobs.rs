//! The job runner: lanes under load, jobs that fail, panic or hang, and going down in good order.

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use async_trait::async_trait;
use domain::ids::JobId;
use domain::operations::JobState;
use domain::time::HOUR_MS;
use engine::App;
use engine::jobs::{Failure, Job, Kind};
use futures::FutureExt;
use store::{NewJob, Work, installation, jobs};

use crate::world::World;

/// What a test kind does with a job.
type Act = fn(&'static Scripted, Job) -> futures::future::BoxFuture<'static, Result<(), Failure>>;

/// A kind of job that notes its runs and does as it is told.
struct Scripted {
    name: &'static str,
    places: usize,
    timeout: Duration,
    act: Act,
    runs: Mutex<Vec<(String, i64)>>,
    inside: AtomicUsize,
    most_inside: AtomicUsize,
    open: AtomicBool,
}

impl Scripted {
    fn new(places: usize, act: Act) -> &'static Self {
        Self::named("scripted", places, act)
    }

    fn named(name: &'static str, places: usize, act: Act) -> &'static Self {
        Box::leak(Box::new(Self {
            name,
            places,
            timeout: Duration::from_secs(20),
            act,
            runs: Mutex::default(),
            inside: AtomicUsize::default(),
            most_inside: AtomicUsize::default(),
            open: AtomicBool::default(),
        }))
    }

    fn kinds(&'static self) -> &'static [&'static dyn Kind] {
        Box::leak(Box::new([Told(self)])).each_ref().map(|told| told as &dyn Kind).leaked()
    }

    fn runs(&self) -> Vec<(String, i64)> {
        self.runs.lock().unwrap().clone()
    }

    async fn opened(&self) {
        while !self.open.load(Ordering::SeqCst) {
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
    }
}

trait Leaked {
    fn leaked(self) -> &'static [&'static dyn Kind];
}

impl Leaked for [&'static dyn Kind; 1] {
    fn leaked(self) -> &'static [&'static dyn Kind] {
        Box::leak(Box::new(self))
    }
}

struct Told(&'static Scripted);

#[async_trait]
impl Kind for Told {
    fn name(&self) -> &'static str {
        self.0.name
    }
    fn concurrency(&self) -> usize {
        self.0.places
    }
    fn timeout(&self) -> Duration {
        self.0.timeout
    }
    async fn run(&self, _: &App, job: &Job) -> Result<(), Failure> {
        let inside = self.0.inside.fetch_add(1, Ordering::SeqCst) + 1;
        self.0.most_inside.fetch_max(inside, Ordering::SeqCst);
        let outcome = (self.0.act)(self.0, job.clone()).await;
        self.0.inside.fetch_sub(1, Ordering::SeqCst);
        self.0.runs.lock().unwrap().push((job.lane.clone(), job.payload["n"].as_i64().unwrap()));
        outcome
    }
    async fn given_up(&self, work: &mut Work, job: &Job, reason: &str) -> store::Result<()> {
        installation::keep(&format!("given up {}", job.id), reason, work).await.map(drop)
    }
}

fn new_job(lane: Option<&str>, n: i64) -> NewJob {
    let payload = serde_json::json!({ "n": n });
    NewJob { workspace: None, kind: "scripted", lane: lane.map(str::to_owned), payload, run_at: None, max_attempts: 3 }
}

async fn enqueue(app: &App, job: NewJob) -> JobId {
    app.store().write(None, move |work| async move { work.enqueue(job).await }.boxed()).await.unwrap()
}

async fn state(app: &App, id: JobId) -> JobState {
    jobs::find(id, app.store().db()).await.unwrap().unwrap().state
}

/// Waits until it holds; 20 s are far more than it takes.
async fn until(what: &str, mut holds: impl AsyncFnMut() -> bool) {
    for _ in 0..2_000 {
        if holds().await {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("not within 20 s: {what}");
}

async fn nothing_left(app: &App) {
    until("all jobs ended", async || jobs::pending(app.store().db()).await.unwrap() == 0).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn lanes_under_load_keep_their_order_and_a_stuck_one_holds_up_no_other() {
    crate::world::on_both(|world| async move {
        // All of it: its folder goes when it is dropped.
        let world = world;
        let kind = Scripted::new(16, |kind, job| {
            async move {
                if job.lane == "stuck" {
                    kind.opened().await;
                } else if job.payload["n"].as_i64().unwrap() % 7 == 0 {
                    tokio::time::sleep(Duration::from_millis(3)).await;
                }
                Ok(())
            }
            .boxed()
        });
        let background = world.app.run_background_with(kind.kinds(), &[]);
        enqueue(&world.app, new_job(Some("stuck"), 0)).await;
        enqueue(&world.app, new_job(Some("stuck"), 1)).await;
        for n in 0..60 {
            futures::future::join_all(
                ["a", "b", "c", "d", "e"].map(|lane| enqueue(&world.app, new_job(Some(lane), n))),
            )
            .await;
        }
        until("the other lanes are through", async || kind.runs().len() == 300).await;
        kind.open.store(true, Ordering::SeqCst);
        nothing_left(&world.app).await;
        let mut lanes: BTreeMap<String, Vec<i64>> = BTreeMap::new();
        for (lane, n) in kind.runs() {
            lanes.entry(lane).or_default().push(n);
        }
        assert_eq!(lanes.remove("stuck"), Some(vec![0, 1]));
        assert_eq!(lanes.len(), 5);
        for (lane, order) in lanes {
            assert_eq!(order, (0..60).collect::<Vec<_>>(), "{lane}");
        }
        background.stop(Duration::from_secs(5)).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_job_starts_right_after_its_commit_and_no_more_run_than_there_are_places() {
    let world = World::new().await;
    let kind = Scripted::new(3, |kind, _| {
        async move {
            kind.opened().await;
            Ok(())
        }
        .boxed()
    });
    let background = world.app.run_background_with(kind.kinds(), &[]);
    // The runner takes jobs once the node is known to live.
    enqueue(&world.app, new_job(None, -1)).await;
    until("the first runs", async || kind.inside.load(Ordering::SeqCst) == 1).await;
    let started = std::time::Instant::now();
    enqueue(&world.app, new_job(None, 0)).await;
    until("the second runs", async || kind.inside.load(Ordering::SeqCst) == 2).await;
    assert!(
        started.elapsed() < Duration::from_millis(400),
        "less than the pause between looks: {:?}",
        started.elapsed()
    );
    for n in 1..20 {
        enqueue(&world.app, new_job(None, n)).await;
    }
    until("all places are taken", async || kind.inside.load(Ordering::SeqCst) == 3).await;
    kind.open.store(true, Ordering::SeqCst);
    nothing_left(&world.app).await;
    assert_eq!((kind.runs().len(), kind.most_inside.load(Ordering::SeqCst)), (21, 3));
    background.stop(Duration::from_secs(5)).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_job_that_always_fails_is_given_up_with_its_reason_and_its_lane_goes_on() {
    crate::world::on_both(|world| async move {
        // All of it: its folder goes when it is dropped.
        let world = world;
        let kind = Scripted::new(4, |_, job| {
            async move { if job.payload["n"] == 0 { Err(Failure::passing("the other side is away")) } else { Ok(()) } }
                .boxed()
        });
        let background = world.app.run_background_with(kind.kinds(), &[]);
        let fails = enqueue(&world.app, new_job(Some("lane"), 0)).await;
        let behind = enqueue(&world.app, new_job(Some("lane"), 1)).await;
        for attempt in 1..=3 {
            until("it ran", async || kind.runs().len() >= attempt).await;
            if attempt < 3 {
                until("it waits", async || state(&world.app, fails).await == JobState::Ready).await;
                assert_eq!(state(&world.app, behind).await, JobState::Ready);
                // Not behind the last one: while its end is being written, an hour would outlive the node's lease.
                world.clock.advance_ms(HOUR_MS);
            }
        }
        nothing_left(&world.app).await;
        assert_eq!((state(&world.app, fails).await, state(&world.app, behind).await), (JobState::Dead, JobState::Done));
        let noted = installation::find(&format!("given up {fails}"), world.app.store().db()).await.unwrap();
        assert_eq!(noted.as_deref(), Some("the other side is away"));
        assert_eq!(kind.runs().len(), 4);
        background.stop(Duration::from_secs(5)).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_job_whose_last_run_was_lost_with_its_node_is_given_up_as_one_that_failed() {
    crate::world::on_both(|world| async move {
        // All of it: its folder goes when it is dropped.
        let world = world;
        let kind = Scripted::new(4, |_, _| async { Ok(()) }.boxed());
        let id = enqueue(&world.app, NewJob { max_attempts: 1, ..new_job(None, 0) }).await;
        let gone = domain::ids::NodeId::new(engine::Clock::now(&*world.clock), 7);
        let claimed = world
            .app
            .store()
            .write(None, move |work| async move { jobs::claim("scripted", 1, gone, work).await }.boxed());
        assert_eq!(claimed.await.unwrap().len(), 1);
        let background = world.app.run_background_with(kind.kinds(), &[]);
        until("it is given up", async || state(&world.app, id).await == JobState::Dead).await;
        let noted = installation::find(&format!("given up {id}"), world.app.store().db()).await.unwrap();
        assert_eq!(noted.as_deref(), Some(jobs::LOST));
        assert!(kind.runs().is_empty());
        background.stop(Duration::from_secs(5)).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_job_that_was_leased_to_this_node_without_its_knowledge_runs_and_its_lane_goes_on() {
    let world = World::new().await;
    let kind = Scripted::new(4, |_, _| async { Ok(()) }.boxed());
    let (first, second) =
        (enqueue(&world.app, new_job(Some("lane"), 0)).await, enqueue(&world.app, new_job(Some("lane"), 1)).await);
    // As after a commit that was told of as failed: the runner never hears of the job.
    let node = world.app.node();
    let claimed =
        world.app.store().write(None, move |work| async move { jobs::claim("scripted", 1, node, work).await }.boxed());
    assert_eq!(claimed.await.unwrap()[0].id, first);
    let background = world.app.run_background_with(kind.kinds(), &[]);
    nothing_left(&world.app).await;
    assert_eq!((state(&world.app, first).await, state(&world.app, second).await), (JobState::Done, JobState::Done));
    assert_eq!(kind.runs().len(), 2);
    background.stop(Duration::from_secs(5)).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_job_that_fails_for_good_is_not_tried_again() {
    let world = World::new().await;
    let kind = Scripted::new(1, |_, _| async { Err(Failure::for_good("no such thing")) }.boxed());
    let background = world.app.run_background_with(kind.kinds(), &[]);
    let id = enqueue(&world.app, new_job(None, 0)).await;
    nothing_left(&world.app).await;
    assert_eq!((state(&world.app, id).await, kind.runs().len()), (JobState::Dead, 1));
    background.stop(Duration::from_secs(5)).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_job_that_panics_or_hangs_counts_as_failed_and_harms_nobody() {
    let world = World::new().await;
    let kind = Box::leak(Box::new(Scripted {
        timeout: Duration::from_millis(50),
        ..Scripted {
            name: "scripted",
            places: 2,
            timeout: Duration::ZERO,
            act: |_, job| {
                async move {
                    match job.payload["n"].as_i64().unwrap() {
                        0 => panic!("a mistake"),
                        1 => futures::future::pending().await,
                        _ => Ok(()),
                    }
                }
                .boxed()
            },
            runs: Mutex::default(),
            inside: AtomicUsize::default(),
            most_inside: AtomicUsize::default(),
            open: AtomicBool::default(),
        }
    }));
    let background = world.app.run_background_with(kind.kinds(), &[]);
    let panics = enqueue(&world.app, new_job(None, 0)).await;
    let hangs = enqueue(&world.app, new_job(None, 1)).await;
    let good = enqueue(&world.app, new_job(None, 2)).await;
    let error = async |id| jobs::find(id, world.app.store().db()).await.unwrap().unwrap().last_error;
    until("both failed", async || error(panics).await.is_some() && error(hangs).await.is_some()).await;
    assert!(error(panics).await.unwrap().contains("mistake"));
    assert!(error(hangs).await.unwrap().contains("took over"));
    until("the good one is done", async || state(&world.app, good).await == JobState::Done).await;
    background.stop(Duration::from_secs(5)).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn going_down_finishes_what_can_end_and_gives_the_rest_back() {
    crate::world::on_both(|world| async move {
        // All of it: its folder goes when it is dropped.
        let world = world;
        let kind = Scripted::new(2, |_, job| {
            async move {
                let n = job.payload["n"].as_i64().unwrap();
                tokio::time::sleep(if n == 0 { Duration::from_millis(200) } else { Duration::from_secs(60) }).await;
                Ok(())
            }
            .boxed()
        });
        let background = world.app.run_background_with(kind.kinds(), &[]);
        let ends = enqueue(&world.app, new_job(Some("lane"), 0)).await;
        let next = enqueue(&world.app, new_job(Some("lane"), 2)).await;
        let long = enqueue(&world.app, new_job(None, 1)).await;
        until("both run", async || kind.inside.load(Ordering::SeqCst) == 2).await;
        let waiting = enqueue(&world.app, new_job(None, 3)).await;
        background.stop(Duration::from_millis(800)).await;
        assert_eq!(state(&world.app, ends).await, JobState::Done);
        for given_back in [next, long, waiting] {
            let row = jobs::find(given_back, world.app.store().db()).await.unwrap().unwrap();
            assert_eq!((row.state, row.attempts, row.lease_owner), (JobState::Ready, 0, None));
        }
        assert!(
            store::nodes::list(engine::Clock::now(&*world.clock), world.app.store().db()).await.unwrap().is_empty()
        );
        // Whoever comes next takes them up.
        let next = Scripted::new(8, |_, _| async { Ok(()) }.boxed());
        let background = world.app.run_background_with(next.kinds(), &[]);
        nothing_left(&world.app).await;
        assert_eq!(next.runs().len(), 3);
        background.stop(Duration::from_secs(5)).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_nodes_share_the_work_and_each_job_runs_once() {
    crate::world::on_both(|world| async move {
        // All of it: its folder goes when it is dropped.
        let world = world;
        if !world.is_postgres() {
            return;
        }
        let other = world.second_node().await;
        let kind = Scripted::new(4, |_, _| {
            async {
                tokio::time::sleep(Duration::from_millis(2)).await;
                Ok(())
            }
            .boxed()
        });
        let nodes = [&world.app, &other].map(|app| app.run_background_with(kind.kinds(), &[]));
        for n in 0..100 {
            let lane = format!("lane {}", n % 4);
            let app = if n % 2 == 0 { &world.app } else { &other };
            enqueue(app, new_job((n % 3 == 0).then_some(lane.as_str()), n)).await;
        }
        nothing_left(&world.app).await;
        let mut runs: Vec<i64> = kind.runs().into_iter().map(|(_, n)| n).collect();
        runs.sort_unstable();
        assert_eq!(runs, (0..100).collect::<Vec<_>>());
        for node in nodes {
            node.stop(Duration::from_secs(5)).await;
        }
    })
    .await;
}
