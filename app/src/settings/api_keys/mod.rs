//! `/settings/api-keys`: the keys with which programs call the API.

pub mod api;
mod create;
mod list;

use domain::accounts::ApiKeyView;
use domain::events::EventKind;
use domain::page::Page;
use domain::permissions::Permission;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

use crate::components::{Button, ButtonVariant, Icon, SkeletonShape};
use crate::frame::Allowed;
use crate::i18n::t;
use crate::layout::PageHeader;
use crate::live::use_live;
use crate::loading::{load, loaded};
use api::ListApiKeys;
use create::{CREATE, CreateDialog};
use list::{Keys, RevokeDialog};

/// The page.
#[component]
pub fn ApiKeysPage() -> impl IntoView {
    view! {
        <Title text=t().api_keys.title />
        <Allowed to=Permission::ApiKeysManage>
            <Content />
        </Allowed>
    }
}

#[component]
fn Content() -> impl IntoView {
    let texts = &t().api_keys;
    let query = use_query_map();
    let cursor = Memo::new(move |_| query.with(|query| query.get("cursor")));
    let changes = use_live().changes(&[EventKind::ApiKeyCreated, EventKind::ApiKeyRevoked]);
    let keys = load::<ListApiKeys>(Some(changes), move || vec![("cursor", cursor.get())]);
    let about = RwSignal::new(None::<ApiKeyView>);
    let reload = Callback::new(move |()| keys.refetch());
    view! {
        <PageHeader title=texts.title purpose=texts.purpose>
            <Button variant=ButtonVariant::Primary icon=Some(Icon::Plus) opens=CREATE>{texts.create}</Button>
        </PageHeader>
        {loaded(keys, SkeletonShape::Rows, 3, move |page: Page<ApiKeyView>| {
            view! { <Keys page is_first=cursor.get_untracked().is_none() about /> }
        })}
        <CreateDialog on_change=reload />
        <RevokeDialog about on_change=reload />
    }
}
