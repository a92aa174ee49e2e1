//! Popover and menu, both the native popover: they open without wasm, and close by Escape or a press elsewhere.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use super::button::{ButtonKind, ButtonVariant};
use super::dom;
use super::icon::{Glyph, Icon};

/// Which edge of its button a popover keeps to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Align {
    /// The start edge, below.
    #[default]
    Start,
    /// The end edge, below.
    End,
    /// The start edge, above.
    Above,
}

impl Align {
    fn class(self) -> &'static str {
        match self {
            Self::Start => "popover popover-start",
            Self::End => "popover popover-end",
            Self::Above => "popover popover-above",
        }
    }
}

/// What the button of a menu or popover shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Opener {
    /// The label, with an arrow.
    #[default]
    Text,
    /// Only this icon; the label is read out.
    Icon(Icon),
    /// This icon and the label, with an arrow.
    Both(Icon),
}

/// A button that opens a small panel beside it.
#[component]
pub fn Popover(
    /// An id of its own on the page.
    #[prop(into)]
    id: String,
    /// What the button says.
    #[prop(into)]
    label: String,
    /// What the button shows.
    #[prop(optional)]
    trigger: Opener,
    /// How the button looks (not for [`Opener::Icon`]).
    #[prop(optional)]
    variant: ButtonVariant,
    /// Which edge it keeps to.
    #[prop(optional)]
    align: Align,
    /// What the panel holds.
    children: Children,
) -> impl IntoView {
    let button = match trigger {
        Opener::Icon(icon) => view! {
            <button
                type="button"
                class="icon-button"
                aria-label=label.clone()
                data-tip=label
                popovertarget=id.clone()
                on:keydown=enter_by_key(id.clone())
            >
                <Glyph icon />
            </button>
        }
        .into_any(),
        Opener::Text => text_trigger(None, label, variant, id.clone()).into_any(),
        Opener::Both(icon) => text_trigger(Some(icon), label, variant, id.clone()).into_any(),
    };
    view! {
        {button}
        <div id=id popover="auto" class=align.class()>{children()}</div>
    }
}

/// The arrow key leads from the button into what it opens.
fn enter_by_key(id: String) -> impl Fn(KeyboardEvent) {
    move |event| {
        if event.key() == "ArrowDown" {
            event.prevent_default();
            dom::enter_popover(&id);
        }
    }
}

fn text_trigger(icon: Option<Icon>, label: String, variant: ButtonVariant, id: String) -> impl IntoView {
    view! {
        <button type="button" class=variant.class() popovertarget=id.clone() on:keydown=enter_by_key(id)>
            {icon.map(|icon| view! { <Glyph icon /> })}
            <span class="button-text">{label}</span>
            <Glyph icon=Icon::ChevronDown />
        </button>
    }
}

/// A button that opens a list of acts and links. It is a plain list of buttons and links, walked with Tab or the
/// arrow keys.
#[component]
pub fn Menu(
    /// An id of its own on the page.
    #[prop(into)]
    id: String,
    /// What the button says.
    #[prop(into)]
    label: String,
    /// What the button shows.
    #[prop(optional)]
    trigger: Opener,
    /// How the button looks (not for [`Opener::Icon`]).
    #[prop(optional)]
    variant: ButtonVariant,
    /// Which edge it keeps to.
    #[prop(optional)]
    align: Align,
    /// [`MenuLink`], [`MenuButton`], [`MenuHeading`], [`MenuSeparator`].
    children: Children,
) -> impl IntoView {
    let list = id.clone();
    view! {
        <Popover id=id.clone() label trigger variant align>
            <MenuList id=list>{children()}</MenuList>
        </Popover>
    }
}

