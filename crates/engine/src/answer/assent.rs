//! “Yes” and “no” to an offer, in the twelve languages. Everything longer is a message of its own.

const YES: &[&str] = &[
    "yes",
    "yeah",
    "yep",
    "yup",
    "sure",
    "ok",
    "okay",
    "please",
    "sí",
    "si",
    "claro",
    "vale",
    "oui",
    "ouais",
    "d’accord",
    "d'accord",
    "ja",
    "gern",
    "gerne",
    "jawohl",
    "klar",
    "sì",
    "certo",
    "va",
    "bene",
    "sim",
    "graag",
    "да",
    "конечно",
    "давайте",
    "はい",
    "お願いします",
    "ええ",
    "是",
    "是的",
    "好",
    "好的",
    "要",
    "可以",
    "네",
    "예",
    "좋아요",
    "نعم",
    "أجل",
    "حسنا",
    "حسنًا",
];
const NO: &[&str] = &[
    "no",
    "nope",
    "non",
    "nein",
    "não",
    "nao",
    "nee",
    "нет",
    "いいえ",
    "いえ",
    "不",
    "不用",
    "不用了",
    "不要",
    "没有",
    "아니요",
    "아니오",
    "괜찮아요",
    "لا",
    "nö",
];
const POLITE: &[&str] = &[
    "thanks",
    "thank",
    "you",
    "i",
    "would",
    "want",
    "that",
    "por",
    "favor",
    "gracias",
    "s’il",
    "s'il",
    "vous",
    "te",
    "plaît",
    "plait",
    "merci",
    "bitte",
    "danke",
    "per",
    "favore",
    "grazie",
    "obrigado",
    "obrigada",
    "alstublieft",
    "bedankt",
    "пожалуйста",
    "спасибо",
    "謝謝",
    "谢谢",
    "请",
    "감사합니다",
    "부탁해요",
    "من",
    "فضلك",
    "شكرا",
    "شكرًا",
];

/// Most words that an assent has.
const WORDS: usize = 4;

/// Whether this says yes or no to what was offered, and nothing else; none when it says something else.
pub(super) fn assent(text: &str) -> Option<bool> {
    let lower = text.to_lowercase();
    let words: Vec<&str> = lower
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | '.' | '!' | '。' | '！' | '、' | '，' | '،' | '…'))
        .filter(|word| !word.is_empty())
        .collect();
    if words.is_empty() || words.len() > WORDS {
        return None;
    }
    let known = |word: &&str| YES.contains(word) || NO.contains(word) || POLITE.contains(word);
    if !words.iter().all(known) {
        return None;
    }
    if words.iter().any(|word| NO.contains(word)) {
        return Some(false);
    }
    words.iter().any(|word| YES.contains(word)).then_some(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn yes_and_no_are_understood_with_their_politeness() {
        for yes in ["Yes, please!", "sí", "Ja gerne", "да", "はい、お願いします", "好的", "네", "نعم من فضلك", "OK"]
        {
            assert_eq!(assent(yes), Some(true), "{yes}");
        }
        for no in ["No, thanks.", "nein danke", "不用了，谢谢", "لا شكرا"] {
            assert_eq!(assent(no), Some(false), "{no}");
        }
    }

    #[test]
    fn a_question_is_no_assent() {
        for other in ["Yes, how long does it take?", "no refund?", "", "thanks", "Sure thing but when"] {
            assert_eq!(assent(other), None, "{other}");
        }
    }
}
