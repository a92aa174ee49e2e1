//! What writes answers. To add one: a file here, and where it is asked in [`super::ask`].

mod builtin;
mod openai;

use async_trait::async_trait;
use connectors::models::Call;
use domain::explanation::Checked;

use super::prompt::Prompt;
use super::repair::Repair;
use super::reply::Action;
use super::sink::Sink;

pub(super) use builtin::Builtin;
pub(super) use openai::Service;

/// Writes an answer to a prompt. Its words go to the sink as soon as they are known to be good.
#[async_trait]
pub(super) trait Model: Send + Sync {
    /// What it is called in traces.
    fn engine(&self) -> &'static str;
    /// Writes. What it said before it failed stays said.
    async fn write(&self, prompt: &Prompt, sink: &mut dyn Sink) -> Result<Draft, Broken>;
}

/// What an answer rests on; its words are the sink's.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Draft {
    /// Spans of passages, in the order in which they were used.
    pub(super) cited: Vec<Cited>,
    /// 0 to 1: how sure it is that this answers the question, or, where nobody said so, how well the passages support the
    /// words; 0 when there are none.
    pub(super) confidence: f32,
    /// Whether that is the first, which is held against the bot's thresholds.
    pub(super) is_sure_said: bool,
    /// What the check said of each sentence.
    pub(super) checked: Vec<Checked>,
    /// What is done with the question.
    pub(super) action: Action,
    /// Tokens that a service took for it, what it was given to read included.
    pub(super) tokens: usize,
    /// What it calls before it answers.
    pub(super) calls: Vec<Call>,
}

/// A span of a passage, in bytes of the passage's text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cited {
    /// Place of the passage in the prompt, from 0.
    pub(super) evidence: usize,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// An attempt that failed.
#[derive(Debug)]
pub(super) struct Broken {
    pub(super) why: Why,
    /// What a model can be told, so that it mends its reply; none where it could not.
    pub(super) repair: Option<Repair>,
    /// What was said before.
    pub(super) so_far: Draft,
}

/// Why an attempt failed.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Why {
    /// The service is away, too slow, or takes no requests.
    Service(connectors::Error),
    /// It said nothing.
    Empty,
    /// It said something that its sources do not hold.
    Unfounded(&'static str),
}

impl Why {
    /// As in traces: a kind, without words of anybody.
    pub(super) fn as_str(&self) -> &'static str {
        match self {
            Self::Service(connectors::Error::Rejected(_)) => "rejected",
            Self::Service(connectors::Error::Auth(_)) => "auth",
            Self::Service(connectors::Error::Limited(_)) => "limited",
            Self::Service(connectors::Error::Unavailable(_)) => "unavailable",
            Self::Service(connectors::Error::Unexpected(_)) => "unexpected",
            Self::Empty => "empty",
            Self::Unfounded(what) => what,
        }
    }
}
