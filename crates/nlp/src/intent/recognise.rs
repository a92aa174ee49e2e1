//! The intent of a text, by the model that `examples/train_intent.rs` makes; see `models/intent.md`.

use super::cues::signs;
use super::taxonomy::Intent;
use crate::classify::Classifier;
use crate::language::detect;
use crate::segment::{Term, terms};
use domain::Language;
use std::sync::LazyLock;

/// From this confidence on, an intent may be acted upon without asking back.
pub const SURE: f32 = 0.8;

/// The sign of the first stem, and how many signs there are for stems; no text that somebody writes has them.
const FIRST_STEM: u32 = 0xf_0000;
const STEMS: u32 = 0xfffd;

/// An intent that a text seems to have.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Recognised {
    /// The likeliest one.
    pub intent: Intent,
    /// How likely it is, 0 to 1; see [`SURE`].
    pub confidence: f32,
}

static MODEL: LazyLock<Option<Classifier>> =
    LazyLock::new(|| Classifier::from_bytes(include_bytes!("../../models/intent.bin")).ok());

/// The likeliest of the 27 intents of customer service that `text` has. None: it has no letters. The confidence is for texts
/// that somebody writes to a customer service: what is about something else has often, but not always, a low one. `language` is
/// the text's, if it is known; otherwise it is found out.
pub fn of(text: &str, language: Option<Language>) -> Option<Recognised> {
    if !text.contains(char::is_alphabetic) {
        return None;
    }
    let language = language.or_else(|| detect(text, None).language);
    choose(MODEL.as_ref()?, &prepare(text, language))
}

/// The likeliest intent of a prepared text. The model takes it for as likely as not that a text has none of the intents; that
/// doubt is left out.
#[doc(hidden)]
pub fn choose(model: &Classifier, prepared: &str) -> Option<Recognised> {
    let guesses = model.classify(prepared);
    let inside: f32 = guesses.iter().map(|guess| guess.confidence).sum();
    let best = guesses.first()?;
    Some(Recognised { intent: best.label.parse().ok()?, confidence: best.confidence / inside.max(f32::MIN_POSITIVE) })
}

/// A text as the model reads it: without the values of its numbers, which say nothing, and with the signs of what it speaks of.
#[doc(hidden)]
pub fn prepare(text: &str, language: Option<Language>) -> String {
    let mut prepared = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        if !c.is_numeric() {
            prepared.push(c);
        } else if !prepared.ends_with('0') {
            prepared.push('0');
        }
    }
    if let Some(language) = language {
        prepared.push(' ');
        prepared.push_str(&signs(text, language));
        prepared.push(' ');
        prepared.extend(stems(text, language));
    }
    prepared
}

/// A sign for the stem of each word that says something, so that all forms of a word have one in common. Where words do not
/// change, or no spaces tell them apart, there is nothing to add.
fn stems(text: &str, language: Language) -> Vec<char> {
    if matches!(language, Language::Zh | Language::Ja | Language::Ko) {
        return Vec::new();
    }
    let is_word = |term: &Term| !term.is_stop && term.text.starts_with(char::is_alphabetic);
    let sign = |term: Term| {
        let hash =
            term.text.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
        char::from_u32(FIRST_STEM + (hash ^ (hash >> 16)) % STEMS)
    };
    terms(text, language).into_iter().filter(is_word).filter_map(sign).collect()
}
