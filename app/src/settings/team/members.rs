//! The members of the team, with what may be done about each.

use domain::accounts::MemberView;
use domain::page::Page;
use domain::permissions::{Permission, Role};
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use super::api::{ChangeRole, MakeResetLink, RemoveMember};
use crate::components::{
    Align, Avatar, Badge, Button, ButtonKind, ButtonVariant, Column, CopyField, CursorPagination, Dialog,
    DialogActions, DialogSize, FormError, Icon, Menu, MenuButton, Opener, Select, SelectOption, Table, TimeAgo, dom,
    use_toasts,
};
use crate::forms::{PostForm, Submission};
use crate::frame::use_me;
use crate::i18n::{fill, t};
use crate::routes;

const REMOVE: &str = "remove-member";
const RESET: &str = "reset-link";

/// The table of members.
#[component]
pub fn Members(
    /// A page of them.
    page: Page<MemberView>,
    /// Whether it is the first page.
    is_first: bool,
    /// Set to the member that a dialog is opened about.
    about: RwSignal<Option<MemberView>>,
    /// Called after a change.
    on_change: Callback<()>,
) -> impl IntoView {
    let texts = &t().team;
    let me = use_me();
    let manages = me.may(Permission::MembersManage);
    let own = me.0.with_untracked(|me| me.current.as_ref().map(|current| current.role));
    let rows = page
        .items
        .into_iter()
        .map(|member| {
            let reaches = manages && own.is_some_and(|own| own.may_assign(member.role));
            view! { <Row member own=own.filter(|_| reaches) about on_change /> }
        })
        .collect::<Vec<_>>();
    let mut columns =
        vec![Column::new(texts.column_name), Column::new(texts.column_role), Column::new(texts.column_joined)];
    columns.push(Column::new(texts.column_seen));
    columns.push(Column::new(texts.column_acts).hidden());
    let next = page.next_cursor.map(|cursor| routes::with_query(routes::TEAM, &[("cursor", &cursor)]));
    view! {
        <Table caption=texts.members columns=columns>{rows}</Table>
        <CursorPagination label=texts.members first=(!is_first).then(|| routes::TEAM.to_owned()) next=next />
    }
}

/// The dialogs about a member. They stand outside of the list, which may be loaded anew while one is open.
#[component]
pub fn MemberDialogs(
    /// The member.
    about: RwSignal<Option<MemberView>>,
    /// Called after a change.
    on_change: Callback<()>,
) -> impl IntoView {
    view! {
        <RemoveDialog about on_change />
        <ResetDialog about />
    }
}

#[component]
fn Row(
    /// The member.
    member: MemberView,
    /// The role of the one who looks, when it reaches this member.
    own: Option<Role>,
    /// Set to the member when a dialog is opened.
    about: RwSignal<Option<MemberView>>,
    /// Called after a change.
    on_change: Callback<()>,
) -> impl IntoView {
    let texts = &t().team;
    let role = match own {
        Some(own) => view! { <RoleSelect member=member.clone() own on_change /> }.into_any(),
        None => member.role.name().into_any(),
    };
    // Everybody may leave.
    let acts = (own.is_some() || member.is_you).then(|| view! { <Acts member=member.clone() about /> });
    // Who has joined was there then, whatever came of it.
    let seen = match member.last_seen_at.unwrap_or(member.joined_at) {
        _ if member.is_you => texts.now.into_any(),
        at => view! { <TimeAgo at=at /> }.into_any(),
    };
    view! {
        <tr>
            <td>
                <div class="person">
                    <Avatar name=member.name.clone() />
                    <div class="person-text">
                        <span class="person-name">
                            {member.name.clone()} {member.is_you.then(|| view! { <Badge>{texts.you}</Badge> })}
                        </span>
                        <span class="person-mail">{member.email.clone()}</span>
                    </div>
                </div>
            </td>
            <td>{role}</td>
            <td><TimeAgo at=member.joined_at /></td>
            <td>{seen}</td>
            <td><div class="table-actions">{acts}</div></td>
        </tr>
    }
}

/// The role, changed at once; when that is refused, it shows what is.
#[component]
fn RoleSelect(
    /// The member.
    member: MemberView,
    /// The role of the one who looks.
    own: Role,
    /// Called after a change.
    on_change: Callback<()>,
) -> impl IntoView {
    let texts = &t().team;
    let toasts = use_toasts();
    let name = member.name.clone();
    let submission = Submission::to(ChangeRole::PATH).on_done(move |_| {
        if let Some(toasts) = toasts {
            toasts.done(fill(t().team.role_changed, &[("name", &name)]));
        }
        on_change.run(());
    });
    let refused = submission.any_message();
    let select = format!("role-{}", member.id);
    let (shown, role) = (select.clone(), member.role);
    Effect::new(move |_| {
        // A select that somebody has used keeps what was chosen there, whatever it is given later.
        dom::choose(&shown, role.as_str());
        if let (Some(message), Some(toasts)) = (refused.get(), toasts) {
            toasts.failed(message);
            submission.clear();
            on_change.run(());
        }
    });
    let options = Role::ALL
        .into_iter()
        .filter(|role| own.may_assign(*role))
        .map(|role| SelectOption::new(role.as_str(), role.name()))
        .collect();
    let id = member.id.to_string();
    view! {
        <Select
            id=select
            name="role"
            label=fill(texts.role_of, &[("name", &member.name)])
            label_hidden=true
            options=options
            selected=member.role.as_str()
            disabled=submission.pending()
            on_change=move |role: String| submission.send(&[("id", &id), ("role", &role)])
        />
    }
}

