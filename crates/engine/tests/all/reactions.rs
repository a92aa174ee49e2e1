//! Reactions: a poison event, a passing failure, batches, and several nodes.

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use async_trait::async_trait;
use domain::Problem;
use domain::events::{Actor, Event, EventKind, NewEvent};
use domain::ids::WorkspaceId;
use domain::time::MINUTE_MS;
use engine::events::reactions::{ATTEMPTS, REACTIONS, Reaction, catch_up};
use engine::{App, Clock, Result};
use futures::FutureExt;
use store::{Work, activity, installation, reactions};

use crate::world::{World, on_both};

/// Writes a row for each event; stumbles over events whose subject is `poison`.
struct Noting {
    name: &'static str,
    stumbles: bool,
    away: AtomicBool,
    calls: Mutex<Vec<usize>>,
}

#[async_trait]
impl Reaction for &'static Noting {
    fn name(&self) -> &'static str {
        self.name
    }
    fn wants(&self, kind: EventKind) -> bool {
        kind != EventKind::ApiKeyRevoked
    }
    async fn apply(&self, work: &mut Work, workspace: WorkspaceId, events: &[Event]) -> Result<()> {
        self.calls.lock().unwrap().push(events.len());
        for event in events {
            let name = format!("{} {workspace} {}", self.name, event.seq);
            // Twice would be a conflict.
            store::sql("insert into installation (name, value) values ($1, $2)")
                .bind(name)
                .bind(event.fact.subject.as_str())
                .run(&mut *work)
                .await?;
            if self.stumbles && event.fact.subject == "poison" {
                return Err(Problem::invalid("cannot digest this").into());
            }
            if self.away.load(Ordering::SeqCst) {
                return Err(store::Error::Unavailable("away".into()).into());
            }
        }
        Ok(())
    }
}

