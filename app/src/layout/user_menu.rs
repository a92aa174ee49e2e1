//! The two menus of the shell: which workspace, and who.

use domain::accounts::{SignedInView, Theme};
use leptos::prelude::*;

use super::shortcuts::SHORTCUTS;
use crate::components::{
    Avatar, AvatarShape, ButtonKind, Glyph, Icon, MenuButton, MenuHeading, MenuLink, MenuList, MenuSeparator,
    ThemeSwitch,
};
use crate::routes;

/// The workspace in use, the way to the others, and to a new one.
#[component]
pub(super) fn WorkspaceSwitcher(
    /// Who is signed in.
    me: SignedInView,
    /// The address that takes `workspace` by POST and leads to it.
    action: String,
) -> impl IntoView {
    let current = me.current.as_ref().map(|workspace| workspace.id.to_string());
    let name = me.current.as_ref().map_or_else(|| "No workspace".to_owned(), |workspace| workspace.name.clone());
    let lines = me
        .workspaces
        .into_iter()
        .map(|workspace| {
            let id = workspace.id.to_string();
            let is_current = Some(&id) == current.as_ref();
            view! {
                <MenuButton label=workspace.name kind=ButtonKind::Submit name="workspace" value=id checked=is_current />
            }
        })
        .collect::<Vec<_>>();
    view! {
        <button type="button" class="switcher" popovertarget="workspace-menu">
            <span class="visually-hidden">"Workspace"</span>
            <Avatar name=name.clone() shape=AvatarShape::Square />
            <span class="switcher-name">{name}</span>
            <Glyph icon=Icon::ChevronUpDown />
        </button>
        <div id="workspace-menu" popover="auto" class="popover popover-start">
            <MenuList id="workspace-menu">
                <MenuHeading text="Workspaces" />
                <form method="post" action=action>{lines}</form>
                <MenuSeparator />
                <MenuLink href=routes::NEW_WORKSPACE label="New workspace" icon=Some(Icon::Plus) />
            </MenuList>
        </div>
    }
}

/// Who is signed in, with account, theme and the way out.
#[component]
pub(super) fn UserMenu(
    /// Who is signed in.
    me: SignedInView,
    /// Where the person's own account is.
    account_href: String,
    /// The address that signs out by POST.
    sign_out_action: String,
    /// Called with the theme chosen.
    on_theme: Callback<Theme>,
) -> impl IntoView {
    let name = me.user.name;
    let email = me.user.email;
    let role = me.current.map(|workspace| workspace.role.name());
    view! {
        <button type="button" class="switcher" popovertarget="user-menu">
            <span class="visually-hidden">"Your menu"</span>
            <Avatar name=name.clone() />
            <span class="switcher-name">{name.clone()}</span>
            <Glyph icon=Icon::ChevronUpDown />
        </button>
        <div id="user-menu" popover="auto" class="popover popover-above">
            <div class="user-card">
                <p class="user-name">{name}</p>
                <p class="user-email">{email}</p>
                {role.map(|role| view! { <p class="user-role">{role}</p> })}
            </div>
            <MenuList id="user-menu">
                <div class="menu-row">
                    <span>"Theme"</span>
                    <ThemeSwitch on_change=on_theme />
                </div>
                <MenuSeparator />
                <MenuLink href=account_href label="Your account" icon=Some(Icon::User) />
                <MenuButton label="Keyboard shortcuts" icon=Some(Icon::Keyboard) opens=SHORTCUTS />
                <MenuSeparator />
                <form method="post" action=sign_out_action>
                    <MenuButton label="Sign out" icon=Some(Icon::SignOut) kind=ButtonKind::Submit />
                </form>
            </MenuList>
        </div>
    }
}
