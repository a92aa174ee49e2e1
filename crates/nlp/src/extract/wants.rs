//! What kind of answer a question wants, by its words.

use crate::segment::fold;
use domain::Language;

/// What an answer should have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wants {
    /// What it costs.
    Price,
    /// How long something takes or lasts.
    Duration,
    /// A number: how many, how old.
    Number,
    /// A point in time.
    Time,
    /// A person, a place.
    Name,
    /// A reason, an aim.
    Reason,
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
            "how old",
            "how often",
            "how far",
            "how tall",
            "what percentage",
            "price",
            "cost",
            "costs",
        ],
        Language::Es => &["cuanto", "cuanta", "cuantos", "cuantas", "precio", "cuesta"],
        Language::Fr => &["combien", "prix", "coute"],
        Language::De => &[
            "wie viel",
            "wie viele",
            "wieviel",
            "wieviele",
            "wie lange",
            "kostet",
            "preis",
            "wie oft",
            "wie alt",
            "wie hoch",
            "wie weit",
        ],
        Language::It => &["quanto", "quanta", "quanti", "quante", "costa", "prezzo"],
        Language::Pt => &["quanto", "quanta", "quantos", "quantas", "custa", "preco"],
        Language::Nl => &["hoeveel", "hoe lang", "kost", "prijs", "hoe vaak", "hoe oud", "hoelang"],
        Language::Ru => &["сколько", "стоит", "цена", "как долго", "какова"],
        Language::Ja => &["いくら", "何人", "どのくらい", "何日", "何歳", "いくつ", "何回", "何パーセント"],
        Language::Zh => &["多少", "几", "多久", "多长", "多大"],
        Language::Ko => &["얼마", "몇", "며칠"],
        Language::Ar => &["كم", "بكم"],
    }
}

/// Words that ask how long, folded.
fn duration_words(language: Language) -> &'static [&'static str] {
    match language {
        Language::En => &["how long", "how many days", "how many weeks", "how many hours", "how fast", "how quickly"],
        Language::Es => {
            &["cuanto tarda", "cuanto tardan", "cuanto tiempo", "cuanto demora", "cuanto dura", "cuantos dias"]
        }
        Language::Fr => &["combien de temps", "combien de jours", "quel delai", "quels delais", "en combien"],
        Language::De => &["wie lange", "wie schnell", "wie viele tage", "wieviele tage", "welche lieferzeit"],
        Language::It => &["quanto tempo", "quanto ci vuole", "quanto dura", "quanto impiega", "quanti giorni"],
        Language::Pt => {
            &["quanto tempo", "quanto demora", "quanto leva", "quanto dura", "quantos dias", "qual o prazo"]
        }
        Language::Nl => &["hoe lang", "hoelang", "hoe snel", "hoeveel dagen"],
        Language::Ru => &["как долго", "как быстро", "сколько времени", "сколько дней", "за сколько", "какой срок"],
        Language::Ja => {
            &["どのくらいかか", "どれくらいかか", "何日", "何時間", "何週間", "どのくらいの期間", "いつまで"]
        }
        Language::Zh => &["多久", "多长时间", "几天", "多少天"],
        Language::Ko => &["얼마나 걸", "며칠", "얼마 동안", "얼마나 오래"],
        Language::Ar => &["كم يستغرق", "كم تستغرق", "كم من الوقت", "كم يوم", "كم المده", "كم مده"],
    }
}

