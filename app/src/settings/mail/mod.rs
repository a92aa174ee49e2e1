//! `/settings/mail`: which mails the workspace has sent, and what became of them.

pub mod api;

use domain::operations::{MailState, MailView};
use domain::page::Page;
use domain::permissions::Permission;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

use crate::components::{
    Badge, Column, CursorPagination, EmptyState, Icon, Notice, SkeletonShape, Table, TimeAgo, Tone,
};
use crate::frame::Allowed;
use crate::i18n::t;
use crate::layout::PageHeader;
use crate::live::use_live;
use crate::loading::{load, loaded};
use crate::routes;
use api::{ListMails, MailLog};

use domain::events::EventKind;

/// The page.
#[component]
pub fn MailPage() -> impl IntoView {
    view! {
        <Title text=t().mail.title />
        <Allowed to=Permission::MailRead>
            <Content />
        </Allowed>
    }
}

#[component]
fn Content() -> impl IntoView {
    let texts = &t().mail;
    let query = use_query_map();
    let cursor = Memo::new(move |_| query.with(|query| query.get("cursor")));
    let changes = use_live().changes(&[EventKind::MemberInvited]);
    let log = load::<ListMails>(Some(changes), move || vec![("cursor", cursor.get())]);
    view! {
        <PageHeader title=texts.title purpose=texts.purpose />
        {loaded(log, SkeletonShape::Rows, 5, move |log: MailLog| {
            view! {
                {(!log.is_set_up)
                    .then(|| {
                        view! { <Notice tone=Tone::Info title=t().mail.off_title><p>{t().mail.off}</p></Notice> }
                    })}
                <Mails page=log.page is_first=cursor.get_untracked().is_none() />
            }
        })}
    }
}

#[component]
fn Mails(
    /// A page of them.
    page: Page<MailView>,
    /// Whether it is the first page.
    is_first: bool,
) -> impl IntoView {
    let texts = &t().mail;
    if page.items.is_empty() && is_first {
        return view! { <EmptyState title=texts.none text=texts.none_text icon=Some(Icon::Mail) /> }.into_any();
    }
    let columns = vec![
        Column::new(texts.column_to),
        Column::new(texts.column_subject),
        Column::new(texts.column_state),
        Column::new(texts.column_attempts).number(),
        Column::new(texts.column_asked),
    ];
    let rows = page.items.into_iter().map(|mail| view! { <Row mail /> }).collect::<Vec<_>>();
    let next = page.next_cursor.map(|cursor| routes::with_query(routes::MAIL, &[("cursor", &cursor)]));
    view! {
        <Table caption=texts.title columns=columns>{rows}</Table>
        <CursorPagination label=texts.title first=(!is_first).then(|| routes::MAIL.to_owned()) next=next />
    }
    .into_any()
}

#[component]
fn Row(
    /// The mail.
    mail: MailView,
) -> impl IntoView {
    let texts = &t().mail;
    let (tone, word) = match mail.state {
        MailState::Queued => (Tone::Info, texts.queued),
        MailState::Sent => (Tone::Success, texts.sent),
        MailState::Failed => (Tone::Danger, texts.failed),
    };
    view! {
        <tr>
            <td>{mail.to}</td>
            <td>{mail.subject}</td>
            <td>
                <Badge tone dot=true>{word}</Badge>
                {mail.note.map(|note| view! { <span class="cell-note">{note}</span> })}
            </td>
            <td class="is-number">{mail.attempts}</td>
            <td><TimeAgo at=mail.created_at /></td>
        </tr>
    }
}
