//! The dialog that makes a key, and shows its secret once.

use domain::accounts::NewApiKeyView;
use domain::permissions::Permission;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use super::api::CreateApiKey;
use crate::components::{
    Button, ButtonKind, ButtonVariant, Checkbox, CodeBlock, CopyField, Dialog, DialogActions, Field, FormError, Notice,
    Tone, dom,
};
use crate::forms::{PostForm, Submission};
use crate::i18n::t;
use crate::routes;
use crate::settings::DialogLink;

/// The id of the dialog.
pub const CREATE: &str = "create-key";

/// Name and scopes; afterwards the secret.
#[component]
pub fn CreateDialog(
    /// Called when a key was made.
    on_change: Callback<()>,
) -> impl IntoView {
    let texts = &t().api_keys;
    let made = RwSignal::new(None::<NewApiKeyView>);
    let submission = Submission::to(CreateApiKey::PATH).on_done(move |answer| {
        made.set(serde_json::from_str(&answer).ok());
        on_change.run(());
    });
    let link_to_dialog = DialogLink::new("new", CREATE, routes::API_KEYS);
    let start_anew = move |()| {
        link_to_dialog.leave();
        submission.clear();
        made.set(None);
    };
    let content = move || match made.get() {
        Some(new) => secret(new),
        None => view! { <CreateForm submission /> }.into_any(),
    };
    view! { <Dialog id=CREATE title=texts.create on_close=start_anew>{content}</Dialog> }
}

#[component]
fn CreateForm(
    /// Where it goes.
    submission: Submission,
) -> impl IntoView {
    let texts = &t().api_keys;
    // The secret is shown in the answer and nowhere else, so the form waits for the code that shows it.
    let is_ready = dom::hydrated();
    let scopes_error = submission.field("scopes");
    let scopes = Permission::all()
        .map(|permission| {
            view! { <Checkbox name="scopes[]" value=permission.as_str() label=permission.sentence() hint=permission.as_str() /> }
        })
        .collect::<Vec<_>>();
    view! {
        <PostForm submission>
            <FormError error=submission.message() />
            <Field
                name="name"
                id="key-name"
                label=texts.name
                hint=texts.name_hint
                required=true
                autofocus=true
                autocomplete="off"
                error=submission.field("name")
            />
            <fieldset class="choices" aria-describedby="scopes-error">
                <legend class="field-label">{texts.column_scopes}</legend>
                {scopes}
                <div id="scopes-error" class="field-error" aria-live="polite">
                    {move || scopes_error.get().map(|text| view! { <p>{text}</p> })}
                </div>
            </fieldset>
            <DialogActions>
                <Button closes=CREATE>{texts.cancel}</Button>
                <Button
                    kind=ButtonKind::Submit
                    variant=ButtonVariant::Primary
                    loading=submission.pending()
                    disabled=Signal::derive(move || !is_ready.get())
                >
                    {texts.create_button}
                </Button>
            </DialogActions>
        </PostForm>
    }
}

/// The only time that the secret is shown, with an example that works as it stands.
fn secret(new: NewApiKeyView) -> AnyView {
    let texts = &t().api_keys;
    let path = match new.key.scopes.first() {
        Some(Permission::MembersRead | Permission::MembersManage) => "members",
        Some(Permission::ApiKeysManage) => "api-keys",
        Some(Permission::AuditRead) => "audit",
        Some(Permission::EventsRead) => "events",
        Some(Permission::MailRead) => "mails",
        Some(Permission::BotsRead | Permission::BotsManage) => "bots",
        Some(Permission::KnowledgeRead | Permission::KnowledgeWrite | Permission::KnowledgePublish) => {
            "knowledge/items"
        }
        Some(Permission::ConversationsRead | Permission::ConversationsReply) => "conversations",
        Some(Permission::WorkspaceRead | Permission::WorkspaceManage) | None => "workspace",
    };
    let origin = window().location().origin().unwrap_or_default();
    let example = format!("curl {origin}/api/{path} \\\n  -H \"Authorization: Bearer {}\"", new.secret);
    view! {
        <div class="form">
            <Notice tone=Tone::Warning title=texts.once_title><p>{texts.once}</p></Notice>
            <CopyField id="key-secret" label=texts.secret text=new.secret />
            <CodeBlock label=texts.example code=example />
            <DialogActions>
                <Button variant=ButtonVariant::Primary closes=CREATE>{texts.done}</Button>
            </DialogActions>
        </div>
    }
    .into_any()
}
