//! What a text is for: one of the intents of customer service, or small talk, which is said without being about anything:
//! greetings, thanks, questions about the bot itself.

mod cues;
mod phrases;
mod recognise;
mod taxonomy;

pub use recognise::{Recognised, SURE, choose, of, prepare};
pub use taxonomy::{Intent, UnknownIntent};

use crate::language::detect;
use crate::segment::fold;
use domain::Language;

/// Small talk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SmallTalk {
    /// "Hello".
    Greeting,
    /// "Thank you".
    Thanks,
    /// "Goodbye".
    Goodbye,
    /// "Who are you?", "Are you a bot?", "What can you do?".
    WhoAreYou,
    /// "How are you?".
    HowAreYou,
}

/// The small talk that `text` is, if it is nothing else: "Hello, where is my order?" is none. `language` is the text's, if it
/// is known.
pub fn small_talk(text: &str, language: Option<Language>) -> Option<SmallTalk> {
    // Nobody's small talk is longer, and a long message is not worth the search.
    if text.chars().count() > 120 {
        return None;
    }
    let known = language.or_else(|| detect(text, None).language);
    let of = |language: &Language| in_language(text, *language);
    known.as_ref().and_then(of).or_else(|| Language::ALL.iter().find_map(of))
}

/// The text has to consist of phrases, polite words and signs; the phrase that asks most counts.
fn in_language(text: &str, language: Language) -> Option<SmallTalk> {
    let folded = fold(text, language);
    let spaced = !matches!(language, Language::Ja | Language::Zh | Language::Ko);
    let is_letter = |c: char| c.is_alphanumeric() || spaced && c == '\'';
    let separator = if spaced { " " } else { "" };
    let words: Vec<&str> = folded.split(|c: char| !is_letter(c)).filter(|word| !word.is_empty()).collect();
    let mut rest = format!("{separator}{}{separator}", words.join(separator));
    let mut found = None;
    for (kind, list) in phrases::of(language) {
        // Longest first: "hello there" before "hello".
        let mut list: Vec<&str> = list.split('|').collect();
        list.sort_by_key(|phrase| std::cmp::Reverse(phrase.len()));
        for phrase in list {
            let (pattern, between) = (format!("{separator}{phrase}{separator}"), if spaced { "  " } else { "" });
            while let Some(at) = rest.find(&pattern) {
                rest.replace_range(at..at + pattern.len(), between);
                found = found.or(kind);
            }
        }
    }
    let nothing_left = rest.chars().all(char::is_whitespace);
    found.filter(|_| nothing_left)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_talk_is_known_in_all_twelve_languages() {
        for (language, greeting, thanks, goodbye, who, how) in [
            (Language::En, "Hi there!", "Thanks a lot", "bye", "Who are you?", "how are you?"),
            (Language::Es, "¡Hola, buenos días!", "muchas gracias", "adiós", "¿Quién eres?", "¿cómo estás?"),
            (Language::Fr, "Bonjour", "merci beaucoup", "au revoir", "Qui êtes-vous ?", "Comment ça va ?"),
            (Language::De, "Guten Tag", "Vielen Dank!", "tschüss", "Wer bist du?", "Wie geht es dir?"),
            (Language::It, "Buongiorno", "grazie mille", "arrivederci", "Chi sei?", "come stai?"),
            (Language::Pt, "Olá, bom dia", "muito obrigado", "tchau", "Quem é você?", "tudo bem?"),
            (Language::Nl, "Goedemorgen", "dank je wel", "tot ziens", "Wie ben je?", "hoe gaat het?"),
            (Language::Ru, "Здравствуйте", "большое спасибо", "до свидания", "Кто ты?", "как дела?"),
            (Language::Ja, "こんにちは", "ありがとうございます", "さようなら", "あなたは誰ですか？", "お元気ですか？"),
            (Language::Zh, "你好", "非常感谢", "再见", "你是谁？", "你好吗？"),
            (Language::Ko, "안녕하세요", "감사합니다", "안녕히 계세요", "누구세요?", "잘 지내세요?"),
            (Language::Ar, "السلام عليكم", "شكرا جزيلا", "مع السلامة", "من أنت؟", "كيف حالك؟"),
        ] {
            for language in [Some(language), None] {
                assert_eq!(small_talk(greeting, language), Some(SmallTalk::Greeting), "{greeting}");
                assert_eq!(small_talk(thanks, language), Some(SmallTalk::Thanks), "{thanks}");
                assert_eq!(small_talk(goodbye, language), Some(SmallTalk::Goodbye), "{goodbye}");
                assert_eq!(small_talk(who, language), Some(SmallTalk::WhoAreYou), "{who}");
                assert_eq!(small_talk(how, language), Some(SmallTalk::HowAreYou), "{how}");
            }
        }
    }

    #[test]
    fn what_asks_something_is_no_small_talk() {
        for text in [
            "Hello, where is my order?",
            "thanks, but it is broken",
            "Hola, ¿cuánto cuesta?",
            "你好，运费多少",
            "bye bye voucher code",
            "who are your suppliers",
            "",
            "??",
            "Danke für nichts, wo ist mein Paket",
        ] {
            assert_eq!(small_talk(text, None), None, "{text}");
        }
    }

    #[test]
    fn the_question_counts_before_the_greeting() {
        assert_eq!(small_talk("Hello! How are you?", Some(Language::En)), Some(SmallTalk::HowAreYou));
        assert_eq!(small_talk("ok thanks, bye!", Some(Language::En)), Some(SmallTalk::Goodbye));
    }
}
