//! `/knowledge`: what the bots answer from, `/knowledge/add`: more of it, and `/knowledge/{id}`: one piece.

mod add;
pub mod api;
mod item;
mod upload;

use domain::events::EventKind;
use domain::knowledge::{ItemStatus, ItemView};
use domain::permissions::Permission;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

use crate::components::{
    Badge, Button, ButtonKind, ButtonLink, ButtonVariant, Column, CursorPagination, EmptyState, Field, FieldKind, Icon,
    SkeletonShape, Tab, Table, Tabs, TimeAgo, Tone,
};
use crate::frame::{Allowed, use_me};
use crate::i18n::t;
use crate::layout::PageHeader;
use crate::live::use_live;
use crate::loading::{load, loaded};
use crate::routes;
use api::{ItemList, ListItems};

pub use add::AddPage;
pub use item::ItemPage;

const CHANGES: &[EventKind] =
    &[EventKind::ItemCreated, EventKind::ItemUpdated, EventKind::ItemPublished, EventKind::ItemArchived];

/// The list.
#[component]
pub fn KnowledgePage() -> impl IntoView {
    view! {
        <Title text=t().knowledge.title />
        <Allowed to=Permission::KnowledgeRead>
            <Content />
        </Allowed>
    }
}

#[component]
fn Content() -> impl IntoView {
    let texts = &t().knowledge;
    let may_write = use_me().may(Permission::KnowledgeWrite);
    let query = use_query_map();
    let asked =
        move |name: &'static str| Memo::new(move |_| query.with(|query| query.get(name)).filter(|v| !v.is_empty()));
    let (status, search, cursor) = (asked("status"), asked("search"), asked("cursor"));
    let changes = use_live().changes(CHANGES);
    let items = load::<ListItems>(Some(changes), move || {
        vec![("status", status.get()), ("search", search.get()), ("cursor", cursor.get())]
    });
    view! {
        <PageHeader title=texts.title purpose=texts.purpose>
            {may_write
                .then(|| {
                    view! {
                        <ButtonLink href=routes::ADD_KNOWLEDGE variant=ButtonVariant::Primary icon=Some(Icon::Plus)>
                            {texts.add}
                        </ButtonLink>
                    }
                })}
        </PageHeader>
        {loaded(items, SkeletonShape::Rows, 5, move |list: ItemList| {
            let wanted = Wanted {
                status: status.get_untracked(),
                search: search.get_untracked(),
                is_first: cursor.get_untracked().is_none(),
            };
            view! { <Items list wanted may_write /> }
        })}
    }
}

/// What the address asks for.
#[derive(Debug, Clone)]
struct Wanted {
    status: Option<String>,
    search: Option<String>,
    is_first: bool,
}

impl Wanted {
    fn address(&self, status: Option<&str>, cursor: &str) -> String {
        let search = self.search.as_deref().unwrap_or_default();
        routes::with_query(
            routes::KNOWLEDGE,
            &[("status", status.unwrap_or_default()), ("search", search), ("cursor", cursor)],
        )
    }
}

#[component]
fn Items(
    /// A page of them, with the counts.
    list: ItemList,
    /// What the address asks for.
    wanted: Wanted,
    /// Whether this person may add some.
    may_write: bool,
) -> impl IntoView {
    let texts = &t().knowledge;
    let total: i64 = list.counts.iter().map(|(_, count)| count).sum();
    if total == 0 {
        return view! {
            <EmptyState title=texts.none text=texts.none_text icon=Some(Icon::Inbox)>
                {may_write
                    .then(|| {
                        view! {
                            <ButtonLink href=routes::ADD_KNOWLEDGE icon=Some(Icon::Plus)>{texts.add}</ButtonLink>
                        }
                    })}
            </EmptyState>
        }
        .into_any();
    }
    let count_of = |status: ItemStatus| list.counts.iter().find(|(s, _)| *s == status).map_or(0, |(_, count)| *count);
    let tab = |status: Option<ItemStatus>| {
        let label = status.map_or(texts.all, ItemStatus::label);
        let count = status.map_or(total, count_of);
        Tab::new(wanted.address(status.map(ItemStatus::as_str), ""), label).count(count.unsigned_abs())
    };
    let tabs = std::iter::once(None).chain(ItemStatus::ALL.iter().copied().map(Some)).map(tab).collect();
    let current = wanted.address(wanted.status.as_deref(), "");
    view! {
        <Tabs label=texts.title tabs=tabs current=Signal::stored(current) />
        <Search wanted=wanted.clone() />
        <Found list wanted />
    }
    .into_any()
}

#[component]
fn Search(
    /// What the address asks for.
    wanted: Wanted,
) -> impl IntoView {
    let texts = &t().knowledge;
    view! {
        <form class="search-line" method="get" action=routes::KNOWLEDGE role="search">
            {wanted.status.map(|status| view! { <input type="hidden" name="status" value=status /> })}
            <Field name="search" label=texts.search kind=FieldKind::Search value=wanted.search.unwrap_or_default() />
            <Button kind=ButtonKind::Submit icon=Some(Icon::Search)>{texts.search_button}</Button>
        </form>
    }
}

#[component]
fn Found(
    /// A page of them.
    list: ItemList,
    /// What the address asks for.
    wanted: Wanted,
) -> impl IntoView {
    let texts = &t().knowledge;
    if list.page.items.is_empty() {
        return view! {
            <EmptyState title=texts.none_found text=texts.none_found_text icon=Some(Icon::Search)>
                <ButtonLink href=routes::KNOWLEDGE>{texts.show_all}</ButtonLink>
            </EmptyState>
        }
        .into_any();
    }
    let columns = vec![
        Column::new(texts.column_title),
        Column::new(texts.column_status),
        Column::new(texts.column_language),
        Column::new(texts.column_source),
        Column::new(texts.column_words).number(),
        Column::new(texts.column_updated),
    ];
    let rows = list.page.items.into_iter().map(|item| view! { <Row item /> }).collect::<Vec<_>>();
    let next = list.page.next_cursor.map(|cursor| wanted.address(wanted.status.as_deref(), &cursor));
    let first = (!wanted.is_first).then(|| wanted.address(wanted.status.as_deref(), ""));
    view! {
        <Table caption=texts.title columns=columns>{rows}</Table>
        <CursorPagination label=texts.title first next />
    }
    .into_any()
}

/// How a state looks.
fn tone(status: ItemStatus) -> Tone {
    match status {
        ItemStatus::Draft => Tone::Warning,
        ItemStatus::Published => Tone::Success,
        ItemStatus::Archived => Tone::Neutral,
    }
}

#[component]
fn Row(
    /// The item.
    item: ItemView,
) -> impl IntoView {
    view! {
        <tr>
            <td><a class="link" href=routes::item(&item.id) dir="auto">{item.title}</a></td>
            <td><Badge tone=tone(item.status) dot=true>{item.status.label()}</Badge></td>
            <td>{item.language.name()}</td>
            <td>
                {item.source.label()}
                {item.origin.map(|origin| view! { <span class="cell-note">{origin}</span> })}
            </td>
            <td class="is-number">{item.words}</td>
            <td><TimeAgo at=item.updated_at /></td>
        </tr>
    }
}
