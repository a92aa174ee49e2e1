//! The command palette: go anywhere and do the common things, by typing a few letters.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use crate::components::{Glyph, Icon, dom};

/// The id of the dialog.
pub const PALETTE: &str = "palette";

/// What choosing a line does.
#[derive(Debug, Clone)]
pub enum Act {
    /// Leads there.
    Go(String),
    /// Does this.
    Run(Callback<()>),
}

/// A line of the palette.
#[derive(Debug, Clone)]
pub struct Command {
    /// What it does.
    pub label: String,
    /// Other words to find it by.
    pub keywords: &'static str,
    /// Its icon.
    pub icon: Icon,
    /// What choosing it does.
    pub act: Act,
}

/// Whether each word typed begins or stands in the line's words.
fn fits(command: &Command, typed: &str) -> bool {
    let line = format!("{} {}", command.label, command.keywords).to_lowercase();
    typed.to_lowercase().split_whitespace().all(|word| line.contains(word))
}

/// The palette. It stands once in the shell; Ctrl+K (⌘K) or the search button opens it. Without wasm it is a list of
/// links.
#[component]
pub fn CommandPalette(
    /// The lines, in their order.
    commands: Vec<Command>,
) -> impl IntoView {
    let commands = StoredValue::new(commands);
    let typed = RwSignal::new(String::new());
    let chosen = RwSignal::new(0_usize);
    let found = Memo::new(move |_| {
        let typed = typed.get();
        commands.with_value(|all| (0..all.len()).filter(|n| fits(&all[*n], &typed)).collect::<Vec<_>>())
    });
    let option_id = |n: usize| format!("palette-{n}");
    let walk = move |event: KeyboardEvent| {
        let count = found.with(Vec::len);
        let at = chosen.get_untracked();
        let to = match event.key().as_str() {
            "ArrowDown" if count > 0 => (at + 1) % count,
            "ArrowUp" if count > 0 => (at + count - 1) % count,
            "Enter" => {
                event.prevent_default();
                if let Some(n) = found.with(|found| found.get(at).copied()) {
                    dom::click(&option_id(n));
                }
                return;
            }
            _ => return,
        };
        event.prevent_default();
        chosen.set(to);
        if let Some(n) = found.with(|found| found.get(to).copied()) {
            dom::reveal(&option_id(n));
        }
    };
    let leave = move || {
        dom::close_dialog(PALETTE);
    };
    let line = move |place: usize, n: usize| {
        commands.with_value(|all| {
            let command = all[n].clone();
            let content = view! {
                <Glyph icon=command.icon />
                <span class="palette-text">{command.label}</span>
            };
            let selected = move || if chosen.get() == place { "true" } else { "false" };
            match command.act {
                Act::Go(href) => view! {
                    <a
                        role="option"
                        id=option_id(n)
                        href=href
                        class="palette-line"
                        tabindex="-1"
                        aria-selected=selected
                        on:mousemove=move |_| chosen.set(place)
                        on:click=move |_| leave()
                    >
                        {content}
                    </a>
                }
                .into_any(),
                Act::Run(run) => view! {
                    <button
                        type="button"
                        role="option"
                        id=option_id(n)
                        class="palette-line"
                        tabindex="-1"
                        aria-selected=selected
                        on:mousemove=move |_| chosen.set(place)
                        on:click=move |_| {
                            leave();
                            run.run(());
                        }
                    >
                        {content}
                    </button>
                }
                .into_any(),
            }
        })
    };
    view! {
        <dialog
            id=PALETTE
            class="dialog palette"
            closedby="any"
            aria-label="Command palette"
            on:close=move |_| {
                typed.set(String::new());
                chosen.set(0);
            }
        >
            <div class="palette-search">
                <Glyph icon=Icon::Search />
                <input
                    id="palette-input"
                    class="palette-input"
                    type="text"
                    role="combobox"
                    aria-label="Search for a page or an action"
                    aria-expanded="true"
                    aria-controls="palette-list"
                    aria-autocomplete="list"
                    aria-activedescendant=move || {
                        found.with(|found| found.get(chosen.get()).map(|n| option_id(*n)))
                    }
                    placeholder="Go to a page or do something"
                    autocomplete="off"
                    autofocus=true
                    spellcheck="false"
                    prop:value=typed
                    on:input=move |event| {
                        typed.set(event_target_value(&event));
                        chosen.set(0);
                    }
                    on:keydown=walk
                />
                <kbd>"Esc"</kbd>
            </div>
            <div id="palette-list" class="palette-list" role="listbox" aria-label="Pages and actions">
                {move || {
                    found.with(|found| found.iter().enumerate().map(|(place, n)| line(place, *n)).collect::<Vec<_>>())
                }}
            </div>
            <p class="palette-none" role="status">
                {move || found.with(Vec::is_empty).then_some("Nothing is called that.")}
            </p>
        </dialog>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_found_by_each_word_typed() {
        let line = Command {
            label: "Team".to_owned(),
            keywords: "members invite",
            icon: Icon::Team,
            act: Act::Go("/settings/team".to_owned()),
        };
        assert!(fits(&line, ""));
        assert!(fits(&line, "INV"));
        assert!(fits(&line, "team mem"));
        assert!(!fits(&line, "team key"));
    }
}
