//! What operators see of the running installation: jobs, mail, rates, nodes.

use serde::{Deserialize, Serialize};
use std::fmt;

use crate::Timestamp;
use crate::ids::{DeadLetterRef, JobRef, MailRef};

/// Where a job stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum JobState {
    /// Waits for its turn or its time.
    Ready,
    /// A node works on it.
    Running,
    /// Succeeded.
    Done,
    /// Failed as often as it may; a person decides.
    Dead,
}

impl JobState {
    /// As stored.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Ready => "ready",
            Self::Running => "running",
            Self::Done => "done",
            Self::Dead => "dead",
        }
    }
}

impl fmt::Display for JobState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl TryFrom<String> for JobState {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        [Self::Ready, Self::Running, Self::Done, Self::Dead]
            .into_iter()
            .find(|s| s.as_str() == text)
            .ok_or_else(|| format!("unknown job state {text}"))
    }
}

/// A job as operators see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct JobView {
    /// Public id.
    pub id: JobRef,
    /// Kind, as in `send_mail`.
    pub kind: String,
    /// Jobs of one lane run in order.
    pub lane: String,
    /// Where it stands.
    pub state: JobState,
    /// Runs so far.
    pub attempts: i64,
    /// Why the last run failed.
    pub last_error: Option<String>,
    /// When it was asked for.
    pub created_at: Timestamp,
    /// When it runs next (ready) or ended (done, dead).
    pub at: Timestamp,
}

/// How many jobs stand where.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct JobCounts {
    /// Waiting, their time has come.
    pub ready: i64,
    /// Waiting for a later time (retry).
    pub waiting: i64,
    /// Running on some node.
    pub running: i64,
    /// Given up.
    pub dead: i64,
}

/// An event that a reaction could not digest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeadLetterView {
    /// Public id.
    pub id: DeadLetterRef,
    /// Which reaction, as in `audit`.
    pub reaction: String,
    /// Name of the workspace.
    pub workspace: String,
    /// Place in that workspace's log.
    pub seq: i64,
    /// Why.
    pub error: String,
    /// Since when.
    pub created_at: Timestamp,
}

/// Where a mail stands.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MailState {
    /// Waits for its job.
    Queued,
    /// The mail server took it.
    Sent,
    /// The mail server refused it, or all attempts failed.
    Failed,
}

impl MailState {
    /// As stored.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Sent => "sent",
            Self::Failed => "failed",
        }
    }
}

impl TryFrom<String> for MailState {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        [Self::Queued, Self::Sent, Self::Failed]
            .into_iter()
            .find(|s| s.as_str() == text)
            .ok_or_else(|| format!("unknown mail state {text}"))
    }
}

/// A line of the mail log.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailView {
    /// Public id.
    pub id: MailRef,
    /// Receiver.
    pub to: String,
    /// Subject line.
    pub subject: String,
    /// Where it stands.
    pub state: MailState,
    /// Attempts so far.
    pub attempts: i64,
    /// Why the last attempt failed, or what the server answered.
    pub note: Option<String>,
    /// When it was asked for.
    pub created_at: Timestamp,
    /// When the server took it.
    pub sent_at: Option<Timestamp>,
}

/// Events and jobs of one minute.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct MinuteRate {
    /// Start of the minute.
    pub at: Timestamp,
    /// Events committed in it.
    pub events: i64,
    /// Jobs finished in it.
    pub jobs: i64,
}

/// A server process.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NodeView {
    /// Name of the node (end of its key).
    pub name: String,
    /// Version of the program.
    pub version: String,
    /// Since when it runs.
    pub started_at: Timestamp,
    /// When it last said that it lives.
    pub seen_at: Timestamp,
    /// Whether it is the one that answers.
    pub is_this: bool,
}

/// The system page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SystemView {
    /// Version of the program.
    pub version: String,
    /// `SQLite` or `PostgreSQL`, with its version.
    pub database: String,
    /// Whether mail goes out.
    pub mail_is_set_up: bool,
    /// Open sockets on this node.
    pub sockets: i64,
    /// Resident memory of this process in bytes; none where it cannot be read.
    pub memory_bytes: Option<u64>,
    /// Jobs by state.
    pub jobs: JobCounts,
    /// Jobs that were given up, newest first.
    pub dead_jobs: Vec<JobView>,
    /// Events that a reaction could not digest, newest first.
    pub dead_letters: Vec<DeadLetterView>,
    /// The running nodes.
    pub nodes: Vec<NodeView>,
    /// The last hour, oldest first, one entry a minute, zeros included.
    pub rates: Vec<MinuteRate>,
    /// The server's time when this was read.
    pub now: Timestamp,
}
