//! Which sentences of the passages answer a question, word for word.

mod choose;
mod kinds;
mod question;
mod score;
mod units;
mod wants;
mod words;

use crate::confidence::confidence;
#[doc(hidden)]
pub use crate::confidence::{SIGNALS, Signals};
use domain::Language;
use question::Question;
use score::Sight;
pub use score::{FEATURES, Features};
use units::{Unit, units};
use words::Words;

/// From here on a confidence means: this answers the question.
pub const ANSWERS: f32 = 0.5;
/// Below this there is nothing to offer: what was found does not answer the question.
pub const OFFERS: f32 = 0.3;

/// A passage that may hold the answer, as the search found it.
#[derive(Debug, Clone, Copy)]
pub struct Candidate<'a> {
    /// Title of its item.
    pub title: &'a str,
    /// The headings that it stands under.
    pub heading: &'a str,
    /// Its text.
    pub text: &'a str,
    /// Its language.
    pub language: Language,
    /// What the search gave it.
    pub score: f32,
    /// Share of the question's weighted terms that it has.
    pub coverage: f32,
}

/// A piece of a candidate's text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// Which candidate.
    pub candidate: usize,
    /// Where it starts in its text, in bytes.
    pub start: usize,
    /// Where it ends, in bytes.
    pub end: usize,
}

/// What answers a question.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Extracted {
    /// The pieces, in the order in which they are read.
    pub spans: Vec<Span>,
    /// How sure it is that they answer, 0 to 1; see [`ANSWERS`].
    pub confidence: f32,
}

/// Most candidates that are looked at.
const MOST: usize = 6;
/// Candidates whose score is less than this part of the best one's are left out.
const FAR_BEHIND: f32 = 0.35;

