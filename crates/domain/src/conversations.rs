//! Conversations: where one stands in its life, who has it, and what may happen to it next.

use serde::{Deserialize, Serialize};

use crate::ids::{BotRef, ContactRef, ConversationRef, UserRef};
use crate::knowledge::stored_words;
use crate::memory::{Fact, Summary};
use crate::messages::MessageView;
use crate::{Language, Timestamp};

stored_words! {
    /// Where a conversation stands in its life. Who has it is another question ([`Assignee`]).
    Lifecycle {
        /// It goes on.
        Open "open" "Open",
        /// It is done, until somebody writes again.
        Resolved "resolved" "Resolved",
    }
}

stored_words! {
    /// Why a bot gave a conversation to people.
    HandoffReason {
        /// The visitor asked for a human.
        CustomerRequest "customer_request" "The visitor asked for a human",
        /// The knowledge does not cover the question.
        MissingKnowledge "missing_knowledge" "The knowledge does not cover it",
        /// It is something that bots do not do here.
        UnsupportedRequest "unsupported_request" "The bot cannot do this",
        /// A rule of the business forbids the bot to answer.
        Policy "policy" "A policy asks for a human",
        /// A connected system failed.
        ToolFailure "tool_failure" "A connected system failed",
        /// Asking back led nowhere.
        ClarificationFailed "clarification_failed" "Asking back led nowhere",
        /// The visitor is unhappy.
        BadSentiment "bad_sentiment" "The visitor is unhappy",
        /// A workflow said so.
        Rule "rule" "A rule",
        /// The budget is used up.
        Budget "budget" "The budget is used up",
        /// An agent took it from the bot.
        AgentTook "agent_took" "An agent took over",
    }
}

/// Who has a conversation.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Assignee {
    /// The bot answers.
    Bot,
    /// It waits for a person.
    Queue,
    /// A person of the team.
    Agent {
        /// Who.
        id: UserRef,
        /// Their name.
        name: String,
    },
}

/// What is done to a conversation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Transition {
    /// The bot, the visitor or a rule gives it to the queue.
    HandOff,
    /// An agent takes it.
    Take,
    /// Somebody declares it done.
    Resolve,
    /// The visitor writes again, or an agent opens it anew: a new episode.
    Reopen,
    /// Whoever has it cannot answer any more: they left the team, or have a role that only looks.
    Release,
}

stored_words! {
    /// The kinds of [`Assignee`], as they are stored and as the transition table needs them.
    Holder {
        /// The bot.
        Bot "bot" "Bot",
        /// Nobody yet.
        Queue "queue" "Queue",
        /// A person.
        Agent "agent" "Agent",
    }
}

impl Transition {
    /// The one table of what may follow what: where a conversation stands and who has it afterwards; none when this
    /// cannot be done to it. Every state has a way out.
    pub fn apply(self, lifecycle: Lifecycle, holder: Holder) -> Option<(Lifecycle, Holder)> {
        match (self, lifecycle, holder) {
            (Self::HandOff, Lifecycle::Open, Holder::Bot) => Some((Lifecycle::Open, Holder::Queue)),
            (Self::Take, Lifecycle::Open, _) => Some((Lifecycle::Open, Holder::Agent)),
            (Self::Release, Lifecycle::Open, Holder::Agent) => Some((Lifecycle::Open, Holder::Queue)),
            (Self::Resolve, Lifecycle::Open, holder) => Some((Lifecycle::Resolved, holder)),
            // A new episode starts clean: with the bot when the visitor comes back, and the agent who reopens takes it next.
            (Self::Reopen, Lifecycle::Resolved, _) => Some((Lifecycle::Open, Holder::Bot)),
            _ => None,
        }
    }
}

/// The lists of the inbox.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum InboxList {
    /// Open and waiting for a person.
    #[default]
    Waiting,
    /// Open and mine.
    Mine,
    /// Open, whoever has it.
    Open,
    /// Open and with the bot.
    Bot,
    /// Done.
    Resolved,
}

impl InboxList {
    /// All lists, in the order of the tabs.
    pub const ALL: &'static [Self] = &[Self::Waiting, Self::Mine, Self::Open, Self::Bot, Self::Resolved];

