//! What a model writes, read while it comes: an object by the schema that it was given, or, from a service that knows no
//! schemas, lines with the passages' ids in brackets. Ids come before the words that rest on them.

use domain::conversations::HandoffReason;
use serde_json::{Value, json};

use super::models::Why;
use super::objects::{Objects, Seen};

/// What the model does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Action {
    /// It answers.
    #[default]
    Answer,
    /// It asks back.
    Clarify,
    /// It leaves it to a person.
    HandOff(HandoffReason),
}

/// Reasons for which a model may leave a question to a person.
const REASONS: [HandoffReason; 5] = [
    HandoffReason::MissingKnowledge,
    HandoffReason::UnsupportedRequest,
    HandoffReason::Policy,
    HandoffReason::CustomerRequest,
    HandoffReason::BadSentiment,
];
/// What a model writes in lines when the passages do not answer the question.
pub(super) const NONE: &str = "[none]";
/// Longest word in brackets at the beginning, in bytes.
const LONGEST_MARK: usize = 60;
/// What some models think aloud before they answer.
const THOUGHTS: (&str, &str) = ("<think>", "</think>");

impl Action {
    /// As in traces.
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Answer => "answer",
            Self::Clarify => "clarify",
            Self::HandOff(_) => "hand_off",
        }
    }

    fn of(action: &str, reason: Option<&str>) -> Result<Self, Why> {
        match action {
            "answer" => Ok(Self::Answer),
            "clarify" => Ok(Self::Clarify),
            "none" => Ok(Self::HandOff(HandoffReason::MissingKnowledge)),
            "hand_off" => {
                let reason = reason.and_then(|reason| REASONS.into_iter().find(|known| known.as_str() == reason));
                Ok(Self::HandOff(reason.unwrap_or(HandoffReason::MissingKnowledge)))
            }
            _ => Err(Why::Unfounded("form")),
        }
    }
}

/// The schema of a reply, for passages with ids from 1 to `passages`.
pub(super) fn schema(passages: usize) -> Value {
    let ids: Vec<usize> = (1..=passages).collect();
    // A list of nothing is no schema.
    let id = if ids.is_empty() { json!({ "type": "integer" }) } else { json!({ "type": "integer", "enum": ids }) };
    let reasons: Vec<Value> = REASONS.iter().map(|reason| json!(reason.as_str())).chain([Value::Null]).collect();
    let part = json!({
        "type": "object",
        "properties": {
            "cite": { "type": "array", "items": id },
            "text": { "type": "string" },
        },
        "required": ["cite", "text"],
        "additionalProperties": false,
    });
    json!({
        "type": "object",
        "properties": {
            "action": { "type": "string", "enum": ["answer", "clarify", "hand_off"] },
            "reason": { "type": ["string", "null"], "enum": reasons },
            "sure": { "type": "integer" },
            "parts": { "type": "array", "items": part },
        },
        "required": ["action", "reason", "sure", "parts"],
        "additionalProperties": false,
    })
}

/// A piece of a reply.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Piece {
    /// What the model does; comes once, before everything else.
    Action(Action),
    /// How sure it is that this answers the question, 0 to 1.
    Sure(f32),
    /// A part begins that rests on these passages, from 0.
    Part(Vec<usize>),
    /// The next words; in lines they may have marks in them.
    Words(String),
}

#[derive(Debug)]
enum Form {
    /// Not told yet.
    Unknown,
    Object(Objects),
    Lines,
}

/// Reads a reply as it comes.
#[derive(Debug)]
pub(super) struct Reply {
    form: Form,
    /// What could not be read yet.
    waiting: String,
    action: Option<String>,
    reason: Option<String>,
    sure: Option<f32>,
    /// Whether the action was handed out.
    is_begun: bool,
}

impl Reply {
    pub(super) fn new() -> Self {
        Self { form: Form::Unknown, waiting: String::new(), action: None, reason: None, sure: None, is_begun: false }
    }

    /// Whether all of it came: an object was closed. Lines have no end of their own.
    pub(super) fn is_whole(&self) -> bool {
        match &self.form {
            Form::Object(objects) => objects.is_done(),
            Form::Lines => true,
            Form::Unknown => false,
        }
    }

    /// The pieces of these words.
    pub(super) fn push(&mut self, words: &str) -> Result<Vec<Piece>, Why> {
        match &mut self.form {
            Form::Unknown => {
                self.waiting.push_str(words);
                self.begin(false)
            }
            Form::Object(_) => self.object(words),
            Form::Lines => Ok(vec![Piece::Words(words.to_owned())]),
        }
    }

    /// The pieces that wait for nothing more.
    pub(super) fn finish(&mut self) -> Result<Vec<Piece>, Why> {
        let mut pieces = match self.form {
            Form::Unknown if !self.waiting.trim().is_empty() => self.begin(true)?,
            _ => Vec::new(),
        };
        if self.action.is_some() && !self.is_begun {
            pieces.insert(0, self.action()?);
        }
        Ok(pieces)
    }

