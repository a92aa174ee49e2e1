//! One line of input with its label, hint, error and counter.

use leptos::html;
use leptos::prelude::*;

use super::dom;
use super::icon::{Glyph, Icon};

/// What is typed into a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum FieldKind {
    /// Any line of text.
    #[default]
    Text,
    /// A mail address.
    Email,
    /// A secret, hidden until the person asks to see it.
    Password,
    /// A web address.
    Url,
    /// A number.
    Number,
    /// Words to look for.
    Search,
}

impl FieldKind {
    fn as_str(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Email => "email",
            Self::Password => "password",
            Self::Url => "url",
            Self::Number => "number",
            Self::Search => "search",
        }
    }
}

/// The ids that tie a control to its hint and its error, for `aria-describedby`.
pub(crate) fn described_by(id: &str, has_hint: bool, has_error: bool) -> Option<String> {
    match (has_hint, has_error) {
        (false, false) => None,
        (true, false) => Some(format!("{id}-hint")),
        (false, true) => Some(format!("{id}-error")),
        (true, true) => Some(format!("{id}-error {id}-hint")),
    }
}

/// The label above a control, whether it may be left empty, and how much of its room is used.
#[component]
pub(crate) fn FieldHead(
    /// The id of the control.
    id: String,
    /// What to enter.
    label: String,
    /// Says "optional" beside the label.
    optional: bool,
    /// How many characters stand in the control.
    length: RwSignal<usize>,
    /// The most characters; shows a counter.
    max_length: Option<usize>,
) -> impl IntoView {
    view! {
        <div class="field-head">
            <label for=id class="field-label">{label}</label>
            {optional.then(|| view! { <span class="field-optional">"Optional"</span> })}
            {max_length
                .map(|max| {
                    view! {
                        <span class="field-counter" class:is-over=move || { length.get() > max }>
                            {move || format!("{} / {max}", length.get())}
                        </span>
                    }
                })}
        </div>
    }
}

/// The hint and the error below a control. The error region is always there, so that its filling is read out.
#[component]
pub(crate) fn FieldNotes(
    /// The id of the control.
    id: String,
    /// The hint.
    hint: Option<String>,
    /// The error.
    error: Signal<Option<String>>,
) -> impl IntoView {
    let hint_id = format!("{id}-hint");
    view! {
        <div id=format!("{id}-error") class="field-error" aria-live="polite">
            {move || {
                error
                    .get()
                    .map(|text| view! { <p><Glyph icon=Icon::ErrorCircle /><span>{text}</span></p> })
            }}
        </div>
        {hint.map(|text| view! { <p id=hint_id class="field-hint">{text}</p> })}
    }
}

