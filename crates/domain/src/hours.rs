//! Business hours: when people of the business answer, in the workspace's time zone.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// Most opening times of a day, and most holidays.
const OPENINGS: usize = 6;
const HOLIDAYS: usize = 200;
/// Most characters of a holiday's name.
const NAME_CHARS: usize = 80;
const DAY_MINUTES: u16 = 24 * 60;

/// A time of a day in minutes since its midnight, to 24:00; in JSON a text such as `09:30`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct TimeOfDay(u16);

impl TimeOfDay {
    /// Minutes since midnight, 0 to 1440.
    pub fn minutes(self) -> u16 {
        self.0
    }
}

impl fmt::Display for TimeOfDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.0 / 60, self.0 % 60)
    }
}

/// Reads `9`, `9:30`, `09.30`, `9:30 am`, `5pm` and `24:00`.
impl FromStr for TimeOfDay {
    type Err = String;
    fn from_str(typed: &str) -> Result<Self, String> {
        let wrong = || format!("“{}” is no time. Enter it as in 09:30.", typed.trim());
        let text = typed.trim().to_ascii_lowercase();
        let (text, half) = match (text.strip_suffix("am"), text.strip_suffix("pm")) {
            (Some(text), _) => (text.trim_end().to_owned(), Some(0)),
            (_, Some(text)) => (text.trim_end().to_owned(), Some(12)),
            _ => (text, None),
        };
        let (hours, minutes) = text.split_once([':', '.']).unwrap_or((&text, "00"));
        let is_number = |text: &str, most: usize| {
            (1..=most).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
        };
        if !is_number(hours, 2) || !is_number(minutes, 2) || minutes.len() != 2 {
            return Err(wrong());
        }
        let (hours, minutes): (u16, u16) = (hours.parse().map_err(|_| wrong())?, minutes.parse().map_err(|_| wrong())?);
        let hours = match half {
            None => hours,
            Some(half) if (1..=12).contains(&hours) => hours % 12 + half,
            Some(_) => return Err(wrong()),
        };
        let all = hours * 60 + minutes;
        if minutes > 59 || all > DAY_MINUTES { Err(wrong()) } else { Ok(Self(all)) }
    }
}

/// When they are there on one day: from this time until before that.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Opening {
    /// As in `09:00`.
    #[cfg_attr(feature = "openapi", schema(value_type = String, example = "09:00"))]
    pub from: TimeOfDay,
    /// As in `17:30`; `24:00` is midnight.
    #[cfg_attr(feature = "openapi", schema(value_type = String, example = "17:30"))]
    pub until: TimeOfDay,
}

impl fmt::Display for Opening {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}–{}", self.from, self.until)
    }
}

/// Reads a day as a form has it, `09:00–12:30, 13:30–18:00`; nothing is a day without hours.
///
/// # Errors
/// What is wrong, and what to do.
pub fn parse_day(typed: &str) -> Result<Vec<Opening>, String> {
    let parts = typed.split([',', ';']).map(str::trim).filter(|part| !part.is_empty());
    let day: Vec<Opening> = parts
        .map(|part| {
            let ends = part.split_once(['-', '–', '—']);
            let (from, until) = ends.ok_or_else(|| format!("“{part}” has no end. Enter it as in 09:00–17:00."))?;
            let (from, until): (TimeOfDay, TimeOfDay) = (from.parse()?, until.parse()?);
            let until = if until.0 == 0 { TimeOfDay(DAY_MINUTES) } else { until };
            Ok(Opening { from, until })
        })
        .collect::<Result<_, String>>()?;
    check_day(&day).map(|()| day)
}

/// A day as a form has it.
pub fn day_text(day: &[Opening]) -> String {
    day.iter().map(Opening::to_string).collect::<Vec<_>>().join(", ")
}

fn check_day(day: &[Opening]) -> Result<(), String> {
    if day.len() > OPENINGS {
        return Err(format!("A day has at most {OPENINGS} opening times."));
    }
    if let Some(opening) = day.iter().find(|opening| opening.until <= opening.from) {
        return Err(format!("{opening} ends before it begins. What lies behind midnight belongs to the next day."));
    }
    let pairs = day.iter().zip(day.iter().skip(1));
    match pairs.into_iter().find(|(first, second)| second.from < first.until) {
        Some((first, second)) => Err(format!("{first} and {second} overlap, or are not in order.")),
        None => Ok(()),
    }
}