    /// As in addresses.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Mine => "mine",
            Self::Open => "open",
            Self::Bot => "bot",
            Self::Resolved => "resolved",
        }
    }
    /// As people read it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Waiting => "Waiting",
            Self::Mine => "Mine",
            Self::Open => "All open",
            Self::Bot => "With the bot",
            Self::Resolved => "Resolved",
        }
    }
    /// Reads what stands in an address.
    pub fn from_address(text: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|list| list.as_str() == text)
    }
}

/// A conversation in lists.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ConversationView {
    /// Public id.
    pub id: ConversationRef,
    /// Its number in the workspace, which people read.
    pub number: i64,
    /// Where it stands.
    pub lifecycle: Lifecycle,
    /// Who has it.
    pub assignee: Assignee,
    /// The bot that answers in it.
    pub bot: BotRef,
    /// The visitor.
    pub contact: ContactRef,
    /// What to call the visitor.
    pub contact_name: String,
    /// The visitor's language, where it was found out.
    pub language: Option<Language>,
    /// Its episode, from 1; a reopened conversation begins a new one.
    pub episode: i64,
    /// Why the bot gave it away, in this episode.
    pub handoff_reason: Option<HandoffReason>,
    /// Since when it has waited for a person.
    pub waiting_since: Option<Timestamp>,
    /// Place of the newest message.
    pub last_seq: i64,
    /// The newest message, shortened.
    pub preview: String,
    /// Place of the newest message of the visitor.
    pub visitor_seq: i64,
    /// Up to where a person of the team has read it.
    pub agent_read_seq: i64,
    /// Up to where the visitor has read it.
    pub visitor_read_seq: i64,
    /// When it began.
    pub created_at: Timestamp,
    /// When the newest message was stored.
    pub last_message_at: Timestamp,
}

impl ConversationView {
    /// Whether the visitor wrote something that nobody of the team has read.
    pub fn is_unread(&self) -> bool {
        self.visitor_seq > self.agent_read_seq
    }
}

/// An episode of a conversation.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EpisodeView {
    /// From 1.
    pub number: i64,
    /// When it began.
    pub started_at: Timestamp,
    /// Place of its first message.
    pub first_seq: i64,
    /// When it was resolved.
    pub ended_at: Option<Timestamp>,
    /// Why the bot gave it away.
    pub handoff_reason: Option<HandoffReason>,
}

/// A conversation with what was said.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ConversationDetail {
    /// The conversation.
    #[serde(flatten)]
    pub conversation: ConversationView,
    /// Its episodes, oldest first.
    pub episodes: Vec<EpisodeView>,
    /// What the visitor told of themselves and their orders, here or earlier, the newest first.
    pub facts: Vec<Fact>,
    /// What was asked and answered; none while nothing is summed up.
    pub summary: Option<Summary>,
    /// The newest messages, oldest first.
    pub messages: Vec<MessageView>,
    /// Whether there are older ones.
    pub has_older: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_state_has_a_way_out() {
        let all = [Transition::HandOff, Transition::Take, Transition::Resolve, Transition::Reopen, Transition::Release];
        for lifecycle in Lifecycle::ALL {
            for holder in [Holder::Bot, Holder::Queue, Holder::Agent] {
                let ways = all.iter().filter(|way| way.apply(*lifecycle, holder).is_some()).count();
                assert!(ways > 0, "{lifecycle:?} {holder:?}");
            }
        }
    }

    #[test]
    fn what_is_resolved_is_neither_taken_nor_handed_off_before_it_is_reopened() {
        assert_eq!(Transition::Take.apply(Lifecycle::Resolved, Holder::Queue), None);
        assert_eq!(Transition::HandOff.apply(Lifecycle::Open, Holder::Agent), None);
        assert_eq!(Transition::Release.apply(Lifecycle::Resolved, Holder::Agent), None);
        assert_eq!(Transition::Reopen.apply(Lifecycle::Resolved, Holder::Agent), Some((Lifecycle::Open, Holder::Bot)));
    }
}
