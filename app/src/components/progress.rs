//! How far something is, and how full.

use leptos::prelude::*;

use super::button::{Button, ButtonVariant};

/// Work under way: a bar with what is done, how fast it goes and how long it may take.
#[component]
pub fn Progress(
    /// An id of its own on the page.
    #[prop(into)]
    id: String,
    /// What is being done.
    #[prop(into)]
    label: String,
    /// How much is done.
    #[prop(into)]
    done: Signal<u64>,
    /// How much there is; none while that is not known.
    #[prop(into)]
    total: Signal<Option<u64>>,
    /// Rate and time left, as people read them ("3 a second, 2 minutes left").
    #[prop(optional, into)]
    pace: Signal<Option<String>>,
    /// Stops the work.
    #[prop(optional, into)]
    on_cancel: Option<Callback<()>>,
) -> impl IntoView {
    view! {
        <div class="progress">
            <div class="progress-head">
                <label for=id.clone() class="progress-label">{label}</label>
                <span class="progress-count">
                    {move || match total.get() {
                        Some(total) => format!("{} of {total}", done.get()),
                        None => done.get().to_string(),
                    }}
                </span>
            </div>
            <progress
                id=id
                class="progress-bar"
                max=move || total.get().unwrap_or(1).max(1).to_string()
                value=move || total.get().map(|_| done.get().to_string())
            ></progress>
            <div class="progress-foot">
                <span class="progress-pace">{move || pace.get()}</span>
                {on_cancel
                    .map(|on_cancel| {
                        view! {
                            <Button variant=ButtonVariant::Quiet small=true on_click=on_cancel>
                                "Cancel"
                            </Button>
                        }
                    })}
            </div>
        </div>
    }
}

/// How much of a limit is used. Its colour changes near the end, its text says the same.
#[component]
pub fn Meter(
    /// An id of its own on the page.
    #[prop(into)]
    id: String,
    /// What is measured.
    #[prop(into)]
    label: String,
    /// How much is used.
    #[prop(into)]
    value: Signal<f64>,
    /// The limit.
    max: f64,
    /// The figures as people read them ("3.2 of 10 GB").
    #[prop(into)]
    text: Signal<String>,
) -> impl IntoView {
    view! {
        <div class="progress">
            <div class="progress-head">
                <label for=id.clone() class="progress-label">{label}</label>
                <span class="progress-count">{move || text.get()}</span>
            </div>
            <meter
                id=id
                class="meter-bar"
                min="0"
                max=max.to_string()
                low=(max * 0.75).to_string()
                high=(max * 0.9).to_string()
                optimum="0"
                value=move || value.get().to_string()
            ></meter>
        </div>
    }
}
