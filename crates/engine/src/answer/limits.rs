//! What a bot keeps away from, as its owner wrote it down: words that it never says, and topics that it does not speak of.

use domain::Language;
use nlp::segment::{Term, fold, terms};

/// Whether this text has one of these phrases, in any spelling or form of its words.
pub(super) fn says_one_of(phrases: &[String], text: &str, language: Language) -> bool {
    if phrases.is_empty() {
        return false;
    }
    let (folded, words) = (plain(text, language), terms(text, language));
    phrases
        .iter()
        .any(|phrase| holds(&folded, &plain(phrase, language)) || has_in_a_row(&words, &terms(phrase, language)))
}

/// Whether this question is about one of these topics: it has all words of one, in any order and form.
pub(super) fn is_about_one_of(topics: &[String], question: &str, language: Language) -> bool {
    if topics.is_empty() {
        return false;
    }
    let words = terms(question, language);
    topics.iter().any(|topic| {
        let all = terms(topic, language);
        let mut telling: Vec<&Term> = all.iter().filter(|term| !term.is_stop).collect();
        if telling.is_empty() {
            telling = all.iter().collect();
        }
        !telling.is_empty() && telling.iter().all(|term| words.iter().any(|word| word.text == term.text))
    }) || says_one_of(topics, question, language)
}

/// Folded, with single spaces, and without what can stand inside a word unseen.
fn plain(text: &str, language: Language) -> String {
    let seen =
        |c: &char| !matches!(c, '*' | '_' | '`' | '~' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}');
    let folded = fold(&text.chars().filter(seen).collect::<String>(), language);
    folded.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether the phrase stands in the text as whole words.
fn holds(text: &str, phrase: &str) -> bool {
    let bounded = |edge: Option<char>, beside: Option<char>| {
        !edge.is_some_and(stands_apart) || !beside.is_some_and(char::is_alphanumeric)
    };
    !phrase.is_empty()
        && text.match_indices(phrase).any(|(start, found)| {
            bounded(found.chars().next(), text[..start].chars().next_back())
                && bounded(found.chars().next_back(), text[start + found.len()..].chars().next())
        })
}

/// Whether this letter belongs to a script that puts spaces around words and nothing of grammar onto them unseen.
fn stands_apart(c: char) -> bool {
    let is_joined = matches!(u32::from(c),
        0x0600..=0x06ff | 0x1100..=0x11ff | 0x2e80..=0x9fff | 0xac00..=0xd7af | 0xf900..=0xfaff | 0x20000..=0x3ffff);
    c.is_alphanumeric() && !is_joined
}

fn has_in_a_row(words: &[Term], phrase: &[Term]) -> bool {
    // Words of grammar alone are no phrase in another form.
    phrase.iter().any(|term| !term.is_stop)
        && words.windows(phrase.len()).any(|row| row.iter().zip(phrase).all(|(word, wanted)| word.text == wanted.text))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn says(phrase: &str, text: &str, language: Language) -> bool {
        says_one_of(&[phrase.to_owned()], text, language)
    }

    fn is_about(topic: &str, question: &str, language: Language) -> bool {
        is_about_one_of(&[topic.to_owned()], question, language)
    }

    #[test]
    fn a_phrase_is_found_in_any_spelling_and_form_and_not_inside_other_words() {
        assert!(says("cheap", "Our teas are CHEAP.", Language::En));
        assert!(says("money back guarantee", "There is a **money-back** guarantees  list.", Language::En));
        assert!(says("guarantee", "We guaranteed it.", Language::En));
        assert!(says("cheap", "It is ch*ea*p, really", Language::En));
        assert!(says("Größe", "Die GROESSE ist egal.", Language::De));
        assert!(says("激安", "これは激安です。", Language::Ja));
        assert!(says("رخيص", "هذا المنتج الرخيص", Language::Ar));
        for (phrase, text) in
            [("ass", "First class glass."), ("art", "Start the cart."), ("of the", "Out of our shop.")]
        {
            assert!(!says(phrase, text, Language::En), "{phrase}");
        }
        assert!(!says_one_of(&[], "anything", Language::En));
    }

    #[test]
    fn a_question_is_about_a_topic_when_it_has_all_of_its_words() {
        assert!(is_about("medical advice", "Can you give me advice on a medical problem?", Language::En));
        assert!(!is_about("medical advice", "Can you give me advice on kettles?", Language::En));
        assert!(is_about("Konkurrenz", "Was halten Sie von der Konkurrenz?", Language::De));
        assert!(is_about("賭博", "賭博について教えてください", Language::Ja));
        assert!(!is_about("politics", "Which kettles do you have?", Language::En));
    }
}
