//! Words without their endings.

use domain::Language;
use rust_stemmers::{Algorithm, Stemmer};

/// The stem of a folded word. Words with digits stay as they are.
pub(crate) fn stem(folded: &str, language: Language) -> String {
    if folded.chars().any(|c| c.is_ascii_digit()) {
        return folded.to_owned();
    }
    let algorithm = match language {
        Language::En => Algorithm::English,
        Language::Es => Algorithm::Spanish,
        Language::Fr => Algorithm::French,
        Language::De => Algorithm::German,
        Language::It => Algorithm::Italian,
        Language::Pt => Algorithm::Portuguese,
        Language::Nl => Algorithm::Dutch,
        Language::Ru => Algorithm::Russian,
        Language::Ar => return arabic(folded).to_owned(),
        Language::Ja | Language::Zh | Language::Ko => {
            // A foreign word in such a text is English more often than not.
            if folded.is_ascii() { Algorithm::English } else { return folded.to_owned() }
        }
    };
    let stemmer = Stemmer::create(algorithm);
    let accented = with_accents(folded, language);
    let stem = stemmer.stem(accented.as_deref().unwrap_or(folded));
    if stem.is_ascii() || matches!(language, Language::Ru) {
        stem.into_owned()
    } else {
        super::fold::fold(&stem, language)
    }
}

/// The stemmers know endings by their accents, which folding took away, and many visitors do not type.
fn with_accents(folded: &str, language: Language) -> Option<String> {
    let endings: &[(&str, &str)] = match language {
        Language::Es => &[("cion", "ción")],
        Language::Pt => &[("coes", "ções"), ("cao", "ção"), ("soes", "sões"), ("sao", "são")],
        _ => &[],
    };
    endings.iter().find_map(|(plain, accented)| Some(format!("{}{accented}", folded.strip_suffix(plain)?)))
}

/// Light stemming: the article with what is written together with it, and the commonest endings.
fn arabic(folded: &str) -> &str {
    let letters = |text: &str| text.chars().count();
    let mut word = folded;
    // "And" alone stays: many words begin with its letter, and would lose it here and keep it behind an article.
    for prefix in ["وبال", "وال", "بال", "كال", "فال", "ولل", "ال", "لل"] {
        if let Some(rest) = word.strip_prefix(prefix)
            && letters(rest) >= 3
        {
            word = rest;
            break;
        }
    }
    for _ in 0..2 {
        let shorter = ["ها", "ان", "ات", "ون", "ين", "يه", "كم", "نا", "هم", "ه", "ي"]
            .iter()
            .find_map(|suffix| word.strip_suffix(suffix).filter(|rest| letters(rest) >= 3));
        let Some(shorter) = shorter else { break };
        word = shorter;
    }
    word
}

/// Endings and particles that Korean writes together with a word, longest first.
const KOREAN_ENDINGS: &[&str] = &[
    "하시겠습니까",
    "되었습니까",
    "하였습니까",
    "했습니까",
    "됩니까",
    "합니까",
    "입니까",
    "습니까",
    "하였습니다",
    "되었습니다",
    "했습니다",
    "됩니다",
    "합니다",
    "입니다",
    "습니다",
    "할까요",
    "될까요",
    "인가요",
    "한가요",
    "하나요",
    "되나요",
    "은가요",
    "는가요",
    "건가요",
    "을까요",
    "하려면",
    "으로부터",
    "에서는",
    "에게서",
    "으로는",
    "이라는",
    "라는",
    "나요",
    "가요",
    "까요",
    "어요",
    "아요",
    "해요",
    "에요",
    "예요",
    "네요",
    "세요",
    "에서",
    "에게",
    "으로",
    "까지",
    "부터",
    "처럼",
    "보다",
    "마다",
    "이나",
    "이란",
    "에는",
    "에도",
    "하고",
    "하는",
    "하면",
    "하여",
    "해서",
    "되는",
    "되면",
    "된다",
    "한다",
    "했다",
    "하지",
    "하기",
    "적인",
    "들이",
    "들은",
    "들을",
    "들의",
    "과의",
    "와의",
    "은",
    "는",
    "이",
    "가",
    "을",
    "를",
    "에",
    "의",
    "도",
    "로",
    "과",
    "와",
    "만",
    "들",
];

/// A Korean word without its last endings; at least one syllable, and two where a single-syllable particle was cut.
pub(crate) fn korean_root(word: &str) -> &str {
    let mut root = word;
    for _ in 0..2 {
        let length = root.chars().count();
        let shorter = KOREAN_ENDINGS.iter().find_map(|ending| {
            let least = if ending.chars().count() == 1 { 3 } else { 4 };
            if length < least { None } else { root.strip_suffix(ending) }
        });
        let Some(shorter) = shorter else { break };
        root = shorter;
    }
    root
}
