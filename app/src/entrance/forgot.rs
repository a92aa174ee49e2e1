//! `/forgot`: a link to a new password.

use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_meta::Title;

use super::api::{RequestPasswordReset, ResetWay};
use crate::components::{
    Button, ButtonKind, ButtonVariant, CodeBlock, Field, FieldKind, FormError, Link, Notice, Tone,
};
use crate::forms::{PostForm, Submission};
use crate::frame::{Door, Outside};
use crate::i18n::t;
use crate::layout::AuthLayout;
use crate::routes;

/// The page.
#[component]
pub fn ForgotPage() -> impl IntoView {
    let texts = &t().entrance;
    let back = || view! { <Link href=routes::SIGN_IN>{t().entrance.back_to_sign_in}</Link> };
    view! {
        <Title text=texts.forgot_title />
        <Outside door=Door::Everyone>
            <AuthLayout title=texts.forgot_title text=texts.forgot_purpose foot=back>
                <ForgotForm />
            </AuthLayout>
        </Outside>
    }
}

#[component]
fn ForgotForm() -> impl IntoView {
    let texts = &t().entrance;
    let way = RwSignal::new(None::<ResetWay>);
    let submission =
        Submission::to(RequestPasswordReset::PATH).on_done(move |answer| way.set(serde_json::from_str(&answer).ok()));
    view! {
        <PostForm submission>
            <FormError error=submission.message() />
            <div aria-live="polite">{move || way.get().map(|way| answer(way.mails))}</div>
            <Field
                name="email"
                label=texts.email
                kind=FieldKind::Email
                autocomplete="username"
                required=true
                autofocus=true
                error=submission.field("email")
            />
            <Button kind=ButtonKind::Submit variant=ButtonVariant::Primary wide=true loading=submission.pending()>
                {texts.forgot_button}
            </Button>
        </PostForm>
    }
}

fn answer(mails: bool) -> AnyView {
    let texts = &t().entrance;
    if mails {
        view! {
            <Notice tone=Tone::Success title=texts.forgot_mailed_title><p>{texts.forgot_mailed}</p></Notice>
        }
        .into_any()
    } else {
        view! {
            <Notice tone=Tone::Info title=texts.forgot_by_hand_title>
                <p>{texts.forgot_by_hand}</p>
                <CodeBlock label=texts.forgot_command code="romashka user reset-password you@example.com" />
            </Notice>
        }
        .into_any()
    }
}
