//! What is to be answered.

use domain::Language;
use domain::ids::{BotRef, WorkspaceId};
use domain::messages::{AuthorKind, MessageKind};
use domain::permissions::Permission;
use store::bots::{self, BotRow};
use store::conversations::ConversationRow;
use store::messages::MessageRow;

use super::follow_up;
use super::gather::Evidence;
use crate::ctx::Ctx;
use crate::error::Result;

/// Messages in which the subject of the newest is looked for.
const SUBJECT_MESSAGES: usize = 5;

/// Something that was said before, in this episode.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Earlier {
    /// Whether bot or team said it, and not the visitor.
    pub by_us: bool,
    /// The words.
    pub text: String,
    /// Whether it offered a human.
    pub offers_human: bool,
}

/// What a visitor wants an answer to.
#[derive(Debug, Clone)]
pub struct Turn {
    /// Where.
    pub workspace: WorkspaceId,
    /// Who answers.
    pub bot: BotRow,
    /// The visitor's language, as far as it is known.
    pub language: Option<Language>,
    /// What they wrote since the last answer, oldest first.
    pub messages: Vec<String>,
    /// What was said before, oldest first.
    pub earlier: Vec<Earlier>,
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
        Ok(Self { workspace, bot, language: None, messages, earlier: Vec::new() })
    }

    /// What stands in a conversation: `newest` are its newest messages, oldest first.
    pub(super) fn of(row: &ConversationRow, bot: BotRow, newest: Vec<MessageRow>) -> Self {
        let in_episode = newest.into_iter().filter(|m| m.episode == row.episode && m.kind == MessageKind::Text);
        let (mut messages, mut earlier) = (Vec::new(), Vec::new());
        for message in in_episode {
            let by_us = message.author != AuthorKind::Visitor;
            if !by_us && message.seq > row.answered_seq {
                messages.push(message.text);
            } else {
                earlier.push(Earlier { by_us, text: message.text, offers_human: message.offers_human });
            }
        }
        Self { workspace: row.workspace_id, bot, language: row.language, messages, earlier }
    }

    /// Whether the last that was said to the visitor offered a human.
    pub(super) fn was_offered_human(&self) -> bool {
        self.earlier.last().is_some_and(|last| last.by_us && last.offers_human)
    }

    /// What the newest message speaks of: `before`, which was written with it, or else the visitor's questions before, back
    /// to one that stands by itself.
    pub(super) fn subject(&self, before: &[String], language: Language) -> Option<String> {
        let earlier = self.earlier.iter().filter(|earlier| !earlier.by_us).map(|earlier| earlier.text.as_str());
        let mut words = Vec::new();
        for text in before.iter().rev().map(String::as_str).chain(earlier.rev()).take(SUBJECT_MESSAGES) {
            if nlp::intent::small_talk(text, Some(language)).is_some() {
                continue;
            }
            words.push(text);
            if !follow_up::leans_back(text, language) {
                break;
            }
        }
        words.reverse();
        (!words.is_empty()).then(|| words.join("\n"))
    }
}

/// What was found, what was asked, and how: handed from stage to stage.
#[derive(Debug)]
pub(super) struct Looked {
    /// What was looked up: the question, with the one before where it leans on it.
    pub(super) query: String,
    /// Whether it leans on the one before.
    pub(super) follows: bool,
    /// What was found, best first.
    pub(super) evidence: Vec<Evidence>,
}
