//! What the words of a text say for each language that is written in their script.

use super::chat;
use super::table::{self, Table};
use super::words::{Look, Script, Word};
use domain::Language;
use std::sync::LazyLock;

// Chosen on subtitles in 40 languages; see models/language.md. What is said for or against a language is a logarithm.

/// The share of texts that are in none of the twelve.
const FOREIGN: f32 = 0.05;
/// The share of a conversation's messages that are in its language.
const KNOWN: f32 = 0.9;
/// What a single word can say against a language at most: it may be borrowed, or misspelt.
const WORD: f32 = 12.0;
/// The same for a word with a capital letter inside of a sentence, which is often a name.
const NAME: f32 = 4.0;
/// The same for a few capital letters.
const ABBREVIATION: f32 = 1.5;
/// The same for a Chinese character.
const CHARACTER: f32 = 1.5;
/// Japanese mixes Chinese characters with its syllables: what each one says against it in a text without syllables.
const NO_SYLLABLES: f32 = 0.4;
/// What a word of chats says for the languages that have it.
const CHAT: f32 = 3.0;
/// What punctuation that one language alone uses says for it.
const MARK: f32 = 4.0;
/// Letters are not independent of each other: what they say together is less than the sum.
const SHARPNESS: f32 = 0.75;

/// The tables of `models/language.bin`, by script.
#[derive(Default)]
struct Model {
    latin: Table<'static>,
    cyrillic: Table<'static>,
    arabic: Table<'static>,
    han: Table<'static>,
}

/// Without its file nothing is known of any text; a test reads it.
static MODEL: LazyLock<Model> = LazyLock::new(|| {
    let tables = table::read(include_bytes!("../../models/language.bin"));
    match tables.map(<[Table<'static>; 4]>::try_from) {
        Some(Ok([latin, cyrillic, arabic, han])) => Model { latin, cyrillic, arabic, han },
        _ => Model::default(),
    }
});

/// A class with the probability that the text is in it; no language: one of the others.
pub(super) type Share = (Option<Language>, f32);

/// The classes of a script with their probabilities, which sum to 1. `marked` is the language whose punctuation the text has.
pub(super) fn weigh(script: Script, words: &[Word], marked: Option<Language>, prior: Option<Language>) -> Vec<Share> {
    let table = match script {
        Script::Cyrillic => &MODEL.cyrillic,
        Script::Arabic => &MODEL.arabic,
        Script::Han => &MODEL.han,
        _ => &MODEL.latin,
    };
    let classes: Vec<Option<Language>> = table.classes.iter().map(|name| name.parse().ok()).collect();
    let mut sums = vec![0.0_f32; classes.len()];
    for word in words.iter().filter(|word| word.script == script) {
        if script == Script::Han {
            characters(table, word, &mut sums);
        } else {
            letters(table, word, &classes, &mut sums);
        }
    }
    for (sum, class) in sums.iter_mut().zip(&classes) {
        if class.is_some() && *class == marked {
            *sum += MARK;
        }
    }
    for (sum, class) in sums.iter_mut().zip(priors(&classes, prior)) {
        *sum = *sum * SHARPNESS + class.ln();
    }
    let most = most(&sums);
    let all: f32 = sums.iter().map(|sum| (sum - most).exp()).sum();
    classes.into_iter().zip(sums).map(|(class, sum)| (class, (sum - most).exp() / all)).collect()
}

fn letters(table: &Table<'_>, word: &Word, classes: &[Option<Language>], sums: &mut [f32]) {
    let mut says = vec![0.0_f32; sums.len()];
    for end in 2..=word.signs.len() {
        table.add(&word.signs[end.saturating_sub(table::LONGEST)..end], &mut says);
    }
    let speakers = chat::speakers(&word.signs[1..word.signs.len() - 1]);
    for (says, class) in says.iter_mut().zip(classes) {
        if class.is_some_and(|class| speakers.contains(&class)) {
            *says += CHAT;
        }
    }
    let most = most(&says);
    let against = match word.look {
        Look::Abbreviation if speakers.is_empty() => ABBREVIATION,
        Look::Capital if speakers.is_empty() => NAME,
        _ => WORD,
    };
    for (sum, says) in sums.iter_mut().zip(&says) {
        *sum += (says - most).max(-against);
    }
}

fn characters(table: &Table<'_>, word: &Word, sums: &mut [f32]) {
    for sign in &word.signs[1..word.signs.len() - 1] {
        let mut says = vec![0.0_f32; sums.len()];
        table.add(&[*sign], &mut says);
        let most = most(&says);
        for ((sum, says), name) in sums.iter_mut().zip(&says).zip(&table.classes) {
            let alone = if *name == Language::Ja.code() { NO_SYLLABLES } else { 0.0 };
            *sum += (says - most).max(-CHARACTER) - alone;
        }
    }
}

/// How likely each class is before anything was read. Texts in Chinese characters alone are Chinese, unless more is known.
fn priors(classes: &[Option<Language>], prior: Option<Language>) -> Vec<f32> {
    let main = classes.iter().flatten().count() as f32;
    let foreign = FOREIGN / (classes.len() as f32 - main).max(1.0);
    let chinese = classes.contains(&Some(Language::Zh)).then_some(Language::Zh);
    let prior = prior.filter(|prior| classes.contains(&Some(*prior))).or(chinese);
    let of = |class: &Option<Language>| match (class, prior) {
        (None, None) => foreign,
        (Some(_), None) => (1.0 - FOREIGN) / main,
        (None, Some(_)) => foreign * (1.0 - KNOWN),
        (Some(language), Some(prior)) if *language == prior => KNOWN,
        (Some(_), Some(_)) => (1.0 - KNOWN) / main,
    };
    classes.iter().map(of).collect()
}

fn most(values: &[f32]) -> f32 {
    values.iter().copied().fold(f32::MIN, f32::max)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_knows_every_language_that_letters_do_not_decide() {
        let tables = [&MODEL.latin, &MODEL.cyrillic, &MODEL.arabic, &MODEL.han];
        let known = |language: &Language| tables.iter().any(|table| table.classes.contains(&language.code()));
        let unknown: Vec<&Language> = Language::ALL.iter().filter(|language| !known(language)).collect();
        assert_eq!(unknown, [&Language::Ko]);
    }
}
