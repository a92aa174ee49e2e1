//! Languages in Latin letters: the words of grammar, the marked letters, and a model of letter sequences, weighed together.

use super::scripts::Letters;
use super::{Detected, SURE};
use crate::segment::{fold, is_stop};
use domain::Language;
use whichlang::Lang;

const LATIN: [Language; 7] =
    [Language::En, Language::Es, Language::Fr, Language::De, Language::It, Language::Pt, Language::Nl];

/// Marked letters that each language uses; any other one speaks against it.
fn marked(language: Language) -> &'static str {
    match language {
        Language::Es => "áéíóúüñ",
        Language::Fr => "àâæçéèêëîïôœùûüÿ",
        Language::De => "äöüß",
        Language::It => "àèéìíòóù",
        Language::Pt => "ãõáâàçéêíóôú",
        Language::Nl => "ëéïóöüèá",
        _ => "éï",
    }
}

/// Letters with which whole languages fall out that are none of the twelve.
const FOREIGN: &str =
    "ąćęłńśźżčďěňřšťůžőűăâîșțşţğıİåøæđžāēģīķļņūėįųơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹðþŋħġċ";

pub(super) fn decide(text: &str, letters: &Letters, prior: Option<Language>) -> Detected {
    let lower = text.to_lowercase();
    let words: Vec<&str> = lower.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).collect();
    let model = from_model(whichlang::detect_language(&lower));
    let mut best: Option<(Language, f32)> = None;
    let mut second = 0.0_f32;
    for language in LATIN {
        let points = points(&lower, &words, language, model, prior);
        match best {
            Some((_, most)) if points <= most => second = second.max(points),
            _ => {
                second = best.map_or(0.0, |(_, most)| most);
                best = Some((language, points));
            }
        }
    }
    let Some((language, points)) = best else { return Detected::UNKNOWN };
    let foreign = lower.chars().filter(|c| FOREIGN.contains(*c) && !marked(language).contains(*c)).count();
    let grammar = words.iter().filter(|word| is_stop(&fold(word, language), language)).count();
    // A word or two of a conversation are in its language, unless grammar or letters say otherwise.
    let is_short = words.len() <= 3 && letters.latin < 24;
    if let Some(prior) = prior.filter(|prior| is_short && LATIN.contains(prior)) {
        let marks = lower.chars().any(|c| !c.is_ascii() && c.is_alphabetic() && !marked(prior).contains(c));
        if foreign == 0 && (prior == language || grammar == 0 && !marks) {
            return Detected::sure(prior, 0.6);
        }
    }
    if is_foreign(words.len(), foreign, grammar, model.is_none()) {
        return Detected::UNKNOWN;
    }
    // Little text says little: ten letters of one word are as often a name as a word.
    let amount = (letters.latin as f32 / 16.0).min(1.0);
    let margin = (points - second) / (points + 1.0);
    let confidence = (0.35 + 0.35 * amount + 0.6 * margin).min(0.99);
    if prior == Some(language) {
        return Detected::sure(language, confidence.max(SURE));
    }
    if confidence >= SURE && (words.len() > 1 || letters.latin >= 8 || grammar > 0) {
        return Detected::sure(language, confidence);
    }
    prior.map_or(Detected { language: None, confidence }, |prior| Detected::sure(prior, SURE))
}

/// How much speaks for `language`.
fn points(lower: &str, words: &[&str], language: Language, model: Option<Language>, prior: Option<Language>) -> f32 {
    let mut points = 0.0;
    for word in words {
        let folded = fold(word, language);
        if is_stop(&folded, language) {
            // A word of one letter is half a word, and one with its accents a better one.
            points += if folded.len() == 1 { 0.3 } else { 1.0 };
        }
    }
    for c in lower.chars().filter(|c| !c.is_ascii() && c.is_alphabetic()) {
        points += if marked(language).contains(c) { 0.3 } else { -1.0 };
    }
    if lower.contains(['¿', '¡']) {
        points += if language == Language::Es { 3.0 } else { 0.0 };
    }
    if model == Some(language) {
        points += 1.5 + 0.15 * words.len() as f32;
    }
    if prior == Some(language) {
        points += 1.0;
    }
    points.max(0.0)
}

/// Whether this is rather one of the languages that are none of the twelve.
fn is_foreign(words: usize, foreign: usize, grammar: usize, model_says_foreign: bool) -> bool {
    let many = foreign >= 2 && foreign * 6 >= words;
    let some = foreign >= 1 && grammar * 5 < words;
    let nothing_known = words >= 4 && grammar * 6 < words;
    many || some || nothing_known || model_says_foreign && grammar * 4 < words
}

fn from_model(lang: Lang) -> Option<Language> {
    match lang {
        Lang::Eng => Some(Language::En),
        Lang::Spa => Some(Language::Es),
        Lang::Fra => Some(Language::Fr),
        Lang::Deu => Some(Language::De),
        Lang::Ita => Some(Language::It),
        Lang::Por => Some(Language::Pt),
        Lang::Nld => Some(Language::Nl),
        _ => None,
    }
}
