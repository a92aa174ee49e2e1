//! `/account`: the person's own name, look, password, sessions and workspaces.

pub mod api;
mod sessions;

use domain::accounts::{SignedInView, Theme};
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_meta::Title;

use crate::api::THEME_COOKIE;
use crate::components::{
    Avatar, AvatarShape, Badge, Button, ButtonKind, ButtonLink, ButtonVariant, Field, FieldKind, FormError, Icon,
    ThemeSwitch, dom, use_toasts,
};
use crate::forms::{PostForm, Submission};
use crate::frame::use_me;
use crate::i18n::t;
use crate::layout::{FormActions, PageHeader, Section};
use crate::routes;
use crate::workspaces::api::SwitchWorkspace;
use api::{ChangePassword, SetTheme, UpdateProfile};
use sessions::Sessions;

/// The page.
#[component]
pub fn AccountPage() -> impl IntoView {
    let texts = &t().account;
    let me = use_me().0.get_untracked();
    view! {
        <Title text=texts.title />
        <PageHeader title=texts.title purpose=texts.purpose />
        <Profile me=me.clone() />
        <Look />
        <Password />
        <Sessions />
        <Workspaces me />
    }
}

#[component]
fn Profile(
    /// The person.
    me: SignedInView,
) -> impl IntoView {
    let texts = &t().account;
    let (shown, toasts) = (use_me(), use_toasts());
    let submission = Submission::to(UpdateProfile::PATH).on_done(move |_| {
        if let Some(toasts) = toasts {
            toasts.done(t().account.saved);
        }
        shown.refresh();
    });
    view! {
        <Section title=texts.profile text=texts.profile_text>
            <PostForm submission>
                <FormError error=submission.message() />
                <Field
                    name="name"
                    label=texts.name
                    value=me.user.name
                    autocomplete="name"
                    required=true
                    error=submission.field("name")
                />
                <Field
                    name="email"
                    id="own-email"
                    label=texts.email
                    kind=FieldKind::Email
                    value=me.user.email
                    readonly=true
                    hint=texts.email_hint
                />
                <FormActions>
                    <Button kind=ButtonKind::Submit variant=ButtonVariant::Primary loading=submission.pending()>
                        {texts.save}
                    </Button>
                </FormActions>
            </PostForm>
        </Section>
    }
}

#[component]
fn Look() -> impl IntoView {
    let texts = &t().account;
    let store = Submission::to(SetTheme::PATH);
    let on_change = move |theme: Theme| {
        dom::set_cookie(THEME_COOKIE, theme.as_str());
        store.send(&[("theme", theme.as_str())]);
    };
    view! {
        <Section title=texts.look text=texts.look_text>
            <div class="theme-row">
                <ThemeSwitch name="account-theme" on_change=on_change />
            </div>
            <FormError error=store.any_message() />
        </Section>
    }
}

#[component]
fn Password() -> impl IntoView {
    let texts = &t().account;
    let toasts = use_toasts();
    let (old, new) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let submission = Submission::to(ChangePassword::PATH).on_done(move |_| {
        old.set(String::new());
        new.set(String::new());
        if let Some(toasts) = toasts {
            toasts.done(t().account.password_changed);
        }
    });
    view! {
        <Section title=texts.password text=texts.password_text>
            <PostForm submission>
                <FormError error=submission.message() />
                <Field
                    name="old"
                    label=texts.old_password
                    kind=FieldKind::Password
                    bind=old
                    autocomplete="current-password"
                    required=true
                    error=submission.field("old_password")
                />
                <Field
                    name="new"
                    label=texts.new_password
                    kind=FieldKind::Password
                    bind=new
                    autocomplete="new-password"
                    required=true
                    hint=t().entrance.password_hint
                    error=submission.field("new_password")
                />
                <FormActions>
                    <Button kind=ButtonKind::Submit loading=submission.pending()>{texts.change_password}</Button>
                </FormActions>
            </PostForm>
        </Section>
    }
}

/// The workspaces of the person: where they are, where they can go, and how to make another.
#[component]
fn Workspaces(
    /// The person.
    me: SignedInView,
) -> impl IntoView {
    let texts = &t().account;
    let current = me.current.map(|current| current.id);
    let rows = me
        .workspaces
        .into_iter()
        .map(|workspace| {
            let is_current = current.as_ref() == Some(&workspace.id);
            view! {
                <li class="line">
                    <Avatar name=workspace.name.clone() shape=AvatarShape::Square />
                    <div class="line-text">
                        <p class="line-title">{workspace.name}</p>
                        <p class="line-about">{workspace.role.name()}</p>
                    </div>
                    {if is_current {
                        view! { <Badge>{texts.here}</Badge> }.into_any()
                    } else {
                        view! {
                            <form method="post" action=SwitchWorkspace::PATH>
                                <input type="hidden" name="workspace" value=workspace.id.to_string() />
                                <Button kind=ButtonKind::Submit small=true>{texts.switch}</Button>
                            </form>
                        }
                            .into_any()
                    }}
                </li>
            }
        })
        .collect::<Vec<_>>();
    view! {
        <Section title=texts.workspaces text=texts.workspaces_text>
            <ul class="lines">{rows}</ul>
            <FormActions>
                <ButtonLink href=routes::NEW_WORKSPACE icon=Some(Icon::Plus)>{texts.new_workspace}</ButtonLink>
            </FormActions>
        </Section>
    }
}
