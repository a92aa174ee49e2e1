//! Amounts as they are written: with points, commas, apostrophes or spaces, and with 万 and 만.

use super::text::Text;

/// A written number.
pub(super) struct Number {
    pub(super) from: usize,
    pub(super) to: usize,
    /// With a point before its decimals, without signs between thousands.
    pub(super) value: String,
}

/// The numbers of a text. Versions (`2.4.1`) and dates are none.
pub(super) fn numbers(text: &Text) -> Vec<Number> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < text.len() {
        if !text.is_digit(at) {
            at += 1;
            continue;
        }
        let (number, to) = read(text, at);
        found.extend(number);
        at = to;
    }
    found
}

fn read(text: &Text, from: usize) -> (Option<Number>, usize) {
    let mut groups: Vec<(char, String)> = Vec::new();
    let (mut at, mut sign) = (from, ' ');
    loop {
        let start = at;
        while text.is_digit(at) {
            at += 1;
        }
        groups.push((sign, text.text(start, at)));
        sign = text.at(at);
        let next = (at + 1..at + 5).take_while(|&next| text.is_digit(next)).count();
        let follows = match sign {
            '.' | ',' => next > 0,
            // In Chinese it separates sentences as well.
            '，' => next == 3,
            ' ' | '\'' => next == 3 && groups.last().is_some_and(|(_, group)| group.len() <= 3),
            _ => false,
        };
        if !follows {
            break;
        }
        sign = if sign == '，' { ',' } else { sign };
        at += 1;
    }
    // Price without cents, as German shops write it.
    let to =
        if matches!(text.at(at), ',' | '.') && matches!(text.at(at + 1), '-' | '–' | '—') { at + 2 } else { at };
    (value(&groups).map(|value| Number { from, to, value }), to)
}

fn value(groups: &[(char, String)]) -> Option<String> {
    let [(_, first), rest @ ..] = groups else { return None };
    let Some((last_sign, last)) = rest.last() else { return Some(first.clone()) };
    let same = rest.iter().filter(|(sign, _)| sign == last_sign).count();
    let is_decimal = matches!(last_sign, '.' | ',')
        && same == 1
        && (last.len() != 3 || rest.len() > 1 || first == "0" || first.len() > 3);
    let (thousands, decimals) = if is_decimal { (&rest[..rest.len() - 1], Some(last)) } else { (rest, None) };
    let one_sign = thousands.windows(2).all(|pair| pair[0].0 == pair[1].0);
    if !one_sign || thousands.iter().any(|(_, group)| group.len() != 3) || !thousands.is_empty() && first.len() > 3 {
        return None;
    }
    let whole: String =
        std::iter::once(first).chain(thousands.iter().map(|(_, group)| group)).map(String::as_str).collect();
    Some(decimals.map_or_else(|| whole.clone(), |decimals| format!("{whole}.{decimals}")))
}

/// Words that multiply a number. 'k' and 'm' stand right behind it.
const SCALES: &[(&str, u64)] = &[
    ("thousand|grand|tausend|tsd.|tsd|duizend|mil|mille|mila|тысячи|тысяч|тысяча|тысячу|тыс.|тыс|ألف|الف|آلاف", 1_000),
    (
        "million|millions|millionen|mio.|mio|miljoen|millones|millón|milhões|milhão|milioni|milione|миллиона|миллионов|\
         миллион|млн|مليون",
        1_000_000,
    ),
];

/// What a number is multiplied by where a sign or a word for that follows, and its end.
pub(super) fn scale(text: &Text, at: usize) -> Option<(u64, usize)> {
    let by = match text.at(at) {
        '十' | '십' => 10,
        '百' | '백' => 100,
        '千' | '천' => 1_000,
        '万' | '萬' | '만' => 10_000,
        '億' | '亿' | '억' => 100_000_000,
        'k' | 'K' if !text.at(at + 1).is_alphanumeric() => 1_000,
        _ => {
            let word = |(words, by): &(&str, u64)| Some((*by, text.phrase(text.skip(at), words)?));
            return SCALES.iter().find_map(word);
        }
    };
    Some((by, at + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_and_decimals_are_told_apart() {
        for (text, value) in [
            ("1.299,00", Some("1299.00")),
            ("1,299.00", Some("1299.00")),
            ("1 299", Some("1299")),
            ("1.299", Some("1299")),
            ("12,5", Some("12.5")),
            ("0.125", Some("0.125")),
            ("1'299.50", Some("1299.50")),
            ("1.234.567", Some("1234567")),
            ("2.4.1", None),
            ("192.168.1.10", None),
            ("49,-", Some("49")),
        ] {
            let found = numbers(&Text::new(text)).into_iter().next().map(|number| number.value);
            assert_eq!(found.as_deref(), value, "{text}");
        }
    }
}
