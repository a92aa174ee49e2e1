//! `/`: what is set up, and the one next step.

pub mod api;
mod steps;

use domain::events::EventKind;
use leptos::prelude::*;
use leptos_meta::Title;

use crate::components::{ButtonLink, ButtonVariant};
use crate::components::{EmptyState, KpiCard, SkeletonShape};
use crate::frame::use_me;
use crate::i18n::{fill, t};
use crate::layout::{KpiRow, PageHeader, Section};
use crate::live::use_live;
use crate::loading::{load, loaded};
use crate::routes;
use api::{ReadStart, Start};
use steps::Steps;

const CONCERNED: &[EventKind] = EventKind::ALL;

/// The page.
#[component]
pub fn HomePage() -> impl IntoView {
    let texts = &t().home;
    let me = use_me();
    let has_workspace = me.0.with_untracked(|me| me.current.is_some());
    view! {
        <Title text=texts.title />
        {if has_workspace { view! { <Overview /> }.into_any() } else { view! { <NoWorkspace /> }.into_any() }}
    }
}

#[component]
fn Overview() -> impl IntoView {
    let texts = &t().home;
    let me = use_me();
    let name = move || me.0.with(|me| me.current.as_ref().map(|current| current.name.clone())).unwrap_or_default();
    let changes = use_live().changes(CONCERNED);
    let start = load::<ReadStart>(Some(changes), Vec::new);
    view! {
        {move || view! { <PageHeader title=name() purpose=texts.purpose /> }}
        {loaded(start, SkeletonShape::Rows, 4, |start: Start| {
            let steps = start.clone();
            view! {
                <Section title=t().home.steps_title text=t().home.steps_text>
                    <Steps start=steps />
                </Section>
                <Figures start />
            }
        })}
    }
}

/// What there is, as figures: real counts, zeros included.
#[component]
fn Figures(
    /// What there is.
    start: Start,
) -> impl IntoView {
    let texts = &t().home;
    let figure = |count: Option<u32>| Some(count.map_or_else(String::new, |count| count.to_string()));
    let note = match start.invitations {
        0 => String::new(),
        count => fill(texts.pending_note, &[("count", &count.to_string())]),
    };
    let keys = start.api_keys;
    view! {
        <Section title=texts.figures_title text=texts.figures_text>
            <KpiRow>
                {start
                    .waiting
                    .map(|waiting| {
                        view! {
                            <KpiCard
                                id="waiting"
                                label=texts.waiting
                                definition=texts.waiting_about
                                value=figure(Some(waiting))
                            />
                        }
                    })}
                <KpiCard
                    id="published"
                    label=texts.published
                    definition=texts.published_about
                    value=figure(Some(start.published))
                />
                <KpiCard
                    id="members"
                    label=texts.members
                    definition=texts.members_about
                    value=figure(Some(start.members))
                    note=note
                />
                {keys
                    .map(|keys| {
                        view! {
                            <KpiCard id="keys" label=texts.keys definition=texts.keys_about value=figure(Some(keys)) />
                        }
                    })}
            </KpiRow>
        </Section>
    }
}

/// Someone whose last workspace was left.
#[component]
fn NoWorkspace() -> impl IntoView {
    let texts = &t().home;
    view! {
        <PageHeader title=texts.title purpose=texts.nowhere_purpose />
        <EmptyState title=texts.nowhere_head text=texts.nowhere_text>
            <ButtonLink href=routes::NEW_WORKSPACE variant=ButtonVariant::Primary>{texts.nowhere_button}</ButtonLink>
        </EmptyState>
    }
}
