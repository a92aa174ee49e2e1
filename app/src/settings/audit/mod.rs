//! `/settings/audit`: who did what.

pub mod api;

use domain::accounts::AuditEntryView;
use domain::events::EventKind;
use domain::page::Page;
use domain::permissions::Permission;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

use crate::components::{
    Chip, CursorPagination, EmptyState, FilterBar, Icon, Link, Select, SelectOption, SkeletonShape, Timeline,
    TimelineEntry,
};
use crate::frame::Allowed;
use crate::i18n::t;
use crate::layout::PageHeader;
use crate::live::use_live;
use crate::loading::{load, loaded};
use crate::routes;
use api::ListAudit;

/// The page.
#[component]
pub fn AuditPage() -> impl IntoView {
    view! {
        <Title text=t().audit.title />
        <Allowed to=Permission::AuditRead>
            <Content />
        </Allowed>
    }
}

#[component]
fn Content() -> impl IntoView {
    let texts = &t().audit;
    let query = use_query_map();
    let asked = Memo::new(move |_| {
        query.with(|query| (query.get("kind").and_then(|kind| kind.parse::<EventKind>().ok()), query.get("cursor")))
    });
    let changes = use_live().changes(EventKind::ALL);
    let entries = load::<ListAudit>(Some(changes), move || {
        let (kind, cursor) = asked.get();
        vec![("kind", kind.map(|kind| kind.as_str().to_owned())), ("cursor", cursor)]
    });
    view! {
        <PageHeader title=texts.title purpose=texts.purpose />
        {move || view! { <Filter kind=asked.get().0 /> }}
        {loaded(entries, SkeletonShape::Rows, 6, move |page: Page<AuditEntryView>| {
            let (kind, cursor) = asked.get_untracked();
            view! { <Entries page kind is_first=cursor.is_none() /> }
        })}
    }
}

/// A kind in the words of the log.
fn label(kind: EventKind) -> String {
    let mut letters = kind.sentence().chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

#[component]
fn Filter(
    /// The kind in force.
    kind: Option<EventKind>,
) -> impl IntoView {
    let texts = &t().audit;
    let mut options = vec![SelectOption::new("", texts.every_kind)];
    let audited = EventKind::ALL.iter().filter(|kind| kind.audited());
    options.extend(audited.map(|kind| SelectOption::new(kind.as_str(), label(*kind))));
    let chips =
        kind.map(|kind| Chip { label: texts.kind.to_owned(), value: label(kind), without: routes::AUDIT.to_owned() });
    view! {
        <FilterBar action=routes::AUDIT chips=chips.into_iter().collect()>
            <Select name="kind" label=texts.kind label_hidden=true options=options selected=kind.map_or("", EventKind::as_str) />
        </FilterBar>
    }
}

fn icon(kind: &str) -> Icon {
    match kind.split('.').next().unwrap_or_default() {
        "workspace" => Icon::Workspace,
        "invitation" => Icon::Mail,
        "member" => Icon::Team,
        "api_key" => Icon::Key,
        _ => Icon::History,
    }
}

/// What changed, in the words of the pages: names of permissions as sentences, and no ids, which say nothing to people.
fn details(pairs: Vec<(String, String)>) -> Vec<(String, String)> {
    let word = |text: &str| match text.trim().parse::<Permission>() {
        Ok(permission) => permission.sentence().to_owned(),
        Err(_) => text.trim().replace('_', " "),
    };
    let words = |value: String| value.split(',').map(word).collect::<Vec<_>>().join(", ");
    let is_id = |value: &str| value.starts_with("inv_") || value.starts_with("user_") || value.starts_with("key_");
    pairs.into_iter().filter(|(_, value)| !is_id(value)).map(|(name, value)| (name, words(value))).collect()
}

#[component]
fn Entries(
    /// A page of them.
    page: Page<AuditEntryView>,
    /// The kind in force.
    kind: Option<EventKind>,
    /// Whether it is the first page.
    is_first: bool,
) -> impl IntoView {
    let texts = &t().audit;
    if page.items.is_empty() {
        let (title, text) = match (&kind, is_first) {
            (Some(_), true) => (texts.none_of_kind, texts.none_of_kind_text),
            (_, false) => (texts.no_more, texts.no_more_text),
            (None, true) => (texts.none, texts.none_text),
        };
        let is_narrowed = kind.is_some() || !is_first;
        return view! {
            <EmptyState title text icon=Some(Icon::History)>
                {is_narrowed.then(|| view! { <Link href=routes::AUDIT>{texts.show_all}</Link> })}
            </EmptyState>
        }
        .into_any();
    }
    let kind = kind.map_or("", EventKind::as_str);
    let next = page.next_cursor.map(|cursor| routes::with_query(routes::AUDIT, &[("kind", kind), ("cursor", &cursor)]));
    let first = (!is_first).then(|| routes::with_query(routes::AUDIT, &[("kind", kind)]));
    let entries = page
        .items
        .into_iter()
        .map(|entry| TimelineEntry {
            at: entry.at,
            details: details(entry.details),
            sentence: if entry.subject.is_empty() || entry.subject == entry.actor {
                entry.sentence
            } else {
                format!("{}: {}", entry.sentence, entry.subject)
            },
            actor: entry.actor,
            icon: icon(&entry.kind),
        })
        .collect();
    view! {
        <Timeline label=texts.title entries=entries />
        <CursorPagination label=texts.title first=first next=next />
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::details;

    #[test]
    fn details_are_words_and_no_ids() {
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let told = details(vec![
            pair("invitation", "inv_sgwa1dcv7esv1j96xpd4"),
            pair("fields", "name, time_zone"),
            pair("scopes", "members_read"),
        ]);
        assert_eq!(told, [pair("fields", "name, time zone"), pair("scopes", "See the team")]);
    }
}
