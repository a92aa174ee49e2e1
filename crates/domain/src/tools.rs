//! Tools: what a bot may ask of connected systems, how each is set up, and what came of a call.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

use crate::analysis::EntityKind;
use crate::knowledge::stored_words;

/// Most characters of a field of a tool's settings.
pub const FIELD_CHARS: usize = 500;

stored_words! {
    /// What is entered in a field of a tool's settings.
    ToolFieldKind {
        /// A web address.
        Address "address" "Address",
        /// Something that nobody is shown again.
        Secret "secret" "Secret",
    }
}

stored_words! {
    /// What came of a call of a tool.
    ToolOutcome {
        /// The system answered.
        Found "found" "Found",
        /// The system knows no such thing.
        NotFound "not_found" "Not found",
        /// It was away, too slow, or answered nonsense.
        Failed "failed" "Failed",
        /// The visitor was asked for something that the call needs.
        Asked "asked" "Asked back",
        /// It was not made: the bot may not use this tool, or what it was called with cannot be taken.
        Refused "refused" "Refused",
    }
}

/// A call of a tool, as it is kept with the answer: no words of anybody.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ToolUse {
    /// Which, as in `order_status`; `unknown` for one that there is not.
    pub tool: String,
    /// What came of it.
    pub outcome: ToolOutcome,
    /// Why it failed or was refused, in a word.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
    /// What the visitor was asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub missing: Option<EntityKind>,
    /// How long it took, in milliseconds; 0 where nothing was called.
    pub ms: f64,
}

/// A tool of a bot as people of the workspace see it.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ToolView {
    /// Which, as in `order_status`.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// What it does.
    pub sentence: String,
    /// Whether the bot may use it.
    pub is_on: bool,
    /// What it is set up with.
    pub fields: Vec<ToolField>,
    /// Counts changes, 0 before the first; hand it in with a change, so that nobody's is overwritten.
    pub version: i64,
}

/// A field of a tool's settings.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ToolField {
    /// Which, as in `address`.
    pub id: String,
    /// What is entered.
    pub kind: ToolFieldKind,
    /// What it is called.
    pub label: String,
    /// What to enter.
    pub hint: String,
    /// What it is; always empty for a secret.
    pub value: String,
    /// Whether something is entered.
    pub is_set: bool,
}

/// What to change of a bot's tools, by their ids; what is absent stays.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ToolsChange {
    /// Tool → change.
    pub tools: BTreeMap<String, ToolChange>,
}

/// What to change of one tool; what is absent stays.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ToolChange {
    /// The version that was read; refused where it is no longer the newest. Left out: the change is made in any case.
    pub version: Option<i64>,
    /// Whether the bot may use it.
    pub is_on: Option<bool>,
    /// Field → what is entered; an empty text takes it away.
    pub fields: BTreeMap<String, String>,
}

/// Fields of a tool's settings as they are stored: field → text.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ToolValues(pub BTreeMap<String, String>);

impl ToolValues {
    /// As stored.
    pub fn to_json(&self) -> String {
        serde_json::to_string(&self.0).unwrap_or_default()
    }
}

impl TryFrom<String> for ToolValues {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        serde_json::from_str(&text).map_err(|wrong| format!("values of a tool: {wrong}"))
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn values_read_back_and_a_use_without_words_is_short() {
        let values = ToolValues(BTreeMap::from([("address".into(), "https://shop.example/{order}".into())]));
        assert_eq!(ToolValues::try_from(values.to_json()).unwrap(), values);
        assert!(ToolValues::try_from("[".to_owned()).is_err());
        let used =
            ToolUse { tool: "order_status".into(), outcome: ToolOutcome::Found, why: None, missing: None, ms: 1.5 };
        let text = serde_json::to_string(&used).unwrap();
        assert_eq!(text, r#"{"tool":"order_status","outcome":"found","ms":1.5}"#);
        assert_eq!(serde_json::from_str::<ToolUse>(&text).unwrap(), used);
    }
}
