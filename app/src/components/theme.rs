//! Light, dark, or as the system has it.

use domain::accounts::Theme;
use leptos::prelude::*;

use super::dom;
use super::icon::{Glyph, Icon};

/// The theme chosen, from the context. What must be drawn anew (charts) follows it.
#[derive(Debug, Clone, Copy)]
pub struct ThemeChoice(pub RwSignal<Theme>);

/// Makes the chosen theme available to everything below. The root element carries it from the server as
/// `data-theme`; from here on it follows the choice.
pub fn provide_theme(theme: Theme) -> ThemeChoice {
    let choice = ThemeChoice(RwSignal::new(theme));
    provide_context(choice);
    choice
}

impl ThemeChoice {
    /// Puts a theme in force at once.
    pub fn set(self, theme: Theme) {
        let attribute = match theme {
            Theme::Auto => None,
            Theme::Light | Theme::Dark => Some(theme.as_str()),
        };
        dom::set_root_attribute("data-theme", attribute);
        self.0.set(theme);
    }
}

/// Three buttons, one of them chosen. It changes the page at once and tells the page, which stores the choice.
#[component]
pub fn ThemeSwitch(
    /// Called with the theme chosen.
    #[prop(into)]
    on_change: Callback<Theme>,
    /// The group's name in the document: one page may hold the switch twice.
    #[prop(default = "theme".to_owned(), into)]
    name: String,
) -> impl IntoView {
    let choice = use_context::<ThemeChoice>().unwrap_or_else(|| provide_theme(Theme::Auto));
    let options = Theme::ALL
        .into_iter()
        .map(|theme| {
            let (icon, label) = match theme {
                Theme::Auto => (Icon::Monitor, "As the system"),
                Theme::Light => (Icon::Sun, "Light"),
                Theme::Dark => (Icon::Moon, "Dark"),
            };
            view! {
                <label class="segment" data-tip=label>
                    <input
                        type="radio"
                        class="visually-hidden"
                        name=name.clone()
                        value=theme.as_str()
                        checked=choice.0.get_untracked() == theme
                        prop:checked=move || choice.0.get() == theme
                        on:change=move |_| {
                            choice.set(theme);
                            on_change.run(theme);
                        }
                    />
                    <Glyph icon />
                    <span class="visually-hidden">{label}</span>
                </label>
            }
        })
        .collect::<Vec<_>>();
    view! {
        <fieldset class="segments">
            <legend class="visually-hidden">"Theme"</legend>
            {options}
        </fieldset>
    }
}
