//! When they are back, in the twelve languages.

use domain::Language;
use jiff::Zoned;

use super::Absence;

/// How one language says it; in `weekdays` the prepositions stand with the days where they differ.
struct Words {
    away: &'static str,
    /// `{when}` is one of the next four.
    back: &'static str,
    today: &'static str,
    tomorrow: &'static str,
    /// Within a week; `{day}` is one of `weekdays`.
    weekday: &'static str,
    /// Later; `{d}` is the day of the month, `{month}` one of `months` and `{m}` its number.
    date: &'static str,
    weekdays: [&'static str; 7],
    months: [&'static str; 12],
    reply_then: &'static str,
}

/// “Our team is not here at the moment. We are back tomorrow at 09:00 (UTC+1).”
pub(super) fn absence(language: Language, absence: &Absence) -> String {
    let words = of(language);
    match &absence.back {
        None => words.away.to_owned(),
        Some(back) => {
            let back = words.back.replace("{when}", &when(words, &absence.now, back));
            joined(language, words.away, &back)
        }
    }
}

/// That somebody replies then.
pub(super) fn reply_then(language: Language) -> &'static str {
    of(language).reply_then
}

/// Two sentences, with the space between them that the language has.
pub(super) fn joined(language: Language, first: &str, second: &str) -> String {
    match language {
        Language::Ja | Language::Zh => format!("{first}{second}"),
        _ => format!("{first} {second}"),
    }
}

fn when(words: &Words, now: &Zoned, back: &Zoned) -> String {
    let days = (back.date() - now.date()).get_days();
    let zero_based = |one_based: i8| usize::try_from(one_based - 1).unwrap_or_default();
    let place = match days {
        0 => words.today.to_owned(),
        1 => words.tomorrow.to_owned(),
        2..=6 => {
            let day = usize::try_from(back.weekday().to_monday_zero_offset()).unwrap_or_default();
            words.weekday.replace("{day}", words.weekdays[day])
        }
        _ => words
            .date
            .replace("{d}", &back.day().to_string())
            .replace("{month}", words.months[zero_based(back.month())])
            .replace("{m}", &back.month().to_string()),
    };
    place.replace("{time}", &format!("{:02}:{:02}", back.hour(), back.minute())) + &format!(" ({})", offset(back))
}

/// `UTC+1`, `UTC+5:30`, `UTC`: visitors may live elsewhere.
fn offset(time: &Zoned) -> String {
    let minutes = time.offset().seconds() / 60;
    let sign = if minutes < 0 { '-' } else { '+' };
    match (minutes.abs() / 60, minutes.abs() % 60) {
        (0, 0) => "UTC".to_owned(),
        (hours, 0) => format!("UTC{sign}{hours}"),
        (hours, minutes) => format!("UTC{sign}{hours}:{minutes:02}"),
    }
}

fn of(language: Language) -> &'static Words {
    match language {
        Language::En => &EN,
        Language::Es => &ES,
        Language::Fr => &FR,
        Language::De => &DE,
        Language::It => &IT,
        Language::Pt => &PT,
        Language::Nl => &NL,
        Language::Ru => &RU,
        Language::Ja => &JA,
        Language::Zh => &ZH,
        Language::Ko => &KO,
        Language::Ar => &AR,
    }
}

