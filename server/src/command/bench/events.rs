//! What goes through the writer: events, and jobs from their asking to their end.

use super::super::{Failure, explained};
use super::figures::Figures;
use super::place::{self, Place};
use crate::compose::NewJob;
use async_trait::async_trait;
use domain::events::{Actor, EventKind, NewEvent};
use engine::jobs::{Failure as JobFailure, Job, Kind};
use engine::{App, Ctx};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// Callers who wait for their commit before they ask for the next, as requests do.
const CALLERS: usize = 256;
/// The same for the time that one commit takes when the server is not busy.
const QUIET_CALLERS: usize = 4;

/// Events committed a second, each in a use case of its own, acknowledged after the commit.
pub(super) async fn events(cluster: Option<&str>, seconds: u64, figures: &mut Figures) -> Result<(), Failure> {
    let place = Place::make(cluster).await?;
    let app = place.engine().await?;
    let ctx = context(&app).await?;
    for (name, callers) in [("busy", CALLERS), ("quiet", QUIET_CALLERS)] {
        let shared = ctx.clone();
        let (times, took) = hammer(callers, seconds, move || {
            let ctx = shared.clone();
            async move {
                let workspace = ctx.workspace();
                let event = NewEvent::new(EventKind::WorkspaceUpdated, Actor::System, "ws_bench");
                ctx.app()
                    .store()
                    .write(Some(workspace), move |work| {
                        Box::pin(async move { Ok::<_, engine::Error>(work.record(workspace, event).await?) })
                    })
                    .await
            }
        })
        .await?;
        let rate = times.len() as f64 / took.as_secs_f64();
        figures.add("events", format!("{name} ({callers} callers)"), rate, "/s");
        figures.add_times("events", name, times);
    }
    app.store().close().await;
    place.remove().await
}

static FINISHED: AtomicU64 = AtomicU64::new(0);

/// A job that does nothing, so that only the runner is measured.
struct Nothing;

#[async_trait]
impl Kind for Nothing {
    fn name(&self) -> &'static str {
        "bench_nothing"
    }
    fn concurrency(&self) -> usize {
        256
    }
    async fn run(&self, _: &App, _: &Job) -> Result<(), JobFailure> {
        FINISHED.fetch_add(1, Ordering::Relaxed);
        Ok(())
    }
}

/// Jobs a second: asked for in a transaction, run, and noted as done.
pub(super) async fn jobs(cluster: Option<&str>, seconds: u64, figures: &mut Figures) -> Result<(), Failure> {
    static KINDS: &[&dyn Kind] = &[&Nothing];
    let place = Place::make(cluster).await?;
    let app = place.engine().await?;
    let background = app.run_background_with(KINDS, &[]);
    let begun = Instant::now();
    let before = FINISHED.load(Ordering::Relaxed);
    let shared = app.clone();
    let (asked, _) = hammer(CALLERS, seconds, move || {
        let app = shared.clone();
        async move {
            app.store()
                .write(None, move |work| {
                    Box::pin(async move {
                        let job = NewJob {
                            workspace: None,
                            kind: Nothing.name(),
                            lane: None,
                            payload: serde_json::Value::Object(serde_json::Map::new()),
                            run_at: None,
                            max_attempts: 1,
                        };
                        Ok::<_, engine::Error>(work.enqueue(job).await?)
                    })
                })
                .await
        }
    })
    .await?;
    let patience = Duration::from_secs(seconds * 4 + 10);
    while FINISHED.load(Ordering::Relaxed) - before < asked.len() as u64 && begun.elapsed() < patience {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    let finished = FINISHED.load(Ordering::Relaxed) - before;
    figures.add("jobs", "finished", finished as f64 / begun.elapsed().as_secs_f64(), "/s");
    background.stop(Duration::from_secs(10)).await;
    app.store().close().await;
    place.remove().await
}

pub(in crate::command) async fn context(app: &App) -> Result<Ctx, Failure> {
    let token = place::set_up(app).await?;
    let client = engine::accounts::ClientInfo::default();
    let session = engine::accounts::open_session(app, &token, &client).await.map_err(explained)?;
    let session = session.ok_or_else(|| super::super::failure("The benchmark's session is gone."))?;
    session.ctx().map_err(explained)
}

/// Calls again and again, from so many callers at once, for so many seconds; gives the time of each call, and the whole.
pub(super) async fn hammer<T, F>(
    callers: usize,
    seconds: u64,
    call: impl Fn() -> F + Clone + Send + 'static,
) -> Result<(Vec<Duration>, Duration), Failure>
where
    F: Future<Output = Result<T, engine::Error>> + Send,
{
    let begun = Instant::now();
    let end = begun + Duration::from_secs(seconds);
    let mut tasks = tokio::task::JoinSet::new();
    for _ in 0..callers {
        let call = call.clone();
        tasks.spawn(async move {
            let mut times = Vec::new();
            while Instant::now() < end {
                let asked = Instant::now();
                call().await.map(drop)?;
                times.push(asked.elapsed());
            }
            Ok::<_, engine::Error>(times)
        });
    }
    let mut all = Vec::new();
    while let Some(ended) = tasks.join_next().await {
        all.extend(ended?.map_err(explained)?);
    }
    Ok((all, begun.elapsed()))
}
