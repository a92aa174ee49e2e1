//! The system page, and what operators decide there.

use domain::Code;
use domain::events::{Actor, EventKind, NewEvent};
use domain::operations::JobState;
use domain::permissions::Role;
use engine::{events, system};
use futures::FutureExt;
use store::{NewJob, jobs, reactions};

use crate::world::{World, code};

async fn dead_job(world: &World) {
    let node = world.app.node();
    world
        .app
        .store()
        .write(None, move |work| {
            async move {
                let job = NewJob {
                    workspace: None,
                    kind: "send_mail",
                    lane: None,
                    payload: serde_json::json!({}),
                    run_at: None,
                    max_attempts: 1,
                };
                work.enqueue(job).await?;
                let claimed = jobs::claim("send_mail", 1, node, work).await?;
                jobs::fail(&claimed[0], "refused", None, node, work).await
            }
            .boxed()
        })
        .await
        .unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn only_operators_see_the_system_and_decide() {
    let world = World::new().await;
    let ann = world.set_up().await;
    let admin = world.join(&ann.ctx().unwrap(), "adam@example.com", Role::Admin).await;
    dead_job(&world).await;
    let view = system::read(&ann).await.unwrap();
    let job = view.dead_jobs[0].id.clone();
    assert_eq!(code(system::read(&admin).await), Code::Forbidden);
    assert_eq!(code(system::retry_job(&admin, job.clone()).await), Code::Forbidden);
    assert_eq!(code(system::discard_job(&admin, job).await), Code::Forbidden);
    assert_eq!(system::read(&ann).await.unwrap().jobs.dead, 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_page_shows_the_installation_as_it_is() {
    let world = World::new().await;
    let ann = world.set_up().await;
    let background = world.app.run_background();
    dead_job(&world).await;
    let mut view = system::read(&ann).await.unwrap();
    for _ in 0..200 {
        if view.nodes.len() == 1 && view.rates.iter().any(|rate| rate.events > 0) {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        view = system::read(&ann).await.unwrap();
    }
    assert!(view.database.starts_with("SQLite 3."), "{}", view.database);
    assert_eq!((view.rates.len(), view.nodes.len(), view.nodes[0].is_this), (60, 1, true));
    assert!(view.memory_bytes.unwrap() > 1_000_000);
    assert!(view.rates[59].events >= 1);
    let job = &view.dead_jobs[0];
    assert_eq!((job.state, job.lane.as_str(), job.last_error.as_deref()), (JobState::Dead, "", Some("refused")));
    background.stop(std::time::Duration::from_secs(5)).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_dead_job_is_tried_again_or_discarded_once() {
    let world = World::new().await;
    let ann = world.set_up().await;
    dead_job(&world).await;
    let job = system::read(&ann).await.unwrap().dead_jobs[0].id.clone();
    system::retry_job(&ann, job.clone()).await.unwrap();
    let view = system::read(&ann).await.unwrap();
    assert_eq!((view.jobs.dead, view.jobs.ready), (0, view.jobs.ready.max(1)));
    assert_eq!(code(system::retry_job(&ann, job.clone()).await), Code::NotFound);
    assert_eq!(code(system::discard_job(&ann, job).await), Code::NotFound);
    dead_job_again(&world).await;
    let job = system::read(&ann).await.unwrap().dead_jobs[0].id.clone();
    system::discard_job(&ann, job).await.unwrap();
    assert!(system::read(&ann).await.unwrap().dead_jobs.is_empty());
}

async fn dead_job_again(world: &World) {
    dead_job(world).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_event_put_aside_is_digested_after_all_and_leaves_the_list() {
    let world = World::new().await;
    let ann = world.set_up().await;
    let ctx = ann.ctx().unwrap();
    events::reactions::catch_up(&world.app, events::reactions::REACTIONS).await.unwrap();
    let workspace = ctx.workspace();
    let seq = world
        .app
        .store()
        .write(Some(workspace), move |work| {
            async move {
                let seq =
                    work.record(workspace, NewEvent::new(EventKind::WorkspaceUpdated, Actor::System, "ws_x")).await?;
                reactions::move_cursor("audit", workspace, seq - 1, seq, &mut *work).await?;
                reactions::insert_dead_letter("audit", workspace, seq, "stumbled", work).await?;
                Ok::<_, store::Error>(seq)
            }
            .boxed()
        })
        .await
        .unwrap();
    let letter = system::read(&ann).await.unwrap().dead_letters[0].clone();
    assert_eq!((letter.workspace.as_str(), letter.seq, letter.error.as_str()), ("Tea", seq, "stumbled"));
    let entries = || engine::audit::list(&ctx, Default::default());
    let before = entries().await.unwrap().items.len();
    system::retry_dead_letter(&ann, letter.id.clone()).await.unwrap();
    assert_eq!(entries().await.unwrap().items.len(), before + 1);
    assert!(system::read(&ann).await.unwrap().dead_letters.is_empty());
    assert_eq!(code(system::retry_dead_letter(&ann, letter.id.clone()).await), Code::NotFound);
    assert_eq!(code(system::discard_dead_letter(&ann, letter.id).await), Code::NotFound);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_log_is_read_in_pages_and_says_what_is_gone() {
    let world = World::new().await;
    let ann = world.set_up().await;
    let ctx = ann.ctx().unwrap();
    let viewer = world.join(&ctx, "vic@example.com", Role::Viewer).await.ctx().unwrap();
    assert_eq!(code(events::list(&viewer, 0, 10).await), Code::Forbidden);
    let all = events::list(&ctx, 0, 200).await.unwrap();
    let first = events::list(&ctx, 0, 1).await.unwrap();
    assert_eq!((first.len(), &first[0]), (1, &all[0]));
    assert_eq!(events::list(&ctx, 1, 200).await.unwrap(), all[1..]);
    assert_eq!(code(events::list(&ctx, all.len() as i64 + 1, 10).await), Code::Invalid);
    world.clock.advance_ms(1);
    let (workspace, before) = (ctx.workspace(), engine::Clock::now(&*world.clock));
    world
        .app
        .store()
        .write(None, move |work| async move { store::events::trim(workspace, before, 1, 10, work).await }.boxed())
        .await
        .unwrap();
    assert_eq!(code(events::list(&ctx, 0, 10).await), Code::Gone);
    assert_eq!(events::list(&ctx, 1, 200).await.unwrap(), all[1..]);
}