const EN: Words = Words {
    away: "Our team is not here at the moment.",
    back: "We are back {when}.",
    today: "today at {time}",
    tomorrow: "tomorrow at {time}",
    weekday: "on {day} at {time}",
    date: "on {d} {month} at {time}",
    weekdays: ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
    months: [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
    reply_then: "A person will reply here then.",
};

const ES: Words = Words {
    away: "En este momento no hay nadie de nuestro equipo.",
    back: "Volvemos {when}.",
    today: "hoy a las {time}",
    tomorrow: "mañana a las {time}",
    weekday: "el {day} a las {time}",
    date: "el {d} de {month} a las {time}",
    weekdays: ["lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"],
    months: [
        "enero",
        "febrero",
        "marzo",
        "abril",
        "mayo",
        "junio",
        "julio",
        "agosto",
        "septiembre",
        "octubre",
        "noviembre",
        "diciembre",
    ],
    reply_then: "Entonces le responderá una persona aquí.",
};

const FR: Words = Words {
    away: "Notre équipe n’est pas là pour le moment.",
    back: "Nous serons de retour {when}.",
    today: "aujourd’hui à {time}",
    tomorrow: "demain à {time}",
    weekday: "{day} à {time}",
    date: "le {d} {month} à {time}",
    weekdays: ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"],
    months: [
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ],
    reply_then: "Une personne vous répondra alors ici.",
};

const DE: Words = Words {
    away: "Unser Team ist gerade nicht da.",
    back: "Wir sind {when} wieder da.",
    today: "heute um {time} Uhr",
    tomorrow: "morgen um {time} Uhr",
    weekday: "am {day} um {time} Uhr",
    date: "am {d}. {month} um {time} Uhr",
    weekdays: ["Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"],
    months: [
        "Januar",
        "Februar",
        "März",
        "April",
        "Mai",
        "Juni",
        "Juli",
        "August",
        "September",
        "Oktober",
        "November",
        "Dezember",
    ],
    reply_then: "Dann antwortet Ihnen hier ein Mensch.",
};

const IT: Words = Words {
    away: "Il nostro team al momento non è disponibile.",
    back: "Torniamo {when}.",
    today: "oggi alle {time}",
    tomorrow: "domani alle {time}",
    weekday: "{day} alle {time}",
    date: "il {d} {month} alle {time}",
    weekdays: ["lunedì", "martedì", "mercoledì", "giovedì", "venerdì", "sabato", "domenica"],
    months: [
        "gennaio",
        "febbraio",
        "marzo",
        "aprile",
        "maggio",
        "giugno",
        "luglio",
        "agosto",
        "settembre",
        "ottobre",
        "novembre",
        "dicembre",
    ],
    reply_then: "Una persona le risponderà qui in quel momento.",
};

const PT: Words = Words {
    away: "De momento não há ninguém da nossa equipa.",
    back: "Voltamos {when}.",
    today: "hoje às {time}",
    tomorrow: "amanhã às {time}",
    weekday: "{day} às {time}",
    date: "no dia {d} de {month} às {time}",
    weekdays: [
        "na segunda-feira",
        "na terça-feira",
        "na quarta-feira",
        "na quinta-feira",
        "na sexta-feira",
        "no sábado",
        "no domingo",
    ],
    months: [
        "janeiro",
        "fevereiro",
        "março",
        "abril",
        "maio",
        "junho",
        "julho",
        "agosto",
        "setembro",
        "outubro",
        "novembro",
        "dezembro",
    ],
    reply_then: "Nessa altura, uma pessoa responderá aqui.",
};

const NL: Words = Words {
    away: "Ons team is er op dit moment niet.",
    back: "We zijn {when} terug.",
    today: "vandaag om {time} uur",
    tomorrow: "morgen om {time} uur",
    weekday: "{day} om {time} uur",
    date: "op {d} {month} om {time} uur",
    weekdays: ["maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"],
    months: [
        "januari",
        "februari",
        "maart",
        "april",
        "mei",
        "juni",
        "juli",
        "augustus",
        "september",
        "oktober",
        "november",
        "december",
    ],
    reply_then: "Dan antwoordt hier iemand van ons team.",
};

const RU: Words = Words {
    away: "Сейчас никого из нашей команды нет на месте.",
    back: "Мы вернёмся {when}.",
    today: "сегодня в {time}",
    tomorrow: "завтра в {time}",
    weekday: "{day} в {time}",
    date: "{d} {month} в {time}",
    weekdays: ["в понедельник", "во вторник", "в среду", "в четверг", "в пятницу", "в субботу", "в воскресенье"],
    months: [
        "января",
        "февраля",
        "марта",
        "апреля",
        "мая",
        "июня",
        "июля",
        "августа",
        "сентября",
        "октября",
        "ноября",
        "декабря",
    ],
    reply_then: "Тогда вам здесь ответит сотрудник.",
};

const JA: Words = Words {
    away: "ただいま担当者は不在です。",
    back: "{when}に戻ります。",
    today: "本日{time}",
    tomorrow: "明日{time}",
    weekday: "{day}の{time}",
    date: "{m}月{d}日{time}",
    weekdays: ["月曜日", "火曜日", "水曜日", "木曜日", "金曜日", "土曜日", "日曜日"],
    months: [""; 12],
    reply_then: "その際に担当者がこちらでお返事いたします。",
};

const ZH: Words = Words {
    away: "我们的工作人员目前不在。",
    back: "我们将于{when}回来。",
    today: "今天 {time}",
    tomorrow: "明天 {time}",
    weekday: "{day} {time}",
    date: "{m}月{d}日 {time}",
    weekdays: ["星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日"],
    months: [""; 12],
    reply_then: "届时会有工作人员在这里回复您。",
};

const KO: Words = Words {
    away: "지금은 담당자가 자리에 없습니다.",
    back: "{when}에 돌아옵니다.",
    today: "오늘 {time}",
    tomorrow: "내일 {time}",
    weekday: "{day} {time}",
    date: "{m}월 {d}일 {time}",
    weekdays: ["월요일", "화요일", "수요일", "목요일", "금요일", "토요일", "일요일"],
    months: [""; 12],
    reply_then: "그때 담당자가 여기에서 답변드리겠습니다.",
};

const AR: Words = Words {
    away: "فريقنا غير متواجد حاليًا.",
    back: "سنعود {when}.",
    today: "اليوم في الساعة {time}",
    tomorrow: "غدًا في الساعة {time}",
    weekday: "يوم {day} في الساعة {time}",
    date: "يوم {d} {month} في الساعة {time}",
    weekdays: ["الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد"],
    months: [
        "يناير",
        "فبراير",
        "مارس",
        "أبريل",
        "مايو",
        "يونيو",
        "يوليو",
        "أغسطس",
        "سبتمبر",
        "أكتوبر",
        "نوفمبر",
        "ديسمبر",
    ],
    reply_then: "وعندها سيرد عليك أحد أفراد الفريق هنا.",
};

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Zoned {
        text.parse().unwrap()
    }

    fn said(language: Language, back: &str) -> String {
        absence(language, &Absence { now: at("2026-11-23T18:00:00+01:00[Europe/Berlin]"), back: Some(at(back)) })
    }

    #[test]
    fn the_day_is_named_as_people_name_it() {
        for (back, when) in [
            ("2026-11-23T21:00:00+01:00[Europe/Berlin]", "today at 21:00 (UTC+1)"),
            ("2026-11-24T09:00:00+01:00[Europe/Berlin]", "tomorrow at 09:00 (UTC+1)"),
            ("2026-11-29T09:30:00+01:00[Europe/Berlin]", "on Sunday at 09:30 (UTC+1)"),
            ("2026-11-30T09:00:00+01:00[Europe/Berlin]", "on 30 November at 09:00 (UTC+1)"),
            ("2027-04-01T09:00:00+02:00[Europe/Berlin]", "on 1 April at 09:00 (UTC+2)"),
        ] {
            let all = format!("Our team is not here at the moment. We are back {when}.");
            assert_eq!(said(Language::En, back), all);
        }
    }

    #[test]
    fn every_language_says_it_whole() {
        for language in Language::ALL {
            for back in ["2026-11-23T21:00", "2026-11-24T09:00", "2026-11-25T09:00", "2026-12-28T09:00"] {
                let text = said(language, &format!("{back}:00+01:00[Europe/Berlin]"));
                assert!(!text.contains(['{', '}']) && text.contains("(UTC+1)"), "{text}");
                assert!(text.contains("21:00") || text.contains("09:00"), "{text}");
            }
            assert_eq!(nlp::language::detect(of(language).away, None).language, Some(language));
        }
        assert_eq!(said(Language::Ru, "2026-11-25T09:00:00+01:00[Europe/Berlin]").matches("в среду").count(), 1);
        assert_eq!(said(Language::Pt, "2026-11-28T09:00:00+01:00[Europe/Berlin]").matches("no sábado").count(), 1);
    }

    #[test]
    fn offsets_are_short_and_exact() {
        assert_eq!(offset(&at("2026-11-23T18:00:00+05:30[Asia/Kolkata]")), "UTC+5:30");
        assert_eq!(offset(&at("2026-11-23T18:00:00-03:30[America/St_Johns]")), "UTC-3:30");
        assert_eq!(offset(&at("2026-11-23T18:00:00+00:00[UTC]")), "UTC");
    }
}
