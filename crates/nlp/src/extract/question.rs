//! A question in the terms of each language in which there are candidates.

use super::Candidate;
use super::units::Unit;
use crate::segment::{Like, SAME_MEANING, Script, Term, script, synonyms, terms};
use domain::Language;

/// Pieces that every set of candidates is thought to have besides its own, without the question's words.
const THOUGHT_UNITS: f32 = 20.0;
/// What names and numbers weigh against other words: an answer about another one is none.
const NAME: f32 = 1.3;
/// What a single Chinese character weighs.
const SINGLE: f32 = 0.4;
/// What a word of grammar weighs.
const GRAMMAR: f32 = 0.05;

/// A term of the question.
#[derive(Debug)]
pub(super) struct Asked {
    text: String,
    kind: f32,
    pub(super) weight: f32,
    pub(super) is_stop: bool,
    /// Whether it is a name or a number.
    pub(super) is_name: bool,
}

impl Asked {
    pub(super) fn text(&self) -> &str {
        &self.text
    }
}

#[derive(Debug)]
pub(super) struct Question {
    versions: Vec<(Language, Vec<Asked>)>,
    /// What kind of answer is wanted.
    pub(super) wants: Wants,
    /// Whether it denies something: "my parcel has not come".
    pub(super) denies: bool,
}

/// What an answer should have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wants {
    /// What it costs.
    Price,
    /// A number: how many, how long, when.
    Number,
    /// Anything.
    Anything,
}

