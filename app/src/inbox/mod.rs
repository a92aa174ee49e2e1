//! `/inbox`: the conversations, the one that was chosen, and who is at its other end.

pub mod api;
mod bubble;
mod composer;
mod contact;
mod desk;
mod holder;
mod keys;
mod list;
mod markdown;
mod outbox;
mod talk;
mod thread;

use std::collections::VecDeque;

use domain::conversations::{ConversationDetail, InboxList};
use domain::events::EventKind;
use domain::ids::ConversationRef;
use domain::permissions::Permission;
use leptos::ev;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};

use crate::components::{EmptyState, Icon, SkeletonShape, Tab, Tabs};
use crate::frame::{Allowed, use_waiting};
use crate::i18n::t;
use crate::live::{Heard, use_live};
use crate::loading::{load, loaded};
use crate::routes;
use api::{InboxView, ReadConversation, ReadInbox};
use contact::ContactPane;
use desk::Desk;
use list::{List, Rows};
use talk::Talk;
use thread::Thread;

/// What changes a list of the inbox.
pub(crate) const CONCERNED: &[EventKind] = &[
    EventKind::ConversationStarted,
    EventKind::ConversationHandedOff,
    EventKind::ConversationAssigned,
    EventKind::ConversationReleased,
    EventKind::ConversationResolved,
    EventKind::ConversationReopened,
    EventKind::ConversationViewed,
    EventKind::MessageReceived,
    EventKind::MessagePosted,
];

/// So much of what has happened is remembered for a conversation that is just being loaded.
const REMEMBERED: usize = 100;

/// The address of a list, with a conversation open or none.
fn address(list: InboxList, conversation: Option<&ConversationRef>) -> String {
    let path = match conversation {
        Some(conversation) => format!("{}/{conversation}", routes::INBOX),
        None => routes::INBOX.to_owned(),
    };
    let list = if list == InboxList::default() { "" } else { list.as_str() };
    routes::with_query(&path, &[("list", list)])
}

/// The page.
#[component]
pub fn InboxPage() -> impl IntoView {
    view! {
        <Title text=t().inbox.title />
        <Allowed to=Permission::ConversationsRead>
            <Content />
        </Allowed>
    }
}

/// Where the page is, as its address says.
#[derive(Debug, Clone, Copy)]
struct Place {
    list: Memo<InboxList>,
    selected: Memo<Option<ConversationRef>>,
    shows_contact: Memo<bool>,
}

impl Place {
    fn of_address() -> Self {
        let (query, params) = (use_query_map(), use_params_map());
        Self {
            list: Memo::new(move |_| {
                query
                    .with(|query| query.get("list").and_then(|text| InboxList::from_address(&text)))
                    .unwrap_or_default()
            }),
            selected: Memo::new(move |_| {
                params.with(|params| params.get("conversation")).and_then(|id| id.parse().ok())
            }),
            shows_contact: Memo::new(move |_| query.with(|query| query.get("show").as_deref() == Some("contact"))),
        }
    }
    /// Which of the panes is on a screen that has room for one.
    fn step(self) -> &'static str {
        match (self.selected.with(Option::is_some), self.shows_contact.get()) {
            (false, _) => "list",
            (true, false) => "thread",
            (true, true) => "contact",
        }
    }
}

