//! `/invite/:token`: joining a workspace.

use domain::accounts::InvitationPreview;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;

use super::api::{AcceptInvitation, PreviewInvitation, SignOut};
use crate::api::{ApiError, Visit};
use crate::components::{
    Button, ButtonKind, ButtonVariant, Field, FieldKind, FormError, Link, Notice, Skeleton, SkeletonShape, Tone,
};
use crate::document;
use crate::forms::{PostForm, Submission};
use crate::frame::{Door, Outside, Visitor};
use crate::i18n::{fill, t};
use crate::layout::AuthLayout;
use crate::loading::load;
use crate::problems::ProblemPart;
use crate::routes;

/// The page.
#[component]
pub fn InvitationPage() -> impl IntoView {
    let token = Memo::new({
        let params = use_params_map();
        move |_| params.with(|params| params.get("token")).unwrap_or_default()
    });
    let preview = load::<PreviewInvitation>(None, move || vec![("token", Some(token.get()))]);
    let visitor = expect_context::<Visitor>();
    let page = move || {
        Suspend::new(async move {
            let here = match visitor.ready().await {
                Ok(Visit::SignedIn { view, .. }) => Some(view.user.email),
                _ => None,
            };
            match preview.ready().await {
                Ok(preview) => joining(token.get_untracked(), preview, here).into_any(),
                Err(ApiError(problem)) => {
                    let home = || view! { <Link href=routes::HOME>{t().problems.to_home}</Link> };
                    view! {
                        <AuthLayout title=t().entrance.invitation_gone foot=home>
                            <ProblemPart problem />
                        </AuthLayout>
                    }
                    .into_any()
                }
            }
        })
    };
    view! {
        <Title text=t().entrance.invitation_title />
        <Outside door=Door::Everyone>
            <Suspense fallback=|| view! { <Skeleton shape=SkeletonShape::Field count=2 /> }>{page}</Suspense>
        </Outside>
    }
}

/// What the invited person has to do depends on who they are already.
fn joining(token: String, preview: InvitationPreview, here: Option<String>) -> impl IntoView {
    let texts = &t().entrance;
    let title = fill(texts.invitation_head, &[("workspace", &preview.workspace)]);
    let text = fill(
        texts.invitation_purpose,
        &[("who", &preview.invited_by), ("workspace", &preview.workspace), ("role", preview.role.name())],
    );
    let is_here = here.as_ref().is_some_and(|email| email.to_lowercase() == preview.email.to_lowercase());
    let form = match here {
        Some(other) if !is_here => view! { <AnotherAccount other email=preview.email /> }.into_any(),
        _ => view! { <JoinForm token email=preview.email has_account=preview.has_account is_here /> }.into_any(),
    };
    view! { <AuthLayout title text>{form}</AuthLayout> }
}

#[component]
fn JoinForm(
    /// The token of the link.
    token: String,
    /// The address that was invited.
    email: String,
    /// Whether it has an account already.
    has_account: bool,
    /// Whether this browser is signed in with it.
    is_here: bool,
) -> impl IntoView {
    let texts = &t().entrance;
    let submission = Submission::to(AcceptInvitation::PATH).on_done(|_| document::load(routes::HOME));
    let is_new = !has_account && !is_here;
    view! {
        <PostForm submission>
            <FormError error=submission.message() />
            <input type="hidden" name="token" value=token />
            <Field name="email" label=texts.email kind=FieldKind::Email value=email readonly=true autocomplete="username" />
            {is_new
                .then(|| {
                    view! {
                        <Field
                            name="name"
                            label=texts.your_name
                            autocomplete="name"
                            required=true
                            autofocus=true
                            error=submission.field("name")
                        />
                    }
                })}
            {(!is_here)
                .then(|| {
                    let (autocomplete, hint) = if is_new {
                        ("new-password", texts.password_hint)
                    } else {
                        ("current-password", texts.invitation_known)
                    };
                    view! {
                        <Field
                            name="password"
                            label=texts.password
                            kind=FieldKind::Password
                            autocomplete=autocomplete
                            required=true
                            hint=hint
                            error=submission.field("password")
                        />
                    }
                })}
            <Button kind=ButtonKind::Submit variant=ButtonVariant::Primary wide=true loading=submission.pending()>
                {texts.invitation_button}
            </Button>
        </PostForm>
    }
}

/// Signed in as someone else: the invitation is for one address.
#[component]
fn AnotherAccount(
    /// Who is signed in.
    other: String,
    /// Who is invited.
    email: String,
) -> impl IntoView {
    let texts = &t().entrance;
    let submission = Submission::to(SignOut::PATH).on_done(|_| {
        let _ = window().location().reload();
    });
    view! {
        <PostForm submission>
            <FormError error=submission.any_message() />
            <Notice tone=Tone::Warning title=texts.another_title>
                <p>{fill(texts.another_text, &[("other", &other), ("email", &email)])}</p>
            </Notice>
            <Button kind=ButtonKind::Submit variant=ButtonVariant::Primary wide=true loading=submission.pending()>
                {texts.another_button}
            </Button>
        </PostForm>
    }
}
