//! The business hours among the workspace's settings.

use domain::hours::{BusinessHours, day_text};
use leptos::prelude::*;

use crate::components::{Checkbox, Field, TextArea};
use crate::forms::Submission;
use crate::i18n::business_hours;
use crate::layout::Section;

/// What a business most likely begins with: Monday to Friday.
const USUAL: &str = "09:00–17:00";

/// When the team answers.
#[component]
pub fn HoursSection(
    /// The hours as they are.
    hours: BusinessHours,
    /// Where they are saved.
    submission: Submission,
) -> impl IntoView {
    let texts = business_hours();
    let is_new = hours == BusinessHours::default();
    let days = hours.week.days().map(|(key, day)| (key, day_text(day)));
    let days = days.into_iter().zip(names()).enumerate().map(move |(at, ((key, day), name))| {
        let value = if is_new && at < 5 { USUAL.to_owned() } else { day };
        view! {
            <Field
                name=format!("hours[{key}]")
                label=name
                value=value
                placeholder=texts.closed
                autocomplete="off"
                error=submission.named_field(key.to_owned())
            />
        }
    });
    let holidays: Vec<String> = hours.holidays.iter().map(ToString::to_string).collect();
    view! {
        <Section title=texts.title text=texts.text>
            <input type="hidden" name="hours[switches]" value="true" />
            <Checkbox name="hours[is_on]" label=texts.is_on hint=texts.is_on_hint checked=hours.is_on />
            <div class="hours-week">{days.collect_view()}</div>
            <p class="field-hint">{texts.week_hint}</p>
            <TextArea
                name="hours[holidays]"
                label=texts.holidays
                hint=texts.holidays_hint
                value=holidays.join("\n")
                placeholder="2026-12-24 – 2026-12-26 Christmas"
                rows=3
                optional=true
                error=submission.field("holidays")
            />
        </Section>
    }
}

/// The same for those who may look and not touch.
#[component]
pub fn HoursFacts(
    /// The hours as they are.
    hours: BusinessHours,
) -> impl IntoView {
    let texts = business_hours();
    if !hours.is_on {
        return view! { <Section title=texts.title text=texts.text><p>{texts.off}</p></Section> }.into_any();
    }
    let day = |(day, name): (String, &'static str)| {
        let day = if day.is_empty() { texts.closed.to_owned() } else { day };
        view! { <div><dt>{name}</dt><dd>{day}</dd></div> }
    };
    let week = hours.week.days().map(|(_, day)| day_text(day)).into_iter().zip(names());
    let holidays = hours.holidays.iter().map(|holiday| view! { <li>{holiday.to_string()}</li> }).collect_view();
    let has_holidays = !hours.holidays.is_empty();
    view! {
        <Section title=texts.title text=texts.text>
            <dl class="facts">
                {week.map(day).collect_view()}
                {has_holidays.then(|| view! { <div><dt>{texts.holidays}</dt><dd><ul>{holidays}</ul></dd></div> })}
            </dl>
        </Section>
    }
    .into_any()
}

fn names() -> [&'static str; 7] {
    let texts = business_hours();
    [texts.monday, texts.tuesday, texts.wednesday, texts.thursday, texts.friday, texts.saturday, texts.sunday]
}
