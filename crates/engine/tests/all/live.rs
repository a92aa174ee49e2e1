//! Watching a workspace: nothing missed, nothing twice, whatever comes between.

use std::time::Duration;

use domain::events::{Actor, EventKind, NewEvent};
use domain::permissions::Role;
use domain::time::DAY_MS;
use engine::live::{Feed, Update, follow};
use engine::{App, Ctx};
use futures::FutureExt;

use crate::world::{World, on_both};

async fn record(ctx: &Ctx, kind: EventKind, count: usize) {
    record_on(ctx.app(), ctx, kind, count).await;
}

async fn record_on(app: &App, ctx: &Ctx, kind: EventKind, count: usize) {
    let workspace = ctx.workspace();
    app.store()
        .write(Some(workspace), move |work| {
            async move {
                for _ in 0..count {
                    work.record(workspace, NewEvent::new(kind, Actor::System, "x")).await?;
                }
                Ok::<_, store::Error>(())
            }
            .boxed()
        })
        .await
        .unwrap();
}

async fn next(feed: &mut Feed) -> Update {
    tokio::time::timeout(Duration::from_secs(10), feed.next()).await.expect("an update within 10 s")
}

async fn seqs(feed: &mut Feed, count: usize) -> Vec<i64> {
    let mut seqs = Vec::new();
    while seqs.len() < count {
        match next(feed).await {
            Update::Event(told) => seqs.push(told.event.seq),
            other => panic!("{other:?}"),
        }
    }
    seqs
}

async fn ready(feed: &mut Feed) -> i64 {
    match next(feed).await {
        Update::Ready(seq) => seq,
        other => panic!("{other:?}"),
    }
}

/// Ann's workspace, as its owner.
async fn owner(world: &World) -> Ctx {
    world.set_up().await.ctx().unwrap()
}

