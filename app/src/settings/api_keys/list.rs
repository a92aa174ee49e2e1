//! The keys there are, and the question before one is revoked.

use domain::accounts::ApiKeyView;
use domain::page::Page;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use super::api::RevokeApiKey;
use super::create::CREATE;
use crate::components::{
    Badge, Button, ButtonKind, ButtonVariant, Column, CursorPagination, Dialog, DialogActions, DialogSize, EmptyState,
    FormError, Icon, Table, TimeAgo, dom, use_toasts,
};
use crate::forms::{PostForm, Submission};
use crate::i18n::{fill, t};
use crate::routes;

const REVOKE: &str = "revoke-key";

/// The table of keys.
#[component]
pub fn Keys(
    /// A page of them.
    page: Page<ApiKeyView>,
    /// Whether it is the first page.
    is_first: bool,
    /// Set to the key that the dialog is opened about.
    about: RwSignal<Option<ApiKeyView>>,
) -> impl IntoView {
    let texts = &t().api_keys;
    if page.items.is_empty() && is_first {
        return view! {
            <EmptyState title=texts.none text=texts.none_text icon=Some(Icon::Key)>
                <Button icon=Some(Icon::Plus) opens=CREATE>{texts.create}</Button>
            </EmptyState>
        }
        .into_any();
    }
    let columns = vec![
        Column::new(texts.column_name),
        Column::new(texts.column_scopes),
        Column::new(texts.column_created),
        Column::new(texts.column_used),
        Column::new(texts.column_acts).hidden(),
    ];
    let rows = page.items.into_iter().map(|key| view! { <Row key_view=key about /> }).collect::<Vec<_>>();
    let next = page.next_cursor.map(|cursor| routes::with_query(routes::API_KEYS, &[("cursor", &cursor)]));
    view! {
        <Table caption=texts.title columns=columns>{rows}</Table>
        <CursorPagination label=texts.title first=(!is_first).then(|| routes::API_KEYS.to_owned()) next=next />
    }
    .into_any()
}

#[component]
fn Row(
    /// The key.
    key_view: ApiKeyView,
    /// Set to the key when the dialog is opened.
    about: RwSignal<Option<ApiKeyView>>,
) -> impl IntoView {
    let texts = &t().api_keys;
    let key = key_view;
    let scopes = key.scopes.iter().map(|scope| scope.sentence()).collect::<Vec<_>>().join(" · ");
    let used = match key.last_used_at {
        Some(at) => view! { <TimeAgo at=at /> }.into_any(),
        None => view! { <span class="table-quiet">{texts.never}</span> }.into_any(),
    };
    let chosen = key.clone();
    let act = match key.revoked_at {
        Some(_) => view! { <Badge>{texts.revoked}</Badge> }.into_any(),
        None => view! {
            <Button
                small=true
                on_click=move |()| {
                    about.set(Some(chosen.clone()));
                    request_animation_frame(|| dom::show_dialog(REVOKE));
                }
            >
                {texts.revoke}
            </Button>
        }
        .into_any(),
    };
    view! {
        <tr class:is-over=key.revoked_at.is_some()>
            <td>
                <div class="person-text">
                    <span class="person-name">{key.name}</span>
                    <span class="person-mail"><code>{key.hint}"…"</code></span>
                </div>
            </td>
            <td class="scopes">{scopes}</td>
            <td><TimeAgo at=key.created_at /> " " <span class="table-quiet">{fill(texts.by, &[("who", &key.created_by)])}</span></td>
            <td>{used}</td>
            <td><div class="table-actions">{act}</div></td>
        </tr>
    }
}

/// Says what stops working before a key is revoked. It stands outside of the list, which may be loaded anew meanwhile.
#[component]
pub fn RevokeDialog(
    /// Which key.
    about: RwSignal<Option<ApiKeyView>>,
    /// Called afterwards.
    on_change: Callback<()>,
) -> impl IntoView {
    let texts = &t().api_keys;
    let toasts = use_toasts();
    let name = move || about.with(|key| key.as_ref().map(|key| key.name.clone())).unwrap_or_default();
    let submission = Submission::to(RevokeApiKey::PATH).on_done(move |_| {
        dom::close_dialog(REVOKE);
        if let Some(toasts) = toasts {
            toasts.done(fill(t().api_keys.was_revoked, &[("name", &untrack(name))]));
        }
        on_change.run(());
    });
    let id = move || about.with(|key| key.as_ref().map(|key| key.id.to_string()));
    view! {
        <Dialog id=REVOKE title=texts.revoke_title size=DialogSize::Small on_close=move |()| submission.clear()>
            <PostForm submission>
                <p>{move || fill(t().api_keys.revoke_question, &[("name", &name())])}</p>
                <FormError error=submission.any_message() />
                <input type="hidden" name="id" prop:value=id />
                <DialogActions>
                    <Button closes=REVOKE>{texts.cancel}</Button>
                    <Button kind=ButtonKind::Submit variant=ButtonVariant::Danger loading=submission.pending()>
                        {texts.revoke_button}
                    </Button>
                </DialogActions>
            </PostForm>
        </Dialog>
    }
}
