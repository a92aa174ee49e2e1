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
const BEAT: Duration = Duration::from_secs(3);
/// For how long it is believed: so long visitors wait whose answer a node took with it. Whoever is taken for dead and is not
/// runs its jobs twice, which does no harm.
const LEASE_MS: i64 = 12_000;
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

type Kinds = &'static [&'static dyn Kind];

/// Says that this node lives.
async fn beat(app: &App) -> store::Result<()> {
    let (node, version) = (app.node(), app.settings().version);
    app.store().write(None, move |work| Box::pin(async move { nodes::beat(node, version, LEASE_MS, work).await })).await
}

/// Frees the jobs of nodes that are gone. Those that are given up with it are told of as if they had failed here.
async fn free(app: &App, kinds: Kinds) -> store::Result<()> {
    match free_and(app, kinds, true).await {
        // What is to be written about one of them is wrong itself: the others are freed all the same.
        Err(error @ (store::Error::Unexpected(_) | store::Error::Conflict(_) | store::Error::NotFound)) => {
            tracing::error!(%error, "jobs that were lost with their node could not be told of");
            free_and(app, kinds, false).await
        }
        other => other,
    }
}

async fn free_and(app: &App, kinds: Kinds, tells: bool) -> store::Result<()> {
    let freeing = app.store().write(None, move |work| {
        Box::pin(async move {
            let given_up = jobs::free_from_dead_nodes(&mut *work).await?.given_up;
            for job in given_up.iter().filter(|_| tells) {
                if let Some(kind) = kinds.iter().find(|kind| kind.name() == job.kind) {
                    kind.given_up(&mut *work, job, jobs::LOST).await?;
                }
            }
            Ok(())
        })
    });
    freeing.await
}

/// Everything that is due once a minute.
async fn round(app: &App, kinds: Kinds) -> store::Result<()> {
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
async fn arrive(app: &App, kinds: Kinds) -> store::Result<()> {
    if !app.store().db().is_postgres() {
        let node = app.node();
        write(app, move |work| Box::pin(async move { nodes::delete_others(node, work).await })).await?;
    }
    beat(app).await?;
    free(app, kinds).await
}

/// Does all of this, for ever; `alive` is set off when this node is known to live.
pub(crate) async fn run(app: App, kinds: Kinds, alive: CancellationToken) {
    while let Err(error) = arrive(&app, kinds).await {
        tracing::warn!(%error, "this node could not say that it lives; it is tried again");
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
    alive.cancel();
    // Beside each other: a round with much to delete must not outlast the lease.
    tokio::join!(keep_beating(&app, kinds), keep_house(&app, kinds));
}

async fn keep_beating(app: &App, kinds: Kinds) {
    let mut beats = interval_at(Instant::now() + BEAT, BEAT);
    beats.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        beats.tick().await;
        let done = match beat(app).await {
            Ok(()) => free(app, kinds).await,
            Err(error) => Err(error),
        };
        if let Err(error) = done {
            tracing::warn!(%error, "this node could not say that it lives, or free the jobs of others; it is tried again");
        }
    }
}

async fn keep_house(app: &App, kinds: Kinds) {
    // Who does not run clean-ups does not ask for them.
    let cleans = kinds.iter().any(|kind| kind.name() == retention::CLEAN_WORKSPACE);
    let mut rounds = interval_at(Instant::now(), ROUND);
    rounds.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        rounds.tick().await;
        if cleans && let Err(error) = retention::schedule(app).await {
            tracing::warn!(%error, "clean-ups could not be asked for");
        }
        if let Err(error) = round(app, kinds).await {
            tracing::warn!(%error, "upkeep of jobs failed; it is tried again");
        }
    }
}

/// A lease outlasts several beats.
const _: () = assert!(LEASE_MS >= 4 * (BEAT.as_millis() as i64) && LEASE_MS < HOUR_MS);
