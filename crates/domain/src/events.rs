//! The event log's vocabulary: one fact, in the past tense, with the one who caused it.
//!
//! An event carries ids and no personal text, so that erasing a person never rewrites history.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

use crate::Timestamp;
use crate::ids::{ApiKeyId, BotId, ContactId, UserId};

/// Events stop causing further events at this depth, so that loops end.
pub const MAX_DEPTH: u8 = 8;

/// Who caused an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "kind", content = "id", rename_all = "snake_case")]
pub enum Actor {
    /// A person who is signed in.
    User(UserId),
    /// A program with an API key.
    ApiKey(ApiKeyId),
    /// Somebody from outside, as in a widget.
    Visitor(ContactId),
    /// A bot, by itself.
    Bot(BotId),
    /// The program itself: jobs, clean-up, the command line.
    System,
}

impl Actor {
    /// The kind as stored.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::User(_) => "user",
            Self::ApiKey(_) => "api_key",
            Self::Visitor(_) => "visitor",
            Self::Bot(_) => "bot",
            Self::System => "system",
        }
    }
    /// The key as stored; none for the system.
    pub fn id(&self) -> Option<String> {
        match self {
            Self::User(id) => Some(id.to_string()),
            Self::ApiKey(id) => Some(id.to_string()),
            Self::Visitor(id) => Some(id.to_string()),
            Self::Bot(id) => Some(id.to_string()),
            Self::System => None,
        }
    }
    /// Reads what [`Self::kind`] and [`Self::id`] wrote.
    pub fn from_parts(kind: &str, id: Option<&str>) -> Option<Self> {
        match (kind, id) {
            ("user", Some(id)) => id.parse().ok().map(Self::User),
            ("api_key", Some(id)) => id.parse().ok().map(Self::ApiKey),
            ("visitor", Some(id)) => id.parse().ok().map(Self::Visitor),
            ("bot", Some(id)) => id.parse().ok().map(Self::Bot),
            ("system", None) => Some(Self::System),
            _ => None,
        }
    }
}

macro_rules! event_kinds {
    ($($(#[$doc:meta])* $name:ident $text:literal $sentence:literal $audited:literal,)*) => {
        /// What happened. A new kind is one line in this list.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum EventKind { $($(#[$doc])* $name,)* }

        impl EventKind {
            /// Every kind, in the order of the list.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// As stored and in the API.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text,)* }
            }
            /// The rest of the sentence that starts with the actor's name.
            pub fn sentence(self) -> &'static str {
                match self { $(Self::$name => $sentence,)* }
            }
            /// Whether it is an administrative act that belongs into the audit log.
            pub fn audited(self) -> bool {
                match self { $(Self::$name => $audited,)* }
            }
        }
    };
}

event_kinds! {
    /// A workspace was made.
    WorkspaceCreated "workspace.created" "created the workspace" true,
    /// Its name, website, time zone or retention changed; the payload names the fields.
    WorkspaceUpdated "workspace.updated" "changed the workspace settings" true,
    /// Someone was invited; payload: `role`.
    MemberInvited "member.invited" "invited someone" true,
    /// An invitation was taken back.
    InvitationRevoked "invitation.revoked" "took back an invitation" true,
    /// An invited person joined; payload: `role`.
    MemberJoined "member.joined" "joined the workspace" true,
    /// A member's role changed; payload: `from`, `to`.
    MemberRoleChanged "member.role_changed" "changed a role" true,
    /// A member left or was removed.
    MemberRemoved "member.removed" "removed someone from the team" true,
    /// A link for setting a new password was made for a member by hand.
    MemberPasswordLinkCreated "member.password_link_created" "made a password link for someone" true,
    /// An API key was made; payload: `scopes`.
    ApiKeyCreated "api_key.created" "made an API key" true,
    /// An API key was revoked.
    ApiKeyRevoked "api_key.revoked" "revoked an API key" true,
    /// A bot was made.
    BotCreated "bot.created" "made a bot" true,
    /// A bot or its widget changed; the payload names the fields.
    BotUpdated "bot.updated" "changed a bot" true,
    /// A business's own intent was made.
    IntentCreated "intent.created" "made an intent" true,
    /// It changed; the payload names the fields.
    IntentUpdated "intent.updated" "changed an intent" true,
    /// It was deleted.
    IntentDeleted "intent.deleted" "deleted an intent" true,
    /// Four fifths of a budget for model services are used; payload: `limit` (`day`, `month` or `conversation`), `tokens`.
    BudgetNeared "budget.neared" "has used four fifths of its model budget" true,
    /// All of it is used; payload: the same.
    BudgetExhausted "budget.exhausted" "has used up its model budget" true,
    /// The budget was changed.
    BudgetUpdated "budget.updated" "changed the model budget" true,
    /// A bot asked a connected system, or was refused that; payload: `tool`, `outcome`, `why`, `ms`, `conversation`.
    ToolCalled "tool.called" "used a tool" false,
    /// A piece of knowledge was made, as a draft; payload: `source`.
    ItemCreated "item.created" "added knowledge" false,
    /// Its text or title changed; payload: `version`.
    ItemUpdated "item.updated" "changed knowledge" false,
    /// It answers from now on; payload: `version`.
    ItemPublished "item.published" "published knowledge" true,
    /// It answers no more.
    ItemArchived "item.archived" "archived knowledge" true,
    /// A visitor began to talk; payload: `number`, `bot`.
    ConversationStarted "conversation.started" "started a conversation" false,
    /// The bot gave it to people; payload: `reason`.
    ConversationHandedOff "conversation.handed_off" "handed a conversation off" false,
    /// Somebody has it now; payload: `assignee`.
    ConversationAssigned "conversation.assigned" "took a conversation" false,
    /// Whoever had it can answer no more, and it waits for somebody else.
    ConversationReleased "conversation.released" "gave a conversation back" false,
    /// It is done; payload: `episode`.
    ConversationResolved "conversation.resolved" "resolved a conversation" false,
    /// It goes on in a new episode; payload: `episode`.
    ConversationReopened "conversation.reopened" "reopened a conversation" false,
    /// One side has seen messages; payload: `by` (`visitor` or `agent`), `seq`.
    ConversationViewed "conversation.viewed" "read a conversation" false,
    /// A visitor wrote; payload: `message`, `seq`.
    MessageReceived "message.received" "wrote a message" false,
    /// Bot, agent or the program wrote; payload: `message`, `seq`.
    MessagePosted "message.posted" "sent a message" false,
    /// Somebody said what they think of a bot's answer, or took it back; payload: `message`, `seq`, `vote` (`up`, `down` or
    /// null), `reason`.
    MessageRated "message.rated" "rated an answer" false,
}

