//! `/sign-in`: the way in, and on to the page that was wanted.

use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

use super::api::SignIn;
use crate::components::{Button, ButtonKind, ButtonVariant, Field, FieldKind, FormError, Link, Notice, Tone};
use crate::document;
use crate::forms::{PostForm, Submission};
use crate::frame::{Door, Outside};
use crate::i18n::t;
use crate::layout::AuthLayout;
use crate::routes;

/// The page.
#[component]
pub fn SignInPage() -> impl IntoView {
    let texts = &t().entrance;
    let forgot = || view! { <Link href=routes::FORGOT>{t().entrance.forgot_link}</Link> };
    view! {
        <Title text=texts.sign_in_title />
        <Outside door=Door::Guests>
            <AuthLayout title=texts.sign_in_title text=texts.sign_in_purpose foot=forgot>
                <SignInForm />
            </AuthLayout>
        </Outside>
    }
}

#[component]
fn SignInForm() -> impl IntoView {
    let texts = &t().entrance;
    let query = use_query_map();
    let next = query.with_untracked(|query| query.get("next")).unwrap_or_default();
    let next = routes::same_site(&next).to_owned();
    let has_new_password = query.with_untracked(|query| query.get("changed").is_some());
    let target = next.clone();
    let submission = Submission::to(SignIn::PATH).on_done(move |_| document::load(&target));
    view! {
        <PostForm submission>
            {has_new_password.then(|| view! { <Notice tone=Tone::Success><p>{texts.password_changed}</p></Notice> })}
            <FormError error=submission.message() />
            <input type="hidden" name="next" value=next />
            <Field
                name="email"
                label=texts.email
                kind=FieldKind::Email
                autocomplete="username"
                required=true
                autofocus=true
                error=submission.field("email")
            />
            <Field
                name="password"
                label=texts.password
                kind=FieldKind::Password
                autocomplete="current-password"
                required=true
                error=submission.field("password")
            />
            <Button kind=ButtonKind::Submit variant=ButtonVariant::Primary wide=true loading=submission.pending()>
                {texts.sign_in_button}
            </Button>
        </PostForm>
    }
}
