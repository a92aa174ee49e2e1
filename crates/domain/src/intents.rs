//! A business's own intents: what visitors may want, told by examples, and what follows when one does.

use serde::{Deserialize, Serialize};

use crate::Timestamp;
use crate::bots::parse_text;
use crate::conversations::HandoffReason;
use crate::ids::IntentRef;
use crate::knowledge::stored_words;
use crate::rules::within;
use crate::typed::parse_name;

/// Most intents of a workspace.
pub const INTENTS: usize = 100;
/// Most characters of a name.
pub const NAME_CHARS: usize = 60;
/// Fewest and most examples of an intent.
pub const EXAMPLES: (usize, usize) = (3, 200);
/// Most characters of an example.
pub const EXAMPLE_CHARS: usize = 300;
/// Most characters of an answer.
pub const ANSWER_CHARS: usize = 2_000;
/// The confidence from which on an intent is taken for meant, where nobody says otherwise.
pub const THRESHOLD: f64 = 0.8;

stored_words! {
    /// The kinds of [`Effect`], as they are stored.
    EffectKind {
        /// It is noted.
        Label "label" "Only note it",
        /// People take over.
        HandOff "hand_off" "Hand off to a person",
        /// The bot says what is written down for it.
        Answer "answer" "Answer with a text",
    }
}

/// What follows when a visitor's message has an intent.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Effect {
    /// It is noted with the analysis of the message, which is answered as usual.
    Label,
    /// The bot gives the conversation to people.
    HandOff {
        /// Why.
        reason: HandoffReason,
    },
    /// The bot says this.
    Answer {
        /// The words, as Markdown.
        text: String,
    },
}

impl Effect {
    /// Its kind.
    pub fn kind(&self) -> EffectKind {
        match self {
            Self::Label => EffectKind::Label,
            Self::HandOff { .. } => EffectKind::HandOff,
            Self::Answer { .. } => EffectKind::Answer,
        }
    }
}

/// An intent as people of the workspace see it.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct IntentView {
    /// Public id.
    pub id: IntentRef,
    /// What it is called; its words count as one more example.
    pub name: String,
    /// What visitors may write.
    pub examples: Vec<String>,
    /// From this confidence on it is taken for meant, 0 to 1.
    pub threshold: f64,
    /// Whether it is looked for.
    pub on: bool,
    /// What follows.
    pub effect: Effect,
    /// Counts changes; hand it in with a change, so that nobody's is overwritten.
    pub version: i64,
    /// When it last changed.
    pub updated_at: Timestamp,
}

/// An intent to be, or what to change of one; what is absent has its usual value, or stays.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct IntentChange {
    /// The version that was read; refused where it is no longer the newest.
    pub version: Option<i64>,
    /// Name.
    pub name: Option<String>,
    /// Examples, 3 to 200.
    pub examples: Option<Vec<String>>,
    /// Threshold, 0 to 1.
    pub threshold: Option<f64>,
    /// Whether it is looked for.
    pub on: Option<bool>,
    /// What follows.
    pub effect: Option<Effect>,
}

/// Reads a name. `oos` has a meaning of its own where texts are classified.
pub fn parse_intent_name(typed: &str) -> Result<String, String> {
    let name = parse_name(typed, "the intent's name", NAME_CHARS)?;
    if name.eq_ignore_ascii_case("oos") {
        return Err("This name stands for texts without any intent. Choose another.".to_owned());
    }
    Ok(name)
}

/// Reads examples: each once, whatever its capital letters, in the order given.
pub fn parse_examples(typed: &[String]) -> Result<Vec<String>, String> {
    let mut kept: Vec<String> = Vec::new();
    for text in typed.iter().map(|text| text.trim()).filter(|text| !text.is_empty()) {
        if text.contains(['\n', '\r']) {
            return Err("Write each example on one line.".to_owned());
        }
        let text = parse_text(text, EXAMPLE_CHARS)?;
        if !text.chars().any(char::is_alphabetic) {
            return Err(format!("“{text}” has no letters."));
        }
        if !kept.iter().any(|known| known.to_lowercase() == text.to_lowercase()) {
            kept.push(text);
        }
    }
    let (least, most) = EXAMPLES;
    match kept.len() {
        count if count < least => Err(format!("Give at least {least} different examples; these are {count}.")),
        count if count > most => Err(format!("Give at most {most} examples; these are {count}.")),
        _ => Ok(kept),
    }
}

/// Reads a threshold.
pub fn parse_threshold(typed: f64) -> Result<f64, String> {
    within(typed, 0.0, 1.0)
}

/// Reads an effect.
pub fn parse_effect(typed: Effect) -> Result<Effect, String> {
    match typed {
        Effect::Answer { text } => match parse_text(&text, ANSWER_CHARS)? {
            text if text.is_empty() => Err("Write what the bot says.".to_owned()),
            text => Ok(Effect::Answer { text }),
        },
        other => Ok(other),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn three_different_examples_are_the_fewest() {
        let typed = |texts: &[&str]| parse_examples(&texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>());
        assert_eq!(typed(&[" One ", "one", "two", "", "three"]).unwrap(), ["One", "two", "three"]);
        for wrong in [&["one", "ONE", "two"][..], &["one", "two", "…"], &["one", "two", "th\nree"]] {
            assert!(typed(wrong).is_err(), "{wrong:?}");
        }
        assert!(parse_examples(&(0..=EXAMPLES.1).map(|n| format!("text {n}")).collect::<Vec<_>>()).is_err());
    }

    #[test]
    fn a_name_is_not_the_one_for_texts_without_an_intent_and_an_answer_has_words() {
        assert!(parse_intent_name("Oos").is_err() && parse_intent_name(" ").is_err());
        assert_eq!(parse_intent_name(" Gift cards ").unwrap(), "Gift cards");
        assert!(parse_effect(Effect::Answer { text: " \n".into() }).is_err());
        let read: Effect = serde_json::from_str(r#"{"kind":"hand_off","reason":"policy"}"#).unwrap();
        assert_eq!(parse_effect(read).unwrap(), Effect::HandOff { reason: HandoffReason::Policy });
    }
}
