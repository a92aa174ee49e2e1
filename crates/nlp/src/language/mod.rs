//! In which language a text is written.

mod evidence;
mod scripts;

use domain::Language;
use scripts::Letters;

/// What was found out about a text's language.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Detected {
    /// One of the twelve; none: too little to tell, or another language.
    pub language: Option<Language>,
    /// How sure, 0 to 1.
    pub confidence: f32,
}

impl Detected {
    const UNKNOWN: Self = Self { language: None, confidence: 0.0 };

    fn sure(language: Language, confidence: f32) -> Self {
        Self { language: Some(language), confidence }
    }
}

/// Confidence below which the answer is "not sure".
const SURE: f32 = 0.5;

/// The language of `text`. `prior` is what is already known (of the conversation, of the page); it decides where the text
/// says little, and never against what the text says clearly.
pub fn detect(text: &str, prior: Option<Language>) -> Detected {
    let letters = Letters::count(text);
    if letters.all == 0 {
        return prior.map_or(Detected::UNKNOWN, |prior| Detected::sure(prior, SURE));
    }
    if let Some(detected) = scripts::decide(&letters, text, prior) {
        return detected;
    }
    evidence::decide(text, &letters, prior)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_of_the_twelve_are_known() {
        for (text, language) in [
            ("How long does the delivery take?", Language::En),
            ("¿Cuánto tarda en llegar el pedido?", Language::Es),
            ("Combien de temps prend la livraison ?", Language::Fr),
            ("Wie lange dauert die Lieferung?", Language::De),
            ("Quanto tempo ci vuole per la consegna?", Language::It),
            ("Quanto tempo demora a entrega do meu pedido?", Language::Pt),
            ("Hoe lang duurt de levering van mijn bestelling?", Language::Nl),
            ("Сколько времени занимает доставка?", Language::Ru),
            ("配送にはどのくらいかかりますか？", Language::Ja),
            ("配送需要多长时间？", Language::Zh),
            ("배송은 얼마나 걸리나요?", Language::Ko),
            ("كم يستغرق التوصيل؟", Language::Ar),
        ] {
            let detected = detect(text, None);
            assert_eq!(detected.language, Some(language), "{text}");
            assert!(detected.confidence > 0.6, "{text}: {}", detected.confidence);
        }
    }

    #[test]
    fn other_languages_are_not_taken_for_one_of_the_twelve() {
        for text in [
            "Jak długo trwa dostawa mojego zamówienia?",
            "Скільки часу займає доставка моєї посилки?",
            "ارسال سفارش من چقدر طول می‌کشد؟ لطفاً بگویید",
            "Kuinka kauan toimitus kestää, ja mitä se maksaa?",
            "डिलीवरी में कितना समय लगता है?",
            "Πόσο διαρκεί η παράδοση;",
            "Hur lång tid tar leveransen till mig?",
        ] {
            assert_eq!(detect(text, None).language, None, "{text}");
        }
    }

    #[test]
    fn short_texts_follow_the_prior_and_clear_ones_do_not() {
        assert_eq!(detect("ok", Some(Language::De)).language, Some(Language::De));
        assert_eq!(detect("iPhone 15", Some(Language::Es)).language, Some(Language::Es));
        assert_eq!(detect("12345 !!", Some(Language::Fr)).language, Some(Language::Fr));
        assert_eq!(detect("ok", None).language, None);
        assert_eq!(detect("", None).language, None);
        let clear = detect("Where is my order, please? I have been waiting for a week.", Some(Language::De));
        assert_eq!(clear.language, Some(Language::En));
    }
}
