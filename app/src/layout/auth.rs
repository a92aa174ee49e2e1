//! The pages outside the shell: set-up, sign-in, passwords, invitations.

use leptos::prelude::*;

use crate::components::Mark;

/// A calm page with one narrow column: the mark, a heading, a form.
#[component]
pub fn AuthLayout(
    /// What the person does here.
    #[prop(into)]
    title: String,
    /// One or two sentences about it.
    #[prop(optional, into)]
    text: Option<String>,
    /// The other way to go, such as a link to the sign-in page.
    #[prop(optional, into)]
    foot: Option<ViewFn>,
    /// The form.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="auth">
            <div class="auth-column">
                <header class="auth-brand">
                    <Mark />
                    <span class="auth-name">"ROMASHKA"</span>
                </header>
                <main id="content" class="auth-main">
                    <h1 class="auth-title">{title}</h1>
                    {text.map(|text| view! { <p class="auth-text">{text}</p> })}
                    {children()}
                </main>
                {foot.map(|foot| view! { <footer class="auth-foot">{foot.run()}</footer> })}
            </div>
        </div>
    }
}
