//! The list of conversations.

use domain::conversations::{Assignee, ConversationView, InboxList, Lifecycle};
use domain::ids::ConversationRef;
use domain::page::Page;
use std::collections::HashMap;

use leptos::prelude::*;
use leptos::tachys::view::keyed::keyed;

use super::address;
use super::holder::holder_badge;
use crate::components::{Avatar, ButtonLink, CursorPagination, EmptyState, Icon, TimeAgo, dom};
use crate::i18n::t;
use crate::routes;

/// What a row shows: a conversation, as part of a list.
type Shown = (ConversationView, InboxList);

/// The rows on the screen. Each is kept for as long as its conversation is in the list, so that what has the focus, or is
/// just being pressed, does not become another conversation when the order changes.
#[derive(Debug, Clone, Copy)]
pub struct Rows {
    owner: StoredValue<Owner>,
    rows: StoredValue<HashMap<ConversationRef, Row>>,
}

/// What is shown in a row, and what belongs to it and goes with it.
#[derive(Debug, Clone)]
struct Row {
    owner: Owner,
    shown: RwSignal<Shown>,
}

impl Rows {
    /// None yet; they live as long as the calling scope.
    pub fn new() -> Self {
        Self { owner: StoredValue::new(Owner::new()), rows: StoredValue::new(HashMap::new()) }
    }

    /// The rows of these conversations; those of others are given up.
    fn of(self, shown: Vec<Shown>) -> Vec<(ConversationRef, Row)> {
        let mut before = self.rows.try_update_value(std::mem::take).unwrap_or_default();
        let owner = self.owner.get_value();
        let mut rows = Vec::with_capacity(shown.len());
        for now in shown {
            let id = now.0.id.clone();
            let row = match before.remove(&id) {
                Some(row) => {
                    row.shown.set(now);
                    row
                }
                None => {
                    let owner = owner.with(Owner::new);
                    let shown = owner.with(|| RwSignal::new(now));
                    Row { owner, shown }
                }
            };
            rows.push((id, row));
        }
        self.rows.set_value(rows.iter().cloned().collect());
        rows
    }
}

/// A page of a list.
#[component]
pub fn List(
    /// Which list.
    list: InboxList,
    /// The rows on the screen.
    rows: Rows,
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
    dom::hold_focus("row-");
    let rows = rows.of(page.items.into_iter().map(|conversation| (conversation, list)).collect());
    let rows = keyed(
        rows,
        |(id, _)| id.to_string(),
        move |_, (id, row)| (|_| (), row.owner.with(|| view_of(&id, row.shown, selected))),
    );
    let next = page
        .next_cursor
        .map(|cursor| routes::with_query(routes::INBOX, &[("list", list.as_str()), ("cursor", &cursor)]));
    view! {
        <ol class="conversations" aria-label=texts.list_label>{rows}</ol>
        <CursorPagination label=texts.list_label first=(!is_first).then(|| address(list, None)) next=next />
    }
    .into_any()
}

fn view_of(id: &ConversationRef, shown: RwSignal<Shown>, selected: Memo<Option<ConversationRef>>) -> AnyView {
    let (here, there) = (id.clone(), id.clone());
    let is_selected = move || selected.with(|selected| selected.as_ref() == Some(&here)).then_some("true");
    let class =
        move || if shown.with(|(about, _)| about.is_unread()) { "conversation is-unread" } else { "conversation" };
    view! {
        <li>
            <a
                id=format!("row-{id}")
                href=move || address(shown.with(|(_, list)| *list), Some(&there))
                class=class
                aria-current=is_selected
            >
                {move || inside(shown.get().0)}
            </a>
        </li>
    }
    .into_any()
}

fn inside(about: ConversationView) -> AnyView {
    let texts = &t().inbox;
    let is_unread = about.is_unread();
    let badge = holder_badge(&about);
    let is_waiting = about.lifecycle == Lifecycle::Open && about.assignee == Assignee::Queue;
    let reason = about.handoff_reason.filter(|_| is_waiting);
    view! {
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
