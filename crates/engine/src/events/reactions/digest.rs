//! Bringing one reaction up to date in one workspace, a batch at a time.

use std::sync::Arc;
use std::sync::atomic::{AtomicU16, Ordering};
use std::time::{Duration, Instant};

use domain::Timestamp;
use domain::events::Event;
use domain::ids::WorkspaceId;
use store::events::{self, After};
use store::reactions::{self, Cursor};

use super::{Reaction, Start};
use crate::app::App;
use crate::error::{Error, Result};

/// Failed attempts after which an event is put aside.
pub const ATTEMPTS: i64 = 5;
/// Events of a batch at the most.
const MOST: u16 = 200;
/// A batch that takes longer in the writer is followed by smaller ones.
const BATCH_TIME: Duration = Duration::from_millis(20);
/// The first wait after a failure; each further one is twice as long.
const FIRST_WAIT_MS: i64 = 200;

/// What a batch came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Progress {
    /// There may be more.
    Moved,
    /// Nothing is left.
    UpToDate,
    /// An event failed; not before so many milliseconds again.
    Waits(i64),
}

/// Why a batch was undone.
enum Undone {
    /// Another node has digested it.
    Overtaken,
    Failed(Error),
}

impl From<store::Error> for Undone {
    fn from(error: store::Error) -> Self {
        Self::Failed(error.into())
    }
}

/// A reaction and the size of its batches.
pub(super) struct Digester {
    pub(super) reaction: &'static dyn Reaction,
    size: AtomicU16,
}

impl Digester {
    pub(super) fn new(reaction: &'static dyn Reaction) -> Self {
        Self { reaction, size: AtomicU16::new(MOST) }
    }

    /// Digests the next events of the workspace.
    ///
    /// # Errors
    /// Only where the database is away: the reaction's own errors are dealt with.
    pub(super) async fn digest(&self, app: &App, workspace: WorkspaceId) -> Result<Progress> {
        let cursor = self.cursor(app, workspace).await?;
        let now = app.clock().now();
        if cursor.failures > 0 && cursor.retry_at > now {
            return Ok(Progress::Waits(cursor.retry_at.since_ms(now)));
        }
        // After a failure one event at a time, until the one that fails is past.
        let size = if cursor.failures > 0 { 1 } else { self.size.load(Ordering::Relaxed) };
        let events = match events::list_after(workspace, cursor.seq, size, app.store().db()).await? {
            After::Events(events) => events,
            After::Gone(bounds) => return self.skip(app, workspace, cursor.seq, bounds.first_seq - 1).await,
        };
        let Some(last) = events.last() else { return Ok(Progress::UpToDate) };
        let (count, last) = (events.len(), last.seq);
        match self.batch(app, workspace, cursor.seq, last, events).await {
            Ok(()) if count < usize::from(size) => Ok(Progress::UpToDate),
            Ok(()) | Err(Undone::Overtaken) => Ok(Progress::Moved),
            Err(Undone::Failed(Error::Store(error @ store::Error::Unavailable(_)))) => Err(error.into()),
            Err(Undone::Failed(error)) => self.failed(app, workspace, cursor, count, error).await,
        }
    }

    async fn cursor(&self, app: &App, workspace: WorkspaceId) -> Result<Cursor> {
        let name = self.reaction.name();
        if let Some(cursor) = reactions::find_cursor(name, workspace, app.store().db()).await? {
            return Ok(cursor);
        }
        let start = self.reaction.start();
        let started = app.store().write(Some(workspace), move |work| {
            Box::pin(async move {
                let bounds = events::bounds(workspace, &mut *work).await?;
                // A log that has just begun is read from its first event, also by those who begin at the newest.
                let is_new = bounds.first_seq == 1 && bounds.last_seq <= i64::from(MOST);
                let seq = if start == Start::Oldest || is_new { bounds.first_seq - 1 } else { bounds.last_seq };
                reactions::start_cursor(name, workspace, seq, work).await
            })
        });
        started.await?;
        Ok(reactions::find_cursor(name, workspace, app.store().db()).await?.ok_or(store::Error::NotFound)?)
    }

    /// What the cursor stands before was trimmed.
    async fn skip(&self, app: &App, workspace: WorkspaceId, from: i64, to: i64) -> Result<Progress> {
        let name = self.reaction.name();
        tracing::warn!(reaction = name, %workspace, from, to, "a reaction skips events that are not kept any more");
        let moved = app.store().write(Some(workspace), move |work| {
            Box::pin(async move { reactions::move_cursor(name, workspace, from, to.max(0), work).await })
        });
        moved.await?;
        Ok(Progress::Moved)
    }

