//! Whether a text has the kind of thing that was asked for.

use crate::segment::fold;
use domain::Language;

/// Whether a text names an amount of money.
pub(super) fn names_money(text: &str) -> bool {
    let has_digit = text.chars().any(char::is_numeric);
    let signs = ["€", "$", "£", "¥", "₽", "₩", "元", "円", "원", "руб", "يورو", "دولار", "ريال", "درهم"];
    let words = ["eur", "usd", "chf", "gbp", "euro", "euros", "dollar", "dollars", "dolares", "pesos", "reais"];
    let has_word = || {
        let mut found = text.split(|c: char| !c.is_alphabetic()).filter(|word| (3..=7).contains(&word.len()));
        found.any(|word| words.iter().any(|known| known.eq_ignore_ascii_case(word)))
    };
    has_digit && (signs.iter().any(|sign| text.contains(sign)) || has_word())
}

/// Whether the text names a unit of time.
pub(super) fn names_time_unit(text: &str, language: Language) -> bool {
    let units: &[&str] = match language {
        Language::En => &["minute", "hour", "day", "week", "month", "year", "decade", "centur"],
        Language::De => &["minute", "stunde", "tag", "werktag", "arbeitstag", "woche", "monat", "jahr"],
        Language::Es => &["minuto", "hora", "dia", "semana", "mes", "ano", "siglo", "decada"],
        Language::Fr => &["minute", "heure", "jour", "semaine", "mois", "an", "annee", "siecle"],
        Language::It => &["minut", "ora", "ore", "giorn", "settiman", "mese", "mesi", "ann", "secol"],
        Language::Pt => &["minuto", "hora", "dia", "semana", "mes", "ano", "seculo", "decada"],
        Language::Nl => &["minu", "uur", "uren", "dag", "werkdag", "week", "weken", "maand", "jaar", "jaren"],
        Language::Ru => &["минут", "час", "день", "дня", "дней", "недел", "месяц", "год", "лет", "век"],
        Language::Ja => return ["分", "時間", "日", "週", "月", "年"].iter().any(|unit| text.contains(unit)),
        Language::Zh => {
            return ["分钟", "小时", "天", "日", "周", "星期", "月", "年"].iter().any(|unit| text.contains(unit));
        }
        Language::Ko => return ["분", "시간", "일", "주", "개월", "년"].iter().any(|unit| text.contains(unit)),
        Language::Ar => &["دقيق", "ساع", "يوم", "ايام", "اسبوع", "اسابيع", "شهر", "اشهر", "سن", "عام", "اعوام"],
    };
    let folded = fold(text, language);
    folded.split(|c: char| !c.is_alphanumeric()).any(|word| units.iter().any(|unit| word.starts_with(unit)))
}

/// Whether the text has a number in digits that `asked` has not; of four digits, as years have them, where `years` are meant.
pub(super) fn has_other_number(text: &str, asked: &str, years: bool) -> bool {
    let mut numbers = text.split(|c: char| !c.is_numeric()).filter(|number| !number.is_empty());
    numbers.any(|number| (!years || number.len() == 4) && !asked.contains(number))
}

/// Whether the text has a number in words.
pub(super) fn has_number_word(text: &str, language: Language) -> bool {
    if matches!(language, Language::Zh | Language::Ja) {
        return text.chars().any(is_han_number);
    }
    let words = number_words(language);
    let folded = fold(text, language);
    folded.split(|c: char| !c.is_alphanumeric()).any(|word| words.contains(&word))
}

/// A number written as a Chinese character.
fn is_han_number(c: char) -> bool {
    matches!(c, '一' | '二' | '两' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '百' | '千' | '万' | '半')
}

/// Whether the text has a name that `asked` has not: a word with a capital letter that does not begin it. Where nouns have
/// capital letters too, two in a row are one, and what follows a word of place.
pub(super) fn has_other_name(text: &str, asked: &str, language: Language) -> bool {
    let mut before = "";
    text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).enumerate().any(|(place, word)| {
        let last = std::mem::replace(&mut before, word);
        let is_capital = |word: &str| word.chars().next().is_some_and(char::is_uppercase);
        let may_be = language != Language::De
            || is_capital(last)
            || matches!(last, "in" | "aus" | "nach" | "bei" | "von" | "bis" | "durch" | "vor");
        place > 0 && may_be && is_capital(word) && !asked.contains(&word.to_lowercase())
    })
}

/// Whether the text gives a reason or an aim.
pub(super) fn gives_reason(text: &str, language: Language) -> bool {
    let folded = fold(text, language);
    reasons(language).iter().any(|reason| folded.contains(reason))
}