/// A labelled line of input. It works in a native form by its `name`; `bind` and `on_input` are there for pages that
/// want to follow the typing.
#[component]
pub fn Field(
    /// The name that the form sends it under.
    #[prop(into)]
    name: String,
    /// What to enter.
    #[prop(into)]
    label: String,
    /// What is typed.
    #[prop(optional)]
    kind: FieldKind,
    /// What stands in it at first.
    #[prop(optional, into)]
    value: String,
    /// Follows the typing, and may change what stands in the field.
    #[prop(optional)]
    bind: Option<RwSignal<String>>,
    /// One line of help below.
    #[prop(optional, into)]
    hint: Option<String>,
    /// What is wrong, and what to do.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// An example, shown while the field is empty.
    #[prop(optional, into)]
    placeholder: Option<String>,
    /// What the browser may fill in (`email`, `current-password`, `new-password`, `name`).
    #[prop(optional, into)]
    autocomplete: Option<String>,
    /// The form is not sent without it.
    #[prop(optional)]
    required: bool,
    /// Says "optional" beside the label.
    #[prop(optional)]
    optional: bool,
    /// The most characters; shows a counter. More can be typed, since a browser would cut off what is pasted.
    #[prop(optional_no_strip)]
    max_length: Option<usize>,
    /// The smallest number.
    #[prop(optional, into)]
    min: Option<String>,
    /// The largest number.
    #[prop(optional, into)]
    max: Option<String>,
    /// The id of a `datalist` with what may be meant.
    #[prop(optional, into)]
    list: Option<String>,
    /// The cursor stands here when the page opens.
    #[prop(optional)]
    autofocus: bool,
    /// It can be read and not changed.
    #[prop(optional)]
    readonly: bool,
    /// It cannot be used now.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// The id; by default made from the name. Needed where a page has two fields of one name.
    #[prop(optional, into)]
    id: Option<String>,
    /// Called with the text at each change.
    #[prop(optional, into)]
    on_input: Option<Callback<String>>,
) -> impl IntoView {
    let id = id.unwrap_or_else(|| format!("field-{name}"));
    let value = bind.map_or(value, |bound| bound.get_untracked());
    let length = RwSignal::new(value.chars().count());
    let is_shown = RwSignal::new(false);
    let input = NodeRef::<html::Input>::new();
    if let Some(bound) = bind {
        let first = value.clone();
        Effect::new(move |is_bound: Option<bool>| {
            let text = bound.get();
            let Some(input) = input.get() else { return false };
            let typed = input.value();
            // What was typed while the page was coming alive stays.
            if is_bound != Some(true) && typed != first {
                length.set(typed.chars().count());
                bound.set(typed);
            } else if typed != text {
                length.set(text.chars().count());
                input.set_value(&text);
            }
            true
        });
    }
    let has_hint = hint.is_some();
    let described = {
        let id = id.clone();
        move || described_by(&id, has_hint, error.with(Option::is_some))
    };
    view! {
        <div class="field" class:is-invalid=move || error.with(Option::is_some)>
            <FieldHead id=id.clone() label optional length max_length />
            <div class="field-control">
                <input
                    node_ref=input
                    id=id.clone()
                    class="input"
                    name=name
                    type=move || if is_shown.get() { "text" } else { kind.as_str() }
                    value=value
                    placeholder=placeholder
                    autocomplete=autocomplete
                    required=required
                    readonly=readonly
                    autofocus=autofocus
                    disabled=disabled
                    min=min
                    max=max
                    list=list
                    // A capital first letter or a corrected word is never right in an address or a secret.
                    autocapitalize=matches!(kind, FieldKind::Email | FieldKind::Password | FieldKind::Url)
                        .then_some("none")
                    spellcheck=matches!(kind, FieldKind::Email | FieldKind::Password | FieldKind::Url)
                        .then_some("false")
                    aria-invalid=move || error.with(Option::is_some).then_some("true")
                    aria-describedby=described
                    on:input=move |event| {
                        let text = event_target_value(&event);
                        length.set(text.chars().count());
                        if let Some(bound) = bind {
                            bound.set(text.clone());
                        }
                        if let Some(on_input) = on_input {
                            on_input.run(text);
                        }
                    }
                />
                {(kind == FieldKind::Password).then(|| view! { <Reveal is_shown /> })}
            </div>
            <FieldNotes id=id hint=hint error=error />
        </div>
    }
}

/// The button that shows a secret. It appears when it can work.
#[component]
fn Reveal(
    /// Whether the secret is shown.
    is_shown: RwSignal<bool>,
) -> impl IntoView {
    let hydrated = dom::hydrated();
    move || {
        hydrated.get().then(|| {
            view! {
                <button
                    type="button"
                    class="field-reveal"
                    aria-pressed=move || if is_shown.get() { "true" } else { "false" }
                    aria-label="Show password"
                    on:click=move |_| is_shown.update(|shown| *shown = !*shown)
                >
                    {move || {
                        let icon = if is_shown.get() { Icon::EyeOff } else { Icon::Eye };
                        view! { <Glyph icon /> }
                    }}
                </button>
            }
        })
    }
}
