//! In which language a text is written: by its script, and within a script by the likelihood of its letters one after the
//! other, in the twelve and in the languages that could be taken for them.

mod chat;
mod evidence;
mod table;
mod words;

use domain::Language;
use evidence::Share;
use words::{Script, Word};

/// What was found out about a text's language.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Detected {
    /// One of the twelve; none: too little to tell, or another language.
    pub language: Option<Language>,
    /// How likely it is that the text is in this language, 0 to 1; without one, how likely the best of the twelve is.
    pub confidence: f32,
}

impl Detected {
    const UNKNOWN: Self = Self { language: None, confidence: 0.0 };

    fn sure(language: Language, confidence: f32) -> Self {
        Self { language: Some(language), confidence }
    }
}

/// Confidence below which the answer is "not sure".
const SURE: f32 = 0.4;
/// Confidence in what is known where the text says nothing.
const KNOWN: f32 = 0.6;
/// Confidence in a script that one language alone uses.
const SCRIPT: f32 = 0.99;

/// The language of `text`. `prior` is what is already known (of the conversation, of the page); it decides where the text
/// says little, and never against what the text says clearly.
pub fn detect(text: &str, prior: Option<Language>) -> Detected {
    let words = words::words(text);
    let Some(script) = main_script(&words) else {
        return prior.map_or(Detected::UNKNOWN, |prior| Detected::sure(prior, KNOWN));
    };
    match script {
        Script::Hangul => Detected::sure(Language::Ko, SCRIPT),
        Script::Kana => Detected::sure(Language::Ja, SCRIPT),
        Script::Other => Detected::UNKNOWN,
        _ => {
            let marked = text.contains(['¿', '¡']).then_some(Language::Es);
            decide(&evidence::weigh(script, &words, marked, prior), prior)
        }
    }
}

fn decide(shares: &[Share], prior: Option<Language>) -> Detected {
    let likeliest = shares.iter().filter_map(|(language, share)| Some(((*language)?, *share)));
    let Some((language, confidence)) = likeliest.max_by(|one, other| one.1.total_cmp(&other.1)) else {
        return Detected::UNKNOWN;
    };
    let foreign: f32 = shares.iter().filter(|(language, _)| language.is_none()).map(|(_, share)| share).sum();
    if foreign >= 0.5 || confidence < SURE && prior.is_none() {
        return Detected { language: None, confidence };
    }
    Detected::sure(language, confidence)
}

/// The script in which a text is written; none: it has no letters.
fn main_script(words: &[Word]) -> Option<Script> {
    let letters =
        |script: Script| -> usize { words.iter().filter(|word| word.script == script).map(Word::letters).sum() };
    let (han, kana, hangul) = (letters(Script::Han), letters(Script::Kana), letters(Script::Hangul));
    let asian = han + kana + hangul;
    let spaced =
        [Script::Latin, Script::Cyrillic, Script::Arabic, Script::Other].map(|script| (script, letters(script)));
    let (script, most) = spaced.into_iter().max_by_key(|(_, letters)| *letters)?;
    // A name in Latin letters does not change a sentence's language; these scripts need fewer letters for a word.
    if asian > 0 && asian * 3 >= most {
        // A の in an advertisement makes no Chinese sentence Japanese.
        return Some(if hangul * 2 >= han + kana {
            Script::Hangul
        } else if kana * 12 > han {
            Script::Kana
        } else {
            Script::Han
        });
    }
    (most > 0).then_some(script)
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
    fn a_few_words_of_a_chat_are_known() {
        for (text, language) in [
            ("Thanks, bye!", Language::En),
            ("Hola, buenas tardes", Language::Es),
            ("Bonjour", Language::Fr),
            ("Guten Tag", Language::De),
            ("Grazie mille", Language::It),
            ("Olá, tudo bem?", Language::Pt),
            ("Goedemiddag", Language::Nl),
            ("Спасибо", Language::Ru),
            ("ありがとう", Language::Ja),
            ("谢谢", Language::Zh),
            ("多謝", Language::Zh),
            ("감사합니다", Language::Ko),
            ("شكراً", Language::Ar),
        ] {
            assert_eq!(detect(text, None).language, Some(language), "{text}");
        }
    }

    #[test]
    fn words_typed_without_their_accents_are_known() {
        for (text, language) in [
            ("cuando llega mi pedido? lo compre el martes", Language::Es),
            ("nao recebi a encomenda, voces podem ajudar", Language::Pt),
            ("je n'ai pas recu ma commande, ou est elle", Language::Fr),
            ("koennen sie die rechnung fuer mich aendern", Language::De),
            ("perche non e ancora arrivato il pacco", Language::It),
        ] {
            assert_eq!(detect(text, None).language, Some(language), "{text}");
        }
    }

    #[test]
    fn names_and_addresses_do_not_change_the_language_of_a_sentence() {
        for (text, language) in [
            ("Hat Müller & Sons auch Filialen in Buenos Aires?", Language::De),
            ("Is Herr Schmidt from Düsseldorf in today?", Language::En),
            ("Mirad https://www.example.com/the-best-offers-of-the-week porque no funciona", Language::Es),
            ("@the_big_shop_news mijn pakket is kwijt", Language::Nl),
            ("我的 iPhone 15 什么时候发货？", Language::Zh),
        ] {
            assert_eq!(detect(text, None).language, Some(language), "{text}");
        }
        assert_eq!(detect("https://www.example.com/where-is-my-order", None).language, None);
    }

    #[test]
    fn a_name_or_an_abbreviation_alone_has_no_language() {
        for text in ["PayPal?", "iPhone", "DHL", "SEPA?", "@shop", "ok", "12"] {
            assert_eq!(detect(text, None).language, None, "{text}");
            assert_eq!(detect(text, Some(Language::Nl)).language, Some(Language::Nl), "{text}");
        }
        assert_eq!(detect("HOLA", None).language, Some(Language::Es));
        assert_eq!(detect("WO IST MEIN PAKET", None).language, Some(Language::De));
    }

    #[test]
    fn chinese_characters_alone_are_chinese_unless_the_conversation_is_japanese() {
        assert_eq!(detect("退货需要多少钱", None).language, Some(Language::Zh));
        assert_eq!(detect("送料", None).language, Some(Language::Zh));
        assert_eq!(detect("送料", Some(Language::Ja)).language, Some(Language::Ja));
        assert_eq!(detect("返品方法", Some(Language::Ja)).language, Some(Language::Ja));
        assert_eq!(detect("这个东西怎么退货呢", Some(Language::Ja)).language, Some(Language::Zh));
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