/// The smallest set of sentences that answers `question`. Questions with their answers, lists and tables stay whole. The
/// spans are the best there are even where the confidence says that they are no answer.
pub fn extract(question: &str, language: Language, candidates: &[Candidate<'_>]) -> Extracted {
    let (extracted, _) = extract_with_signals(question, language, candidates);
    extracted
}

/// As [`extract`], with what the confidence was made from, for measuring.
#[doc(hidden)]
pub fn extract_with_signals(
    question: &str,
    language: Language,
    candidates: &[Candidate<'_>],
) -> (Extracted, Option<Signals>) {
    let Some((chosen, signals)) = looked_at(question, language, candidates, choose::choose) else {
        return (Extracted::default(), None);
    };
    let extracted = Extracted { spans: chosen, confidence: confidence(&signals) };
    (extracted, Some(signals))
}

/// Every piece of the candidates with what speaks for it, for fitting what that counts.
#[doc(hidden)]
pub fn pieces_with_features(question: &str, language: Language, candidates: &[Candidate<'_>]) -> Vec<(Span, Features)> {
    let span = |unit: &Unit| Span { candidate: unit.candidate, start: unit.range.start, end: unit.range.end };
    let all = looked_at(question, language, candidates, |sight| {
        let (scored, _) = sight.score();
        Some(scored.into_iter().map(|scored| (span(&sight.units[scored.unit]), scored.features)).collect())
    });
    all.unwrap_or_default()
}

fn looked_at<T>(
    question: &str,
    language: Language,
    candidates: &[Candidate<'_>],
    look: impl FnOnce(&Sight<'_>) -> Option<T>,
) -> Option<T> {
    let candidates = &candidates[..candidates.len().min(MOST)];
    let best = candidates.iter().map(|candidate| candidate.score).fold(0.0, f32::max);
    let mut all: Vec<Unit> = Vec::new();
    for (number, candidate) in candidates.iter().enumerate() {
        if candidate.score >= best * FAR_BEHIND {
            all.extend(units(number, candidate));
        }
    }
    let mut question = Question::new(question, language, candidates);
    let (mut words, ids, asked, above) = Words::new(&all, candidates);
    let mut languages: Vec<Language> = candidates.iter().map(|candidate| candidate.language).collect();
    languages.sort_unstable();
    languages.dedup();
    words.compare(&mut question, &ids, &languages);
    let sight =
        Sight { question: &question, candidates, units: &all, words: &words, ids: &ids, asked: &asked, above: &above };
    look(&sight)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn candidate<'a>(title: &'a str, text: &'a str) -> Candidate<'a> {
        Candidate { title, heading: "", text, language: Language::En, score: 5.0, coverage: 0.9 }
    }

    fn answer(question: &str, candidates: &[Candidate<'_>]) -> Vec<String> {
        let extracted = extract(question, Language::En, candidates);
        let text = |span: &Span| candidates[span.candidate].text[span.start..span.end].to_owned();
        extracted.spans.iter().map(text).collect()
    }

    const SHIPPING: &str = "We pack every order by hand. Delivery within Germany takes two to three days. Abroad it takes \
        up to ten days. Gift wrapping is free.";

    #[test]
    fn the_sentence_that_answers_is_taken_alone() {
        let candidates = [candidate("Shipping", SHIPPING)];
        assert_eq!(
            answer("How long does delivery take within Germany?", &candidates),
            ["Delivery within Germany takes two to three days."]
        );
        assert_eq!(answer("is gift wrapping free", &candidates), ["Gift wrapping is free."]);
    }

    #[test]
    fn a_list_stays_whole_with_the_line_that_leads_to_it() {
        let text =
            "Our story began long ago.\nYou can pay with:\n- Visa\n- PayPal\n- Bank transfer\nPrices include tax.";
        let said = answer("How can I pay?", &[candidate("Payment", text)]);
        assert_eq!(said, ["You can pay with:\n- Visa\n- PayPal\n- Bank transfer"]);
        let said = answer("Do you take PayPal?", &[candidate("Payment", text)]);
        assert!(said[0].contains("PayPal") && said[0].contains("Visa"));
    }

    #[test]
    fn the_answer_to_the_same_question_is_taken_whole() {
        let text =
            "Do you ship abroad?\nYes, to all of Europe. It costs 9 euros.\nCan I return goods?\nWithin 30 days.";
        assert_eq!(
            answer("do you ship abroad", &[candidate("FAQ", text)]),
            ["Yes, to all of Europe. It costs 9 euros."]
        );
    }

    #[test]
    fn a_title_that_is_the_question_is_answered_by_its_text() {
        let item = candidate("Can I change my address?", "Yes. Open your account and press Edit.");
        let other = Candidate { score: 2.0, coverage: 0.3, ..candidate("Shipping", SHIPPING) };
        assert_eq!(answer("can i change the address", &[item, other]), ["Yes. Open your account and press Edit."]);
    }

    #[test]
    fn a_sentence_that_points_back_brings_the_one_before() {
        let text = "The Classic lamp has a wooden foot. It weighs four kilos and is 120 cm tall.";
        let said = answer("How much does the lamp weigh, how tall is it?", &[candidate("Lamps", text)]);
        assert_eq!(said.concat(), text);
    }

    #[test]
    fn what_the_passages_do_not_cover_is_no_answer() {
        let far = Candidate { coverage: 0.3, ..candidate("Shipping", SHIPPING) };
        let extracted = extract("Do you sell helicopters in Brazil?", Language::En, &[far]);
        assert!(extracted.confidence < ANSWERS, "{}", extracted.confidence);
        let near =
            extract("How long does delivery within Germany take?", Language::En, &[candidate("Shipping", SHIPPING)]);
        assert!(near.confidence > ANSWERS, "{}", near.confidence);
        assert_eq!(extract("anything", Language::En, &[]), Extracted::default());
        assert_eq!(extract("", Language::En, &[candidate("", "")]), Extracted::default());
    }

    #[test]
    fn spans_lie_on_characters_and_in_order_in_every_language() {
        for (language, question, text) in [
            (Language::Ja, "送料はいくらですか", "送料は全国一律500円です。五千円以上で無料になります。"),
            (Language::Zh, "运费是多少", "我们每天发货。运费是十元，满一百元免运费。"),
            (Language::Ar, "كم تكلفة الشحن؟", "نشحن كل يوم. تكلفة الشحن عشرة يورو."),
            (Language::Ko, "배송비는 얼마인가요?", "매일 발송합니다. 배송비는 3,000원입니다."),
            (Language::Ru, "Сколько стоит доставка?", "Мы отправляем каждый день. Доставка стоит 300 рублей."),
        ] {
            let found = Candidate { language, ..candidate("", text) };
            let extracted = extract(question, language, &[found]);
            assert!(!extracted.spans.is_empty(), "{language}");
            let mut last = 0;
            for span in &extracted.spans {
                assert!(span.start >= last && !text[span.start..span.end].is_empty());
                last = span.end;
            }
        }
    }
}