impl Question {
    pub(super) fn new(question: &str, language: Language, candidates: &[Candidate<'_>]) -> Self {
        let mut versions: Vec<(Language, Vec<Asked>)> = Vec::new();
        for candidate in candidates {
            if versions.iter().all(|(known, _)| *known != candidate.language) {
                versions.push((candidate.language, asked(question, candidate.language)));
            }
        }
        Self { versions, wants: wants(question, language), denies: denies(question, language) }
    }

    pub(super) fn terms(&self, language: Language) -> &[Asked] {
        self.versions.iter().find(|(known, _)| *known == language).map_or(&[], |(_, terms)| terms)
    }

    /// Rare words among the pieces weigh more than those that all of them have.
    pub(super) fn weigh(&mut self, units: &[Unit]) {
        let all = units.len() as f32 + THOUGHT_UNITS;
        for (_, terms) in &mut self.versions {
            for asked in terms {
                let with = units.iter().filter(|unit| unit.terms.iter().any(|term| term.text == asked.text)).count();
                asked.weight = asked.kind * (1.0 + (all - with as f32) / (with as f32 + 1.0)).ln();
            }
        }
    }
}

/// How much of each asked term `known` has, 0 to 1.
pub(super) fn found(asked: &[Asked], known: &[Term], language: Language) -> Vec<f32> {
    asked
        .iter()
        .map(|asked| {
            if known.iter().any(|term| term.text == asked.text) {
                return 1.0;
            }
            let same = synonyms(&asked.text, language);
            if !same.is_empty() && known.iter().any(|term| same.contains(&term.text)) {
                return SAME_MEANING;
            }
            if let Some(half) = half(&asked.text, known) {
                return half;
            }
            let Some(like) = Like::to(&asked.text, language).filter(|_| !asked.is_stop) else { return 0.0 };
            known.iter().filter(|term| !term.is_stop).map(|term| like.score(&term.text, true)).fold(0.0, f32::max)
        })
        .collect()
}

/// What a pair of characters counts whose characters are there apart: cutting by pairs also cuts between words.
const APART: f32 = 0.45;

fn half(pair: &str, known: &[Term]) -> Option<f32> {
    let mut chars = pair.chars();
    let (Some(one), Some(other), None) = (chars.next(), chars.next(), chars.next()) else { return None };
    if script(one) == Script::Word || script(other) == Script::Word {
        return None;
    }
    let has = |c: char| known.iter().any(|term| term.text.contains(c));
    (has(one) && has(other)).then_some(APART)
}

fn asked(question: &str, language: Language) -> Vec<Asked> {
    let mut found: Vec<Asked> = Vec::new();
    for (number, term) in terms(question, language).into_iter().enumerate() {
        if found.iter().any(|known| known.text == term.text) {
            continue;
        }
        let raw = &question[term.start..term.end];
        let first = raw.chars().next();
        let single = first.is_some_and(|c| script(c) == Script::Han) && term.text.chars().count() == 1;
        let has_digit = raw.chars().any(|c| c.is_ascii_digit());
        // Nouns of German begin as names do.
        let capital = number > 0 && language != Language::De && first.is_some_and(char::is_uppercase);
        let is_name = has_digit || capital;
        let kind = match () {
            () if term.is_stop => GRAMMAR,
            () if single => SINGLE,
            () if is_name => NAME,
            () => 1.0,
        };
        found.push(Asked { text: term.text, kind, weight: kind, is_stop: term.is_stop, is_name });
    }
    found
}

/// Words that ask for a number, folded. Scripts without spaces are searched for them anywhere.
fn number_words(language: Language) -> &'static [&'static str] {
    match language {
        Language::En => &[
            "how many",
            "how much",
            "how long",
            "when",
            "what year",
            "how old",
            "how often",
            "how far",
            "what time",
            "how tall",
            "what percentage",
            "price",
            "cost",
            "costs",
        ],
        Language::Es => &["cuanto", "cuanta", "cuantos", "cuantas", "cuando", "que ano", "precio", "cuesta"],
        Language::Fr => &["combien", "quand", "quelle annee", "prix", "coute", "quelle heure"],
        Language::De => &[
            "wie viel",
            "wie viele",
            "wieviel",
            "wieviele",
            "wie lange",
            "wann",
            "welchem jahr",
            "kostet",
            "preis",
            "wie oft",
            "wie alt",
            "wie hoch",
            "wie weit",
        ],
        Language::It => {
            &["quanto", "quanta", "quanti", "quante", "quando", "quale anno", "che anno", "costa", "prezzo"]
        }
        Language::Pt => &["quanto", "quanta", "quantos", "quantas", "quando", "que ano", "custa", "preco"],
        Language::Nl => {
            &["hoeveel", "hoe lang", "wanneer", "welk jaar", "kost", "prijs", "hoe vaak", "hoe oud", "hoelang"]
        }
        Language::Ru => &["сколько", "когда", "каком году", "стоит", "цена", "как долго"],
        Language::Ja => {
            &["何年", "いつ", "いくら", "何人", "どのくらい", "何日", "何歳", "いくつ", "何時", "何回", "何パーセント"]
        }
        Language::Zh => &["多少", "几", "何时", "什么时候", "哪一年", "多久", "多长", "多大"],
        Language::Ko => &["얼마", "언제", "몇", "며칠"],
        Language::Ar => &["كم", "متي", "اي عام", "بكم"],
    }
}

/// Words that ask for a price, folded.
fn price_words(language: Language) -> &'static [&'static str] {
    match language {
        Language::En => &[
            "how much is",
            "how much are",
            "how much does",
            "how much do",
            "how expensive",
            "price",
            "cost",
            "costs",
            "fee",
        ],
        Language::Es => {
            &["cuanto cuesta", "cuanto cuestan", "cuanto vale", "cuanto es", "precio", "precios", "coste", "costo"]
        }
        Language::Fr => {
            &["combien coute", "combien coutent", "quel prix", "prix", "coute", "tarif", "tarifs", "c est combien"]
        }
        Language::De => {
            &["was kostet", "was kosten", "kostet", "wie teuer", "preis", "preise", "kosten", "versandkosten"]
        }
        Language::It => &["quanto costa", "quanto costano", "prezzo", "prezzi", "costo", "costa"],
        Language::Pt => &["quanto custa", "quanto custam", "preco", "precos", "custo", "quanto e"],
        Language::Nl => &["wat kost", "wat kosten", "hoe duur", "prijs", "prijzen", "kosten", "verzendkosten"],
        Language::Ru => &["сколько стоит", "сколько стоят", "цена", "цены", "стоимость", "почем"],
        Language::Ja => &["いくら", "料金", "値段", "価格", "送料"],
        Language::Zh => &["多少钱", "价格", "运费", "费用", "邮费"],
        Language::Ko => &["얼마인", "얼마예", "얼마에", "가격", "요금", "배송비", "비용"],
        Language::Ar => &["بكم", "كم سعر", "كم تكلفه", "السعر", "تكلفه", "سعر", "ثمن", "رسوم"],
    }
}