impl fmt::Display for EventKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for EventKind {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        Self::ALL.iter().copied().find(|k| k.as_str() == text).ok_or_else(|| format!("unknown event kind {text}"))
    }
}

impl TryFrom<String> for EventKind {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

impl Serialize for EventKind {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for EventKind {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        String::deserialize(from)?.parse().map_err(serde::de::Error::custom)
    }
}

/// An event before it has its place in the log.
#[derive(Debug, Clone, PartialEq)]
pub struct NewEvent {
    /// What happened.
    pub kind: EventKind,
    /// Who did it.
    pub actor: Actor,
    /// Public id of what it happened to.
    pub subject: String,
    /// Further ids and words; a JSON object without personal text.
    pub payload: serde_json::Value,
    /// The sequence number of the event that caused this one.
    pub cause: Option<i64>,
    /// How many causes lie behind it; 0 when a person or program started it.
    pub depth: u8,
}

impl NewEvent {
    /// A first event (no cause) without further payload.
    pub fn new(kind: EventKind, actor: Actor, subject: impl Into<String>) -> Self {
        let payload = serde_json::Value::Object(serde_json::Map::new());
        Self { kind, actor, subject: subject.into(), payload, cause: None, depth: 0 }
    }
    /// The same with this payload, a JSON object.
    #[must_use]
    pub fn with(mut self, payload: serde_json::Value) -> Self {
        self.payload = payload;
        self
    }
}

/// An event in its place.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// Place in the workspace's log, from 1, without gaps.
    pub seq: i64,
    /// What happened, by whom, to what.
    pub fact: NewEvent,
    /// When it was committed (the writer's clock).
    pub created_at: Timestamp,
}

/// An event as programs and browsers see it.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EventView {
    /// Place in the workspace's log.
    pub seq: i64,
    /// What happened, as in `member.invited`.
    #[cfg_attr(feature = "openapi", schema(value_type = String, example = "member.invited"))]
    pub kind: EventKind,
    /// Who did it: `user`, `api_key`, `visitor`, `bot` or `system`.
    pub actor_kind: String,
    /// Public id of what it happened to.
    pub subject: String,
    /// Further ids and words.
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub payload: serde_json::Value,
    /// The event that caused it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cause: Option<i64>,
    /// Milliseconds since 1970.
    pub created_at: Timestamp,
}

impl From<&Event> for EventView {
    fn from(event: &Event) -> Self {
        Self {
            seq: event.seq,
            kind: event.fact.kind,
            actor_kind: event.fact.actor.kind().to_owned(),
            subject: event.fact.subject.clone(),
            payload: event.fact.payload.clone(),
            cause: event.fact.cause,
            created_at: event.created_at,
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn kinds_read_back_and_are_named_subject_dot_past_tense() {
        for kind in EventKind::ALL {
            assert_eq!(kind.as_str().parse::<EventKind>().unwrap(), *kind);
            assert_eq!(kind.as_str().split('.').count(), 2);
            let verb = kind.as_str().split('.').next_back().unwrap();
            assert!(verb.split('_').any(|word| word.ends_with("ed")), "{kind}");
        }
        assert!("member.exploded".parse::<EventKind>().is_err());
    }

    #[test]
    fn actors_read_back_from_their_stored_parts() {
        let user = Actor::User(UserId::new(Timestamp(5), 7));
        assert_eq!(Actor::from_parts(user.kind(), user.id().as_deref()), Some(user));
        assert_eq!(Actor::from_parts("system", None), Some(Actor::System));
        assert_eq!(Actor::from_parts("user", None), None);
    }
}
