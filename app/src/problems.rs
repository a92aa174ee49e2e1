//! Pages for when there is no page: nothing at this address, not allowed, something failed.

use domain::{Code, Problem};
use leptos::prelude::*;
use leptos_meta::Title;

use crate::components::{ButtonLink, ButtonVariant, EmptyState, ErrorState, Icon};
use crate::i18n::{fill, t};
use crate::layout::{AuthLayout, PageHeader};
use crate::routes;

/// Gives the page's answer the status that says the same.
fn answer_with(code: Code) {
    #[cfg(feature = "ssr")]
    crate::api::edge::set_status(code.status());
    #[cfg(not(feature = "ssr"))]
    let _ = code;
}

/// Nothing at this address.
#[component]
pub fn NotFound() -> impl IntoView {
    answer_with(Code::NotFound);
    let texts = &t().problems;
    view! {
        <Title text=texts.not_found_title />
        <PageHeader title=texts.not_found_title purpose=texts.not_found_purpose />
        <EmptyState title=texts.not_found_head text=texts.not_found_text icon=Some(Icon::Search)>
            <ButtonLink href=routes::HOME variant=ButtonVariant::Primary>{texts.to_home}</ButtonLink>
        </EmptyState>
    }
}

/// The person's role does not include what the page is for.
#[component]
pub fn Forbidden(
    /// What the page is for, as a permission says it.
    what: &'static str,
) -> impl IntoView {
    answer_with(Code::Forbidden);
    let texts = &t().problems;
    view! {
        <Title text=texts.forbidden_title />
        <PageHeader title=texts.forbidden_title purpose=texts.forbidden_purpose />
        <EmptyState title=texts.forbidden_head text=fill(texts.forbidden_text, &[("what", what)]) icon=Some(Icon::Key)>
            <ButtonLink href=routes::HOME variant=ButtonVariant::Primary>{texts.to_home}</ButtonLink>
        </EmptyState>
    }
}

/// A part of a page that could not be loaded, with what to do and the reference.
#[component]
pub fn ProblemPart(
    /// What went wrong.
    problem: Problem,
    /// Tries again.
    #[prop(optional, into)]
    on_retry: Option<Callback<()>>,
) -> impl IntoView {
    answer_with(problem.code);
    let texts = &t().problems;
    let title = match problem.code {
        Code::NotFound | Code::Gone => texts.gone_head,
        Code::Forbidden => texts.forbidden_head,
        Code::Unauthenticated => texts.signed_out_head,
        _ => texts.failed_head,
    };
    // What is not there or not allowed stays so, however often one tries.
    let is_final = matches!(problem.code, Code::NotFound | Code::Gone | Code::Forbidden);
    match on_retry {
        _ if is_final => {
            view! { <ErrorState title=title text=problem.message reference=problem.reference /> }.into_any()
        }
        Some(on_retry) => {
            view! { <ErrorState title=title text=problem.message reference=problem.reference on_retry=on_retry /> }
                .into_any()
        }
        None => view! { <ErrorState title=title text=problem.message reference=problem.reference retry_href="" /> }
            .into_any(),
    }
}

/// A whole page that could not be made, outside the frame.
#[component]
pub fn ProblemPage(
    /// What went wrong.
    problem: Problem,
) -> impl IntoView {
    let texts = &t().problems;
    view! {
        <Title text=texts.failed_title />
        <AuthLayout title=texts.failed_title>
            <ProblemPart problem />
        </AuthLayout>
    }
}