#[component]
fn Content() -> impl IntoView {
    let texts = &t().inbox;
    let place = Place::of_address();
    let Place { list, selected, .. } = place;
    let query = use_query_map();
    let cursor = Memo::new(move |_| query.with(|query| query.get("cursor")));
    let live = use_live();
    let changes = live.changes(CONCERNED);
    let inbox = load::<ReadInbox>(Some(changes), move || {
        vec![("list", Some(list.get().as_str().to_owned())), ("cursor", cursor.get())]
    });
    let chosen = load::<ReadConversation>(None, move || {
        vec![("conversation", selected.get().map(|conversation| conversation.to_string()))]
    });
    let on_screen = OnScreen::listen();
    let rows = Rows::new();
    let order = StoredValue::new(Vec::<ConversationRef>::new());
    keys::listen(place, order, on_screen);
    let waiting = use_waiting();
    let tabs = move |view: &InboxView| {
        let tabs = view.counts.iter().map(|(of, count)| {
            let tab = Tab::new(address(*of, None), of.label());
            if *count > 0 { tab.count(count.unsigned_abs()) } else { tab }
        });
        tabs.collect::<Vec<_>>()
    };
    let shown_list = move |view: InboxView| {
        order.set_value(view.page.items.iter().map(|conversation| conversation.id.clone()).collect());
        waiting.learn(&view.counts);
        let of = list.get_untracked();
        let current = Signal::derive(move || address(list.get(), None));
        view! {
            <Tabs label=texts.lists tabs=tabs(&view) current=current />
            <div class="inbox-rows">
                <List list=of rows page=view.page is_first=cursor.get_untracked().is_none() selected />
            </div>
        }
    };
    view! {
        <div class="inbox" data-step=move || place.step()>
            <section class="inbox-list">
                <header class="inbox-head">
                    <h1 class="page-title">{texts.title}</h1>
                    <p class="page-purpose">{texts.purpose}</p>
                </header>
                {loaded(inbox, SkeletonShape::Rows, 6, shown_list)}
            </section>
            {loaded(chosen, SkeletonShape::Text, 6, move |detail: Option<ConversationDetail>| {
                match detail {
                    Some(detail) => view! { <Chosen detail place on_screen /> }.into_any(),
                    None => view! { <Nothing /> }.into_any(),
                }
            })}
        </div>
    }
}

/// Nothing is chosen.
#[component]
fn Nothing() -> impl IntoView {
    let texts = &t().inbox;
    view! {
        <section class="inbox-nothing" aria-label=texts.thread_label>
            <EmptyState title=texts.choose text=texts.choose_text icon=Some(Icon::Inbox) />
        </section>
    }
}

/// The chosen conversation: thread and contact.
#[component]
fn Chosen(
    /// As it was loaded.
    detail: ConversationDetail,
    /// Where the page is.
    place: Place,
    /// Where the page finds it.
    on_screen: OnScreen,
) -> impl IntoView {
    let id = detail.conversation.id.clone();
    let desk = Desk::new(Talk::new(detail));
    let live = use_live();
    let watched = id.clone();
    Effect::new(move |_| {
        on_screen.show(desk);
        live.watch(Some(watched.clone()));
        desk.restore_unsent();
        desk.mark_read();
        let back = window_event_listener(ev::focus, move |_| desk.mark_read());
        let watched = watched.clone();
        on_cleanup(move || {
            back.remove();
            live.watch_no_more(&watched);
        });
    });
    let here = id.clone();
    let to_list = Signal::derive(move || address(place.list.get(), None));
    let to_thread = Signal::derive(move || address(place.list.get(), Some(&here)));
    let to_contact = Signal::derive(move || routes::with_query(&to_thread.get(), &[("show", "contact")]));
    view! {
        <Thread desk to_list to_contact />
        <ContactPane desk to_thread />
    }
}

/// The conversation on the screen, which hears what comes over the socket.
#[derive(Debug, Clone, Copy)]
struct OnScreen {
    desk: StoredValue<Option<Desk>>,
    /// What has happened lately: a conversation may have been read by the server just before, and shown just after.
    lately: StoredValue<VecDeque<Heard>>,
}

impl OnScreen {
    fn listen() -> Self {
        let on_screen = Self { desk: StoredValue::new(None), lately: StoredValue::new(VecDeque::new()) };
        let live = use_live();
        Effect::new(move |_| live.hear(move |heard| on_screen.hear(heard)));
        on_screen
    }
    fn hear(self, heard: &Heard) {
        if let Some(desk) = self.desk() {
            desk.hear(heard);
        }
        if !matches!(heard, Heard::Happened { conversation: Some(_), .. }) {
            return;
        }
        let _ = self.lately.try_update_value(|lately| {
            lately.push_back(heard.clone());
            if lately.len() > REMEMBERED {
                lately.pop_front();
            }
        });
    }
    fn show(self, desk: Desk) {
        self.desk.set_value(Some(desk));
        for heard in self.lately.get_value() {
            desk.hear(&heard);
        }
    }
    fn desk(self) -> Option<Desk> {
        self.desk.try_get_value().flatten()
    }
}
