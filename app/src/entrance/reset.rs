//! `/reset-password/:token`: a new password by a link.

use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;

use super::api::ResetPassword;
use crate::components::{Button, ButtonKind, ButtonVariant, Field, FieldKind, FormError, Link};
use crate::document;
use crate::forms::{PostForm, Submission};
use crate::frame::{Door, Outside};
use crate::i18n::t;
use crate::layout::AuthLayout;
use crate::routes;

/// The page.
#[component]
pub fn ResetPage() -> impl IntoView {
    let texts = &t().entrance;
    let again = || view! { <Link href=routes::FORGOT>{t().entrance.reset_again}</Link> };
    view! {
        <Title text=texts.reset_title />
        <Outside door=Door::Everyone>
            <AuthLayout title=texts.reset_title text=texts.reset_purpose foot=again>
                <ResetForm />
            </AuthLayout>
        </Outside>
    }
}

#[component]
fn ResetForm() -> impl IntoView {
    let texts = &t().entrance;
    let token = use_params_map().with_untracked(|params| params.get("token")).unwrap_or_default();
    let submission = Submission::to(ResetPassword::PATH)
        .on_done(|_| document::load(&routes::with_query(routes::SIGN_IN, &[("changed", "1")])));
    view! {
        <PostForm submission>
            <FormError error=submission.message() />
            <input type="hidden" name="token" value=token />
            <Field
                name="password"
                label=texts.new_password
                kind=FieldKind::Password
                autocomplete="new-password"
                required=true
                autofocus=true
                hint=texts.password_hint
                error=submission.field("password")
            />
            <Button kind=ButtonKind::Submit variant=ButtonVariant::Primary wide=true loading=submission.pending()>
                {texts.reset_button}
            </Button>
        </PostForm>
    }
}
