//! Business hours.

super::texts! {
    /// When the team answers.
    BusinessHours {
        title: "Business hours",
        text: "When people of your team answer, in the workspace’s time zone. Outside of these hours your bot goes on answering, and tells whoever wants a person when somebody is back.",
        off: "No business hours are set: your team counts as always there.",
        is_on: "Our team answers at set hours",
        is_on_hint: "Without this, visitors are told that somebody replies as soon as possible.",
        week_hint: "As in 09:00–12:30, 13:30–18:00. A day without hours is closed.",
        closed: "Closed",
        holidays: "Holidays",
        holidays_hint: "One per line: a day or the first and last day, then a name if you like.",
        monday: "Monday",
        tuesday: "Tuesday",
        wednesday: "Wednesday",
        thursday: "Thursday",
        friday: "Friday",
        saturday: "Saturday",
        sunday: "Sunday",
    }
}

/// The texts of the business hours.
pub fn business_hours() -> &'static BusinessHours {
    static ENGLISH: BusinessHours = BusinessHours::ENGLISH;
    &ENGLISH
}
