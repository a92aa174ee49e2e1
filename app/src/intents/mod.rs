//! `/intents`: what visitors may want, by the business's own examples. `?open=` shows one of them, or `new`.

pub mod api;
mod edit;
mod trial;

use domain::events::EventKind;
use domain::intents::{Effect, IntentView};
use domain::permissions::Permission;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

use crate::components::{
    Badge, ButtonLink, ButtonVariant, Column, EmptyState, Icon, SkeletonShape, Table, TimeAgo, Tone,
};
use crate::frame::{Allowed, use_me};
use crate::i18n::t;
use crate::layout::{PageHeader, Section};
use crate::live::use_live;
use crate::loading::{load, loaded};
use crate::routes;
use api::ListIntents;
use edit::Edit;
use trial::Trial;

/// What the address calls an intent that is to be made.
const NEW: &str = "new";

/// The page.
#[component]
pub fn IntentsPage() -> impl IntoView {
    view! {
        <Title text=t().intents.title />
        <Allowed to=Permission::BotsRead>
            <Content />
        </Allowed>
    }
}

#[component]
fn Content() -> impl IntoView {
    let changes = use_live().changes(&[EventKind::IntentCreated, EventKind::IntentUpdated, EventKind::IntentDeleted]);
    let intents = load::<ListIntents>(Some(changes), Vec::new);
    let query = use_query_map();
    let open = Memo::new(move |_| query.with(|query| query.get("open")));
    let may_manage = use_me().may(Permission::BotsManage);
    let edit = edit::State::new(Callback::new(move |()| intents.refetch()));
    loaded(intents, SkeletonShape::Rows, 3, move |all: Vec<IntentView>| {
        move || {
            let chosen = open.get();
            let known = chosen.as_ref().and_then(|id| all.iter().find(|intent| intent.id.as_str() == id)).cloned();
            match chosen.as_deref() {
                Some(NEW) if may_manage => view! { <Edit intent=None edit may_manage /> }.into_any(),
                _ if known.is_some() => view! { <Edit intent=known edit may_manage /> }.into_any(),
                _ => view! { <All intents=all.clone() may_manage /> }.into_any(),
            }
        }
    })
}

#[component]
fn All(
    /// All of them.
    intents: Vec<IntentView>,
    /// Whether this person may change them.
    may_manage: bool,
) -> impl IntoView {
    let texts = &t().intents;
    let new = move || {
        may_manage.then(|| {
            let href = routes::with_query(routes::INTENTS, &[("open", NEW)]);
            view! { <ButtonLink href=href variant=ButtonVariant::Primary icon=Some(Icon::Plus)>{texts.create}</ButtonLink> }
        })
    };
    if intents.is_empty() {
        return view! {
            <PageHeader title=texts.title purpose=texts.purpose />
            <EmptyState title=texts.none text=texts.none_text>{new()}</EmptyState>
        }
        .into_any();
    }
    let columns = vec![
        Column::new(texts.column_name),
        Column::new(texts.column_examples),
        Column::new(texts.column_effect),
        Column::new(texts.column_changed),
    ];
    let rows = intents.into_iter().map(|intent| view! { <Row intent /> }).collect::<Vec<_>>();
    view! {
        <PageHeader title=texts.title purpose=texts.purpose>{new()}</PageHeader>
        <Table caption=texts.title columns=columns>{rows}</Table>
        <Section title=texts.try_title text=texts.try_text>
            <Trial />
        </Section>
    }
    .into_any()
}

#[component]
fn Row(
    /// The intent.
    intent: IntentView,
) -> impl IntoView {
    let texts = &t().intents;
    let href = routes::with_query(routes::INTENTS, &[("open", intent.id.as_str())]);
    let effect = match &intent.effect {
        Effect::HandOff { reason } => format!("{}: {}", intent.effect.kind().label(), reason.label()),
        other => other.kind().label().to_owned(),
    };
    view! {
        <tr>
            <td>
                <a class="link" href=href>{intent.name}</a>
                " "
                {(!intent.on).then(|| view! { <Badge tone=Tone::Neutral>{texts.off}</Badge> })}
            </td>
            <td>{intent.examples.len()}</td>
            <td>{effect}</td>
            <td><TimeAgo at=intent.updated_at /></td>
        </tr>
    }
}