    async fn batch(
        &self,
        app: &App,
        workspace: WorkspaceId,
        from: i64,
        to: i64,
        mut events: Vec<Event>,
    ) -> Result<(), Undone> {
        let reaction = self.reaction;
        events.retain(|event| reaction.wants(event.fact.kind));
        let count = events.len();
        let took = app
            .store()
            .write(Some(workspace), move |work| {
                Box::pin(async move {
                    let started = Instant::now();
                    if !reactions::move_cursor(reaction.name(), workspace, from, to, &mut *work).await? {
                        return Err(Undone::Overtaken);
                    }
                    if !events.is_empty() {
                        reaction.apply(work, workspace, &events).await.map_err(Undone::Failed)?;
                    }
                    Ok(started.elapsed())
                })
            })
            .await?;
        self.resize(took);
        metrics::counter!("romashka_reactions_total", "reaction" => reaction.name()).increment(count as u64);
        Ok(())
    }

    fn resize(&self, took: Duration) {
        let size = self.size.load(Ordering::Relaxed);
        let next = if took > BATCH_TIME { size / 2 } else { size.saturating_mul(2) };
        self.size.store(next.clamp(1, MOST), Ordering::Relaxed);
    }

    /// A batch failed: it is gone through one by one. An event that has failed often enough is put aside.
    async fn failed(
        &self,
        app: &App,
        workspace: WorkspaceId,
        cursor: Cursor,
        count: usize,
        error: Error,
    ) -> Result<Progress> {
        let (name, seq) = (self.reaction.name(), cursor.seq);
        let poison = count == 1;
        if poison && cursor.failures + 1 >= ATTEMPTS {
            let reason: Arc<str> = error.to_string().into();
            tracing::error!(reaction = name, %workspace, seq = seq + 1, reason = &*reason, "an event was put aside");
            let put_aside = app.store().write(Some(workspace), move |work| {
                Box::pin(async move {
                    if reactions::move_cursor(name, workspace, seq, seq + 1, &mut *work).await? {
                        reactions::insert_dead_letter(name, workspace, seq + 1, &reason, work).await?;
                    }
                    Ok::<_, store::Error>(())
                })
            });
            put_aside.await?;
            return Ok(Progress::Moved);
        }
        // A batch of several says nothing yet about its first event.
        let wait_ms = if poison { FIRST_WAIT_MS << cursor.failures.clamp(0, 10) } else { 0 };
        let retry_at: Timestamp = app.clock().now().plus_ms(wait_ms);
        if poison {
            tracing::warn!(reaction = name, %workspace, seq = seq + 1, %error, "an event could not be digested");
        }
        let noted = app.store().write(Some(workspace), move |work| {
            Box::pin(async move {
                if poison { reactions::note_failure(name, workspace, seq, retry_at, work).await } else { Ok(()) }
            })
        });
        noted.await?;
        if poison { Ok(Progress::Waits(wait_ms)) } else { self.one_by_one(app, workspace, cursor, count).await }
    }

    /// Digests up to `count` events singly, until one fails or the batch is through.
    async fn one_by_one(&self, app: &App, workspace: WorkspaceId, cursor: Cursor, count: usize) -> Result<Progress> {
        let mut at = cursor;
        for _ in 0..count {
            let After::Events(events) = events::list_after(workspace, at.seq, 1, app.store().db()).await? else {
                return Ok(Progress::Moved);
            };
            let Some(event) = events.first() else { return Ok(Progress::UpToDate) };
            let seq = event.seq;
            match self.batch(app, workspace, at.seq, seq, events).await {
                Ok(()) => at = Cursor { seq, failures: 0, retry_at: Timestamp(0) },
                Err(Undone::Overtaken) => return Ok(Progress::Moved),
                Err(Undone::Failed(Error::Store(error @ store::Error::Unavailable(_)))) => return Err(error.into()),
                Err(Undone::Failed(error)) => return Box::pin(self.failed(app, workspace, at, 1, error)).await,
            }
        }
        Ok(Progress::Moved)
    }
}

/// Digests one event that was put aside, apart from the cursor; the caller deletes it in the same transaction.
pub(crate) async fn digest_one(
    reaction: &'static dyn Reaction,
    workspace: WorkspaceId,
    event: &Event,
    work: &mut store::Work,
) -> Result<()> {
    if reaction.wants(event.fact.kind) {
        reaction.apply(work, workspace, std::slice::from_ref(event)).await?;
    }
    Ok(())
}
