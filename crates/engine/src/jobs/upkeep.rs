//! What keeps jobs going without anybody asking: this node's sign of life, and what other nodes left behind.

use std::time::Duration;

use domain::time::{DAY_MS, HOUR_MS, MINUTE_MS};
use futures::future::BoxFuture;
use store::{Work, activity, jobs, nodes};
use tokio::time::{Instant, MissedTickBehavior, interval_at};
use tokio_util::sync::CancellationToken;

use super::Kind;
use crate::app::App;
use crate::retention;

/// How often a node says that it lives.
const BEAT: Duration = Duration::from_secs(5);
/// For how long it is believed.
const LEASE_MS: i64 = 30_000;
/// How often what is rare is looked after.
const ROUND: Duration = Duration::from_secs(60);
/// How long jobs that were done are kept.
const DONE_KEPT_MS: i64 = 7 * DAY_MS;
/// How long the counts of the chart are kept.
const ACTIVITY_KEPT_MS: i64 = 2 * DAY_MS;
/// How long a node that ended badly is remembered, for whoever looks into the table.
const DEAD_NODES_KEPT_MS: i64 = DAY_MS;
/// How long a job may wait for a node that knows its kind: a rolling upgrade takes less.
const UNKNOWN_KIND_MS: i64 = 10 * MINUTE_MS;
/// Rows deleted in one transaction.
const PIECE: u16 = 500;

/// Says that this node lives.
async fn beat(app: &App) -> store::Result<()> {
    let (node, version) = (app.node(), app.settings().version);
    app.store().write(None, move |work| Box::pin(async move { nodes::beat(node, version, LEASE_MS, work).await })).await
}

/// Frees the jobs of nodes that are gone.
async fn free(app: &App) -> store::Result<u64> {
    app.store().write(None, |work| Box::pin(jobs::free_from_dead_nodes(work))).await
}

/// Everything that is due once a minute.
async fn round(app: &App, kinds: &'static [&'static dyn Kind]) -> store::Result<()> {
    let now = app.clock().now();
    let names: Vec<&'static str> = kinds.iter().map(|kind| kind.name()).collect();
    let due_before = now.plus_ms(-UNKNOWN_KIND_MS);
    write(app, |work| Box::pin(jobs::repair_lanes(work))).await?;
    write(app, move |work| Box::pin(async move { jobs::bury_unknown(&names, due_before, work).await })).await?;
    let (activity_before, nodes_before) = (now.plus_ms(-ACTIVITY_KEPT_MS), now.plus_ms(-DEAD_NODES_KEPT_MS));
    write(app, move |work| Box::pin(activity::delete_before(activity_before, work))).await?;
    write(app, move |work| Box::pin(nodes::delete_dead(nodes_before, work))).await?;
    let done_before = now.plus_ms(-DONE_KEPT_MS);
    while write(app, move |work| Box::pin(jobs::delete_finished(done_before, PIECE, work))).await? >= u64::from(PIECE) {
    }
    Ok(())
}

async fn write<F>(app: &App, change: F) -> store::Result<u64>
where
    F: for<'w> FnOnce(&'w mut Work) -> BoxFuture<'w, store::Result<u64>> + Send + 'static,
{
    app.store().write(None, change).await
}

/// The first sign of life, and what the nodes before this one left behind.
async fn arrive(app: &App) -> store::Result<()> {
    if !app.store().db().is_postgres() {
        let node = app.node();
        write(app, move |work| Box::pin(async move { nodes::delete_others(node, work).await })).await?;
    }
    beat(app).await?;
    free(app).await.map(drop)
}

/// Does all of this, for ever; `alive` is set off when this node is known to live.
pub(crate) async fn run(app: App, kinds: &'static [&'static dyn Kind], alive: CancellationToken) {
    while let Err(error) = arrive(&app).await {
        tracing::warn!(%error, "this node could not say that it lives; it is tried again");
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
    alive.cancel();
    // Who does not run clean-ups does not ask for them.
    let cleans = kinds.iter().any(|kind| kind.name() == retention::CLEAN_WORKSPACE);
    let mut beats = interval_at(Instant::now() + BEAT, BEAT);
    let mut rounds = interval_at(Instant::now(), ROUND);
    beats.set_missed_tick_behavior(MissedTickBehavior::Delay);
    rounds.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        let done = tokio::select! {
            biased;
            _ = beats.tick() => match beat(&app).await {
                Ok(()) => free(&app).await.map(drop),
                Err(error) => Err(error),
            },
            _ = rounds.tick() => {
                if cleans
                    && let Err(error) = retention::schedule(&app).await {
                    tracing::warn!(%error, "clean-ups could not be asked for");
                }
                round(&app, kinds).await
            }
        };
        if let Err(error) = done {
            tracing::warn!(%error, "upkeep of jobs failed; it is tried again");
        }
    }
}

/// A lease outlasts several beats.
const _: () = assert!(LEASE_MS >= 4 * (BEAT.as_millis() as i64) && LEASE_MS < HOUR_MS);
