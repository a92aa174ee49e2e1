//! Dialog and drawer, both the native `dialog`: the page behind is inert, Escape closes, focus returns.

use leptos::prelude::*;

use super::button::IconButton;
use super::dom;
use super::icon::Icon;

/// How wide a dialog is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum DialogSize {
    /// A question.
    Small,
    /// A short form.
    #[default]
    Medium,
    /// A form with a table, or a preview.
    Large,
}

impl DialogSize {
    fn class(self) -> &'static str {
        match self {
            Self::Small => "dialog dialog-small",
            Self::Medium => "dialog dialog-medium",
            Self::Large => "dialog dialog-large",
        }
    }
}

/// A dialog over the page. A `Button` with `opens` of the same id opens it, also before the page is hydrated; code
/// does so through `open`, or by [`super::dom::show_dialog`] and [`super::dom::close_dialog`].
#[component]
pub fn Dialog(
    /// The id that buttons open it by.
    #[prop(into)]
    id: String,
    /// What it is about, or the question that it asks.
    #[prop(into)]
    title: String,
    /// How wide it is.
    #[prop(optional)]
    size: DialogSize,
    /// Follows whether it is open, and opens or closes it.
    #[prop(optional)]
    open: Option<RwSignal<bool>>,
    /// Called when it was closed, by whatever way.
    #[prop(optional, into)]
    on_close: Option<Callback<()>>,
    /// What it holds; end with [`DialogActions`].
    children: Children,
) -> impl IntoView {
    frame(id, title, size.class(), open, on_close, children)
}

/// A dialog that comes in from the end side, for details of a row that should keep its place.
#[component]
pub fn Drawer(
    /// The id that buttons open it by.
    #[prop(into)]
    id: String,
    /// What it is about.
    #[prop(into)]
    title: String,
    /// Follows whether it is open, and opens or closes it.
    #[prop(optional)]
    open: Option<RwSignal<bool>>,
    /// Called when it was closed, by whatever way.
    #[prop(optional, into)]
    on_close: Option<Callback<()>>,
    /// What it holds.
    children: Children,
) -> impl IntoView {
    frame(id, title, "dialog drawer", open, on_close, children)
}

fn frame(
    id: String,
    title: String,
    class: &'static str,
    open: Option<RwSignal<bool>>,
    on_close: Option<Callback<()>>,
    children: Children,
) -> impl IntoView {
    if let Some(open) = open {
        let id = id.clone();
        Effect::new(move |_| if open.get() { dom::show_dialog(&id) } else { dom::close_dialog(&id) });
    }
    let title_id = format!("{id}-title");
    let toggled = id.clone();
    view! {
        <dialog
            id=id
            class=class
            closedby="any"
            aria-labelledby=title_id
            on:toggle=move |_| {
                if let Some(open) = open {
                    let is_open = dom::is_dialog_open(&toggled);
                    if open.get_untracked() != is_open {
                        open.set(is_open);
                    }
                }
            }
            on:close=move |_| {
                if let Some(open) = open
                    && open.get_untracked()
                {
                    open.set(false);
                }
                if let Some(on_close) = on_close {
                    on_close.run(());
                }
            }
        >
            <header class="dialog-head">
                <h2 id=title_id.clone() class="dialog-title">{title}</h2>
                <IconButton label="Close" icon=Icon::Close closes=id.clone() />
            </header>
            <div class="dialog-body">{children()}</div>
        </dialog>
    }
}

/// The row of buttons at the end of a dialog, inside its form if it has one: the one that does it comes last.
#[component]
pub fn DialogActions(
    /// The buttons.
    children: Children,
) -> impl IntoView {
    view! { <div class="dialog-actions">{children()}</div> }
}