/// The opening times of a week; a day without any is closed.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Week {
    /// Monday's.
    pub monday: Vec<Opening>,
    /// Tuesday's.
    pub tuesday: Vec<Opening>,
    /// Wednesday's.
    pub wednesday: Vec<Opening>,
    /// Thursday's.
    pub thursday: Vec<Opening>,
    /// Friday's.
    pub friday: Vec<Opening>,
    /// Saturday's.
    pub saturday: Vec<Opening>,
    /// Sunday's.
    pub sunday: Vec<Opening>,
}

impl Week {
    /// The days with their names as in JSON, Monday first.
    pub fn days(&self) -> [(&'static str, &[Opening]); 7] {
        [
            ("monday", &self.monday),
            ("tuesday", &self.tuesday),
            ("wednesday", &self.wednesday),
            ("thursday", &self.thursday),
            ("friday", &self.friday),
            ("saturday", &self.saturday),
            ("sunday", &self.sunday),
        ]
    }
    /// The same for writing.
    pub fn days_mut(&mut self) -> [(&'static str, &mut Vec<Opening>); 7] {
        [
            ("monday", &mut self.monday),
            ("tuesday", &mut self.tuesday),
            ("wednesday", &mut self.wednesday),
            ("thursday", &mut self.thursday),
            ("friday", &mut self.friday),
            ("saturday", &mut self.saturday),
            ("sunday", &mut self.sunday),
        ]
    }
}

/// A day of the calendar; in JSON a text such as `2026-12-24`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct LocalDate(pub Date);

impl fmt::Display for LocalDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.0.year(), self.0.month(), self.0.day())
    }
}

impl FromStr for LocalDate {
    type Err = String;
    fn from_str(typed: &str) -> Result<Self, String> {
        let text = typed.trim();
        let wrong = || format!("“{text}” is no date. Enter it as in 2026-12-24.");
        let mut parts = text.split('-');
        let (Some(year), Some(month), Some(day), None) = (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return Err(wrong());
        };
        if (year.len(), month.len(), day.len()) != (4, 2, 2) {
            return Err(wrong());
        }
        let (year, month, day) = (year.parse(), month.parse(), day.parse());
        let (Ok(year), Ok(month), Ok(day)) = (year, month, day) else { return Err(wrong()) };
        Date::new(year, month, day).map(Self).map_err(|_| wrong())
    }
}

/// Days on which nobody is there.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Holiday {
    /// The first of them, as in `2026-12-24`.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
    pub first: LocalDate,
    /// The last of them.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
    pub last: LocalDate,
    /// What the business calls them.
    #[serde(default)]
    pub name: String,
}

/// A line of the list of holidays: `2026-12-24 – 2026-12-26 Christmas`.
impl fmt::Display for Holiday {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.first)?;
        if self.last != self.first {
            write!(f, " – {}", self.last)?;
        }
        if self.name.is_empty() { Ok(()) } else { write!(f, " {}", self.name) }
    }
}

impl FromStr for Holiday {
    type Err = String;
    fn from_str(line: &str) -> Result<Self, String> {
        let (first, rest) = line.trim().split_once(char::is_whitespace).unwrap_or((line.trim(), ""));
        let first: LocalDate = first.parse()?;
        let rest = rest.trim_start();
        let Some(rest) = rest.strip_prefix(['-', '–', '—']) else {
            return Ok(Self { first, last: first, name: rest.trim().to_owned() });
        };
        let rest = rest.trim_start();
        let (last, name) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
        Ok(Self { first, last: last.parse()?, name: name.trim().to_owned() })
    }
}

/// When people of the business answer.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct BusinessHours {
    /// Whether they are minded; otherwise the team counts as always there.
    pub is_on: bool,
    /// The usual week.
    pub week: Week,
    /// Days without hours.
    pub holidays: Vec<Holiday>,
}

impl BusinessHours {
    /// What is wrong, with the name of the field: a day's, or `holidays`.
    pub fn wrong(&self) -> Option<(&'static str, String)> {
        for (name, day) in self.week.days() {
            if let Err(text) = check_day(day) {
                return Some((name, text));
            }
        }
        let wrong = |text: String| Some(("holidays", text));
        if self.is_on && self.week.days().iter().all(|(_, day)| day.is_empty()) {
            return Some(("monday", "Enter the hours of one day at least, or turn business hours off.".to_owned()));
        }
        if self.holidays.len() > HOLIDAYS {
            return wrong(format!("There are at most {HOLIDAYS} holidays. Take those away that have passed."));
        }
        for holiday in &self.holidays {
            if holiday.last < holiday.first {
                return wrong(format!("“{holiday}” ends before it begins."));
            }
            if holiday.name.chars().count() > NAME_CHARS || holiday.name.chars().any(char::is_control) {
                return wrong(format!(
                    "Give the holiday of {} a name of at most {NAME_CHARS} characters.",
                    holiday.first
                ));
            }
        }
        None
    }
}

