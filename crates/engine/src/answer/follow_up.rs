//! Questions that say what they ask and not about what: “and how long does it take?”. They are looked up together with the
//! question before.

use domain::Language;
use nlp::segment::terms;

/// Content words from which a question stands by itself, as long as it does not point back.
const ENOUGH: usize = 2;

/// Words that join a question to what was said before, when they begin it.
fn joining(language: Language) -> &'static [&'static str] {
    match language {
        Language::En => &["and", "but", "also", "what about", "how about", "then", "so"],
        Language::Es => &["y", "e", "pero", "también", "entonces", "qué tal"],
        Language::Fr => &["et", "mais", "aussi", "alors", "donc"],
        Language::De => &["und", "aber", "auch", "dann", "was ist mit", "wie ist es mit"],
        Language::It => &["e", "ed", "ma", "anche", "allora"],
        Language::Pt => &["e", "mas", "também", "então"],
        Language::Nl => &["en", "maar", "ook", "dan", "hoe zit het met"],
        Language::Ru => &["а", "и", "но", "тогда", "также"],
        Language::Ja => &["では", "じゃあ", "それで", "それでは", "あと", "また", "そして"],
        Language::Zh => &["那", "那么", "还有", "然后", "另外"],
        Language::Ko => &["그럼", "그러면", "그리고", "그런데"],
        Language::Ar => &["وكم", "وهل", "وماذا", "وكيف", "ومتى", "وأين", "و ", "لكن"],
    }
}

/// Words that stand for something said before.
fn pointing(language: Language) -> &'static [&'static str] {
    match language {
        Language::En => &["it", "its", "that", "this", "they", "them", "those", "these", "there"],
        Language::Es => &["eso", "esto", "ello", "lo", "esa", "ese"],
        Language::Fr => &["cela", "ça", "celui-ci", "celle-ci"],
        Language::De => &["es", "dies", "davon", "dafür", "dazu", "damit", "daran", "darauf"],
        Language::It => &["questo", "quello", "ciò", "lo"],
        Language::Pt => &["isso", "isto", "ele", "ela"],
        Language::Nl => &["dat", "dit", "ervan", "daarvan", "daarvoor"],
        Language::Ru => &["это", "этого", "он", "она", "оно", "они", "его", "её", "ее", "их"],
        Language::Ja => &["それ", "これ", "その", "この", "あれ"],
        Language::Zh => &["它", "这个", "那个", "这", "那"],
        Language::Ko => &["그것", "그건", "그거", "이것", "이건", "이거"],
        Language::Ar => &["ذلك", "هذا", "هذه", "تلك", "هو", "هي"],
    }
}

/// Whether the question leans on what was asked before.
pub(super) fn leans_back(question: &str, language: Language) -> bool {
    // Spanish questions begin with a sign.
    let lower = question.trim_start_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let spaceless = matches!(language, Language::Ja | Language::Zh);
    let begins = joining(language).iter().any(|joint| {
        let rest = lower.strip_prefix(joint);
        rest.is_some_and(|rest| spaceless || joint.ends_with(' ') || !rest.starts_with(char::is_alphanumeric))
    });
    begins || points_back(question, language) || content_words(question, language) < ENOUGH
}

/// Whether a word of the question stands for something said before.
fn points_back(question: &str, language: Language) -> bool {
    let lower = question.to_lowercase();
    let words: Vec<&str> = lower
        .split(|c: char| !c.is_alphanumeric() && !matches!(c, '-' | '\''))
        .filter(|word| !word.is_empty())
        .collect();
    let anywhere = matches!(language, Language::Ja | Language::Zh | Language::Ko);
    pointing(language).iter().any(|word| if anywhere { lower.contains(word) } else { words.contains(word) })
}

/// Whether the question leaves the subject before: it has words of its own, which `before`, the best passage on that subject,
/// lacks, and `alone`, the best passage on these words, has. “And how long does the refund take?” after a question about
/// delivery is such a one; “and to Austria?” is none where the passage on delivery speaks of Austria.
pub(super) fn changes_subject(question: &str, language: Language, before: Option<&str>, alone: Option<&str>) -> bool {
    let own: Vec<String> = terms(question, language).into_iter().filter(|t| !t.is_stop).map(|t| t.text).collect();
    let has =
        |text: Option<&str>| text.is_some_and(|text| terms(text, language).iter().any(|term| own.contains(&term.text)));
    !points_back(question, language) && !has(before) && has(alone)
}

/// How many words say something about the subject.
pub(super) fn content_words(text: &str, language: Language) -> usize {
    let mut words: Vec<String> =
        terms(text, language).into_iter().filter(|term| !term.is_stop).map(|term| term.text).collect();
    words.sort_unstable();
    words.dedup();
    words.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn questions_that_lean_back_are_known() {
        for (question, language) in [
            ("and how long does it take?", Language::En),
            ("How much?", Language::En),
            ("Can I pay for it with PayPal at the door?", Language::En),
            ("¿Y cuánto cuesta?", Language::Es),
            ("¿Y cuánto tarda el envío a Francia?", Language::Es),
            ("Und nach Österreich?", Language::De),
            ("Wie lange dauert es?", Language::De),
            ("А сколько стоит?", Language::Ru),
            ("那要多久？", Language::Zh),
        ] {
            assert!(leans_back(question, language), "{question}");
        }
    }

    #[test]
    fn a_question_with_words_of_its_own_leaves_the_subject_that_lacks_them() {
        let delivery = Some("Delivery to Austria takes five days.");
        let returns = Some("The refund takes up to ten days.");
        let changes = |question| changes_subject(question, Language::En, delivery, returns);
        assert!(changes("and how long does the refund take?"));
        assert!(
            !changes("and to Austria?") && !changes("and how long does it take?") && !changes("and the helicopter?")
        );
        assert!(!changes_subject("and the refund?", Language::En, returns, returns));
    }

    #[test]
    fn questions_that_stand_by_themselves_are_left_alone() {
        for (question, language) in [
            ("How much does shipping to Austria cost?", Language::En),
            ("Welche Zahlungsarten akzeptieren Sie im Laden?", Language::De),
            ("¿Cuál es el plazo de devolución?", Language::Es),
        ] {
            assert!(!leans_back(question, language), "{question}");
        }
    }
}
