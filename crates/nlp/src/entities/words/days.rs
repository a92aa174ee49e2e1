//! Days that have names.

use domain::Language;

/// Days that have names.
pub(in super::super) struct Days {
    /// Phrases, and what they mean.
    pub(in super::super) named: &'static [(&'static str, &'static str)],
    /// What before them makes them something else: 'in the morning'.
    pub(in super::super) unless: &'static str,
}

pub(in super::super) fn days(language: Language) -> &'static Days {
    match language {
        Language::En => &Days {
            named: &[
                ("today|tonight", "P0D"),
                ("tomorrow", "P1D"),
                ("yesterday", "-P1D"),
                ("the day after tomorrow|day after tomorrow", "P2D"),
                ("the day before yesterday|day before yesterday", "-P2D"),
                ("next week", "P1W"),
                ("last week", "-P1W"),
                ("next month", "P1M"),
                ("last month", "-P1M"),
            ],
            unless: "",
        },
        Language::De => &Days {
            named: &[
                ("heute", "P0D"),
                ("morgen", "P1D"),
                ("gestern", "-P1D"),
                ("übermorgen|uebermorgen", "P2D"),
                ("vorgestern", "-P2D"),
                ("nächste woche", "P1W"),
                ("letzte woche", "-P1W"),
                ("nächsten monat", "P1M"),
                ("letzten monat", "-P1M"),
            ],
            unless: "guten|am|jeden|heute|gestern|dem|ein|einen",
        },
        Language::Es => &Days {
            named: &[
                ("hoy", "P0D"),
                ("mañana", "P1D"),
                ("ayer", "-P1D"),
                ("pasado mañana", "P2D"),
                ("anteayer|antes de ayer", "-P2D"),
                ("la semana que viene|la próxima semana|próxima semana", "P1W"),
                ("la semana pasada|semana pasada", "-P1W"),
                ("el mes que viene|el próximo mes|próximo mes", "P1M"),
                ("el mes pasado", "-P1M"),
            ],
            unless: "la|esta|cada|una|buena",
        },
        Language::Fr => &Days {
            named: &[
                ("aujourd'hui", "P0D"),
                ("demain", "P1D"),
                ("hier", "-P1D"),
                ("après-demain|apres-demain", "P2D"),
                ("avant-hier", "-P2D"),
                ("la semaine prochaine", "P1W"),
                ("la semaine dernière|la semaine derniere", "-P1W"),
                ("le mois prochain", "P1M"),
                ("le mois dernier", "-P1M"),
            ],
            unless: "",
        },
        Language::It => &Days {
            named: &[
                ("oggi", "P0D"),
                ("domani", "P1D"),
                ("ieri", "-P1D"),
                ("dopodomani", "P2D"),
                ("l'altro ieri|altro ieri", "-P2D"),
                ("la prossima settimana|la settimana prossima|settimana prossima|prossima settimana", "P1W"),
                ("la settimana scorsa|la scorsa settimana|settimana scorsa|scorsa settimana", "-P1W"),
                ("il mese prossimo|il prossimo mese", "P1M"),
                ("il mese scorso|lo scorso mese", "-P1M"),
            ],
            unless: "",
        },
        Language::Pt => &Days {
            named: &[
                ("hoje", "P0D"),
                ("amanhã|amanha", "P1D"),
                ("ontem", "-P1D"),
                ("depois de amanhã", "P2D"),
                ("anteontem", "-P2D"),
                ("a próxima semana|próxima semana|semana que vem", "P1W"),
                ("a semana passada|semana passada", "-P1W"),
                ("próximo mês|mês que vem", "P1M"),
                ("o mês passado|mês passado", "-P1M"),
            ],
            unless: "",
        },
        Language::Nl => &Days {
            named: &[
                ("vandaag", "P0D"),
                ("morgen", "P1D"),
                ("gisteren", "-P1D"),
                ("overmorgen", "P2D"),
                ("eergisteren", "-P2D"),
                ("volgende week", "P1W"),
                ("vorige week|afgelopen week", "-P1W"),
                ("volgende maand", "P1M"),
                ("vorige maand", "-P1M"),
            ],
            unless: "goede|elke",
        },
        Language::Ru => &Days {
            named: &[
                ("сегодня", "P0D"),
                ("завтра", "P1D"),
                ("вчера", "-P1D"),
                ("послезавтра", "P2D"),
                ("позавчера", "-P2D"),
                ("на следующей неделе|следующей неделе", "P1W"),
                ("на прошлой неделе|прошлой неделе", "-P1W"),
                ("в следующем месяце|следующем месяце", "P1M"),
                ("в прошлом месяце|прошлом месяце", "-P1M"),
            ],
            unless: "",
        },
        Language::Ja => &Days {
            named: &[
                ("今日|本日", "P0D"),
                ("明日|あした|あす", "P1D"),
                ("昨日|きのう", "-P1D"),
                ("明後日|あさって", "P2D"),
                ("一昨日|おととい", "-P2D"),
                ("来週", "P1W"),
                ("先週", "-P1W"),
                ("来月", "P1M"),
                ("先月", "-P1M"),
            ],
            unless: "",
        },
        Language::Zh => &Days {
            named: &[
                ("今天|今日", "P0D"),
                ("明天|明日", "P1D"),
                ("昨天|昨日", "-P1D"),
                ("后天|後天", "P2D"),
                ("前天", "-P2D"),
                ("下周|下星期|下週", "P1W"),
                ("上周|上星期|上週", "-P1W"),
                ("下个月|下個月", "P1M"),
                ("上个月|上個月", "-P1M"),
            ],
            unless: "",
        },
        Language::Ko => &Days {
            named: &[
                ("오늘", "P0D"),
                ("내일", "P1D"),
                ("어제", "-P1D"),
                ("모레", "P2D"),
                ("그저께|그제", "-P2D"),
                ("다음 주|다음주", "P1W"),
                ("지난주|지난 주", "-P1W"),
                ("다음 달|다음달", "P1M"),
                ("지난달|지난 달", "-P1M"),
            ],
            unless: "",
        },
        Language::Ar => &Days {
            named: &[
                ("اليوم", "P0D"),
                ("غدا|غداً|غدًا|بكرة|بكرا", "P1D"),
                ("أمس|امس|البارحة|مبارح", "-P1D"),
                ("بعد غد|بعد بكرة", "P2D"),
                ("أول أمس|اول امس|أول من أمس", "-P2D"),
                ("الأسبوع القادم|الأسبوع المقبل", "P1W"),
                ("الأسبوع الماضي", "-P1W"),
                ("الشهر القادم|الشهر المقبل", "P1M"),
                ("الشهر الماضي", "-P1M"),
            ],
            unless: "هذا|نفس",
        },
    }
}
