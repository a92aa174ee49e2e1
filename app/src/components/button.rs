//! The button: what a person does on a page.

use leptos::prelude::*;

use super::dom;
use super::icon::{Glyph, Icon};

/// How much a button calls for attention.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ButtonVariant {
    /// The one thing to do on this page or in this dialog.
    Primary,
    /// Everything else.
    #[default]
    Secondary,
    /// Without a frame, for rows and tool bars.
    Quiet,
    /// Takes something away.
    Danger,
}

impl ButtonVariant {
    /// The class that carries the variant.
    pub fn class(self) -> &'static str {
        match self {
            Self::Primary => "button button-primary",
            Self::Secondary => "button button-secondary",
            Self::Quiet => "button button-quiet",
            Self::Danger => "button button-danger",
        }
    }
}

/// What pressing does in a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ButtonKind {
    /// Nothing by itself.
    #[default]
    Plain,
    /// Submits the form that it stands in.
    Submit,
}

impl ButtonKind {
    /// The value of the `type` attribute.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Plain => "button",
            Self::Submit => "submit",
        }
    }
}

/// A button. While `loading` it keeps its width and its focus, and ignores being pressed again.
#[component]
pub fn Button(
    /// How much it calls for attention.
    #[prop(optional)]
    variant: ButtonVariant,
    /// What pressing does in a form.
    #[prop(optional)]
    kind: ButtonKind,
    /// An icon before the text.
    #[prop(optional_no_strip)]
    icon: Option<Icon>,
    /// Smaller, for rows of tables.
    #[prop(optional)]
    small: bool,
    /// As wide as what it stands in.
    #[prop(optional)]
    wide: bool,
    /// Its work is under way.
    #[prop(optional, into)]
    loading: Signal<bool>,
    /// It cannot be pressed now.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// The id of a dialog that it opens, without wasm too where the browser can.
    #[prop(optional, into)]
    opens: Option<String>,
    /// The id of a dialog that it closes.
    #[prop(optional, into)]
    closes: Option<String>,
    /// The name that a form sends it under.
    #[prop(optional, into)]
    name: Option<String>,
    /// The value that a form sends for it.
    #[prop(optional, into)]
    value: Option<String>,
    /// The id of the form that it submits, when it stands outside.
    #[prop(optional, into)]
    form: Option<String>,
    /// Called when pressed.
    #[prop(optional, into)]
    on_click: Option<Callback<()>>,
    /// Its text: what happens.
    children: Children,
) -> impl IntoView {
    let class = format!(
        "{}{}{}",
        variant.class(),
        if small { " button-small" } else { "" },
        if wide { " button-wide" } else { "" }
    );
    let command = match (&opens, &closes) {
        (Some(_), _) => Some("show-modal"),
        (None, Some(_)) => Some("close"),
        (None, None) => None,
    };
    let target = opens.clone().or_else(|| closes.clone());
    view! {
        <button
            type=kind.as_str()
            class=class
            class:is-loading=loading
            disabled=disabled
            aria-disabled=move || loading.get().then_some("true")
            aria-busy=move || loading.get().then_some("true")
            commandfor=target
            command=command
            name=name
            value=value
            form=form
            on:click=move |event| {
                if loading.get_untracked() {
                    event.prevent_default();
                    return;
                }
                dom::command(opens.as_deref(), closes.as_deref());
                if let Some(on_click) = on_click {
                    on_click.run(());
                }
            }
        >
            {icon.map(|icon| view! { <Glyph icon /> })}
            <span class="button-text">{children()}</span>
            <span class="spinner" aria-hidden="true"></span>
        </button>
    }
}

/// A link that looks like a button: it leads somewhere, and works as links do.
#[component]
pub fn ButtonLink(
    /// Where it leads.
    #[prop(into)]
    href: String,
    /// How much it calls for attention.
    #[prop(optional)]
    variant: ButtonVariant,
    /// An icon before the text.
    #[prop(optional_no_strip)]
    icon: Option<Icon>,
    /// Smaller, for rows of tables.
    #[prop(optional)]
    small: bool,
    /// Its text.
    children: Children,
) -> impl IntoView {
    let class = format!("{}{}", variant.class(), if small { " button-small" } else { "" });
    view! {
        <a href=href class=class>
            {icon.map(|icon| view! { <Glyph icon /> })}
            <span class="button-text">{children()}</span>
        </a>
    }
}

/// A button with an icon alone. Its label is read out, and shown beside it on hover and focus.
#[component]
pub fn IconButton(
    /// What it does.
    #[prop(into)]
    label: String,
    /// What it shows.
    icon: Icon,
    /// What pressing does in a form.
    #[prop(optional)]
    kind: ButtonKind,
    /// It cannot be pressed now.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// For a switch between two states: whether it is on.
    #[prop(optional, into)]
    pressed: Option<Signal<bool>>,
    /// The id of a dialog that it opens.
    #[prop(optional, into)]
    opens: Option<String>,
    /// The id of a dialog that it closes.
    #[prop(optional, into)]
    closes: Option<String>,
    /// The id of a popover that it opens and closes.
    #[prop(optional, into)]
    popover: Option<String>,
    /// Called when pressed.
    #[prop(optional, into)]
    on_click: Option<Callback<()>>,
) -> impl IntoView {
    let command = match (&opens, &closes) {
        (Some(_), _) => Some("show-modal"),
        (None, Some(_)) => Some("close"),
        (None, None) => None,
    };
    let target = opens.clone().or_else(|| closes.clone());
    view! {
        <button
            type=kind.as_str()
            class="icon-button"
            aria-label=label.clone()
            data-tip=label
            aria-pressed=move || pressed.map(|p| if p.get() { "true" } else { "false" })
            disabled=disabled
            commandfor=target
            command=command
            popovertarget=popover
            on:click=move |_| {
                dom::command(opens.as_deref(), closes.as_deref());
                if let Some(on_click) = on_click {
                    on_click.run(());
                }
            }
        >
            <Glyph icon />
        </button>
    }
}
