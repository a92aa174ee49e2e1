//! What kind of answer a question wants, by its words.

use crate::segment::fold;
use domain::Language;

/// What an answer should have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wants {
    /// What it costs.
    Price,
    /// A number: how many, how long, when.
    Number,
    /// A person, a place.
    Name,
    /// Anything.
    Anything,
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

/// Words that ask who or where, folded.
fn name_words(language: Language) -> &'static [&'static str] {
    match language {
        Language::En => &["who", "whose", "whom", "where", "which city", "which country", "what city", "what country"],
        Language::Es => &["quien", "quienes", "donde", "que ciudad", "que pais"],
        Language::Fr => &["qui", "ou", "quelle ville", "quel pays"],
        Language::De => &["wer", "wem", "wen", "wessen", "wo", "woher", "wohin", "welche stadt", "welchem land"],
        Language::It => &["chi", "dove", "quale citta", "quale paese"],
        Language::Pt => &["quem", "onde", "que cidade", "que pais", "qual cidade"],
        Language::Nl => &["wie", "waar", "wiens", "welke stad", "welk land"],
        Language::Ru => &["кто", "кого", "кому", "кем", "где", "откуда", "куда", "каком городе", "какой стране"],
        Language::Ja => &["誰", "どこ"],
        Language::Zh => &["谁", "哪里", "哪儿", "何处", "哪个城市", "哪个国家"],
        Language::Ko => &["누구", "누가", "어디"],
        Language::Ar => &["من هو", "من هي", "من الذي", "اين"],
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

pub(super) fn wants(question: &str, language: Language) -> Wants {
    let folded = fold(question, language);
    let spaced = !matches!(language, Language::Ja | Language::Zh | Language::Ko);
    let words: Vec<&str> = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let line = format!(" {} ", words.join(" "));
    let asks = |word: &&str| if spaced { line.contains(&format!(" {word} ")) } else { folded.contains(*word) };
    match () {
        () if price_words(language).iter().any(&asks) => Wants::Price,
        () if number_words(language).iter().any(&asks) => Wants::Number,
        () if name_words(language).iter().any(&asks) => Wants::Name,
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
    let folded = fold(text, language);
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
            ("Who made it?", Language::En, Wants::Name),
            ("Is it heavy?", Language::En, Wants::Anything),
        ] {
            assert_eq!(wants(question, language), wanted, "{question}");
        }
        assert!(names_money("It costs €3.90") && names_money("4 Euro") && !names_money("in 4 European days"));
        assert!(denies("My parcel has not arrived", Language::En) && !denies("When will it arrive?", Language::En));
    }
}