/// Whether a text names an amount of money.
pub(super) fn names_money(text: &str) -> bool {
    let has_digit = text.chars().any(char::is_numeric);
    let signs = ["€", "$", "£", "¥", "₽", "₩", "元", "円", "원", "руб", "يورو", "دولار", "ريال"];
    let words = ["eur", "usd", "chf", "gbp", "euro", "euros", "dollar", "dollars", "dolares", "pesos", "reais"];
    let has_word = || {
        let mut found = text.split(|c: char| !c.is_alphabetic()).filter(|word| (3..=7).contains(&word.len()));
        found.any(|word| words.iter().any(|known| known.eq_ignore_ascii_case(word)))
    };
    has_digit && (signs.iter().any(|sign| text.contains(sign)) || has_word())
}

fn wants(question: &str, language: Language) -> Wants {
    let folded = crate::segment::fold(question, language);
    let spaced = !matches!(language, Language::Ja | Language::Zh | Language::Ko);
    let words: Vec<&str> = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let line = format!(" {} ", words.join(" "));
    let asks = |word: &&str| if spaced { line.contains(&format!(" {word} ")) } else { folded.contains(*word) };
    match () {
        () if price_words(language).iter().any(&asks) => Wants::Price,
        () if number_words(language).iter().any(&asks) => Wants::Number,
        () => Wants::Anything,
    }
}

/// Whether something is denied.
pub(super) fn denies(text: &str, language: Language) -> bool {
    let words: &[&str] = match language {
        Language::En => {
            &["not", "no", "never", "without", "don", "doesn", "didn", "isn", "won", "can't", "cannot", "t"]
        }
        Language::Es | Language::It => &["no", "non", "sin", "senza", "nunca", "mai"],
        Language::Fr => &["ne", "n", "pas", "sans", "jamais", "aucun", "aucune"],
        Language::De => &["nicht", "kein", "keine", "keinen", "ohne", "nie"],
        Language::Pt => &["nao", "sem", "nunca"],
        Language::Nl => &["niet", "geen", "zonder", "nooit"],
        Language::Ru => &["не", "нет", "без"],
        Language::Ja => &["ない", "ません", "なかった"],
        Language::Zh => &["不", "没", "無", "无", "未"],
        Language::Ko => &["않", "없", "안 ", "못"],
        Language::Ar => &["لا", "لم", "لن", "ليس", "بدون"],
    };
    let folded = crate::segment::fold(text, language);
    if matches!(language, Language::Ja | Language::Zh | Language::Ko) {
        return words.iter().any(|word| folded.contains(word));
    }
    folded.split(|c: char| !c.is_alphanumeric()).any(|word| words.contains(&word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_asked_for_is_known_by_its_words() {
        for (question, language, wanted) in [
            ("how much is shipping to Austria", Language::En, Wants::Price),
            ("Was kostet der Versand?", Language::De, Wants::Price),
            ("运费是多少", Language::Zh, Wants::Price),
            ("How many days does it take?", Language::En, Wants::Number),
            ("Wann kommt mein Paket?", Language::De, Wants::Number),
            ("Who made it?", Language::En, Wants::Anything),
        ] {
            assert_eq!(wants(question, language), wanted, "{question}");
        }
        assert!(names_money("It costs €3.90") && names_money("4 Euro") && !names_money("in 4 European days"));
        assert!(denies("My parcel has not arrived", Language::En) && !denies("When will it arrive?", Language::En));
    }
}
