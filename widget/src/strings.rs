//! What the panel says, in the twelve languages. A language that lacks a sentence does not compile.

mod catalogue;
mod thumbs;

pub use catalogue::LANGUAGES;
pub use thumbs::{THUMBS, Thumbs};

/// Why an answer did not help, as the server knows it.
pub const REASONS: [&str; 5] = ["wrong", "incomplete", "outdated", "not_my_question", "other"];

/// The sentences of one language.
#[derive(Debug)]
pub struct Strings {
    /// The language’s code, as it goes into the `lang` attribute.
    pub code: &'static str,
    /// The panel’s name.
    pub title: &'static str,
    /// The label of the close button.
    pub close: &'static str,
    /// The name of the list of messages.
    pub thread: &'static str,
    /// What the bot greets with when its owner has written nothing.
    pub welcome: &'static str,
    /// What to do in the field for a message.
    pub placeholder: &'static str,
    /// The label of the send button.
    pub send: &'static str,
    /// Asks for a human.
    pub human: &'static str,
    /// The visitor has asked for a human.
    pub asked: &'static str,
    /// Under the bot’s name: it is no person.
    pub bot: &'static str,
    /// Under the bot’s name while nobody has taken the conversation yet.
    pub queue: &'static str,
    /// Under an agent’s name: it is a person of the business.
    pub team: &'static str,
    /// Before the pages that an answer rests on.
    pub sources: &'static str,
    /// Who wrote the visitor’s own messages, for screen readers.
    pub you: &'static str,
    /// Somebody types; `{}` is the name.
    pub typing: &'static str,
    /// A message is on its way.
    pub sending: &'static str,
    /// A message is kept until there is a connection.
    pub waiting: &'static str,
    /// A message is stored.
    pub sent: &'static str,
    /// Somebody of the team has seen a message.
    pub seen: &'static str,
    /// A message was not taken.
    pub failed: &'static str,
    /// Tries again.
    pub again: &'static str,
    /// The line is being opened.
    pub connecting: &'static str,
    /// The line is broken; it is tried again by itself.
    pub lost: &'static str,
    /// The browser has no network.
    pub offline: &'static str,
    /// The server does not serve this page.
    pub refused: &'static str,
    /// Goes to the newest message.
    pub newest: &'static str,
}

impl Strings {
    /// Whether the language is written from right to left.
    pub fn is_right_to_left(&self) -> bool {
        self.code == "ar"
    }
}

/// What stands under an answer that can be judged, in the language of these sentences.
pub fn thumbs(words: &Strings) -> &'static Thumbs {
    let place = LANGUAGES.iter().position(|language| language.code == words.code);
    &THUMBS[place.unwrap_or_default()]
}

/// The sentences for a code; English for one that is not in the catalogue.
pub fn of(code: &str) -> &'static Strings {
    LANGUAGES.iter().find(|language| language.code == code).unwrap_or(&LANGUAGES[0])
}

#[cfg(test)]
mod tests {
    use super::{LANGUAGES, REASONS, Strings, THUMBS, of};
    use domain::Language;
    use domain::feedback::VoteReason;

    /// Every sentence with its name, as the derived `Debug` lists them, so that a new field is tested without being named here.
    fn sentences(language: &Strings) -> Vec<(String, String)> {
        let written = format!("{language:#?}");
        let fields = written.lines().filter_map(|line| line.trim().trim_end_matches(',').split_once(": "));
        fields.map(|(name, text)| (name.to_owned(), text.trim_matches('"').to_owned())).collect()
    }

    #[test]
    fn the_catalogue_has_the_twelve_languages_and_no_empty_sentence() {
        let codes: Vec<_> = LANGUAGES.iter().map(|language| language.code).collect();
        assert_eq!(codes, Language::ALL.iter().map(|language| language.code()).collect::<Vec<_>>());
        for language in LANGUAGES {
            for (name, text) in sentences(language) {
                assert!(!text.trim().is_empty(), "{} has no {name}", language.code);
            }
        }
    }

    #[test]
    fn no_sentence_was_left_in_english() {
        // Words that these languages write as English does.
        let same = ["fr thread", "fr sources", "es title", "fr title", "de title", "it title", "pt title", "nl title"];
        let english = sentences(&LANGUAGES[0]);
        for language in &LANGUAGES[1..] {
            for ((name, text), (_, in_english)) in sentences(language).iter().zip(&english) {
                let is_known = same.contains(&format!("{} {name}", language.code).as_str());
                assert!(text != in_english || is_known, "{}: {name} is “{text}”", language.code);
            }
        }
    }

    #[test]
    fn what_stands_under_an_answer_is_said_in_every_language_in_its_own_words() {
        let all: Vec<Vec<&str>> = THUMBS
            .iter()
            .map(|thumbs| {
                [thumbs.helpful, thumbs.unhelpful, thumbs.why, thumbs.more].into_iter().chain(thumbs.reasons).collect()
            })
            .collect();
        for (place, words) in all.iter().enumerate() {
            assert!(words.iter().all(|text| !text.trim().is_empty()), "{words:?}");
            assert!(place == 0 || all[0].iter().zip(words).all(|(english, own)| english != own), "{words:?}");
        }
        assert_eq!(REASONS.to_vec(), VoteReason::ALL.iter().map(|reason| reason.as_str()).collect::<Vec<_>>());
    }

    #[test]
    fn every_sentence_about_typing_has_a_place_for_the_name() {
        assert!(LANGUAGES.iter().all(|language| language.typing.matches("{}").count() == 1));
    }

    #[test]
    fn an_unknown_language_is_answered_in_english() {
        assert_eq!(of("tlh").code, "en");
    }

    #[test]
    fn only_arabic_runs_from_right_to_left() {
        let rtl: Vec<_> = LANGUAGES.iter().filter(|language| language.is_right_to_left()).map(|l| l.code).collect();
        assert_eq!(rtl, ["ar"]);
    }
}
