//! `/system`: the installation, for its operators.

pub mod api;
mod overview;
mod rates;
mod troubles;

use std::time::Duration;

use domain::operations::SystemView;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_meta::Title;

use crate::api::ApiError;
use crate::components::{Notice, SkeletonShape, Tone, dom};
use crate::frame::use_me;
use crate::i18n::t;
use crate::layout::PageHeader;
use crate::loading::{ask, load, loaded};
use crate::problems::Forbidden;
use api::ReadSystem;
use overview::Overview;
use rates::Rates;
use troubles::{DeadJobs, DeadLetters};

/// How often the page asks anew while somebody looks at it. Jobs and other workspaces' events are not in the feed of the
/// workspace, so this page asks by itself.
const EVERY: Duration = Duration::from_secs(5);

/// The page.
#[component]
pub fn SystemPage() -> impl IntoView {
    let texts = &t().system;
    let me = use_me();
    let is_operator = me.0.with_untracked(|me| me.user.is_operator);
    view! {
        <Title text=texts.title />
        {if is_operator {
            view! { <Content /> }.into_any()
        } else {
            view! { <Forbidden what=texts.forbidden /> }.into_any()
        }}
    }
}

#[component]
fn Content() -> impl IntoView {
    let texts = &t().system;
    let first = load::<ReadSystem>(None, Vec::new);
    view! {
        <PageHeader title=texts.title purpose=texts.purpose />
        {loaded(first, SkeletonShape::Rows, 6, |first: SystemView| view! { <Parts first /> })}
    }
}

/// The parts of the page over one signal: each changes where its own figures change, so that nothing jumps.
#[component]
fn Parts(
    /// What the page was loaded with.
    first: SystemView,
) -> impl IntoView {
    let texts = &t().system;
    let system = RwSignal::new(first);
    let failed = RwSignal::new(None::<String>);
    let reload = Callback::new(move |()| {
        spawn_local(async move {
            match ask::<ReadSystem>(Vec::new()).await {
                Ok(view) => {
                    let _ = system.try_set(view);
                    let _ = failed.try_set(None);
                }
                Err(ApiError(problem)) => {
                    let _ = failed.try_set(Some(problem.message));
                }
            }
        });
    });
    Effect::new(move |_| {
        let look = move || {
            if dom::is_visible() {
                reload.run(());
            }
        };
        let tick = set_interval_with_handle(look, EVERY);
        on_cleanup(move || {
            if let Ok(tick) = tick {
                tick.clear();
            }
        });
    });
    view! {
        <div aria-live="polite">
            {move || {
                failed
                    .get()
                    .map(|message| view! { <Notice tone=Tone::Warning title=texts.behind><p>{message}</p></Notice> })
            }}
        </div>
        <Overview system=system />
        <Rates system=system />
        <DeadJobs system=system on_change=reload />
        <DeadLetters system=system on_change=reload />
    }
}