/// As text in JSON.
macro_rules! as_text {
    ($($name:ident)+) => {$(
        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.collect_str(self)
            }
        }
        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                String::deserialize(from)?.parse().map_err(de::Error::custom)
            }
        }
    )+};
}

as_text! { TimeOfDay LocalDate }

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_read_as_people_write_it() {
        for (typed, read) in [
            ("", ""),
            ("9-17", "09:00–17:00"),
            ("09:00–12:30, 13:30–18:00", "09:00–12:30, 13:30–18:00"),
            ("9.30 – 5pm; 6 pm - 12am", "09:30–17:00, 18:00–24:00"),
            ("0:00-24:00", "00:00–24:00"),
        ] {
            assert_eq!(parse_day(typed).map(|day| day_text(&day)).as_deref(), Ok(read), "{typed}");
        }
    }

    #[test]
    fn what_is_no_opening_time_is_refused_with_what_to_do() {
        for (typed, said) in [
            ("9", "no end"),
            ("9-25", "no time"),
            ("9:5-10", "no time"),
            ("13pm-14", "no time"),
            ("nine-five", "no time"),
            ("18-9", "next day"),
            ("9-9", "ends before"),
            ("9-12, 11-13", "overlap"),
            ("13-18, 9-12", "in order"),
            ("1-2,3-4,5-6,7-8,9-10,11-12,13-14", "at most"),
        ] {
            let wrong = parse_day(typed).unwrap_err();
            assert!(wrong.contains(said), "{typed}: {wrong}");
        }
    }

    #[test]
    fn holidays_are_lines() {
        for line in [
            "2026-12-24",
            "2026-12-24 Christmas Eve",
            "2026-12-24 – 2027-01-02 Winter break",
            "2026-12-24 – 2026-12-26",
        ] {
            assert_eq!(line.parse::<Holiday>().unwrap().to_string(), line);
        }
        let plain: Holiday = " 2026-12-24 - 2026-12-26   Christmas ".parse().unwrap();
        assert_eq!(plain.to_string(), "2026-12-24 – 2026-12-26 Christmas");
        for wrong in ["Christmas", "24.12.2026", "2026-02-30", "2026-12-24 - Christmas"] {
            assert!(wrong.parse::<Holiday>().unwrap_err().contains("no date"), "{wrong}");
        }
    }

    #[test]
    fn hours_that_cannot_be_kept_are_named_by_their_field() {
        let day = |typed| parse_day(typed).unwrap();
        let week = Week { monday: day("9-17"), ..Week::default() };
        let good = BusinessHours { is_on: true, week, holidays: vec!["2026-12-24".parse().unwrap()] };
        assert_eq!(good.wrong(), None);
        let nobody = BusinessHours { week: Week::default(), ..good.clone() };
        assert_eq!(nobody.wrong().unwrap().0, "monday");
        assert_eq!(BusinessHours { is_on: false, ..nobody }.wrong(), None);
        let mut backwards = good.clone();
        backwards.holidays[0].last = "2026-12-23".parse().unwrap();
        assert_eq!(backwards.wrong().unwrap().0, "holidays");
        let mut overlapping = good;
        overlapping.week.sunday = vec![day("9-12")[0], day("10-11")[0]];
        assert_eq!(overlapping.wrong().unwrap().0, "sunday");
    }

    #[test]
    fn they_are_texts_in_json() {
        let json = r#"{"is_on":true,"week":{"friday":[{"from":"9:00","until":"17:00"}]},"holidays":[{"first":"2026-12-24","last":"2026-12-26"}]}"#;
        let hours: BusinessHours = serde_json::from_str(json).unwrap();
        assert_eq!(day_text(&hours.week.friday), "09:00–17:00");
        let back = serde_json::to_value(&hours).unwrap();
        assert_eq!(back["week"]["friday"][0]["from"], "09:00");
        assert_eq!(back["holidays"][0]["last"], "2026-12-26");
        assert!(serde_json::from_str::<BusinessHours>(&json.replace("17:00", "17:60")).is_err());
    }
}
