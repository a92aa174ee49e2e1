//! Keyboard shortcuts, and the dialog that shows them.

use leptos::ev;
use leptos::prelude::*;

use super::palette::PALETTE;
use crate::components::{Dialog, DialogSize, dom};

/// The id of the dialog.
pub const SHORTCUTS: &str = "shortcuts";

/// Keys and what they do. Each inner slice is pressed at once.
const EVERYWHERE: &[(&[&str], &str)] = &[
    (&["Ctrl", "K"], "Go anywhere, do anything (⌘ K on a Mac)"),
    (&["?"], "Show the shortcuts"),
    (&["Esc"], "Close what is open"),
];

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
    let rows = EVERYWHERE
        .iter()
        .map(|(keys, text)| {
            let keys = keys.iter().map(|key| view! { <kbd>{*key}</kbd> }).collect::<Vec<_>>();
            view! { <div class="shortcut"><dt>{*text}</dt><dd>{keys}</dd></div> }
        })
        .collect::<Vec<_>>();
    view! {
        <Dialog id=SHORTCUTS title="Keyboard shortcuts" size=DialogSize::Small>
            <dl class="shortcuts">{rows}</dl>
        </Dialog>
    }
}
