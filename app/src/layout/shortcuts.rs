//! Keyboard shortcuts, and the dialog that shows them.

use leptos::ev;
use leptos::prelude::*;

use super::palette::PALETTE;
use crate::components::{Dialog, DialogSize, dom};

/// The id of the dialog.
pub const SHORTCUTS: &str = "shortcuts";

/// Keys that are pressed at once, and what they do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shortcut {
    keys: &'static [&'static str],
    does: &'static str,
}

impl Shortcut {
    /// These keys, at once, do this.
    pub const fn new(keys: &'static [&'static str], does: &'static str) -> Self {
        Self { keys, does }
    }
}

/// The keys of every page.
const EVERYWHERE: &[Shortcut] = &[
    Shortcut::new(&["Ctrl", "K"], "Go anywhere, do anything (⌘ K on a Mac)"),
    Shortcut::new(&["?"], "Show the shortcuts"),
    Shortcut::new(&["Esc"], "Close what is open"),
];

/// The keys of the page that is open.
#[derive(Debug, Clone, Copy)]
struct PageKeys(RwSignal<Vec<Shortcut>>);

/// Makes room for the keys of pages.
pub(super) fn provide_page_keys() {
    provide_context(PageKeys(RwSignal::new(Vec::new())));
}

/// Lists these keys as those of the page, for as long as it is there. Listening to them is the page's own work.
pub fn use_page_keys(keys: Vec<Shortcut>) {
    let Some(PageKeys(listed)) = use_context() else { return };
    Effect::new(move |_| {
        listed.set(keys.clone());
        on_cleanup(move || {
            let _ = listed.try_update(Vec::clear);
        });
    });
}

/// Listens for the shortcuts that work on every page.
pub(super) fn listen() {
    Effect::new(move |_| {
        let listener = window_event_listener(ev::keydown, |event| {
            if (event.ctrl_key() || event.meta_key()) && event.key().eq_ignore_ascii_case("k") {
                event.prevent_default();
                if dom::is_dialog_open(PALETTE) {
                    dom::close_dialog(PALETTE);
                } else {
                    dom::show_dialog(PALETTE);
                }
            } else if event.key() == "?" && !dom::is_typing() {
                event.prevent_default();
                dom::show_dialog(SHORTCUTS);
            }
        });
        on_cleanup(move || listener.remove());
    });
}

/// The dialog that shows the shortcuts; `?` opens it.
#[component]
pub fn ShortcutsHelp() -> impl IntoView {
    let of_page = use_context::<PageKeys>();
    let rows = |of: &[Shortcut]| {
        let row = |shortcut: &Shortcut| {
            let keys = shortcut.keys.iter().map(|key| view! { <kbd>{*key}</kbd> }).collect::<Vec<_>>();
            view! { <div class="shortcut"><dt>{shortcut.does}</dt><dd>{keys}</dd></div> }
        };
        of.iter().map(row).collect::<Vec<_>>()
    };
    view! {
        <Dialog id=SHORTCUTS title="Keyboard shortcuts" size=DialogSize::Small>
            <dl class="shortcuts">
                {move || of_page.map(|PageKeys(listed)| listed.with(|listed| rows(listed)))} {rows(EVERYWHERE)}
            </dl>
        </Dialog>
    }
}
