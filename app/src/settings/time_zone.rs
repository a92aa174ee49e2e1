//! The time zone of a business: the browser guesses it and knows all names.

use leptos::prelude::*;

use crate::components::Field;
use crate::i18n::t;

/// The zone before anybody has said otherwise.
const UNKNOWN: &str = "UTC";

/// A field for a time zone. Without a value it takes that of the browser.
#[component]
pub fn TimeZoneField(
    /// The zone in force; none to let the browser guess.
    time_zone: Option<String>,
    /// What is wrong with it.
    #[prop(into)]
    error: Signal<Option<String>>,
) -> impl IntoView {
    let texts = &t().workspace;
    let is_guessed = time_zone.is_none();
    let value = RwSignal::new(time_zone.unwrap_or_else(|| UNKNOWN.to_owned()));
    let names = RwSignal::new(Vec::<String>::new());
    Effect::new(move |_| {
        if is_guessed && let Some(zone) = browser::guess() {
            value.set(zone);
        }
        names.set(browser::names());
    });
    view! {
        <Field
            name="time_zone"
            label=texts.time_zone
            hint=texts.time_zone_hint
            bind=value
            list="time-zones"
            required=true
            error=error
        />
        <datalist id="time-zones">
            {move || names.get().into_iter().map(|name| view! { <option value=name></option> }).collect::<Vec<_>>()}
        </datalist>
    }
}

#[cfg(feature = "hydrate")]
mod browser {
    use js_sys::{Array, Function, Intl, Object, Reflect};
    use wasm_bindgen::{JsCast, JsValue};

    /// The zone that the person's device is set to.
    pub fn guess() -> Option<String> {
        let format = Intl::DateTimeFormat::new(&Array::new(), &Object::new());
        Reflect::get(&format.resolved_options(), &JsValue::from_str("timeZone")).ok()?.as_string()
    }

    /// Every zone that the browser knows; an old one knows none.
    pub fn names() -> Vec<String> {
        let intl = Reflect::get(&js_sys::global(), &JsValue::from_str("Intl"));
        let names = intl.and_then(|intl| {
            let list: Function = Reflect::get(&intl, &JsValue::from_str("supportedValuesOf"))?.dyn_into()?;
            list.call1(&intl, &JsValue::from_str("timeZone"))
        });
        let names = names.ok().and_then(|names| names.dyn_into::<Array>().ok());
        names.map(|names| names.iter().filter_map(|name| name.as_string()).collect()).unwrap_or_default()
    }
}

#[cfg(not(feature = "hydrate"))]
mod browser {
    /// The zone that the person's device is set to.
    pub fn guess() -> Option<String> {
        None
    }
    /// Every zone that the browser knows.
    pub fn names() -> Vec<String> {
        Vec::new()
    }
}
