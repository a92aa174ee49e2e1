//! `/settings/team`: members, invitations, and what each role may do.

pub mod api;
mod invitations;
mod invite;
mod members;
mod roles;

use domain::accounts::{InvitationView, MemberView};
use domain::events::EventKind;
use domain::page::Page;
use domain::permissions::Permission;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

use crate::components::{Button, ButtonVariant, Icon, SkeletonShape};
use crate::frame::{Allowed, use_me};
use crate::i18n::t;
use crate::layout::{PageHeader, Section};
use crate::live::use_live;
use crate::loading::{load, loaded};
use api::{ListInvitations, ListMembers};
use invitations::Invitations;
use invite::{INVITE, InviteDialog};
use members::{MemberDialogs, Members};
use roles::RoleTable;

const MEMBERS: &[EventKind] = &[EventKind::MemberJoined, EventKind::MemberRoleChanged, EventKind::MemberRemoved];
const INVITATIONS: &[EventKind] = &[EventKind::MemberInvited, EventKind::InvitationRevoked, EventKind::MemberJoined];

/// The page.
#[component]
pub fn TeamPage() -> impl IntoView {
    view! {
        <Title text=t().team.title />
        <Allowed to=Permission::MembersRead>
            <Content />
        </Allowed>
    }
}

#[component]
fn Content() -> impl IntoView {
    let texts = &t().team;
    let me = use_me();
    let live = use_live();
    let query = use_query_map();
    let cursor = Memo::new(move |_| query.with(|query| query.get("cursor")));
    let (joined, invited) = (live.changes(MEMBERS), live.changes(INVITATIONS));
    // Somebody may have changed the role of the one who looks.
    Effect::new(move |before: Option<u32>| {
        let now = joined.get();
        if before.is_some_and(|before| before != now) {
            me.refresh();
        }
        now
    });
    let manages = me.may(Permission::MembersManage);
    let members = load::<ListMembers>(Some(joined), move || vec![("cursor", cursor.get())]);
    let about = RwSignal::new(None::<MemberView>);
    let reload_members = Callback::new(move |()| members.refetch());
    view! {
        <PageHeader title=texts.title purpose=texts.purpose>
            {manages
                .then(|| {
                    view! {
                        <Button variant=ButtonVariant::Primary icon=Some(Icon::Plus) opens=INVITE>{texts.invite}</Button>
                    }
                })}
        </PageHeader>
        <Section title=texts.members wide=true>
            {loaded(members, SkeletonShape::Rows, 3, move |page: Page<MemberView>| {
                view! { <Members page is_first=cursor.get_untracked().is_none() about on_change=reload_members /> }
            })}
        </Section>
        {manages
            .then(|| {
                view! { <Invited invited /> }
            })}
        <Section title=texts.roles text=texts.roles_text wide=true>
            <RoleTable />
        </Section>
        <MemberDialogs about on_change=reload_members />
    }
}

/// The open invitations, and the dialog that makes one.
#[component]
fn Invited(
    /// Moves when the list is behind.
    invited: Memo<u32>,
) -> impl IntoView {
    let texts = &t().team;
    let invitations = load::<ListInvitations>(Some(invited), Vec::new);
    let reload = Callback::new(move |()| invitations.refetch());
    view! {
        <Section title=texts.invitations text=texts.invitations_text wide=true>
            {loaded(invitations, SkeletonShape::Rows, 1, move |list: Vec<InvitationView>| {
                view! { <Invitations list on_change=reload /> }
            })}
        </Section>
        <InviteDialog on_change=reload />
    }
}
