//! How the writer of a text feels: by the words and signs of feeling that it holds, in twelve languages, by what turns them
//! round ('not bad') and by what makes them stronger or weaker.

mod lexicon;
mod signs;
mod weigh;

use crate::language::detect;
use domain::Language;
use serde::{Deserialize, Serialize};

/// How somebody feels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Label {
    /// Pleased, thankful.
    Positive,
    /// Neither, or both alike.
    Neutral,
    /// Annoyed, disappointed, sad, afraid.
    Negative,
}

impl Label {
    /// `positive`, `neutral` or `negative`.
    pub fn id(self) -> &'static str {
        match self {
            Self::Positive => "positive",
            Self::Neutral => "neutral",
            Self::Negative => "negative",
        }
    }
}

/// The feeling of a text.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Feeling {
    /// The likeliest one.
    pub label: Label,
    /// From -1, as bad as can be, to 1; 0 where nothing tells of a feeling.
    pub score: f32,
    /// How much speaks for the label, 0 to 1. It grows with the score and is no measured probability.
    pub confidence: f32,
}

/// More words than these are not looked at: nobody's feeling changes after so many, and time stays bounded.
const MOST: usize = 4_000;
/// From this weight on, a text has a feeling: half a word of feeling, as a weakened or turned one counts.
const FELT: f32 = 0.45;

/// How the writer of `text` feels. `language` is the text's, if it is known; otherwise it is found out, and where that fails
/// signs and English words alone count.
pub fn of(text: &str, language: Option<Language>) -> Feeling {
    let text = text.char_indices().nth(MOST).map_or(text, |(end, _)| &text[..end]);
    let language = language.or_else(|| detect(text, None).language).unwrap_or(Language::En);
    let words = weigh::words(text, language);
    let signs = signs::weight(text);
    let mut weight = words.sum + signs;
    let loud = text.chars().filter(|c| matches!(c, '!' | '！')).take(3).count();
    weight *= 1.0 + 0.1 * loud as f32;
    // Asked again and again: '???'.
    if ["??", "？？", "؟؟", "?!", "？！"].iter().any(|asked| text.contains(asked)) {
        weight -= 0.3;
    }
    let score = weight / (weight * weight + 4.0).sqrt();
    let label = match weight {
        weight if weight >= FELT => Label::Positive,
        weight if weight <= -FELT => Label::Negative,
        _ => Label::Neutral,
    };
    let confidence = match label {
        Label::Neutral if words.found > 0 || signs != 0.0 => 0.4,
        Label::Neutral => 0.55,
        _ => 0.4 + 0.55 * score.abs(),
    };
    Feeling { label, score, confidence }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn score(text: &str) -> f32 {
        of(text, Some(Language::En)).score
    }

    #[test]
    fn what_is_turned_round_strengthened_or_weakened_counts_so() {
        assert!(score("good") > 0.0 && score("not good") < 0.0 && score("not bad") > 0.0);
        assert!(score("very good") > score("good") && score("a bit slow") > score("slow"));
        assert!(score("Good!!!") > score("Good") && score("I am HAPPY") > score("I am happy"));
        assert!(score("the shop is nice but the parcel is broken") < 0.0);
        assert!(score("no, good") > 0.0);
    }

    #[test]
    fn signs_tell_of_feelings_in_any_language() {
        for (text, label) in [
            ("👍", Label::Positive),
            ("ok :)", Label::Positive),
            ("Bestellung 😡", Label::Negative),
            ("...", Label::Neutral),
            ("", Label::Neutral),
            ("see https://example.com/a", Label::Neutral),
        ] {
            assert_eq!(of(text, None).label, label, "{text}");
        }
    }

    #[test]
    fn scores_stay_between_their_bounds_for_any_text() {
        for text in ["great ".repeat(50_000), "最悪".repeat(50_000), "😡".repeat(50_000), "a".repeat(200_000)] {
            let start = std::time::Instant::now();
            let feeling = of(&text, Some(Language::Ja));
            assert!((-1.0..=1.0).contains(&feeling.score) && (0.0..=1.0).contains(&feeling.confidence));
            assert!(of(&text, Some(Language::En)).score.abs() <= 1.0);
            assert!(start.elapsed().as_secs() < 10);
        }
    }
}
