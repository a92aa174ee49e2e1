//! What is to be answered.

use domain::Language;
use domain::explanation::Subject;
use domain::ids::{BotRef, ConversationId, WorkspaceId};
use domain::messages::{AuthorKind, MessageKind};
use domain::permissions::Permission;
use domain::tools::{ToolOutcome, ToolUse};
use store::bots::{self, BotRow};
use store::conversations::ConversationRow;
use store::messages::MessageRow;

use super::follow_up;
use super::gather::Evidence;
use super::memory::Memory;
use crate::ctx::Ctx;
use crate::error::Result;
use crate::knowledge::Dropped;

/// Messages in which the subject of the newest is looked for.
const SUBJECT_MESSAGES: usize = 5;

/// Something that was said before, in this episode.
#[derive(Debug, Clone, PartialEq)]
pub struct Earlier {
    /// Its place in the conversation, from 1.
    pub seq: i64,
    /// Whether bot or team said it, and not the visitor.
    pub by_us: bool,
    /// The words.
    pub text: String,
    /// Whether it offered a human.
    pub offers_human: bool,
    /// What the bot had come to with a tool when it said this.
    pub tool: Option<ToolUse>,
}

/// What a visitor wants an answer to.
#[derive(Debug, Clone)]
pub struct Turn {
    /// Where.
    pub workspace: WorkspaceId,
    /// In which conversation; none where nothing is kept.
    pub conversation: Option<ConversationId>,
    /// Who answers.
    pub bot: BotRow,
    /// The visitor's language, as far as it is known.
    pub language: Option<Language>,
    /// What they wrote since the last answer, oldest first.
    pub messages: Vec<String>,
    /// Their places in the conversation, from 1.
    pub places: Vec<i64>,
    /// What was said before, oldest first.
    pub earlier: Vec<Earlier>,
    /// What is remembered from before that.
    pub memory: Memory,
}

impl Turn {
    /// A question to this bot that stands by itself.
    ///
    /// # Errors
    /// `not_found` when there is no such bot in this workspace.
    pub async fn single(ctx: &Ctx, bot: &BotRef, question: impl Into<String>) -> Result<Self> {
        ctx.allow(Permission::BotsRead)?;
        let bot = bots::get(ctx.workspace(), bot, ctx.app().store().db()).await?;
        let (workspace, messages) = (bot.workspace_id, vec![question.into()]);
        let (conversation, language, places) = (None, None, vec![1]);
        let (earlier, memory) = (Vec::new(), Memory::default());
        Ok(Self { workspace, conversation, bot, language, messages, places, earlier, memory })
    }

    /// What stands in a conversation: `newest` are its newest messages, oldest first.
    pub(super) fn of(row: &ConversationRow, bot: BotRow, newest: Vec<MessageRow>, memory: Memory) -> Self {
        let in_episode = newest.into_iter().filter(|m| m.episode == row.episode && m.kind == MessageKind::Text);
        let (mut messages, mut places, mut earlier) = (Vec::new(), Vec::new(), Vec::new());
        for message in in_episode {
            let by_us = message.author != AuthorKind::Visitor;
            if !by_us && message.seq > row.answered_seq {
                messages.push(message.text);
                places.push(message.seq);
            } else {
                let offers_human = message.offers_human;
                let tool = message.trace.and_then(last_use);
                earlier.push(Earlier { seq: message.seq, by_us, text: message.text, offers_human, tool });
            }
        }
        let (workspace, conversation) = (row.workspace_id, Some(row.id));
        Self { workspace, conversation, bot, language: row.language, messages, places, earlier, memory }
    }

    /// Whether the last that was said to the visitor offered a human.
    pub(super) fn was_offered_human(&self) -> bool {
        self.earlier.last().is_some_and(|last| last.by_us && last.offers_human)
    }

    /// Whether the last that was said to the visitor is that a connected system could not be asked.
    pub(super) fn was_tool_away(&self) -> bool {
        let last = self.earlier.last().filter(|last| last.by_us).and_then(|last| last.tool.as_ref());
        last.is_some_and(|last| last.outcome == ToolOutcome::Failed)
    }

    /// What the newest message speaks of: `before` (which of [`Self::messages`] were written with it), or else the visitor's
    /// questions before, back to one that stands by itself. With the places of the messages that are in it.
    pub(super) fn subject(&self, before: &[usize], language: Language) -> Option<(String, Vec<i64>)> {
        let earlier = self.earlier.iter().filter(|earlier| !earlier.by_us);
        let earlier = earlier.map(|earlier| (earlier.seq, earlier.text.as_str()));
        let before = before.iter().map(|at| (self.place(*at), self.message(*at)));
        let of_old = self.memory.before.iter().filter(|earlier| !earlier.by_us);
        let of_old = of_old.map(|earlier| (earlier.seq, earlier.text.as_str()));
        let mut words = Vec::new();
        for (seq, text) in before.rev().chain(earlier.rev()).chain(of_old.rev()).take(SUBJECT_MESSAGES) {
            if nlp::intent::small_talk(text, Some(language)).is_some() {
                continue;
            }
            words.push((seq, text));
            if !follow_up::leans_back(text, language) {
                break;
            }
        }
        words.reverse();
        let (places, words): (Vec<i64>, Vec<&str>) = words.into_iter().unzip();
        (!words.is_empty()).then(|| (words.join("\n"), places))
    }

    /// The words of one of [`Self::messages`].
    pub(super) fn message(&self, at: usize) -> &str {
        self.messages.get(at).map_or("", String::as_str)
    }

    /// Its place in the conversation.
    pub(super) fn place(&self, at: usize) -> i64 {
        self.places.get(at).copied().unwrap_or_default()
    }
}

/// The last call of a tool that is kept with an answer.
fn last_use(mut trace: serde_json::Value) -> Option<ToolUse> {
    let last = trace.get_mut("tools")?.as_array_mut()?.pop()?;
    serde_json::from_value(last).ok()
}

/// What was found, what was asked, and how: handed from stage to stage.
#[derive(Debug, Default)]
pub(super) struct Looked {
    /// What was looked up: the question, with the one before where it leans on it.
    pub(super) query: String,
    /// Whether it leans on the one before.
    pub(super) follows: bool,
    /// What it leans on.
    pub(super) subject: Option<Subject>,
    /// What was found, best first.
    pub(super) evidence: Vec<Evidence>,
    /// What was found and is not read.
    pub(super) dropped: Vec<Dropped>,
    /// How often the published knowledge had changed; 0 where it was not looked at.
    pub(super) generation: i64,
}