fn noting(name: &'static str, stumbles: bool) -> &'static Noting {
    Box::leak(Box::new(Noting { name, stumbles, away: AtomicBool::new(false), calls: Mutex::default() }))
}

fn list(all: &[&'static Noting]) -> &'static [&'static dyn Reaction] {
    let list: Vec<&'static dyn Reaction> =
        all.iter().map(|one| &*Box::leak(Box::new(*one)) as &'static dyn Reaction).collect();
    Box::leak(list.into_boxed_slice())
}

async fn record(app: &App, workspace: WorkspaceId, kind: EventKind, subjects: &[&'static str]) {
    let subjects = subjects.to_vec();
    app.store()
        .write(Some(workspace), move |work| {
            async move {
                for subject in subjects {
                    work.record(workspace, NewEvent::new(kind, Actor::System, subject)).await?;
                }
                Ok::<_, store::Error>(())
            }
            .boxed()
        })
        .await
        .unwrap();
}

async fn digested(app: &App, reaction: &str, workspace: WorkspaceId, seq: i64) -> bool {
    installation::find(&format!("{reaction} {workspace} {seq}"), app.store().db()).await.unwrap().is_some()
}

async fn cursor(app: &App, reaction: &str, workspace: WorkspaceId) -> i64 {
    reactions::find_cursor(reaction, workspace, app.store().db()).await.unwrap().map_or(0, |cursor| cursor.seq)
}

fn workspace(world: &World) -> WorkspaceId {
    WorkspaceId::new(world.clock.now(), engine::Random::u128(&*world.random))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_poison_event_is_put_aside_and_holds_nobody_up() {
    on_both(|world| async move {
        let (stumbles, steady) = (noting("stumbles", true), noting("steady", false));
        let reactions = list(&[stumbles, steady]);
        let (hit, other) = (workspace(&world), workspace(&world));
        record(&world.app, hit, EventKind::WorkspaceUpdated, &["a", "b", "poison", "c"]).await;
        record(&world.app, other, EventKind::WorkspaceUpdated, &["a", "b"]).await;
        for attempt in 0..ATTEMPTS {
            catch_up(&world.app, reactions).await.unwrap();
            assert_eq!(cursor(&world.app, "steady", hit).await, 4, "the other reaction goes on");
            assert_eq!(cursor(&world.app, "stumbles", other).await, 2, "the other workspace goes on");
            if attempt + 1 < ATTEMPTS {
                assert_eq!(cursor(&world.app, "stumbles", hit).await, 2, "events before it are digested");
                assert!(!digested(&world.app, "stumbles", hit, 3).await, "what it wrote is undone");
            }
            world.clock.advance_ms(MINUTE_MS);
        }
        assert_eq!(cursor(&world.app, "stumbles", hit).await, 4);
        let seen = [1, 2, 3, 4].map(|seq| digested(&world.app, "stumbles", hit, seq));
        assert_eq!(futures::future::join_all(seen).await, [true, true, false, true]);
        let letters = reactions_list(&world.app).await;
        assert_eq!(letters, [("stumbles".to_owned(), hit, 3, "cannot digest this".to_owned())]);
    })
    .await;
}

async fn reactions_list(app: &App) -> Vec<(String, WorkspaceId, i64, String)> {
    let rows = store::reactions::list_dead_letters(10, app.store().db()).await.unwrap();
    rows.into_iter().map(|row| (row.reaction, row.workspace_id, row.seq, row.error)).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_database_that_is_away_is_no_reason_to_put_an_event_aside() {
    let world = World::new().await;
    let reaction = noting("waits", false);
    let (reactions, workspace) = (list(&[reaction]), workspace(&world));
    record(&world.app, workspace, EventKind::WorkspaceUpdated, &["a", "b"]).await;
    reaction.away.store(true, Ordering::SeqCst);
    for _ in 0..ATTEMPTS * 2 {
        assert!(catch_up(&world.app, reactions).await.is_err());
        world.clock.advance_ms(MINUTE_MS);
    }
    reaction.away.store(false, Ordering::SeqCst);
    catch_up(&world.app, reactions).await.unwrap();
    assert_eq!(cursor(&world.app, "waits", workspace).await, 2);
    assert!(reactions_list(&world.app).await.is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn events_come_in_batches_and_only_those_that_are_wanted() {
    let world = World::new().await;
    let reaction = noting("batches", false);
    let workspace = workspace(&world);
    record(&world.app, workspace, EventKind::WorkspaceUpdated, &["x"; 150]).await;
    record(&world.app, workspace, EventKind::ApiKeyRevoked, &["unwanted"; 100]).await;
    record(&world.app, workspace, EventKind::WorkspaceUpdated, &["x"; 150]).await;
    catch_up(&world.app, list(&[reaction])).await.unwrap();
    assert_eq!(cursor(&world.app, "batches", workspace).await, 400);
    let calls = reaction.calls.lock().unwrap().clone();
    assert_eq!(calls.iter().sum::<usize>(), 300);
    assert!(calls.len() < 30 && calls.iter().all(|events| *events <= 200), "{calls:?}");
    assert!(!digested(&world.app, "batches", workspace, 200).await);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_nodes_under_load_digest_each_event_once_and_soon() {
    on_both(|world| async move {
        let other = if world.is_postgres() { world.second_node().await } else { world.app.clone() };
        let reaction = noting("once", false);
        let reactions = list(&[reaction]);
        let mut nodes = vec![world.app.run_background_with(&[], reactions)];
        if world.is_postgres() {
            nodes.push(other.run_background_with(&[], reactions));
        }
        let workspaces = [workspace(&world), workspace(&world)];
        for n in 0..50 {
            let app = if n % 2 == 0 { &world.app } else { &other };
            let both = workspaces.map(|workspace| record(app, workspace, EventKind::WorkspaceUpdated, &["x", "y"]));
            futures::future::join_all(both).await;
        }
        let started = std::time::Instant::now();
        for workspace in workspaces {
            while cursor(&world.app, "once", workspace).await < 100 {
                assert!(started.elapsed() < Duration::from_secs(20), "not digested in time");
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
            assert!(digested(&world.app, "once", workspace, 100).await);
        }
        assert!(reactions_list(&world.app).await.is_empty(), "twice would have been a conflict");
        for node in nodes {
            node.stop(Duration::from_secs(5)).await;
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn events_are_counted_by_the_minute() {
    let world = World::new().await;
    let workspace = workspace(&world);
    record(&world.app, workspace, EventKind::WorkspaceUpdated, &["x"; 3]).await;
    world.clock.advance_ms(MINUTE_MS);
    record(&world.app, workspace, EventKind::WorkspaceUpdated, &["x"; 2]).await;
    catch_up(&world.app, REACTIONS).await.unwrap();
    catch_up(&world.app, REACTIONS).await.unwrap();
    let rates = activity::list(world.clock.now(), 60, world.app.store().db()).await.unwrap();
    assert_eq!(rates.iter().rev().take(3).map(|rate| rate.events).collect::<Vec<_>>(), [2, 3, 0]);
}
