//! The tools that a bot may use in one answer, and what was done with them.

use connectors::models::{Function, Round, Tools};
use domain::analysis::EntityKind;
use domain::ids::{BotRef, ConversationId, WorkspaceId};
use domain::tools::{ToolOutcome, ToolUse};
use store::bot_tools;

use super::{Outcome, Settings, Tool, find};
use crate::answer::turn::Turn;
use crate::app::App;
use crate::bots;
use crate::error::Result;

/// Rounds of calls that a model has for one answer.
const ROUNDS: usize = 3;
/// Calls for one answer.
const CALLS: usize = 3;
/// After so many things that the system did not know, nothing more is looked up in a conversation: somebody may be guessing.
const MISSES: usize = 3;

/// A tool that is on, set up.
#[derive(Clone)]
pub(in crate::answer) struct Ready {
    pub(super) tool: &'static dyn Tool,
    pub(super) settings: Settings,
}

impl std::fmt::Debug for Ready {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.tool.card().id)
    }
}

/// See the head of this file.
#[derive(Debug, Clone, Default)]
pub(in crate::answer) struct Kit {
    pub(super) ready: Vec<Ready>,
    /// What a model has called, and what it was given.
    pub(super) rounds: Vec<Round>,
    /// What was called, in order.
    pub(in crate::answer) used: Vec<ToolUse>,
    /// What the last call came to.
    pub(super) last: Option<Outcome>,
    /// The visitor's words, of which alone calls are made.
    pub(super) words: String,
    /// Things before in this conversation that the system did not know.
    pub(super) misses: usize,
    pub(super) of: Option<(WorkspaceId, BotRef, Option<ConversationId>)>,
}

impl Kit {
    /// The bot's.
    pub(in crate::answer) async fn of(app: &App, turn: &Turn) -> Result<Self> {
        let rows = bot_tools::list(turn.workspace, turn.bot.id, app.store().db()).await?;
        let mut ready = Vec::new();
        for row in rows.into_iter().filter(|row| row.is_on) {
            if let Some(tool) = find(&row.tool) {
                ready.push(Ready { tool, settings: bots::open_settings(app, &row)? });
            }
        }
        let earlier = turn.earlier.iter().filter(|earlier| !earlier.by_us).map(|earlier| earlier.text.as_str());
        let words: Vec<&str> = earlier.chain(turn.messages.iter().map(String::as_str)).collect();
        let steps = turn.earlier.iter().filter_map(|earlier| earlier.tool.as_ref());
        let misses = steps.filter(|step| step.outcome == ToolOutcome::NotFound).count();
        let of = Some((turn.workspace, turn.bot.public_id.clone(), turn.conversation));
        Ok(Self { ready, words: words.join("\n"), misses, of, ..Self::default() })
    }

    /// Whether the bot has none.
    pub(in crate::answer) fn is_empty(&self) -> bool {
        self.ready.is_empty()
    }

    /// Whether a model may call something more.
    pub(in crate::answer) fn may_call(&self) -> bool {
        self.rounds.len() < ROUNDS
    }

    /// Whether a model has nothing to add: the system knew no such thing, or could not be asked.
    pub(in crate::answer) fn is_settled(&self) -> bool {
        matches!(self.last, Some(Outcome::NotFound | Outcome::Failed(_)))
    }

    /// Whether no further call is made in this answer, for this reason.
    pub(super) fn is_exhausted(&self) -> Option<&'static str> {
        let made = self.used.iter().filter(|one| one.ms > 0.0).count();
        let missed = self.used.iter().filter(|one| one.outcome == ToolOutcome::NotFound).count();
        match () {
            () if self.misses + missed >= MISSES => Some("too_many_misses"),
            () if made >= CALLS => Some("too_many_calls"),
            () => None,
        }
    }

    /// The tool of this name, if the bot may use it.
    pub(super) fn find(&self, id: &str) -> Option<&Ready> {
        self.ready.iter().find(|ready| ready.tool.card().id == id)
    }

    /// What the tools' arguments are.
    pub(in crate::answer) fn kinds(&self) -> Vec<EntityKind> {
        let all = self.ready.iter().flat_map(|ready| ready.tool.wants(&ready.settings));
        all.map(|argument| argument.kind).collect()
    }

    /// As a model service is told of them; `behind` is how many messages stand before what was called.
    pub(in crate::answer) fn offered(&self, behind: usize) -> Option<Tools> {
        if self.is_empty() && self.rounds.is_empty() {
            return None;
        }
        let function = |ready: &Ready| {
            let card = ready.tool.card();
            Function {
                name: card.id.to_owned(),
                description: card.told.to_owned(),
                parameters: card.schema(&ready.tool.wants(&ready.settings)),
            }
        };
        Some(Tools {
            functions: self.ready.iter().map(function).collect(),
            is_over: !self.may_call(),
            rounds: self.rounds.clone(),
            rounds_behind: behind,
        })
    }
}
