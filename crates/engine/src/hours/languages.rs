//! The words for being away and coming back, in the twelve languages.

use domain::Language;

/// How one language says it; in `weekdays` the prepositions stand with the days where they differ.
pub(super) struct Words {
    pub(super) away: &'static str,
    /// `{when}` is one of the next four.
    pub(super) back: &'static str,
    pub(super) today: &'static str,
    pub(super) tomorrow: &'static str,
    /// Within a week; `{day}` is one of `weekdays`.
    pub(super) weekday: &'static str,
    /// Later; `{d}` is the day of the month, `{month}` one of `months` and `{m}` its number.
    pub(super) date: &'static str,
    pub(super) weekdays: [&'static str; 7],
    pub(super) months: [&'static str; 12],
    pub(super) reply_then: &'static str,
}

/// How this language says it.
pub(super) fn of(language: Language) -> &'static Words {
    in_language!(language)
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
