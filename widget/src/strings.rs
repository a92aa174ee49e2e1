//! What the panel says, in the twelve languages. A language that lacks a sentence does not compile.

/// The sentences of one language.
pub struct Strings {
    /// The language's code, as it goes into the `lang` attribute.
    pub code: &'static str,
    /// The panel's heading.
    pub title: &'static str,
    /// The label of the panel's close button.
    pub close: &'static str,
}

impl Strings {
    /// Whether the language is written from right to left.
    pub fn is_right_to_left(&self) -> bool {
        self.code == "ar"
    }
}

/// Every language; the first is what an unknown code gets.
pub const LANGUAGES: &[Strings] = &[
    Strings { code: "en", title: "Chat", close: "Close chat" },
    Strings { code: "es", title: "Chat", close: "Cerrar el chat" },
    Strings { code: "fr", title: "Chat", close: "Fermer le chat" },
    Strings { code: "de", title: "Chat", close: "Chat schließen" },
    Strings { code: "it", title: "Chat", close: "Chiudi la chat" },
    Strings { code: "pt", title: "Chat", close: "Fechar o chat" },
    Strings { code: "nl", title: "Chat", close: "Chat sluiten" },
    Strings { code: "ru", title: "Чат", close: "Закрыть чат" },
    Strings { code: "ja", title: "チャット", close: "チャットを閉じる" },
    Strings { code: "zh", title: "聊天", close: "关闭聊天" },
    Strings { code: "ko", title: "채팅", close: "채팅 닫기" },
    Strings { code: "ar", title: "المحادثة", close: "إغلاق المحادثة" },
];

/// The sentences for a code; English for one that is not in the catalogue.
pub fn of(code: &str) -> &'static Strings {
    LANGUAGES.iter().find(|language| language.code == code).unwrap_or(&LANGUAGES[0])
}

#[cfg(test)]
mod tests {
    use super::{LANGUAGES, of};

    #[test]
    fn the_catalogue_has_the_twelve_languages_and_no_empty_sentence() {
        let codes: Vec<_> = LANGUAGES.iter().map(|language| language.code).collect();
        assert_eq!(codes, ["en", "es", "fr", "de", "it", "pt", "nl", "ru", "ja", "zh", "ko", "ar"]);
        assert!(LANGUAGES.iter().all(|language| !language.title.is_empty() && !language.close.is_empty()));
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
