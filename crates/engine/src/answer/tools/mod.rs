//! Tools: what a bot may ask of connected systems for a visitor.
//!
//! To add one: a file here with a [`Tool`], and a line in [`TOOLS`]. Its [`Card`] says everything else: what the owner enters on
//! the bot's page, what a model is told of it, what the visitor has to say for it. With a model service it is called as a
//! function ([`rounds`]); without one when the visitor's intent is the card's ([`flow`]). Either way [`call`] makes the call: only
//! a tool that is on for the bot, only with what the visitor has said, with an end to everything, and noted ([`log`]).

mod arguments;
mod call;
mod flow;
mod kit;
mod log;
mod order_status;
mod rounds;
mod words;

use std::collections::BTreeMap;
use std::fmt;

use async_trait::async_trait;
use connectors::http::GuardedClient;
use domain::analysis::EntityKind;
use domain::error::FieldErrors;
use domain::tools::ToolFieldKind;
use serde_json::{Value, json};

pub(super) use flow::{Flowed, flow};
pub(super) use kit::Kit;
pub(super) use log::log;
pub(super) use rounds::answer_calls;
pub(super) use words::{asked_for, step_said};

/// Every tool.
pub(crate) static TOOLS: &[&dyn Tool] = &[&order_status::OrderStatus];

/// The tool of this id.
pub(crate) fn find(id: &str) -> Option<&'static dyn Tool> {
    TOOLS.iter().copied().find(|tool| tool.card().id == id)
}

/// What a tool is.
#[derive(Debug)]
pub(crate) struct Card {
    /// Its name in data, and the function's for a model: letters, digits and `_`.
    pub(crate) id: &'static str,
    /// Its name for the owner.
    pub(crate) name: &'static str,
    /// What it does, for the owner.
    pub(crate) sentence: &'static str,
    /// When to call it, for a model.
    pub(crate) told: &'static str,
    /// The built-in intent with which it is called where no model decides.
    pub(crate) intent: &'static str,
    /// What the owner enters.
    pub(crate) fields: &'static [Field],
    /// What it is called with.
    pub(crate) arguments: &'static [Argument],
}

/// What the owner enters for a tool.
#[derive(Debug)]
pub(crate) struct Field {
    /// Its name in data.
    pub(crate) id: &'static str,
    /// What is entered.
    pub(crate) kind: ToolFieldKind,
    /// Its name for the owner.
    pub(crate) label: &'static str,
    /// What to enter.
    pub(crate) hint: &'static str,
}

/// What a tool is called with.
#[derive(Debug)]
pub(crate) struct Argument {
    /// Its name in data.
    pub(crate) id: &'static str,
    /// What it is; the bot asks for it in these terms, and only what reads as such is taken.
    pub(crate) kind: EntityKind,
    /// What it is, for a model.
    pub(crate) told: &'static str,
}

impl Card {
    /// JSON schema of these of its arguments, all of which are needed.
    pub(crate) fn schema(&self, wanted: &[&Argument]) -> Value {
        let properties = wanted
            .iter()
            .map(|argument| (argument.id.to_owned(), json!({ "type": "string", "description": argument.told })));
        let properties: serde_json::Map<String, Value> = properties.collect();
        let required: Vec<&str> = wanted.iter().map(|argument| argument.id).collect();
        json!({ "type": "object", "properties": properties, "required": required, "additionalProperties": false })
    }
}

/// What a tool is set up with. Secrets are open here, so it is never written down.
#[derive(Clone, Default, PartialEq, Eq)]
pub(crate) struct Settings {
    pub(crate) fields: BTreeMap<String, String>,
    pub(crate) secrets: BTreeMap<String, String>,
}

impl Settings {
    /// What is entered in this field, secret or not; empty where nothing is.
    pub(crate) fn text(&self, field: &str) -> &str {
        self.fields.get(field).or_else(|| self.secrets.get(field)).map_or("", String::as_str)
    }
}

impl fmt::Debug for Settings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Settings").field("fields", &self.fields).finish_non_exhaustive()
    }
}

/// What a tool is called with: argument → value, each read by its kind.
pub(crate) type Given = BTreeMap<&'static str, String>;

/// What came of a call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// The system answered.
    Found(Found),
    /// The system knows no such thing.
    NotFound,
    /// It could not be asked, for this reason in a word.
    Failed(&'static str),
}

/// What a system answered, in its own words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Found {
    /// What was asked about, as in an order's number.
    pub(crate) subject: String,
    /// What it says, each under what it is.
    pub(crate) parts: Vec<(Part, String)>,
}

/// What a part of an answer is; each has its word in the twelve languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// In which state it is.
    Status,
    /// Further words.
    Text,
    /// Where it can be followed.
    Tracking,
    /// When it is expected.
    Expected,
}

/// Something that a bot may ask of a connected system.
#[async_trait]
pub(crate) trait Tool: Send + Sync {
    /// What it is.
    fn card(&self) -> &'static Card;
    /// Notes what is wrong with what the owner entered, under the fields' names. `is_on`: the bot is to use it like that.
    fn check(&self, settings: &Settings, is_on: bool, http: &GuardedClient, wrong: &mut FieldErrors);
    /// What it needs to be called with, set up like that.
    fn wants(&self, settings: &Settings) -> Vec<&'static Argument>;
    /// Asks the system. Takes no longer than some seconds; fails only in its outcome.
    async fn call(&self, http: &GuardedClient, settings: &Settings, given: &Given) -> Outcome;
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_tool_has_a_card_by_which_it_can_be_shown_set_up_and_called() {
        let ids: BTreeSet<&str> = TOOLS.iter().map(|tool| tool.card().id).collect();
        assert_eq!(ids.len(), TOOLS.len(), "each id once");
        for tool in TOOLS {
            let card = tool.card();
            assert!(!card.id.is_empty() && card.id.chars().all(|c| c.is_ascii_lowercase() || c == '_'), "{}", card.id);
            for text in [card.name, card.sentence, card.told] {
                assert!(!text.is_empty() && !text.contains('_'), "{}: {text}", card.id);
            }
            assert!(card.intent.parse::<nlp::intent::Intent>().is_ok(), "{}: {}", card.id, card.intent);
            for field in card.fields {
                assert!(!field.label.is_empty() && !field.hint.is_empty(), "{}: {}", card.id, field.id);
            }
            for argument in card.arguments {
                assert!(words::ask(argument.kind, domain::Language::De).is_some(), "{}: {}", card.id, argument.id);
            }
            let all: Vec<&Argument> = card.arguments.iter().collect();
            let schema = card.schema(&all);
            assert_eq!(schema["required"].as_array().map(Vec::len), Some(card.arguments.len()));
            assert!(tool.wants(&Settings::default()).iter().all(|one| all.iter().any(|known| known.id == one.id)));
            let mut wrong = FieldErrors::default();
            let http = GuardedClient::new(connectors::http::AllowHosts::none(), Default::default()).unwrap();
            tool.check(&Settings::default(), true, &http, &mut wrong);
            assert!(wrong.into_problem().is_some(), "{}: on with nothing entered", card.id);
            assert!(find(card.id).is_some());
        }
        assert!(find("sing").is_none());
    }

    #[test]
    fn secrets_are_not_written_down() {
        let secrets = BTreeMap::from([("authorization".to_owned(), "Bearer hush".to_owned())]);
        let settings = Settings { secrets, ..Settings::default() };
        assert!(!format!("{settings:?}").contains("hush") && settings.text("authorization") == "Bearer hush");
    }
}
