//! The box in which a sentence is tried.

use domain::chat::AnalyzedIntent;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use super::api::TrySentence;
use crate::components::{Button, ButtonKind, Field, FormError};
use crate::forms::{PostForm, Submission};
use crate::i18n::{fill, t};

/// A sentence, and what the bot would take it for.
#[component]
pub fn Trial() -> impl IntoView {
    let texts = &t().intents;
    let found = RwSignal::new(None::<AnalyzedIntent>);
    let submission = Submission::to(TrySentence::PATH).on_done(move |answer| {
        found.set(serde_json::from_str(&answer).ok());
    });
    view! {
        <PostForm submission>
            <FormError error=submission.message() />
            <Field
                name="text"
                label=texts.sentence
                placeholder=texts.sentence_placeholder
                autocomplete="off"
                error=submission.field("text")
            />
            <div>
                <Button kind=ButtonKind::Submit loading=submission.pending()>{texts.try_button}</Button>
            </div>
        </PostForm>
        <div aria-live="polite">{move || found.get().map(|found| view! { <Found found /> })}</div>
    }
}

#[component]
fn Found(
    /// What was found.
    found: AnalyzedIntent,
) -> impl IntoView {
    let texts = &t().intents;
    let share = |confidence: f32| format!("{:.2}", confidence);
    let own = match &found.own {
        Some(own) => {
            let text = if own.is_meant { texts.found_meant } else { texts.found_below };
            let kind = own.effect.kind().label();
            fill(text, &[("name", &own.name), ("confidence", &share(own.confidence)), ("effect", kind)])
        }
        None => texts.found_none.to_owned(),
    };
    let built_in = match &found.intent {
        Some(intent) => format!("{} ({})", intent.replace('_', " "), share(found.confidence)),
        None => texts.found_none.to_owned(),
    };
    view! {
        <dl class="facts">
            <div><dt>{texts.found_own}</dt><dd>{own}</dd></div>
            <div><dt>{texts.found_built_in}</dt><dd>{built_in}</dd></div>
            <div><dt>{texts.found_human}</dt><dd>{share(found.wants_human)}</dd></div>
        </dl>
    }
}