/// The list inside a menu, for popovers that bring their own button.
#[component]
pub fn MenuList(
    /// The id of the popover that it stands in.
    #[prop(into)]
    id: String,
    /// [`MenuLink`], [`MenuButton`], [`MenuHeading`], [`MenuSeparator`].
    children: Children,
) -> impl IntoView {
    let clicked = id.clone();
    view! {
        <div
            class="menu"
            on:keydown=move |event: KeyboardEvent| {
                let by = match event.key().as_str() {
                    "ArrowDown" => 1,
                    "ArrowUp" => -1,
                    _ => return,
                };
                event.prevent_default();
                dom::move_focus(&id, by);
            }
            on:click=move |event| {
                // A chosen item closes the menu; a control inside (a switch, a heading) leaves it open.
                if event_closes_menu(&event) {
                    dom::hide_popover(&clicked);
                }
            }
        >
            {children()}
        </div>
    }
}

#[cfg(feature = "hydrate")]
fn event_closes_menu(event: &leptos::ev::MouseEvent) -> bool {
    use leptos::wasm_bindgen::JsCast;
    event
        .target()
        .and_then(|target| target.dyn_into::<leptos::web_sys::Element>().ok())
        .and_then(|element| element.closest(".menu-item").ok().flatten())
        .is_some()
}

#[cfg(not(feature = "hydrate"))]
fn event_closes_menu(_event: &leptos::ev::MouseEvent) -> bool {
    false
}

/// A line of a menu that leads somewhere.
#[component]
pub fn MenuLink(
    /// Where it leads.
    #[prop(into)]
    href: String,
    /// What it says.
    #[prop(into)]
    label: String,
    /// An icon before the text.
    #[prop(optional_no_strip)]
    icon: Option<Icon>,
) -> impl IntoView {
    view! {
        <a href=href class="menu-item">
            {icon.map(|icon| view! { <Glyph icon /> })}
            <span class="menu-text">{label}</span>
        </a>
    }
}

/// A line of a menu that does something.
#[component]
pub fn MenuButton(
    /// What it does.
    #[prop(into)]
    label: String,
    /// An icon before the text.
    #[prop(optional_no_strip)]
    icon: Option<Icon>,
    /// A tick after the text: this is the one in force.
    #[prop(optional, into)]
    checked: Signal<bool>,
    /// It takes something away.
    #[prop(optional)]
    danger: bool,
    /// What pressing does in a form.
    #[prop(optional)]
    kind: ButtonKind,
    /// The name that a form sends it under.
    #[prop(optional, into)]
    name: Option<String>,
    /// The value that a form sends for it.
    #[prop(optional, into)]
    value: Option<String>,
    /// The id of a dialog that it opens.
    #[prop(optional, into)]
    opens: Option<String>,
    /// It cannot be pressed now.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// Called when pressed.
    #[prop(optional, into)]
    on_click: Option<Callback<()>>,
) -> impl IntoView {
    let command = opens.as_ref().map(|_| "show-modal");
    let target = opens.clone();
    view! {
        <button
            type=kind.as_str()
            class=if danger { "menu-item menu-item-danger" } else { "menu-item" }
            disabled=disabled
            name=name
            value=value
            commandfor=target
            command=command
            on:click=move |_| {
                dom::command(opens.as_deref(), None);
                if let Some(on_click) = on_click {
                    on_click.run(());
                }
            }
        >
            {icon.map(|icon| view! { <Glyph icon /> })}
            <span class="menu-text">{label}</span>
            {move || {
                checked
                    .get()
                    .then(|| {
                        view! {
                            <Glyph icon=Icon::Check />
                            <span class="visually-hidden">"(current)"</span>
                        }
                    })
            }}
        </button>
    }
}

/// A line between groups of a menu.
#[component]
pub fn MenuSeparator() -> impl IntoView {
    view! { <hr class="menu-line" /> }
}

/// The name of a group of a menu.
#[component]
pub fn MenuHeading(
    /// The name.
    #[prop(into)]
    text: String,
) -> impl IntoView {
    view! { <p class="menu-heading">{text}</p> }
}
