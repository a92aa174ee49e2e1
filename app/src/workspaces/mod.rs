//! `/workspaces/new`: a further workspace, for a person who runs more than one business.

pub mod api;

use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_meta::Title;

use crate::components::{Button, ButtonKind, ButtonLink, ButtonVariant, Field, FieldKind, FormError};
use crate::document;
use crate::forms::{PostForm, Submission};
use crate::i18n::t;
use crate::layout::{FormActions, PageHeader, Section};
use crate::routes;
use api::CreateWorkspace;

/// The page.
#[component]
pub fn NewWorkspacePage() -> impl IntoView {
    let texts = &t().workspaces;
    let submission = Submission::to(CreateWorkspace::PATH).on_done(|_| document::load(routes::HOME));
    view! {
        <Title text=texts.title />
        <PageHeader title=texts.title purpose=texts.purpose />
        <Section title=texts.business text=texts.business_text>
            <PostForm submission>
                <FormError error=submission.message() />
                <Field
                    name="name"
                    label=texts.name
                    required=true
                    autofocus=true
                    autocomplete="organization"
                    error=submission.field("name")
                />
                <Field
                    name="website"
                    label=texts.website
                    kind=FieldKind::Url
                    optional=true
                    placeholder="https://example.com"
                    error=submission.field("website")
                />
                <FormActions>
                    <Button kind=ButtonKind::Submit variant=ButtonVariant::Primary loading=submission.pending()>
                        {texts.create}
                    </Button>
                    <ButtonLink href=routes::HOME variant=ButtonVariant::Quiet>{texts.cancel}</ButtonLink>
                </FormActions>
            </PostForm>
        </Section>
    }
}