/// Parts of folded texts that give reasons.
fn reasons(language: Language) -> &'static [&'static str] {
    match language {
        Language::En => &[
            "because",
            "since ",
            "due to",
            "owing to",
            "so that",
            "in order",
            "therefore",
            "thanks to",
            "as a result",
            "to avoid",
            "reason",
            " for fear",
            "led to",
            "caus",
            "who wanted",
        ],
        Language::De => &[
            "weil", "wegen", "damit", "um ", "denn ", "deshalb", "daher", "da ", "sodass", "aufgrund", "grund",
            "dank ", "dadurch", "ursache",
        ],
        Language::Es => &[
            "porque",
            "ya que",
            "debido",
            "para ",
            "pues",
            "por lo que",
            "gracias a",
            "puesto que",
            "a causa",
            "por eso",
            "por creer",
            "lo que",
        ],
        Language::Fr => &[
            "parce",
            "car ",
            "afin",
            "pour ",
            "a cause",
            "grace a",
            "puisque",
            "en raison",
            "faute de",
            "de peur",
            "donc",
        ],
        Language::It => {
            &["perche", "poiche", "a causa", "per ", "grazie a", "dato che", "affinche", "quindi", "dovut", "motivo"]
        }
        Language::Pt => {
            &["porque", "pois", "para ", "devido", "por causa", "gracas a", "ja que", "uma vez que", "a fim"]
        }
        Language::Nl => {
            &["omdat", "doordat", "want ", "zodat", "vanwege", "wegens", "door ", "om ", "daarom", "dankzij"]
        }
        Language::Ru => &[
            "потому",
            "так как",
            "из-за",
            "чтобы",
            "благодаря",
            "поскольку",
            "поэтому",
            "ради",
            "вследствие",
            "причин",
            "иначе",
            "для ",
        ],
        Language::Ja => &["ため", "ので", "から", "ように", "理由", "によって"],
        Language::Zh => &["因为", "由于", "因此", "为了", "所以", "因", "以便", "为"],
        Language::Ko => &["때문", "위해", "위하여", "므로", "어서", "아서", "도록", "니까"],
        Language::Ar => &["لان", "بسبب", "نتيجه", "لكي", "حتي", "من اجل", "لذلك", "نظرا", "بفضل", "خوفا"],
    }
}

/// Numbers as words, folded.
fn number_words(language: Language) -> &'static [&'static str] {
    match language {
        Language::En => &[
            "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
            "fifteen", "twenty", "thirty", "forty", "fifty", "hundred", "thousand", "million", "half", "third",
            "quarter", "once", "twice", "dozen",
        ],
        Language::De => &[
            "ein", "eine", "zwei", "drei", "vier", "funf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwolf",
            "zwanzig", "dreissig", "hundert", "tausend", "halfte", "drittel", "viertel", "funftel", "einmal",
            "zweimal", "siebzehn", "vierzehn",
        ],
        Language::Es => &[
            "uno",
            "dos",
            "tres",
            "cuatro",
            "cinco",
            "seis",
            "siete",
            "ocho",
            "nueve",
            "diez",
            "once",
            "doce",
            "quince",
            "veinte",
            "treinta",
            "cuarenta",
            "cincuenta",
            "sesenta",
            "cien",
            "mil",
            "millones",
            "mitad",
            "tercio",
        ],
        Language::Fr => &[
            "deux",
            "trois",
            "quatre",
            "cinq",
            "six",
            "sept",
            "huit",
            "neuf",
            "dix",
            "onze",
            "douze",
            "quinze",
            "vingt",
            "trente",
            "quarante",
            "cinquante",
            "cent",
            "mille",
            "moitie",
            "tiers",
            "quart",
        ],
        Language::It => &[
            "uno", "due", "tre", "quattro", "cinque", "sei", "sette", "otto", "nove", "dieci", "dodici", "quindici",
            "venti", "trenta", "cento", "mille", "meta", "terzo",
        ],
        Language::Pt => &[
            "dois", "duas", "tres", "quatro", "cinco", "seis", "sete", "oito", "nove", "dez", "doze", "quinze",
            "vinte", "trinta", "cem", "mil", "metade", "terco", "quinto",
        ],
        Language::Nl => &[
            "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "twaalf", "twintig", "dertig",
            "honderd", "duizend", "helft", "derde", "kwart",
        ],
        Language::Ru => &[
            "один",
            "одна",
            "два",
            "две",
            "три",
            "четыре",
            "пять",
            "шесть",
            "семь",
            "восемь",
            "девять",
            "десять",
            "одиннадцать",
            "двенадцать",
            "двадцать",
            "тридцать",
            "сорок",
            "сто",
            "тысяч",
            "половина",
            "треть",
            "трех",
            "двух",
            "пяти",
            "двадцати",
            "десяти",
            "раз",
        ],
        Language::Ko => &["하나", "두", "세", "네", "다섯", "여섯", "일곱", "여덟", "아홉", "열"],
        Language::Ar => &[
            "واحد",
            "اثنان",
            "اثنين",
            "ثلاثه",
            "ثلاث",
            "اربعه",
            "اربع",
            "خمسه",
            "خمس",
            "سته",
            "ست",
            "سبعه",
            "سبع",
            "ثمانيه",
            "ثماني",
            "تسعه",
            "تسع",
            "عشره",
            "عشر",
            "عشرين",
            "عشرون",
            "ثلاثين",
            "ثلاثون",
            "اربعين",
            "مئه",
            "الف",
            "نصف",
            "ثلث",
            "ربع",
            "يومين",
            "سنتان",
            "اسبوعين",
            "شهرين",
            "مرتين",
        ],
        Language::Ja | Language::Zh => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_asked_for_is_seen_where_it_is() {
        assert!(names_money("It costs €3.90") && names_money("4 Euro") && !names_money("in 4 European days"));
        assert!(has_other_number("founded in 1887", "when was it founded", true));
        assert!(!has_other_number("in 1887 with 12 men", "what happened in 1887", true));
        assert!(has_number_word("Eleven people came", Language::En) && has_number_word("九座驿站", Language::Zh));
        assert!(!has_number_word("People came", Language::En));
        assert!(has_other_name("It was built by Clara Wendt", "who built it", Language::En));
        assert!(has_other_name("Es entwarf Leopold Harrer", "wer hat es entworfen", Language::De));
        assert!(!has_other_name("Es gab einen Bau", "wer hat es entworfen", Language::De));
        assert!(gives_reason("closed because of the frost", Language::En));
        assert!(!gives_reason("it was closed", Language::En));
    }
}