/// Words that ask when, folded.
fn time_words(language: Language) -> &'static [&'static str] {
    match language {
        Language::En => {
            &["when", "what year", "which year", "what time", "what date", "what day", "what month", "since when"]
        }
        Language::Es => &["cuando", "que ano", "que mes", "que fecha", "que dia", "que hora"],
        Language::Fr => {
            &["quand", "quelle annee", "quelle heure", "quelle date", "quel mois", "quel jour", "quel siecle"]
        }
        Language::De => &[
            "wann",
            "welchem jahr",
            "welches jahr",
            "welchem monat",
            "welchem tag",
            "welchem datum",
            "um wie viel uhr",
        ],
        Language::It => &["quando", "quale anno", "che anno", "che ora", "quale data", "che giorno", "quali anni"],
        Language::Pt => &["quando", "que ano", "que mes", "que data", "que dia", "que horas"],
        Language::Nl => &["wanneer", "welk jaar", "welke datum", "welke dag", "hoe laat", "welke maand"],
        Language::Ru => &["когда", "каком году", "какого года", "какой день", "каком веке", "каком месяце", "с какого"],
        Language::Ja => &["何年", "いつ", "何時", "何月", "何日に"],
        Language::Zh => &["何时", "什么时候", "哪一年", "哪年", "什么时间", "几点", "哪个月", "哪天"],
        Language::Ko => &["언제", "몇 년", "몇 시", "몇 월", "어느 해"],
        Language::Ar => &["متي", "اي عام", "اي سنه", "اي يوم", "اي شهر", "اي قرن", "اي تاريخ"],
    }
}

/// Words that ask why, folded.
fn reason_words(language: Language) -> &'static [&'static str] {
    match language {
        Language::En => &["why", "what reason", "for what reason", "what caused", "what was the reason", "how come"],
        Language::Es => &["por que", "para que", "que razon", "que motivo", "cual es la causa"],
        Language::Fr => &["pourquoi", "dans quel but", "quelle raison", "pour quelle raison"],
        Language::De => &["warum", "weshalb", "wieso", "wozu", "weswegen", "aus welchem grund"],
        Language::It => &["perche", "per quale motivo", "quale ragione"],
        Language::Pt => &["por que", "porque", "porque e que", "para que", "qual o motivo"],
        Language::Nl => &["waarom", "waardoor", "waarvoor", "om welke reden"],
        Language::Ru => &["почему", "зачем", "по какой причине", "отчего"],
        Language::Ja => &["なぜ", "どうして", "何のため", "理由"],
        Language::Zh => &["为什么", "为何", "什么原因", "原因是", "目的是"],
        Language::Ko => &["왜", "이유", "무엇 때문"],
        Language::Ar => &["لماذا", "ما سبب", "ما السبب"],
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

pub(super) fn wants(question: &str, language: Language) -> Wants {
    let folded = fold(question, language);
    let spaced = !matches!(language, Language::Ja | Language::Zh | Language::Ko);
    let words: Vec<&str> = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let line = format!(" {} ", words.join(" "));
    let asks = |word: &&str| if spaced { line.contains(&format!(" {word} ")) } else { folded.contains(*word) };
    match () {
        () if price_words(language).iter().any(&asks) => Wants::Price,
        () if time_words(language).iter().any(&asks) => Wants::Time,
        () if duration_words(language).iter().any(&asks) => Wants::Duration,
        () if number_words(language).iter().any(&asks) => Wants::Number,
        () if reason_words(language).iter().any(&asks) => Wants::Reason,
        () if name_words(language).iter().any(&asks) => Wants::Name,
        () => Wants::Anything,
    }
}

/// Whether something is denied.
pub(super) fn denies(text: &str, language: Language) -> bool {
    let words: &[&str] = match language {
        Language::En => &["not", "no", "never", "without", "cannot"],
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
    // don't, can't, isn't: what the words are cut by.
    if language == Language::En && folded.contains("n't") {
        return true;
    }
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
            ("How many days does it take?", Language::En, Wants::Duration),
            ("Wann kommt mein Paket?", Language::De, Wants::Time),
            ("لماذا هاجر السكان؟", Language::Ar, Wants::Reason),
            ("大桥是哪一年建成的？", Language::Zh, Wants::Time),
            ("Who made it?", Language::En, Wants::Name),
            ("Is it heavy?", Language::En, Wants::Anything),
        ] {
            assert_eq!(wants(question, language), wanted, "{question}");
        }
        for denied in ["Why can't I pay?", "It didn’t arrive", "Cannot log in"] {
            assert!(denies(denied, Language::En), "{denied}");
        }
        assert!(!denies("Can I pay with a tin?", Language::En));
        assert!(denies("My parcel has not arrived", Language::En) && !denies("When will it arrive?", Language::En));
    }
}
