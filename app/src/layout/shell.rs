//! The frame around every page of a workspace.

use domain::accounts::{SignedInView, Theme};
use domain::permissions::Permission;
use leptos::prelude::*;

use super::nav::{NAV, NavEntry};
use super::palette::{Act, Command, CommandPalette, PALETTE};
use super::shortcuts::{self, SHORTCUTS, ShortcutsHelp};
use super::user_menu::{UserMenu, WorkspaceSwitcher};
use crate::components::{Glyph, Icon, IconButton, ThemeChoice, ToastRegion, dom};
use crate::routes;

/// The id of the navigation, which is a popover on narrow screens.
const NAVIGATION: &str = "navigation";
/// The cookie that remembers whether the navigation is collapsed (`1`), for the next page from the server.
pub const COLLAPSED_COOKIE: &str = "nav_collapsed";

/// The frame: navigation, command palette, shortcuts, toasts, and the page in the middle. On screens under 900 px the
/// navigation is a drawer that opens without wasm too.
#[component]
pub fn Shell(
    /// Who is signed in. What shows their names and permissions follows it; the page itself stays.
    #[prop(into)]
    me: Signal<SignedInView>,
    /// The path of the page.
    #[prop(into)]
    path: Signal<String>,
    /// Live counts beside entries of the navigation, by their ids.
    #[prop(optional, into)]
    counts: Signal<Vec<(&'static str, u64)>>,
    /// Whether the navigation begins collapsed, as [`COLLAPSED_COOKIE`] says.
    #[prop(optional)]
    collapsed: bool,
    /// The address that takes `workspace` (its public id) by POST and leads to it.
    #[prop(into)]
    switch_action: String,
    /// The address that signs out by POST.
    #[prop(into)]
    sign_out_action: String,
    /// Where the person's own account is.
    #[prop(default = "/account".to_owned(), into)]
    account_href: String,
    /// Called with the theme chosen, to store it.
    #[prop(into)]
    on_theme: Callback<Theme>,
    /// The page.
    children: Children,
) -> impl IntoView {
    let is_collapsed = RwSignal::new(collapsed);
    let toggle = Callback::new(move |()| {
        is_collapsed.update(|is_collapsed| *is_collapsed = !*is_collapsed);
        dom::set_cookie(COLLAPSED_COOKIE, if is_collapsed.get_untracked() { "1" } else { "0" });
    });
    shortcuts::listen();
    shortcuts::provide_page_keys();
    let groups = move || me.with(|me| groups(me, path, counts));
    let workspace = move || {
        me.with(|me| me.current.as_ref().map_or_else(|| "ROMASHKA".to_owned(), |workspace| workspace.name.clone()))
    };
    let palette = {
        let account_href = account_href.clone();
        move || {
            let commands = me.with(|me| commands(me, &account_href, on_theme, toggle));
            view! { <CommandPalette commands /> }
        }
    };
    let switcher = move || view! { <WorkspaceSwitcher me=me.get() action=switch_action.clone() /> };
    let user_menu = move || {
        view! {
            <UserMenu
                me=me.get()
                account_href=account_href.clone()
                sign_out_action=sign_out_action.clone()
                on_theme
            />
        }
    };
    view! {
        <a href="#content" class="skip-link" rel="external">"Skip to content"</a>
        <div class="shell" class:is-collapsed=is_collapsed>
            <header class="topbar">
                <IconButton label="Open navigation" icon=Icon::Menu popover=NAVIGATION />
                <span class="topbar-name">{workspace}</span>
                <IconButton label="Search" icon=Icon::Search opens=PALETTE />
            </header>
            <aside id=NAVIGATION class="sidebar" popover="auto">
                <div class="sidebar-top">
                    {switcher}
                    <CollapseButton is_collapsed toggle />
                </div>
                <button
                    type="button"
                    class="sidebar-search"
                    commandfor=PALETTE
                    command="show-modal"
                    on:click=move |_| dom::command(Some(PALETTE), None)
                >
                    <Glyph icon=Icon::Search />
                    <span class="sidebar-label">"Go to"</span>
                    <kbd>"Ctrl K"</kbd>
                </button>
                <nav class="sidebar-nav" aria-label="Main" on:click=move |_| dom::hide_popover(NAVIGATION)>
                    {groups}
                </nav>
                <div class="sidebar-bottom">
                    {user_menu}
                </div>
            </aside>
            <main id="content" class="page" tabindex="-1">{children()}</main>
        </div>
        {palette}
        <ShortcutsHelp />
        <ToastRegion />
    }
}

/// Collapses and unfolds the navigation. It appears when it can work.
#[component]
fn CollapseButton(
    /// Whether it is collapsed.
    is_collapsed: RwSignal<bool>,
    /// Collapses or unfolds.
    toggle: Callback<()>,
) -> impl IntoView {
    let hydrated = dom::hydrated();
    move || {
        hydrated.get().then(|| {
            let label = if is_collapsed.get() { "Unfold navigation" } else { "Collapse navigation" };
            view! {
                <span class="sidebar-collapse">
                    <IconButton label icon=Icon::Sidebar on_click=toggle />
                </span>
            }
        })
    }
}

fn groups(me: &SignedInView, path: Signal<String>, counts: Signal<Vec<(&'static str, u64)>>) -> Vec<AnyView> {
    NAV.iter()
        .filter_map(|group| {
            let entries: Vec<_> = group
                .entries
                .iter()
                .filter(|entry| entry.is_for(me))
                .map(|entry| line(entry, path, counts).into_any())
                .collect();
            (!entries.is_empty()).then(|| {
                view! {
                    <div class="nav-group">
                        {group.heading.map(|heading| view! { <p class="nav-heading">{heading}</p> })}
                        <ul class="nav-list">{entries}</ul>
                    </div>
                }
                .into_any()
            })
        })
        .collect()
}

fn line(
    entry: &'static NavEntry,
    path: Signal<String>,
    counts: Signal<Vec<(&'static str, u64)>>,
) -> impl IntoView + use<> {
    let count = move || {
        counts.with(|counts| counts.iter().find(|(id, _)| *id == entry.id).map(|(_, count)| *count).filter(|n| *n > 0))
    };
    // The path may change while the frame is being taken down, and then there is nothing to read any more.
    let is_open = move || path.try_with(|path| entry.is_at(path)).unwrap_or_default();
    view! {
        <li>
            <a
                href=entry.href
                class="nav-line"
                data-tip=entry.label
                aria-current=move || is_open().then_some("page")
            >
                <Glyph icon=entry.icon />
                <span class="sidebar-label">{entry.label}</span>
                {move || count().map(|count| view! { <span class="nav-count">{count}</span> })}
            </a>
        </li>
    }
}

/// The lines of the command palette: each page of the navigation, then what can be done from everywhere.
fn commands(me: &SignedInView, account_href: &str, on_theme: Callback<Theme>, toggle: Callback<()>) -> Vec<Command> {
    let mut commands: Vec<_> = NAV
        .iter()
        .flat_map(|group| group.entries)
        .filter(|entry| entry.is_for(me))
        .map(|entry| Command {
            label: entry.label.to_owned(),
            keywords: entry.keywords,
            icon: entry.icon,
            act: Act::Go(entry.href.to_owned()),
        })
        .collect();
    commands.push(Command {
        label: "Your account".to_owned(),
        keywords: "profile password sessions name email",
        icon: Icon::User,
        act: Act::Go(account_href.to_owned()),
    });
    for (permission, label, keywords, icon, href) in [
        (Permission::MembersManage, "Invite someone", "add member team", Icon::Team, routes::INVITE),
        (Permission::ApiKeysManage, "New API key", "create make token", Icon::Key, routes::NEW_API_KEY),
    ] {
        if me.permissions.contains(&permission) {
            commands.push(Command { label: label.to_owned(), keywords, icon, act: Act::Go(href.to_owned()) });
        }
    }
    commands.push(Command {
        label: "New workspace".to_owned(),
        keywords: "create add another",
        icon: Icon::Plus,
        act: Act::Go(routes::NEW_WORKSPACE.to_owned()),
    });
    let choice = use_context::<ThemeChoice>();
    for (theme, label, icon) in [
        (Theme::Light, "Use the light theme", Icon::Sun),
        (Theme::Dark, "Use the dark theme", Icon::Moon),
        (Theme::Auto, "Use the system's theme", Icon::Monitor),
    ] {
        let run = Callback::new(move |()| {
            if let Some(choice) = choice {
                choice.set(theme);
            }
            on_theme.run(theme);
        });
        commands.push(Command { label: label.to_owned(), keywords: "appearance mode", icon, act: Act::Run(run) });
    }
    commands.push(Command {
        label: "Collapse or unfold the navigation".to_owned(),
        keywords: "sidebar menu",
        icon: Icon::Sidebar,
        act: Act::Run(toggle),
    });
    commands.push(Command {
        label: "Show the keyboard shortcuts".to_owned(),
        keywords: "keys help",
        icon: Icon::Keyboard,
        act: Act::Run(Callback::new(|()| dom::show_dialog(SHORTCUTS))),
    });
    commands
}
