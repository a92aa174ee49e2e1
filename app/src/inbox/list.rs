//! The list of conversations.

use domain::conversations::{Assignee, ConversationView, InboxList, Lifecycle};
use domain::ids::ConversationRef;
use domain::page::Page;
use leptos::prelude::*;

use super::address;
use super::holder::holder_badge;
use crate::components::{Avatar, ButtonLink, CursorPagination, EmptyState, Icon, TimeAgo};
use crate::i18n::t;
use crate::routes;

/// A page of a list.
#[component]
pub fn List(
    /// Which list.
    list: InboxList,
    /// The conversations.
    page: Page<ConversationView>,
    /// Whether it is the first page.
    is_first: bool,
    /// The one on the screen.
    selected: Memo<Option<ConversationRef>>,
) -> impl IntoView {
    let texts = &t().inbox;
    if page.items.is_empty() {
        return empty(list).into_any();
    }
    let rows = page.items.into_iter().map(|conversation| row(conversation, list, selected)).collect::<Vec<_>>();
    let next = page
        .next_cursor
        .map(|cursor| routes::with_query(routes::INBOX, &[("list", list.as_str()), ("cursor", &cursor)]));
    view! {
        <ol class="conversations" aria-label=texts.list_label>{rows}</ol>
        <CursorPagination label=texts.list_label first=(!is_first).then(|| address(list, None)) next=next />
    }
    .into_any()
}

fn row(about: ConversationView, list: InboxList, selected: Memo<Option<ConversationRef>>) -> AnyView {
    let texts = &t().inbox;
    let is_unread = about.is_unread();
    let id = about.id.clone();
    let is_selected = move || selected.with(|selected| selected.as_ref() == Some(&id)).then_some("true");
    let badge = holder_badge(&about);
    let is_waiting = about.lifecycle == Lifecycle::Open && about.assignee == Assignee::Queue;
    let reason = about.handoff_reason.filter(|_| is_waiting);
    view! {
        <li>
            <a
                id=format!("row-{}", about.id)
                href=address(list, Some(&about.id))
                class=if is_unread { "conversation is-unread" } else { "conversation" }
                aria-current=is_selected
            >
                <Avatar name=about.contact_name.clone() />
                <span class="conversation-top">
                    <span class="conversation-name" dir="auto">{about.contact_name}</span>
                    <TimeAgo at=about.last_message_at />
                </span>
                <span class="conversation-middle">
                    <span class="conversation-preview" dir="auto">{about.preview}</span>
                    {is_unread
                        .then(|| {
                            view! { <span class="conversation-unread"><span class="visually-hidden">{texts.unread}</span></span> }
                        })}
                </span>
                <span class="conversation-bottom">
                    {badge} {reason.map(|reason| view! { <span class="conversation-reason">{reason.label()}</span> })}
                    {about
                        .language
                        .map(|language| {
                            view! { <abbr class="conversation-language" title=language.name()>{language.code()}</abbr> }
                        })}
                </span>
            </a>
        </li>
    }
    .into_any()
}

/// What this list will show, and where something is.
fn empty(list: InboxList) -> impl IntoView {
    let texts = &t().inbox;
    let (title, text, to, action) = match list {
        InboxList::Waiting => (texts.none_waiting, texts.none_waiting_text, InboxList::Open, texts.show_open),
        InboxList::Mine => (texts.none_mine, texts.none_mine_text, InboxList::Waiting, texts.show_waiting),
        InboxList::Open => (texts.none_open, texts.none_open_text, InboxList::Resolved, texts.show_resolved),
        InboxList::Bot => (texts.none_bot, texts.none_bot_text, InboxList::Open, texts.show_open),
        InboxList::Resolved => (texts.none_resolved, texts.none_resolved_text, InboxList::Open, texts.show_open),
    };
    view! {
        <EmptyState title=title text=text icon=Some(Icon::Inbox)>
            <ButtonLink href=address(to, None)>{action}</ButtonLink>
        </EmptyState>
    }
}
