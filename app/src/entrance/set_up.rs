//! `/setup`: the first account and its business, once.

use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_meta::Title;

use super::api::SetUp;
use crate::components::{Button, ButtonKind, ButtonVariant, Field, FieldKind, FormError};
use crate::document;
use crate::forms::{PostForm, Submission};
use crate::frame::{Door, Outside};
use crate::i18n::t;
use crate::layout::AuthLayout;
use crate::routes;
use crate::settings::TimeZoneField;

/// The page.
#[component]
pub fn SetUpPage() -> impl IntoView {
    let texts = &t().entrance;
    view! {
        <Title text=texts.set_up_title />
        <Outside door=Door::FirstRun>
            <AuthLayout title=texts.set_up_title text=texts.set_up_purpose>
                <SetUpForm />
            </AuthLayout>
        </Outside>
    }
}

#[component]
fn SetUpForm() -> impl IntoView {
    let texts = &t().entrance;
    let submission = Submission::to(SetUp::PATH).on_done(|_| document::load(routes::HOME));
    view! {
        <PostForm submission>
            <FormError error=submission.message() />
            <Field name="name" label=texts.your_name autocomplete="name" required=true autofocus=true error=submission.field("name") />
            <Field
                name="email"
                label=texts.email
                kind=FieldKind::Email
                autocomplete="username"
                required=true
                error=submission.field("email")
            />
            <Field
                name="password"
                label=texts.password
                kind=FieldKind::Password
                autocomplete="new-password"
                required=true
                hint=texts.password_hint
                error=submission.field("password")
            />
            <Field
                name="business"
                label=texts.business
                autocomplete="organization"
                required=true
                hint=texts.business_hint
                error=submission.field("business")
            />
            <Field
                name="website"
                label=texts.website
                kind=FieldKind::Url
                optional=true
                placeholder="https://example.com"
                error=submission.field("website")
            />
            <TimeZoneField time_zone=None error=submission.field("time_zone") />
            <Button kind=ButtonKind::Submit variant=ButtonVariant::Primary wide=true loading=submission.pending()>
                {texts.set_up_button}
            </Button>
        </PostForm>
    }
}