    /// Finds out the form.
    fn begin(&mut self, is_end: bool) -> Result<Vec<Piece>, Why> {
        let waiting = self.waiting.trim_start();
        if THOUGHTS.0.starts_with(waiting) && !is_end {
            return Ok(Vec::new());
        }
        let text = match waiting.strip_prefix(THOUGHTS.0) {
            Some(thoughts) => match thoughts.split_once(THOUGHTS.1) {
                Some((_, after)) => after.trim_start(),
                None if is_end => "",
                None => return Ok(Vec::new()),
            },
            None => waiting,
        };
        // Some put a fence around their object, whatever they are told.
        let inside = text.strip_prefix("```json").or_else(|| text.strip_prefix("```")).map(str::trim_start);
        if !is_end && ("```json".starts_with(text) || inside.is_some_and(|inside| "json".starts_with(inside))) {
            return Ok(Vec::new());
        }
        let text = match inside {
            Some(inside) if inside.starts_with('{') => inside,
            _ => text,
        };
        if text.starts_with('{') {
            let text = text.to_owned();
            self.waiting.clear();
            self.form = Form::Object(Objects::default());
            return self.object(&text);
        }
        let action = match bracketed(text, is_end) {
            Bracketed::Unknown => return Ok(Vec::new()),
            Bracketed::Action(action, length) => Some((action, length)),
            Bracketed::None => None,
        };
        let words = text[action.map_or(0, |(_, length)| length)..].trim_start().to_owned();
        self.waiting.clear();
        self.form = Form::Lines;
        self.is_begun = true;
        let action = action.map_or(Action::Answer, |(action, _)| action);
        Ok(vec![Piece::Action(action), Piece::Words(words)])
    }

    fn object(&mut self, words: &str) -> Result<Vec<Piece>, Why> {
        let Form::Object(objects) = &mut self.form else { return Ok(Vec::new()) };
        let seen = objects.push(words)?;
        let mut pieces = Vec::new();
        for one in seen {
            match one {
                Seen::Value { key, value, depth: 1 } if key == "action" => self.action = Some(value),
                Seen::Value { key, value, depth: 1 } if key == "reason" => self.reason = Some(value),
                Seen::Value { key, value, depth: 1 } if key == "sure" => self.sure(&value, &mut pieces),
                Seen::Value { .. } => {}
                Seen::Part(places) => {
                    self.say_action(&mut pieces)?;
                    pieces.push(Piece::Part(places));
                }
                Seen::Text(words) => pieces.push(Piece::Words(words)),
                Seen::Done => self.say_action(&mut pieces)?,
            }
        }
        Ok(pieces)
    }

    fn say_action(&mut self, pieces: &mut Vec<Piece>) -> Result<(), Why> {
        if !self.is_begun {
            pieces.push(self.action()?);
            pieces.extend(self.sure.take().map(Piece::Sure));
        }
        Ok(())
    }

    /// In hundredths; what is no number says nothing.
    fn sure(&mut self, value: &str, pieces: &mut Vec<Piece>) {
        let Some(sure) = value.parse::<f32>().ok().filter(|sure| sure.is_finite()) else { return };
        let sure = (sure / 100.0).clamp(0.0, 1.0);
        match self.is_begun {
            true => pieces.push(Piece::Sure(sure)),
            false => self.sure = Some(sure),
        }
    }

    fn action(&mut self) -> Result<Piece, Why> {
        self.is_begun = true;
        Action::of(self.action.as_deref().unwrap_or("answer"), self.reason.as_deref()).map(Piece::Action)
    }
}

enum Bracketed {
    /// More has to come before it can be told.
    Unknown,
    Action(Action, usize),
    None,
}

/// `[none]`, `[clarify]` or `[hand_off: policy]` at the beginning of lines.
fn bracketed(text: &str, is_end: bool) -> Bracketed {
    let Some(inner) = text.strip_prefix('[') else {
        return if text.is_empty() && !is_end { Bracketed::Unknown } else { Bracketed::None };
    };
    let Some(close) = inner.find(']') else {
        let may_come = inner.len() <= LONGEST_MARK && inner.chars().next().is_none_or(char::is_alphabetic);
        return if may_come && !is_end { Bracketed::Unknown } else { Bracketed::None };
    };
    let mark = inner[..close].to_lowercase().replace([' ', '-'], "_");
    let (action, reason) =
        mark.split_once(':').map_or((mark.as_str(), None), |(action, reason)| (action, Some(reason)));
    let reason = reason.map(|reason| reason.trim_matches('_'));
    match Action::of(action, reason) {
        Ok(action) => Bracketed::Action(action, close + 2),
        Err(_) => Bracketed::None,
    }
}

#[cfg(test)]
#[path = "reply_tests.rs"]
mod tests;
