//! The one shape in which something that went wrong reaches a person or a program.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;

/// What kind of thing went wrong; the edges turn it into an HTTP status.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Code {
    /// The input is wrong; `fields` says which part.
    Invalid,
    /// Nobody is signed in, or the session or key is no longer good.
    Unauthenticated,
    /// Signed in, but not allowed.
    Forbidden,
    /// There is no such thing in this workspace.
    NotFound,
    /// It collides with what is there already.
    Conflict,
    /// It was there and is not any more (a used link, a trimmed log).
    Gone,
    /// More bytes than allowed.
    TooLarge,
    /// Too many requests; try later.
    Limited,
    /// Something that the program depends on is away; try again.
    Unavailable,
    /// A mistake of ours; the reference finds it in the log.
    Internal,
}

impl Code {
    /// The HTTP status that says the same.
    pub fn status(self) -> u16 {
        match self {
            Self::Invalid => 422,
            Self::Unauthenticated => 401,
            Self::Forbidden => 403,
            Self::NotFound => 404,
            Self::Conflict => 409,
            Self::Gone => 410,
            Self::TooLarge => 413,
            Self::Limited => 429,
            Self::Unavailable => 503,
            Self::Internal => 500,
        }
    }
    /// The code as it stands in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Invalid => "invalid",
            Self::Unauthenticated => "unauthenticated",
            Self::Forbidden => "forbidden",
            Self::NotFound => "not_found",
            Self::Conflict => "conflict",
            Self::Gone => "gone",
            Self::TooLarge => "too_large",
            Self::Limited => "limited",
            Self::Unavailable => "unavailable",
            Self::Internal => "internal",
        }
    }
}

/// What went wrong, in words for the person who caused it, with what to do next.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// Its kind.
    pub code: Code,
    /// A sentence: what is wrong and what to do. The REST API calls it `detail`.
    #[serde(alias = "detail")]
    pub message: String,
    /// Field name → what is wrong with it; empty when no field is to blame.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub fields: BTreeMap<String, String>,
    /// Where it was logged, when it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// Seconds after which a new attempt makes sense ([`Code::Limited`], [`Code::Unavailable`]).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retry_after_s: Option<u32>,
}

impl Problem {
    /// A problem of this kind with this sentence.
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), fields: BTreeMap::new(), reference: None, retry_after_s: None }
    }
    /// Wrong input without a field to blame.
    pub fn invalid(message: impl Into<String>) -> Self {
        Self::new(Code::Invalid, message)
    }
    /// One field is wrong; the sentence is shown beside it and as the message.
    pub fn field(name: impl Into<String>, message: impl Into<String>) -> Self {
        let message = message.into();
        Self::invalid(message.clone()).with_field(name, message)
    }
    /// Nothing of this name is there (`what` as in "this invitation").
    pub fn not_found(what: &str) -> Self {
        Self::new(Code::NotFound, format!("We could not find {what}. It may have been removed."))
    }
    /// Adds what is wrong with one field.
    #[must_use]
    pub fn with_field(mut self, name: impl Into<String>, message: impl Into<String>) -> Self {
        self.fields.insert(name.into(), message.into());
        self
    }
    /// Says when a new attempt makes sense.
    #[must_use]
    pub fn retry_after(mut self, seconds: u32) -> Self {
        self.retry_after_s = Some(seconds);
        self
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Problem {}

/// Gathers what is wrong with several fields, so that a form shows all of it at once.
#[derive(Debug, Default)]
pub struct FieldErrors(BTreeMap<String, String>);

impl FieldErrors {
    /// Keeps the value of a good field, or notes what is wrong with it.
    pub fn take<T>(&mut self, name: &str, parsed: Result<T, String>) -> Option<T> {
        parsed.map_err(|wrong| self.0.insert(name.to_owned(), wrong)).ok()
    }
    /// The problem that names all wrong fields, if there is one.
    pub fn into_problem(self) -> Option<Problem> {
        let message = match self.0.len() {
            0 => return None,
            1 => self.0.values().next().cloned().unwrap_or_default(),
            n => format!("{n} fields need another look."),
        };
        Some(Problem { fields: self.0, ..Problem::invalid(message) })
    }
}