#[component]
fn Acts(
    /// The member.
    member: MemberView,
    /// Set to the member when a dialog is opened.
    about: RwSignal<Option<MemberView>>,
) -> impl IntoView {
    let texts = &t().team;
    let (for_reset, for_removal) = (member.clone(), member.clone());
    let choose = move |member: &MemberView, dialog: &'static str| {
        about.set(Some(member.clone()));
        request_animation_frame(move || dom::show_dialog(dialog));
    };
    view! {
        <Menu
            id=format!("acts-{}", member.id)
            label=fill(texts.acts_of, &[("name", &member.name)])
            trigger=Opener::Icon(Icon::More)
            align=Align::End
        >
            {(!member.is_you)
                .then(|| {
                    view! {
                        <MenuButton
                            label=texts.make_reset_link
                            icon=Some(Icon::Key)
                            on_click=move |()| choose(&for_reset, RESET)
                        />
                    }
                })}
            <MenuButton
                label=if member.is_you { texts.leave } else { texts.remove }
                icon=Some(Icon::Trash)
                danger=true
                on_click=move |()| choose(&for_removal, REMOVE)
            />
        </Menu>
    }
}

/// Says what is lost before somebody is removed.
#[component]
fn RemoveDialog(
    /// Who.
    about: RwSignal<Option<MemberView>>,
    /// Called afterwards.
    on_change: Callback<()>,
) -> impl IntoView {
    let texts = &t().team;
    let toasts = use_toasts();
    let submission = Submission::to(RemoveMember::PATH).on_done(move |_| {
        dom::close_dialog(REMOVE);
        match about.get_untracked() {
            Some(member) if member.is_you => crate::document::load(routes::HOME),
            Some(member) => {
                if let Some(toasts) = toasts {
                    toasts.done(fill(t().team.removed, &[("name", &member.name)]));
                }
                on_change.run(());
            }
            None => {}
        }
    });
    let question = move || {
        about.with(|member| {
            member.as_ref().map(|member| {
                let text = if member.is_you { t().team.leave_question } else { t().team.remove_question };
                fill(text, &[("name", &member.name)])
            })
        })
    };
    let id = move || about.with(|member| member.as_ref().map(|member| member.id.to_string()));
    let act = move || match about.with(|member| member.as_ref().is_some_and(|member| member.is_you)) {
        true => t().team.leave,
        false => t().team.remove,
    };
    view! {
        <Dialog id=REMOVE title=texts.remove_title size=DialogSize::Small on_close=move |()| submission.clear()>
            <PostForm submission>
                <p>{question}</p>
                <FormError error=submission.any_message() />
                <input type="hidden" name="id" prop:value=id />
                <DialogActions>
                    <Button closes=REMOVE>{texts.cancel}</Button>
                    <Button kind=ButtonKind::Submit variant=ButtonVariant::Danger loading=submission.pending()>{act}</Button>
                </DialogActions>
            </PostForm>
        </Dialog>
    }
}

/// Makes the link for a member who has forgotten their password, and shows it once.
#[component]
fn ResetDialog(
    /// Who.
    about: RwSignal<Option<MemberView>>,
) -> impl IntoView {
    let texts = &t().team;
    let link = RwSignal::new(None::<String>);
    let submission =
        Submission::to(MakeResetLink::PATH).on_done(move |answer| link.set(serde_json::from_str(&answer).ok()));
    let name = move || about.with(|member| member.as_ref().map(|member| member.name.clone())).unwrap_or_default();
    let id = move || about.with(|member| member.as_ref().map(|member| member.id.to_string()));
    let forget = move |()| {
        submission.clear();
        link.set(None);
    };
    let content = move || match link.get() {
        Some(link) => view! {
            <CopyField id="reset-link-text" label=t().team.reset_link text=link hint=t().team.reset_link_hint />
            <DialogActions>
                <Button variant=ButtonVariant::Primary closes=RESET>{t().team.done}</Button>
            </DialogActions>
        }
        .into_any(),
        None => view! {
            <DialogActions>
                <Button closes=RESET>{t().team.cancel}</Button>
                <Button kind=ButtonKind::Submit variant=ButtonVariant::Primary loading=submission.pending()>
                    {t().team.make_reset_link}
                </Button>
            </DialogActions>
        }
        .into_any(),
    };
    view! {
        <Dialog id=RESET title=texts.make_reset_link on_close=forget>
            <PostForm submission>
                <p>{move || fill(t().team.reset_text, &[("name", &name())])}</p>
                <FormError error=submission.any_message() />
                <input type="hidden" name="id" prop:value=id />
                {content}
            </PostForm>
        </Dialog>
    }
}