async fn last_seq(ctx: &Ctx) -> i64 {
    store::events::bounds(ctx.workspace(), ctx.app().store().db()).await.unwrap().last_seq
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_watcher_resumes_without_gap_or_repetition_while_events_pour_in() {
    on_both(|world| async move {
        let ctx = owner(&world).await;
        let start = last_seq(&ctx).await;
        let pour = {
            let ctx = ctx.clone();
            tokio::spawn(async move {
                for _ in 0..100 {
                    record(&ctx, EventKind::WorkspaceUpdated, 3).await;
                }
            })
        };
        // Breaks off and comes again many times, each time with the last number seen.
        let (mut seen, mut seq) = (Vec::new(), start);
        for round in 0..30 {
            let mut feed = follow(&ctx, Some(seq)).await.unwrap();
            assert!(ready(&mut feed).await >= seq);
            seen.extend(seqs(&mut feed, 1 + round % 17).await);
            seq = *seen.last().unwrap();
        }
        let mut feed = follow(&ctx, Some(seq)).await.unwrap();
        ready(&mut feed).await;
        seen.extend(seqs(&mut feed, 300 - seen.len()).await);
        pour.await.unwrap();
        assert_eq!(seen, (start + 1..=start + 300).collect::<Vec<_>>());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_a_number_only_what_comes_is_told() {
    let world = World::new().await;
    let ctx = owner(&world).await;
    record(&ctx, EventKind::WorkspaceUpdated, 5).await;
    let newest = last_seq(&ctx).await;
    let mut feed = follow(&ctx, None).await.unwrap();
    assert_eq!(ready(&mut feed).await, newest);
    assert!(tokio::time::timeout(Duration::from_millis(100), feed.next()).await.is_err());
    record(&ctx, EventKind::WorkspaceUpdated, 1).await;
    assert_eq!(seqs(&mut feed, 1).await, [newest + 1]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_slow_watcher_gets_everything_from_the_log_and_holds_nobody_up() {
    let world = World::new().await;
    let ctx = owner(&world).await;
    let start = last_seq(&ctx).await;
    let mut slow = follow(&ctx, None).await.unwrap();
    let mut quick = follow(&ctx, None).await.unwrap();
    ready(&mut slow).await;
    ready(&mut quick).await;
    for _ in 0..20 {
        record(&ctx, EventKind::WorkspaceUpdated, 50).await;
        seqs(&mut quick, 50).await;
    }
    assert_eq!(seqs(&mut slow, 1_000).await, (start + 1..=start + 1_000).collect::<Vec<_>>());
    assert_eq!(ctx.app().live().watchers(), 2);
    drop((slow, quick));
    assert_eq!(ctx.app().live().watchers(), 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_number_that_the_log_does_not_know_resets_the_watcher() {
    let world = World::new().await;
    let ctx = owner(&world).await;
    record(&ctx, EventKind::WorkspaceUpdated, 10).await;
    world.clock.advance_ms(DAY_MS);
    let (workspace, before) = (ctx.workspace(), engine::Clock::now(&*world.clock));
    let newest = last_seq(&ctx).await;
    ctx.app()
        .store()
        .write(None, move |work| {
            async move { store::events::trim(workspace, before, newest - 2, 100, work).await }.boxed()
        })
        .await
        .unwrap();
    for unknown in [0, newest - 3, newest + 1] {
        let mut feed = follow(&ctx, Some(unknown)).await.unwrap();
        assert_eq!(ready(&mut feed).await, newest);
        assert_eq!(next(&mut feed).await, Update::Reset(newest), "{unknown}");
        record(&ctx, EventKind::WorkspaceUpdated, 0).await;
    }
    let mut feed = follow(&ctx, Some(newest - 2)).await.unwrap();
    ready(&mut feed).await;
    assert_eq!(seqs(&mut feed, 2).await, [newest - 1, newest]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_watcher_on_another_node_hears_it_as_well() {
    on_both(|world| async move {
        if !world.is_postgres() {
            return;
        }
        let ctx = owner(&world).await;
        let other = world.second_node().await;
        tokio::time::sleep(Duration::from_millis(300)).await;
        let mut feed = follow(&ctx, None).await.unwrap();
        let newest = ready(&mut feed).await;
        let started = std::time::Instant::now();
        record_on(&other, &ctx, EventKind::WorkspaceUpdated, 3).await;
        assert_eq!(seqs(&mut feed, 3).await, [newest + 1, newest + 2, newest + 3]);
        assert!(
            started.elapsed() < Duration::from_millis(1_500),
            "told, not found by looking: {:?}",
            started.elapsed()
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_is_told_what_they_may_not_see_nor_of_another_workspace() {
    let world = World::new().await;
    let ctx = owner(&world).await;
    let viewer = world.join(&ctx, "vic@example.com", Role::Viewer).await.ctx().unwrap();
    let stranger = world.other_business().await.ctx().unwrap();
    let mut seen_by_viewer = follow(&viewer, None).await.unwrap();
    let mut seen_by_stranger = follow(&stranger, None).await.unwrap();
    ready(&mut seen_by_viewer).await;
    ready(&mut seen_by_stranger).await;
    for kind in [EventKind::ApiKeyCreated, EventKind::MemberInvited, EventKind::WorkspaceUpdated] {
        record(&ctx, kind, 1).await;
    }
    assert_eq!(seqs(&mut seen_by_viewer, 1).await, [last_seq(&ctx).await]);
    assert!(tokio::time::timeout(Duration::from_millis(300), seen_by_stranger.next()).await.is_err());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn watchers_are_told_when_the_node_goes_down() {
    let world = World::new().await;
    let ctx = owner(&world).await;
    let mut feed = follow(&ctx, None).await.unwrap();
    ready(&mut feed).await;
    let background = ctx.app().run_background();
    background.stop(Duration::from_secs(1)).await;
    assert_eq!(next(&mut feed).await, Update::Away);
}
