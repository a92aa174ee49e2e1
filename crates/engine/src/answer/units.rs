//! What a number counts, as far as it can be told from what stands beside it: a passage that says 60 euros does not say 60 days.

use super::wording::plain;

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    /// Money of this currency.
    Money(&'static str),
    /// Time in this unit.
    Time(&'static str),
    /// Parts of a hundred.
    Percent,
    /// Nothing: it names something.
    Nothing,
}

impl Unit {
    /// Whether two numbers can count the same; of what is not known everything is thought.
    pub(super) fn agree(one: Option<Self>, other: Option<Self>) -> bool {
        one.is_none() || other.is_none() || one == other
    }
}

/// Words and signs by what they count, folded. Where scripts put spaces they begin a word.
const UNITS: &[(Unit, &str)] = &[
    (Unit::Money("EUR"), "€|eur|евро|ユーロ|欧元|유로|يورو"),
    (Unit::Money("USD"), "$|usd|us$|dollar|dolar|доллар|ドル|美元|달러|دولار"),
    (Unit::Money("GBP"), "£|gbp|pound|pfund|livres|libras|фунт|ポンド|英镑|파운드"),
    (Unit::Money("CHF"), "chf|franken|franc"),
    (Unit::Money("RUB"), "₽|руб|rub_"),
    (Unit::Money("CNY"), "元|块|cny|rmb|yuan"),
    (Unit::Money("JPY"), "円|¥|jpy|yen"),
    (Unit::Money("KRW"), "원|₩|krw|won_"),
    (
        Unit::Percent,
        "%|％|percent|prozent|por ciento|pour cent|per cento|por cento|procent|процент|パーセント|퍼센트|بالمئه",
    ),
    (Unit::Time("minute"), "min_|minut|минут|分钟|分鐘|分|분|دقيق"),
    (Unit::Time("hour"), "h_|hour|stunde|uhr_|hora|heure|ore_|ora_|uur|uren|час|小时|小時|時間|시간|ساع"),
    (
        Unit::Time("day"),
        "day|tag|dia|jour|giorn|dag|werkdag|werktag|дн|ден|сут|天|日|个工作日|營業日|営業日|일|영업일|يوم|ايام",
    ),
    (Unit::Time("week"), "week|woche|semana|semaine|settiman|weken|недел|周|星期|週|주|اسبوع|اسابيع"),
    (Unit::Time("month"), "month|monat|mes_|meses|mois|mese_|mesi_|maand|месяц|个月|個月|か月|ヶ月|カ月|개월|شهر|اشهر"),
    (Unit::Time("year"), "year|jahr|ano_|anos|an_|ans_|annee|anni|anno|jaar|год|лет_|年|년|سنه|سنوات|عام"),
];

/// Words between a number and what it counts, as in “5 working days”.
const WORDS: usize = 2;
/// The same where no spaces stand between words.
const SIGNS: usize = 4;

/// What is counted by a number that stands between these two texts.
pub(super) fn of(before: &str, after: &str) -> Option<Unit> {
    let after = plain(&after.chars().take(48).collect::<String>());
    let after = after.trim_start_matches(|c: char| c.is_whitespace() || c == '-');
    let words = after.split(|c: char| c.is_whitespace() || matches!(c, '-' | '.' | ',' | ')' | '(')).take(WORDS);
    for word in words {
        // What stands behind the next number is counted by that one.
        if word.chars().any(|c| c.is_numeric()) && word.is_ascii() {
            break;
        }
        if let Some(unit) = beginning(word) {
            return Some(unit);
        }
    }
    let near: String = after.chars().take(SIGNS).take_while(|c| !c.is_numeric()).collect();
    let spaceless =
        near.char_indices().filter(|(_, c)| u32::from(*c) >= 0x2e80).find_map(|(at, _)| beginning(&near[at..]));
    let sign: String = before.trim_end().chars().rev().take_while(|c| !c.is_whitespace() && !c.is_numeric()).collect();
    spaceless.or_else(|| match beginning(&plain(&sign.chars().rev().collect::<String>())) {
        Some(Unit::Money(currency)) => Some(Unit::Money(currency)),
        _ => None,
    })
}

fn beginning(word: &str) -> Option<Unit> {
    let is_it = |sign: &str| match sign.strip_suffix('_') {
        Some(whole) => word.trim_end_matches(|c: char| !c.is_alphanumeric()) == whole,
        None => word.starts_with(sign),
    };
    UNITS.iter().find(|(_, signs)| signs.split('|').any(is_it)).map(|(unit, _)| *unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_beside_a_number_says_what_it_counts() {
        for (before, after, unit) in [
            ("", " EUR on Sundays", Some(Unit::Money("EUR"))),
            ("costs €", "", Some(Unit::Money("EUR"))),
            ("", "元，满", Some(Unit::Money("CNY"))),
            ("стоит ", " рублей", Some(Unit::Money("RUB"))),
            ("3到", "个工作日内", Some(Unit::Time("day"))),
            ("within ", " working days", Some(Unit::Time("day"))),
            ("dauert ", " Tage.", Some(Unit::Time("day"))),
            ("en ", " días laborables", Some(Unit::Time("day"))),
            ("", " % Rabatt", Some(Unit::Percent)),
            ("", "-day trial", Some(Unit::Time("day"))),
            ("from 3 ", " to 5 days", None),
            ("Room ", "", None),
        ] {
            assert_eq!(of(before, after), unit, "{before}#{after}");
        }
    }
}
