//! Where answers are written.

use domain::conversations::{Assignee, Lifecycle};
use domain::messages::{TEXT_CHARS, parse_message};
use leptos::ev::KeyboardEvent;
use leptos::html;
use leptos::prelude::*;

use super::desk::{Desk, FIELD};
use crate::components::{Button, ButtonVariant, Glyph, Icon, dom};
use crate::i18n::{fill, t};
use crate::live::{LiveState, use_live};

/// The field, or why there is none.
#[component]
pub fn Composer(
    /// The conversation.
    desk: Desk,
) -> impl IntoView {
    let texts = &t().inbox;
    if !desk.may_reply() {
        return view! { <p class="composer composer-closed">{texts.read_only}</p> }.into_any();
    }
    let is_open = Memo::new(move |_| desk.talk.with(|talk| talk.conversation.lifecycle == Lifecycle::Open));
    let content = move || match is_open.get() {
        true => view! { <Open desk /> }.into_any(),
        false => view! { <p class="composer composer-closed">{texts.is_resolved}</p> }.into_any(),
    };
    content.into_any()
}

#[component]
fn Open(
    /// The conversation.
    desk: Desk,
) -> impl IntoView {
    let texts = &t().inbox;
    let field = NodeRef::<html::Textarea>::new();
    let typed = RwSignal::new(String::new());
    let kept_as = StoredValue::new(format!("answer {}", desk.id()));
    let hydrated = dom::hydrated();
    // What was typed before is there again; what was typed while the page was coming alive comes after it.
    Effect::new(move |_| {
        let Some(field) = field.get() else { return };
        let early = field.value();
        let text = kept_as.with_value(|name| dom::kept(name)).unwrap_or_default() + &early;
        if text != early {
            field.set_value(&text);
        }
        typed.set(text);
    });
    let change = move |text: String| {
        kept_as.with_value(|name| dom::keep(name, (!text.is_empty()).then_some(text.as_str())));
        match text.trim().is_empty() {
            true => desk.stop_typing(),
            false => desk.typing(),
        }
        typed.set(text);
    };
    let wrong = Memo::new(move |_| typed.with(|text| parse_message(text).err()));
    let send = move || {
        if wrong.with_untracked(Option::is_some) {
            return;
        }
        desk.send(&typed.get_untracked());
        if let Some(field) = field.get_untracked() {
            field.set_value("");
            let _ = field.focus();
        }
        change(String::new());
    };
    let on_key = move |event: KeyboardEvent| match event.key().as_str() {
        // Enter also ends a composition of signs (Japanese, Chinese), which sends nothing. It has the code 229 in every
        // browser; Safari says `isComposing` too late.
        "Enter" if !event.shift_key() && event.key_code() != 229 => {
            event.prevent_default();
            send();
        }
        "Escape" => {
            if let Some(field) = field.get_untracked() {
                let _ = field.blur();
            }
        }
        _ => {}
    };
    let is_long = move || typed.with(|text| text.len() > TEXT_CHARS / 2 && parse_message(text).is_err());
    view! {
        <form
            class="composer"
            on:submit=move |event| {
                event.prevent_default();
                send();
            }
        >
            <Behind />
            <label class="visually-hidden" for=FIELD>{texts.answer}</label>
            <textarea
                id=FIELD
                node_ref=field
                class="composer-field"
                rows="1"
                dir="auto"
                autocomplete="off"
                placeholder=move || {
                    fill(texts.placeholder, &[("name", &desk.talk.with(|talk| talk.conversation.contact_name.clone()))])
                }
                on:input=move |event| change(event_target_value(&event))
                on:keydown=on_key
                on:blur=move |_| desk.stop_typing()
            ></textarea>
            <div class="composer-foot">
                <p class="composer-hint" role="status">
                    {move || match is_long() {
                        true => wrong.get().unwrap_or_default(),
                        false => hint(desk),
                    }}
                </p>
                <Button
                    variant=ButtonVariant::Primary
                    disabled=Signal::derive(move || !hydrated.get() || wrong.with(Option::is_some))
                    on_click=move |()| send()
                >
                    {texts.send}
                </Button>
            </div>
        </form>
    }
}

/// What sending does beside sending.
fn hint(desk: Desk) -> String {
    let texts = &t().inbox;
    if desk.is_mine() {
        return texts.keys_hint.to_owned();
    }
    let holder = desk.talk.with(|talk| match &talk.conversation.assignee {
        Assignee::Bot => texts.holder_bot.to_owned(),
        Assignee::Queue => texts.holder_queue.to_owned(),
        Assignee::Agent { name, .. } => name.clone(),
    });
    fill(texts.takes_hint, &[("holder", &holder)])
}

/// Says that what one answers to may not be the newest.
#[component]
fn Behind() -> impl IntoView {
    let state = use_live().state();
    move || {
        let text = match state.get() {
            LiveState::Behind => t().inbox.behind,
            LiveState::Refused(_) => t().inbox.refused,
            LiveState::Off | LiveState::Connecting | LiveState::Live => return None,
        };
        Some(view! { <p class="composer-behind" role="status"><Glyph icon=Icon::Alert />{text}</p> })
    }
}
